using System.Globalization;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Segments;

/// <summary>The places of common terms say what their postings say.</summary>
public sealed class CommonWordsTests
{
    [Fact]
    public void Rows_OfDocumentsInGroups_HaveTheTermAtEachPosition()
    {
        Random random = new(5);
        string[] words = ["of", "of", "the", "the", "the", "and", "rare"];
        string Text() => string.Join(' ', random.GetItems(words, 1 + random.Next(40)));
        DocumentGroup[] groups =
        [
            .. Enumerable.Range(0, 400).Select(i => Samples.Group($"{i:000}", Text(), Text(), Text())),
        ];
        using SegmentFile file = Write(groups);
        CommonWords common = file.Common(0)!;
        Assert.Equal(4, common.Count);
        TermCursor terms = file.Terms(0).Open();
        Dictionary<byte, string> names = [];
        while (terms.MoveNext())
        {
            names.Add(common.NumberOf(terms.Entry), Utf8.Text(terms.Term));
        }

        int document = 0;
        foreach (DocumentGroup group in groups)
        {
            int first = document;
            foreach (IndexDocument one in group.Documents)
            {
                CommonWords.Row row = common[document++];
                Assert.Equal(one.Fields["text"][0].Position, row.First);
                Assert.Equal(one.Fields["text"].Select(token => token.Term), Names(row));
            }

            Assert.Equal(
                group.Documents.SelectMany(one => one.Fields["text"]).Select(token => token.Term),
                Names(common.Rows(first, document))
            );
        }

        string[] Names(CommonWords.Row row) => [.. row.Numbers.ToArray().Select(number => names[number])];
    }

    [Fact]
    public void Rows_OfAGroupWithGapsAndAnEmptyDocument_AreOfNoTermThere()
    {
        IndexDocument Document(params IndexToken[] tokens) =>
            new()
            {
                Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                {
                    ["text"] = tokens,
                },
            };
        DocumentGroup group = new(
            "a",
            ReadOnlyMemory<byte>.Empty,
            [
                Document(),
                Document(new("x", 7), new("x", 9)),
                Document(),
                Document(new("x", 11), new("x", 12), new("other", 13)),
            ]
        );
        using SegmentFile file = Write([group]);
        CommonWords common = file.Common(0)!;
        Assert.Equal(7, common.Rows(1, 4).First);
        Assert.Equal<byte>([1, 0, 1, 0, 1, 1, 0], common.Rows(1, 4).Numbers.ToArray());
        Assert.Equal<byte>([1, 0, 1], common[1].Numbers.ToArray());
        Assert.Equal<byte>([1, 1, 0], common[3].Numbers.ToArray());
        Assert.Equal(0, common[0].Numbers.Length);
    }

    [Fact]
    public void TermThatSharesAPosition_IsLeftOutForTheOneBefore()
    {
        IndexToken[] tokens = [new("a", 0), new("b", 1), new("c", 2), new("c", 3), new("d", 3), new("d", 4)];
        using SegmentFile file = Write(SameGroups(tokens));
        CommonWords common = file.Common(0)!;
        Assert.Equal(3, common.Count);
        Assert.Equal<byte>([1, 2, 3, 3, 0], common[1].Numbers.ToArray());
    }

    [Fact]
    public void Places_OfWordsFarApart_AreNotKept()
    {
        using SegmentFile file = Write(SameGroups([new("a", 0), new("a", 50), new("b", 900)]));
        Assert.Null(file.Common(0));
        Assert.Null(file.Common(1));
    }

    /// <summary>More terms than have names of their own while they wait, all before one that becomes common.</summary>
    [Fact]
    public void Rows_OfATermMetAfterManyOthers_HaveItAtEachPosition()
    {
        string many = string.Join(' ', Enumerable.Range(0, 70_000).Select(i => $"w{i}"));
        using SegmentFile file = Write([
            Samples.Group("0", many),
            .. Enumerable.Range(1, 3).Select(i => Samples.Group($"{i}", "late w1 late soon")),
        ]);
        CommonWords common = file.Common(0)!;
        Assert.Equal(3, common.Count);
        Assert.Equal<byte>([1, 3, 1, 2], common[2].Numbers.ToArray());
        Assert.Equal([1], common[0].Numbers.ToArray().Index().Where(n => n.Item > 0).Select(n => n.Index));
    }

    /// <summary>Places that one of the segments knows are taken over, those of words that are not common there are looked for.</summary>
    [Theory]
    [InlineData(255)]
    [InlineData(4)]
    public void Segment_OfMergedOnes_HasTheBytesOfOneWrittenAtOnce(int most)
    {
        Random random = new(9);
        string[] often = ["of", "of", "the", "a", "and", "here"];
        int position = 0;
        DocumentGroup Group(int i)
        {
            position = 0;
            return new DocumentGroup(
                $"{i:0000}",
                ReadOnlyMemory<byte>.Empty,
                [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Document(i % 3))]
            );
        }

        IndexDocument Document(int kind)
        {
            position++;
            List<IndexToken> tokens = [];
            for (int i = random.Next(30); i > 0; i--)
            {
                // Some words are common in every third group only; some stand where another one does, or after a gap.
                string word = random.Next(3) > 0 ? random.GetItems(often, 1)[0] : $"{kind}{random.Next(4)}";
                position += random.Next(50) switch
                {
                    0 when kind == 2 => 0,
                    1 => 3,
                    _ => 1,
                };
                tokens.Add(new IndexToken(word, position));
            }

            return new IndexDocument
            {
                Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                {
                    ["text"] = tokens,
                },
            };
        }

        DocumentGroup[] groups = [.. Enumerable.Range(0, 600).Select(Group)];
        MemoryStorage storage = new();
        Inverter all = new(Samples.Schema);
        foreach (DocumentGroup group in groups)
        {
            all.Put(group);
        }

        HashSet<int> dead = [.. Enumerable.Range(0, groups.Length).Where(i => i % 5 == 0)];
        SegmentWriter.Write(storage, "one", Samples.Schema, new InvertedGroups(all, dead), most);
        Samples.WriteSegment(storage, "thirds", groups.Where((_, i) => i % 3 == 0), most);
        Samples.WriteSegment(storage, "others", groups.Where((_, i) => i % 3 > 0), most);
        using SegmentFile thirds = SegmentFile.Open(storage, "thirds", Samples.Schema);
        using SegmentFile others = SegmentFile.Open(storage, "others", Samples.Schema);
        DocumentSet Deleted(SegmentFile file)
        {
            DocumentSet deleted = new(file.GroupCount);
            for (int group = 0; group < file.GroupCount; group++)
            {
                if (int.Parse(file.GroupKey(group), CultureInfo.InvariantCulture) % 5 == 0)
                {
                    deleted.Add(group);
                }
            }

            return deleted;
        }

        MergedSegments merged = new(Samples.Schema, [(thirds, Deleted(thirds)), (others, Deleted(others))]);
        SegmentWriter.Write(storage, "merged", Samples.Schema, merged, most);
        using SegmentFile one = SegmentFile.Open(storage, "one", Samples.Schema);
        Assert.NotNull(one.Common(0));
        Assert.NotEqual(thirds.Common(0)!.Count, others.Common(0)!.Count);
        Assert.Equal(Samples.Contents(storage, "one"), Samples.Contents(storage, "merged"));
    }

    /// <summary>Three groups of one document with these tokens.</summary>
    private static IEnumerable<DocumentGroup> SameGroups(IndexToken[] tokens) =>
        Enumerable
            .Range(0, 3)
            .Select(i => new DocumentGroup(
                $"{i}",
                ReadOnlyMemory<byte>.Empty,
                [
                    new IndexDocument
                    {
                        Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                        {
                            ["text"] = tokens,
                        },
                    },
                ]
            ));

    private static SegmentFile Write(IEnumerable<DocumentGroup> groups)
    {
        MemoryStorage storage = new();
        Samples.WriteSegment(storage, "one", groups);
        return SegmentFile.Open(storage, "one", Samples.Schema);
    }
}
