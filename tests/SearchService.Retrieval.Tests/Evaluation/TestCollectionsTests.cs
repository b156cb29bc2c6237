using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Evaluation;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Tests.Shared;

namespace SearchService.Retrieval.Tests.Evaluation;

/// <summary>
/// The ranking on two of the public test collections; all of them by <c>SearchService evaluate</c> and by the benchmarks' <c>ranking</c>.
/// </summary>
public sealed class TestCollectionsTests
{
    /// <param name="lucene">nDCG@10 of Lucene 8's BM25, from the collections' description.</param>
    [SharedTheory("ir/README.md")]
    [InlineData("med", 0.6895)]
    [InlineData("cacm", 0.4942)]
    public void Run_DefaultSetting_RanksBetterThanPlainBm25AndThanLucene(string name, double lucene)
    {
        using var folder = new TemporaryFolder();
        var path = Repository.SharedPath("ir", name);
        using var index = EmbeddedPassageIndex.Open(folder.Path);
        using (var writer = index.OpenWriter())
        {
            new CorpusIndexer(new CorpusFolder(path), index, NullLogger<CorpusIndexer>.Instance).Update(
                writer,
                null,
                CancellationToken.None
            );
        }

        using var snapshot = index.AcquireSnapshot();
        var collection = TestCollection.Read(path);
        var own = CollectionEvaluation.Run(collection, snapshot, RankingPlan.Default, 10);
        var plain = CollectionEvaluation.RunPlain(collection, snapshot);

        var figure = own.Average(query => query.Measures.Ndcg);
        Assert.True(figure >= lucene + 0.02, $"{name}: {figure}");
        Assert.True(figure >= plain.Average(query => query.Measures.Ndcg) + 0.01, $"{name}: {figure}");
    }
}
