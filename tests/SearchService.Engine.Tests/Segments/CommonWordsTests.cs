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
