using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Segments;

/// <summary>What is written of a term is read again, at every edge of a block and however the cursor moves.</summary>
public sealed class PostingsTests
{
    private const string Name = "0.segment";

    // Blocks have 128 documents, parts of positions 128 positions.
    public static TheoryData<int, int, int> Shapes =>
        new()
        {
            { 1, 1, 1 },
            { 1, 300, 1 },
            { 2, 1, 3 },
            { 127, 2, 1 },
            { 128, 1, 1 },
            { 128, 5, 9 },
            { 129, 3, 2 },
            { 255, 1, 4 },
            { 256, 2, 1 },
            { 257, 40, 2 },
            { 1000, 3, 7 },
            { 5000, 1, 2 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cursor_StepByStep_GivesAllThatWasWritten(int documents, int mostFrequency, int mostGap)
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        PostingsCursor cursor = written.Cursor(file);
        PostingsCursor withoutPositions = written.Cursor(file);
        foreach ((int document, int[] positions) in written.Postings)
        {
            Assert.Equal(document, cursor.Next());
            Assert.Equal(positions.Length, cursor.Frequency);
            Assert.Equal(positions, cursor.Positions().ToArray());
            Assert.Equal(positions, cursor.Positions().ToArray());
            Assert.Equal(document, withoutPositions.Advance(withoutPositions.Document + 1));
        }

        Assert.Equal(PostingsCursor.End, cursor.Next());
        Assert.Equal(PostingsCursor.End, cursor.Next());
        Assert.Equal(PostingsCursor.End, cursor.Advance(PostingsCursor.End));
        Assert.Equal(PostingsCursor.End, withoutPositions.Next());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FindCommon_OfListsOfEveryDensity_FindsWhatBothHaveAndItsPositions(
        int documents,
        int mostFrequency,
        int mostGap
    )
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        Dictionary<int, int[]> postings = written.Postings.ToDictionary(p => p.Document, p => p.Positions);
        byte[] found = new byte[BitPacking.BlockLength];
        byte[] places = new byte[BitPacking.BlockLength];
        int[] frequencies = new int[BitPacking.BlockLength];
        PositionsBatch batch = new();
        foreach (int step in (int[])[1, 2, 5, 40, 300])
        {
            PostingsCursor cursor = written.Cursor(file);
            Dictionary<int, int[]> both = [];
            int last = postings.Keys.Max() + 1;
            List<int> all = [.. Enumerable.Range(0, (last / step) + 1).Select(i => i * step)];
            foreach (int[] wanted in all.Chunk(BitPacking.BlockLength))
            {
                for (int next = 0; next < wanted.Length; )
                {
                    int count = cursor.FindCommon(wanted, ref next, found, places);
                    cursor.ReadFrequencies(places.AsSpan(0, count), frequencies);
                    cursor.ReadPositions(places.AsSpan(0, count), batch);
                    for (int i = 0; i < count; i++)
                    {
                        both.Add(wanted[found[i]], batch[i].ToArray());
                        Assert.Equal(batch[i].Length, frequencies[i]);
                    }
                }
            }

            Assert.Equal(all.Where(postings.ContainsKey), both.Keys);
            Assert.All(both, one => Assert.Equal(postings[one.Key], one.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cursor_InLeapsOfEveryLength_LandsWhereASearchOfTheListDoes(
        int documents,
        int mostFrequency,
        int mostGap
    )
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        Random random = new(documents);
        for (int round = 0; round < 40; round++)
        {
            PostingsCursor cursor = written.Cursor(file);
            int most = 1 << random.Next(1, 14);
            cursor.Next();
            while (cursor.Document != PostingsCursor.End)
            {
                int target = cursor.Document + random.Next(most);
                bool isStep = random.Next(4) == 0;
                int least = isStep ? cursor.Document + 1 : Math.Max(target, cursor.Document);
                int moved = isStep ? cursor.Next() : cursor.Advance(target);
                int at = written.Postings.FindIndex(posting => posting.Document >= least);
                Assert.Equal(at < 0 ? PostingsCursor.End : written.Postings[at].Document, moved);
                Assert.Equal(moved, cursor.Document);
                if (at >= 0 && random.Next(3) == 0)
                {
                    Assert.Equal(written.Postings[at].Positions, cursor.Positions().ToArray());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Advance_ToEveryDocument_FindsTheFirstNotBeforeIt(int documents, int mostFrequency, int mostGap)
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        PostingsCursor cursor = written.Cursor(file);
        int next = 0;
        for (int target = 0; target < file.DocumentCount; target++)
        {
            while (next < documents && written.Postings[next].Document < target)
            {
                next++;
            }

            int wanted = next < documents ? written.Postings[next].Document : PostingsCursor.End;
            Assert.Equal(wanted, written.Cursor(file).Advance(target));
            Assert.Equal(wanted, cursor.Advance(target));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RestOfBlock_AfterAnyMove_GivesTheRest(int documents, int mostFrequency, int mostGap)
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        foreach (int skipped in (int[])[0, 1, 126, 127, 128, 300])
        {
            PostingsCursor cursor = written.Cursor(file);
            List<(int, int)> found = [];
            for (int i = 0; i < skipped && cursor.Next() != PostingsCursor.End; i++)
            {
                found.Add((cursor.Document, cursor.Frequency));
            }

            while (cursor.Next() != PostingsCursor.End)
            {
                cursor.RestOfBlock(out ReadOnlySpan<int> block, out ReadOnlySpan<int> frequencies);
                for (int i = 0; i < block.Length; i++)
                {
                    found.Add((block[i], frequencies[i]));
                }

                Assert.Equal(block[^1], cursor.MoveOn(block.Length - 1));
                Assert.Equal(block[^1], cursor.Document);
            }

            Assert.Equal(written.Postings.Select(p => (p.Document, p.Positions.Length)), found);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Impacts_OfEveryBlock_BoundItsDocumentsAndNoMore(int documents, int mostFrequency, int mostGap)
    {
        Written written = new(documents, mostFrequency, mostGap);
        using SegmentFile file = written.Open();
        PostingsCursor cursor = written.Cursor(file);
        int end = -1;
        HashSet<(int, int)> ofBlock = [];
        foreach ((int document, int[] positions) in written.Postings)
        {
            if (document > end)
            {
                end = cursor.ShallowAdvance(document);
                Assert.True(end >= document);
                ofBlock =
                [
                    .. written
                        .Postings.Where(p => p.Document >= document && p.Document <= end)
                        .Select(p => (p.Positions.Length, file.Norm(0, p.Document))),
                ];
                Assert.All(cursor.Skips.Impacts.ToArray(), i => Assert.Contains(ofBlock, d => d.Item1 == i.Frequency));
            }

            int length = file.Norm(0, document);
            Assert.Contains(cursor.Skips.Impacts.ToArray(), i => i.Frequency >= positions.Length && i.Length <= length);
            Assert.Contains(
                cursor.Skips.TermImpacts.ToArray(),
                i => i.Frequency >= positions.Length && i.Length <= length
            );
        }

        Assert.Equal(-1, cursor.Document);
        Assert.Equal(PostingsCursor.End, cursor.ShallowAdvance(file.DocumentCount));
        Assert.True(documents < 128 || cursor.Skips.Impacts.IsEmpty);
    }

    /// <summary>A segment whose documents have the term at places that are known, and fillers.</summary>
    private sealed class Written
    {
        private readonly MemoryStorage _storage = new();

        public Written(int documents, int mostFrequency, int mostGap)
        {
            Random random = new((documents * 31) + mostFrequency);
            List<DocumentGroup> groups = [];
            int document = 0;
            for (int i = 0; i < documents; i++)
            {
                for (int gap = random.Next(mostGap); gap > 0; gap--)
                {
                    Put(groups, document++, ["other"]);
                }

                int frequency = 1 + random.Next(mostFrequency);
                string[] words = [.. Enumerable.Range(0, frequency + random.Next(9)).Select(_ => "filler")];
                foreach (int at in Enumerable.Range(0, words.Length).OrderBy(_ => random.Next()).Take(frequency))
                {
                    words[at] = "term";
                }

                Postings.Add((document, [.. Enumerable.Range(0, words.Length).Where(at => words[at] == "term")]));
                Put(groups, document++, words);
            }

            Samples.WriteSegment(_storage, Name, groups);
        }

        public List<(int Document, int[] Positions)> Postings { get; } = [];

        public SegmentFile Open() => SegmentFile.Open(_storage, Name, Samples.Schema);

        public PostingsCursor Cursor(SegmentFile file)
        {
            Assert.True(file.Terms(0).TryFind("term"u8.ToArray(), out TermEntry entry));
            Assert.Equal(Postings.Count, entry.Documents);
            Assert.Equal(Postings.Sum(posting => posting.Positions.Length), entry.Occurrences);
            return new PostingsCursor(file, 0, entry);
        }

        private static void Put(List<DocumentGroup> groups, int document, string[] words) =>
            groups.Add(Samples.Group($"{document:d8}", string.Join(' ', words)));
    }
}
