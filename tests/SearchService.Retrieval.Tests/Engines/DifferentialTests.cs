using System.Globalization;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>An index returns what brute force returns: matches, order, scores, totals, facets and spans.</summary>
public abstract class DifferentialTests
{
    private const int Documents = 1_000;
    private const int Rounds = 5;
    private const int QueriesPerRound = 200;

    // SEARCHSERVICE_DIFFERENTIAL=100 makes the runs a hundred times as long.
    private static readonly int Scale = int.TryParse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_DIFFERENTIAL"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var scale
    )
        ? Math.Max(1, scale)
        : 1;

    /// <summary>An empty index in segments as small as an engine can make them.</summary>
    /// <param name="flushDocuments">Passages, or texts, that a segment has before it is merged.</param>
    private protected abstract IPassageIndex Open(int flushDocuments);

    [Fact]
    public void Index_ThousandDocumentsAndThousandQueries_EqualsBruteForce()
    {
        for (var run = 0; run < Scale; run++)
        {
            var random = new Random(20_260 + run);
            using var pair = new IndexPair(random, Open(flushDocuments: 150));
            pair.PutAll(Documents);
            for (var round = 0; round < Rounds; round++)
            {
                pair.CheckContents();
                var queries = new RandomQueries(random);
                for (var i = 0; i < QueriesPerRound; i++)
                {
                    pair.Check(queries);
                }

                pair.ReplaceAndDeleteSome(60);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Index_FewDocumentsInManyTinySegments_EqualsBruteForce(int seed)
    {
        for (var run = 0; run < Scale; run++)
        {
            var random = new Random((seed * 1_000) + run);
            using var pair = new IndexPair(random, Open(flushDocuments: 3));
            pair.PutAll(8);
            for (var round = 0; round < 12; round++)
            {
                pair.CheckContents();
                var queries = new RandomQueries(random);
                for (var i = 0; i < 20; i++)
                {
                    pair.Check(queries);
                }

                pair.ReplaceAndDeleteSome(3);
            }
        }
    }
}
