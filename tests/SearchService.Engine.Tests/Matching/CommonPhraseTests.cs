using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Matching;

/// <summary>A phrase looked for in the places of common words stands where its words' postings say that it does.</summary>
public sealed class CommonPhraseTests
{
    private static readonly string[] Words = ["of", "of", "of", "the", "the", "and", "a"];

    /// <summary>Of documents some are empty, some longer than what is looked through at a time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Walk_ToEveryDocumentOrToSome_StopsWhereTheWordsCursorDoes(int seed)
    {
        Random random = new(seed);
        string Text(int i) =>
            string.Join(
                ' ',
                random.GetItems(
                    Words,
                    i % 100 == 50 ? 9000
                        : i % 7 == 0 ? 0
                        : random.Next(1, 60)
                )
            );
        MemoryStorage storage = new();
        Samples.WriteSegment(storage, "s", Enumerable.Range(0, 400).Select(i => Samples.Group($"{i:000}", Text(i))));
        using SegmentFile file = SegmentFile.Open(storage, "s", Samples.Schema);
        Bm25Weight weight = new(new Bm25Lengths(0, file.Totals[0], new Bm25Parameters()), idf: 1);
        for (int i = 0; i < 150; i++)
        {
            string[] words = random.GetItems(Words, random.Next(1, 40) is < 12 and int length ? length : 2);
            PhraseSlot[] slots = [.. words.Select((word, at) => new PhraseSlot((at * 2) - (at % 2), [word]))];
            PhraseFinder finder = new(slots);
            List<TermEntry>[] entries = EntriesOf(file, words);
            PlacesCursor common = Assert.IsType<CommonPhraseCursor>(
                CommonPhraseCursor.Open(file, 0, entries, finder, weight)
            );
            PlacesCursor walked = new WordsCursor(file, 0, entries, finder, weight);
            int step = i % 3 == 0 ? 1 : random.Next(1, 40);
            for (int target = 0; target < file.DocumentCount; target += random.Next(1, step + 1))
            {
                int expected = NextMatch(walked, target);
                Assert.Equal(expected, NextMatch(common, target));
                if (expected == MatchCursor.End)
                {
                    break;
                }

                List<GroupCursor.Span> spans = [];
                List<GroupCursor.Span> expectedSpans = [];
                walked.AddMatches(expectedSpans);
                common.AddMatches(spans);
                Assert.Equal(expectedSpans, spans);
                Assert.Equal(walked.Score(), common.Score());
                target = expected;
            }
        }
    }

    [Fact]
    public void Walk_WithAScoreRequired_StopsAtAllThatHaveIt()
    {
        Random random = new(3);
        MemoryStorage storage = new();
        Samples.WriteSegment(
            storage,
            "s",
            Enumerable
                .Range(0, 3000)
                .Select(i =>
                    Samples.Group($"{i:0000}", string.Join(' ', random.GetItems(Words, random.Next(1, 30 + (i / 20)))))
                )
        );
        using SegmentFile file = SegmentFile.Open(storage, "s", Samples.Schema);
        Bm25Weight weight = new(new Bm25Lengths(0, file.Totals[0], new Bm25Parameters()), idf: 1);
        PhraseFinder finder = new([new PhraseSlot(0, ["and"]), new PhraseSlot(1, ["the"])]);
        List<TermEntry>[] entries = EntriesOf(file, ["and", "the"]);
        CommonPhraseCursor Open() => CommonPhraseCursor.Open(file, 0, entries, finder, weight)!;
        List<(int, double)> Walk(double least)
        {
            CommonPhraseCursor cursor = Open();
            cursor.Require(least);
            List<(int, double)> found = [];
            for (int next = NextMatch(cursor, 0); next < MatchCursor.End; next = NextMatch(cursor, next + 1))
            {
                found.Add((next, cursor.Score()));
            }

            return [.. found.Where(match => match.Item2 >= least)];
        }

        List<(int Document, double Score)> all = Walk(0);
        Assert.InRange(all.Count, 500, 2999);
        double[] scores = [.. all.Select(match => match.Score).Order()];
        foreach (double least in new[] { scores[100], scores[^100], scores[^1] })
        {
            Assert.Equal(all.Where(match => match.Score >= least), Walk(least));
        }
    }

    private static int NextMatch(MatchCursor cursor, int target)
    {
        int next = cursor.Advance(target);
        while (next < MatchCursor.End && !cursor.Matches())
        {
            next = cursor.Advance(next + 1);
        }

        return next;
    }

    private static List<TermEntry>[] EntriesOf(SegmentFile file, string[] words)
    {
        Dictionary<string, List<TermEntry>> lists = new(StringComparer.Ordinal);
        foreach (string word in words)
        {
            Assert.True(file.Terms(0).TryFind(Utf8.Of(word), out TermEntry entry));
            lists.TryAdd(word, [entry]);
        }

        return [.. words.Select(word => lists[word])];
    }
}
