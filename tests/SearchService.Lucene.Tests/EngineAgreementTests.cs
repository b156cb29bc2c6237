using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using SearchService.Retrieval.Tests;
using SearchService.Retrieval.Tests.Engines;
using SearchService.Retrieval.Tests.Language;
using SearchService.Tests.Shared;

namespace SearchService.Lucene.Tests;

/// <summary>
/// The query cases find the same passages with both engines, in the same order but for equal scores, at the same places and with the
/// same facets.
/// </summary>
public sealed class EngineAgreementTests
{
    /// <summary>SEARCHSERVICE_ABSTRACTS=69385 takes all of them; the suite takes a fiftieth.</summary>
    private static readonly int Abstracts = int.Parse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_ABSTRACTS") ?? "1388",
        CultureInfo.InvariantCulture
    );

    private static readonly PassageColumn[] Facets =
    [
        PassageColumn.Document,
        PassageColumn.Kind,
        PassageColumn.Section,
        PassageColumn.Author,
        PassageColumn.Year,
    ];

    [Fact]
    public void QueryCases_OnTheSampleCollection_FindTheSame() => AssertAgree(Repository.Path("corpus"));

    [SharedFact("corpus")]
    public void QueryCases_OnTheFourTexts_FindTheSame() => AssertAgree(Repository.SharedPath("corpus"));

    [SharedFact("bench/abstracts69k.jsonl.gz")]
    public void QueryCases_OnAbstracts_FindTheSame()
    {
        using var folder = new TemporaryFolder();
        using var packed = File.OpenRead(Repository.SharedPath("bench", "abstracts69k.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        using (var file = File.CreateText(Path.Combine(folder.Path, "abstracts.jsonl")))
        {
            for (var i = 0; i < Abstracts && lines.ReadLine() is { } line; i++)
            {
                file.WriteLine(line);
            }
        }

        AssertAgree(folder.Path);
    }

    private static void AssertAgree(string corpus)
    {
        using var folder = new TemporaryFolder();
        using var embedded = EmbeddedPassageIndex.Open(Path.Combine(folder.Path, "embedded"));
        using var lucene = LucenePassageIndex.Open(folder.Path);
        using var expected = Indexed(corpus, embedded);
        using var actual = Indexed(corpus, lucene);
        Assert.Equal(expected.CorpusVersion, actual.CorpusVersion);
        Assert.Equal(expected.PassageCount, actual.PassageCount);
        var asked = 0;
        foreach (var (text, sort) in QueryParserTests.Cases().Select(data => (string)data[0]).SelectMany(Sorts))
        {
            if (QueryParser.Parse(text).Root is not { } root)
            {
                continue;
            }

            var request = SearchRequest.For(text);
            var bound = new QueryBinder(RankingPlan.Default, actual).Bind(root, request);
            var reference = new QueryBinder(RankingPlan.Default, expected).Bind(root, request);
            IndexPair.Compare(
                actual,
                expected,
                new PassageQuery(bound.Ranked, bound.Marks, sort, 0, 20, null, Facets),
                text,
                (reference.Ranked, reference.Marks)
            );
            asked++;
        }

        Assert.True(asked >= 600, $"Only {asked} queries were asked.");
    }

    private static IEnumerable<(string Text, PassageSort Sort)> Sorts(string text) =>
        [(text, PassageSort.Relevance), (text, PassageSort.Year)];

    private static IPassageSnapshot Indexed(string corpus, IPassageIndex index)
    {
        using (var writer = index.OpenWriter())
        {
            new CorpusIndexer(new CorpusFolder(corpus), index, NullLogger<CorpusIndexer>.Instance).Update(
                writer,
                null,
                default
            );
        }

        return index.AcquireSnapshot();
    }
}
