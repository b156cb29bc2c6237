using SearchService.Benchmarks.Agreement;
using SearchService.Engine.Queries;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Differential;

/// <summary>
/// The index returns what Lucene 8 returns on the same terms: the same documents with the same scores, norms included, for none is longer
/// than what Lucene's norms keep exactly.
/// </summary>
public sealed class LuceneAgreementTests
{
    private const string Field = "text";
    private const int LongestExact = 40;
    private const int QueriesPerKind = 60;

    // Some share beginnings and endings, so that patterns meet several; some order differently as UTF-16 and as UTF-8.
    private static readonly string[] Words =
    [
        "a",
        "ab",
        "abc",
        "bac",
        "cab",
        "coalition",
        "coalitions",
        "collation",
        "\u0131",
        "é",
        "straße",
        "\uE000x",
        "\U0001D538x",
        "\U0001D538",
        .. Enumerable.Range(0, 60).Select(i => $"w{i % 7}x{i}"),
    ];

    /// <summary>With deletes, Lucene is given what is left: what is deleted must not count for scores either.</summary>
    [LuceneTheory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Index_RandomQueriesOfEveryKind_FindsAndScoresAsLucene(int seed, bool hasDeletes)
    {
        Random random = new(seed);
        string[][] passages = [.. Enumerable.Range(0, 900).Select(_ => Passage(random))];
        IndexOptions options = hasDeletes ? Samples.TinyOptions with { FlushDocuments = 50 } : new IndexOptions();
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema, options);
        using (IndexWriter writer = index.OpenWriter())
        {
            if (hasDeletes)
            {
                PutWhatIsDeletedOrReplaced(writer, random);
            }

            for (int i = 0; i < passages.Length; i++)
            {
                writer.Put(Samples.Group($"{i}", string.Join(' ', passages[i])));
            }

            writer.Commit(Samples.NoUserData);
        }

        AgreementQueries made = new(Field, passages, seed);
        Query[] queries =
        [
            .. AgreementQueries.Kinds.SelectMany(kind =>
                Enumerable.Range(0, QueriesPerKind).Select(_ => made.Make(kind))
            ),
        ];
        string folder = Directory.CreateTempSubdirectory("lucene-agreement-").FullName;
        try
        {
            string file = Path.Combine(folder, "passages.txt");
            File.WriteAllLines(file, passages.Select(passage => string.Join(' ', passage)));
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            AgreementCheck check = new(snapshot, Field, b: 0.75);
            PeerMatches[] peer = [.. LucenePeer.Search(folder, file, queries, b: 0.75, out _)];
            string[] differences =
            [
                .. queries
                    .Zip(peer)
                    .Select(pair => (pair.First, Difference: check.Difference(pair.First, pair.Second)))
                    .Where(found => found.Difference is not null)
                    .Select(found => $"{LucenePeer.Written(found.First)}: {found.Difference}"),
            ];

            Assert.Empty(differences);
            Assert.True(peer.Count(matches => matches.Numbers.Length > 0) > queries.Length / 2, "Most have matches.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Without Lucene: what is not the same is told.</summary>
    [Fact]
    public void Difference_OneMatchMissingMoreOrScoredOtherwise_IsTold()
    {
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using (IndexWriter writer = index.OpenWriter())
        {
            writer.Put(Samples.Group("0", "a b"));
            writer.Put(Samples.Group("1", "b"));
            writer.Put(Samples.Group("2", "c"));
            writer.Commit(Samples.NoUserData);
        }

        using IndexSnapshot snapshot = index.AcquireSnapshot();
        AgreementCheck check = new(snapshot, Field, b: 0.75);
        Query query = new WildcardQuery(Field, "b*");

        Assert.Null(check.Difference(query, new PeerMatches([0, 1], [1, 1])));
        Assert.Equal("2 matches, the peer has 1", check.Difference(query, new PeerMatches([0], [1])));
        Assert.Equal("2 matches, the peer has 3", check.Difference(query, new PeerMatches([0, 1, 2], [1, 1, 1])));
        Assert.Equal("the peer has not passage 1", check.Difference(query, new PeerMatches([0, 2], [1, 1])));
        Assert.Equal(
            "passage 1 scores 1, the peer's 1.0001",
            check.Difference(query, new PeerMatches([0, 1], [1, 1.0001f]))
        );
    }

    private static void PutWhatIsDeletedOrReplaced(IndexWriter writer, Random random)
    {
        for (int i = 0; i < 300; i++)
        {
            writer.Put(Samples.Group($"gone {i}", string.Join(' ', Passage(random))));
            writer.Put(Samples.Group($"{3 * i}", string.Join(' ', Passage(random))));
        }

        writer.Commit(Samples.NoUserData);
        for (int i = 0; i < 300; i++)
        {
            writer.Delete($"gone {i}");
        }
    }

    /// <summary>Up to 40 words, now and then none; the first of the vocabulary are the most common.</summary>
    private static string[] Passage(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(LongestExact + 1))
                .Select(_ => Words[(int)(Words.Length * random.NextDouble() * random.NextDouble())]),
        ];
}

/// <summary>A theory that needs Lucene 8 and a Java compiler; skipped, with the reason, where one is absent.</summary>
internal sealed class LuceneTheoryAttribute : TheoryAttribute
{
    public LuceneTheoryAttribute()
    {
        Skip = LucenePeer.Missing is { } missing ? $"there is {missing}" : null;
    }
}
