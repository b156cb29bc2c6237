using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Matching;

/// <summary>What a search takes of the managed heap does not depend on how many postings it goes through.</summary>
public sealed class AllocationTests
{
    private const int Few = 3_000;
    private const int Many = 24_000;

    // Arrays that grow to a document's frequency may do so once more in the larger index.
    private const int Tolerance = 2_048;

    public static TheoryData<string> Kinds => ["term", "any", "and", "or", "phrase", "near"];

    private static readonly Lazy<IndexSnapshot> Small = new(() => Build(Few));
    private static readonly Lazy<IndexSnapshot> Large = new(() => Build(Many));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Search_OfEightTimesThePostings_TakesNoMoreMemory(string kind)
    {
        foreach (bool countExactly in (bool[])[true, false])
        {
            SearchOptions options = new() { CountExactly = countExactly };
            Query query = Query(kind);
            Assert.True(
                Large.Value.Search(query).Total > 4 * Small.Value.Search(query).Total,
                "The larger index has more matches."
            );
            long few = Allocated(Small.Value, query, options);
            long many = Allocated(Large.Value, query, options);
            Assert.True(
                many <= few + Tolerance,
                string.Create(CultureInfo.InvariantCulture, $"{kind}, exactly {countExactly}: {few}, then {many} bytes")
            );
        }
    }

    private static long Allocated(IndexSnapshot snapshot, Query query, SearchOptions options)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            // The first searches work out what is kept; compiling may allocate at any time.
            long before = GC.GetAllocatedBytesForCurrentThread();
            snapshot.Search(query, options);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static Query Query(string kind) =>
        kind switch
        {
            "term" => new TermQuery("text", "a"),
            "any" => new AnyTermQuery("text", ["a", "b"]),
            "and" => BooleanQuery.All(new TermQuery("text", "a"), new TermQuery("text", "b")),
            "or" => BooleanQuery.Any(new TermQuery("text", "b"), new TermQuery("text", "c")),
            "phrase" => PhraseQuery.Of("text", "a", "b", "c"),
            _ => new ProximityQuery(
                "text",
                [
                    ["a"],
                    ["c"],
                ],
                MaxGap: 3,
                Ordered: false
            ),
        };

    private static IndexSnapshot Build(int documents)
    {
        Random random = new(1);
        string[] words = ["a", "a", "b", "b", "c", "d", "e", "f"];
        SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using (IndexWriter writer = index.OpenWriter())
        {
            for (int i = 0; i < documents; i++)
            {
                string text = string.Join(
                    ' ',
                    Enumerable.Range(0, 8 + (i % 5)).Select(_ => random.GetItems(words, 1)[0])
                );
                writer.Put(Samples.Group(i.ToString("00000", CultureInfo.InvariantCulture), text));
            }

            writer.Commit(Samples.NoUserData);
        }

        return index.AcquireSnapshot();
    }
}
