using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Matching;

/// <summary>What a walk tells whoever walks, who must be able to end it.</summary>
public sealed class WalkTests
{
    private const int Groups = 3000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Advance_OverManyGroupsWithoutAMatch_StopsNowAndThen(bool isPhrase)
    {
        MemoryStorage storage = new();
        Samples.WriteSegment(
            storage,
            "s",
            Enumerable
                .Range(0, Groups)
                .Select(i => Samples.Group($"{i:0000}", "a x x a", i == Groups - 1 ? "x a b" : "x x b"))
        );
        using SegmentFile file = SegmentFile.Open(storage, "s", Samples.Schema);
        Bm25Weight weight = new(new Bm25Lengths(0, file.Totals[0], new Bm25Parameters()), idf: 1);
        WordFinder finder = isPhrase
            ? new PhraseFinder([new PhraseSlot(0, ["a"]), new PhraseSlot(1, ["b"])])
            : new ProximityFinder([0, 1], maxGap: 0, ordered: true);
        GroupCursor cursor = new(file, 0, [EntriesOf(file, "a"), EntriesOf(file, "b")], finder, weight);

        List<int> candidates = [];
        List<GroupCursor.Span> spans = [];
        while (cursor.Advance(cursor.Document + 1) != MatchCursor.End)
        {
            candidates.Add(cursor.Document);
            Assert.Equal(cursor.Document == file.DocumentCount - 1, cursor.Matches());
            cursor.AddMatches(spans);
        }

        // The rarer word has a position a group.
        Assert.InRange(candidates.Count, 3, Groups / 100);
        Assert.Equal(file.DocumentCount - 1, candidates[^1]);
        Assert.Equal([new GroupCursor.Span(5, 2)], spans);
    }

    /// <summary>As in groups, where each has one document: they are looked at in runs.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Advance_OverManyDocumentsWithoutAMatch_StopsNowAndThen(bool isRequired)
    {
        const int documents = 40_000;
        MemoryStorage storage = new();
        Samples.WriteSegment(
            storage,
            "s",
            Enumerable
                .Range(0, documents)
                .Select(i => Samples.Group($"{i:00000}", i == documents - 1 ? "x a b" : "a x b"))
        );
        using SegmentFile file = SegmentFile.Open(storage, "s", Samples.Schema);
        Bm25Weight weight = new(new Bm25Lengths(0, file.Totals[0], new Bm25Parameters()), idf: 1);
        ProximityFinder finder = new([0, 1], maxGap: 0, ordered: true);
        WordsCursor cursor = new(file, 0, [EntriesOf(file, "a"), EntriesOf(file, "b")], finder, weight);
        if (isRequired)
        {
            cursor.Require(1e-3);
        }

        int[] run = new int[BitPacking.BlockLength];
        double[] scores = new double[BitPacking.BlockLength];
        List<int> candidates = [];
        while (cursor.Advance(cursor.Document + 1) != MatchCursor.End)
        {
            candidates.Add(cursor.Document);
            bool isMatch = cursor.TakeRun(run, scores) > 0 || cursor.Matches();
            Assert.Equal(cursor.Document == documents - 1, isMatch);
        }

        Assert.InRange(candidates.Count, 3, documents / 100);
        Assert.Equal(documents - 1, candidates[^1]);
    }

    private static List<TermEntry> EntriesOf(SegmentFile file, string word)
    {
        Assert.True(file.Terms(0).TryFind(Utf8.Of(word), out TermEntry entry));
        return [entry];
    }
}
