using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Matching;

/// <summary>What a walk through groups tells whoever walks, who must be able to end it.</summary>
public sealed class GroupCursorTests
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

    private static List<TermEntry> EntriesOf(SegmentFile file, string word)
    {
        Assert.True(file.Terms(0).TryFind(Utf8.Of(word), out TermEntry entry));
        return [entry];
    }
}
