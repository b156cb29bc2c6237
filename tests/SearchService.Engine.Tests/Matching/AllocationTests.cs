using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Matching;

/// <summary>
/// What a search takes of the managed heap does not depend on how many postings it goes through: over ten times the documents, of the
/// same words and values, it is the same, but for what is said here to grow with documents; and it is bounded for each kind.
/// </summary>
public sealed class AllocationTests
{
    private const int Few = 3_000;
    private const int Many = 30_000;

    // Arrays that grow to a document's frequency may do so once more in the larger index.
    private const int Tolerance = 2_048;

    private static readonly Lazy<IndexSnapshot> Small = new(() => Build(Few));
    private static readonly Lazy<IndexSnapshot> Large = new(() => Build(Many));

    /// <summary>
    /// By kind: the bytes that a search may take over the smaller index, and the bits by which that may grow with each document. A
    /// pattern marks the documents that it matches, a bit each, a fuzzy word by its edits; each of its terms takes up to 2 kB. A facet
    /// of keywords takes four bytes for each match of its commonest value, which about half of the documents have here and an eighth
    /// of those of the last kind; each value that is handed back takes up to 250 bytes.
    /// </summary>
    public static TheoryData<string, int, int> Kinds =>
        new()
        {
            { "term", 10_000, 0 },
            { "any", 18_000, 0 },
            { "and", 20_000, 0 },
            { "or", 55_000, 0 },
            { "phrase", 18_000, 0 },
            { "near", 45_000, 0 },
            { "prefix", 90_000, 1 },
            { "wildcard", 25_000, 1 },
            { "fuzzy", 50_000, 2 },
            { "keyword filter", 13_000, 0 },
            { "number filter", 12_000, 0 },
            { "filter among clauses", 13_000, 0 },
            { "keyword facet", 20_000, 16 },
            { "number facet", 48_000, 0 },
            { "facets of a prefix, filtered", 150_000, 9 },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Search_OfTenTimesThePostings_TakesNoMoreThanWhatIsSaidToGrow(
        string kind,
        int bytes,
        int bitsPerDocument
    )
    {
        (Query query, SearchOptions options) = Search(kind);
        Assert.True(
            Large.Value.Search(query, options).Total > 5 * Small.Value.Search(query, options).Total,
            "The larger index has more matches."
        );
        foreach (bool countExactly in (bool[])[true, false])
        {
            long few = Allocated(Small.Value, query, options with { CountExactly = countExactly });
            long many = Allocated(Large.Value, query, options with { CountExactly = countExactly });
            Assert.True(
                few <= bytes && many <= few + Tolerance + ((Many - Few) * (long)bitsPerDocument / 8),
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

    private static (Query Query, SearchOptions Options) Search(string kind)
    {
        SearchOptions options = new();
        return kind switch
        {
            "keyword filter" => (Query("term"), options with { Filter = new KeywordFilter("kind", ["note", "table"]) }),
            "number filter" => (Query("term"), options with { Filter = new NumberRange("year", 1950, null) }),
            "filter among clauses" => (BooleanQuery.All(Query("term"), new NumberRange("year", null, 1990)), options),
            "keyword facet" => (Query("term"), options with { Facets = ["kind"] }),
            "number facet" => (Query("term"), options with { Facets = ["year"] }),
            "facets of a prefix, filtered" => (
                Query("prefix"),
                options with
                {
                    Facets = ["kind", "author", "year"],
                    Filter = new KeywordFilter("kind", ["note"]),
                }
            ),
            _ => (Query(kind), options),
        };
    }

    private static Query Query(string kind) =>
        kind switch
        {
            "term" => new TermQuery("text", "a"),
            "any" => new AnyTermQuery("text", ["a", "b"]),
            "and" => BooleanQuery.All(new TermQuery("text", "a"), new TermQuery("text", "b")),
            "or" => BooleanQuery.Any(new TermQuery("text", "b"), new TermQuery("text", "c")),
            "phrase" => PhraseQuery.Of("text", "a", "b", "c"),
            "prefix" => new WildcardQuery("text", "ship*"),
            "wildcard" => new WildcardQuery("text", "*p?1"),
            "fuzzy" => new FuzzyQuery("text", "shop11", MaxEdits: 2),
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
        string[] words = ["a", "a", "b", "b", "c", "d", "e", "f", "", ""];
        SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using (IndexWriter writer = index.OpenWriter())
        {
            for (int i = 0; i < documents; i++)
            {
                string[] text =
                [
                    .. Enumerable
                        .Range(0, 8 + (i % 5))
                        .Select(_ => random.GetItems(words, 1)[0] is { Length: > 0 } word ? word : Ship(random)),
                ];
                IndexDocument document = new()
                {
                    Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                    {
                        ["text"] = [.. text.Select((word, position) => new IndexToken(word, position))],
                    },
                    Keywords = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                    {
                        ["kind"] = [random.GetItems<string>(["body", "body", "note", "table"], 1)[0]],
                        ["author"] = [$"author {random.Next(50)}", $"author {50 + random.Next(50)}"],
                    },
                    Numbers = new Dictionary<string, long>(StringComparer.Ordinal)
                    {
                        ["year"] = 1900 + random.Next(120),
                    },
                };
                string key = i.ToString("00000", CultureInfo.InvariantCulture);
                writer.Put(new DocumentGroup(key, Samples.Bytes(key), [document]));
            }

            writer.Commit(Samples.NoUserData);
        }

        return index.AcquireSnapshot();

        static string Ship(Random random) => $"ship{10 + random.Next(30)}";
    }
}
