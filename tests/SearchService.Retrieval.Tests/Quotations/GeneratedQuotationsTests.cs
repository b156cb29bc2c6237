using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Analysis;
using SearchService.Corpus.Sources;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Tests.Quotations.Generated;
using SearchService.Tests.Shared;
using Xunit.Abstractions;

namespace SearchService.Retrieval.Tests.Quotations;

/// <summary>
/// Quotations of known truth, made from texts of which one is left out of the index: its sentences stand nowhere. The benchmarks' verb
/// <c>quotations</c> checks fifty times as many on a large collection.
/// </summary>
public sealed class GeneratedQuotationsTests(ITestOutputHelper output)
{
    private const int Items = 120;

    [Fact]
    public void Check_OfQuotationsOfTheSampleCollection_MeetsTheBars() =>
        AssertBars(Repository.Path("corpus"), "words-in-company.md");

    [SharedFact("corpus/library.json")]
    public void Check_OfQuotationsOfTheFourTexts_MeetsTheBars() =>
        AssertBars(Repository.SharedPath("corpus"), "001_89282a336fc9b80e.txt");

    private void AssertBars(string folder, string leftOut)
    {
        var corpus = new CorpusFolder(folder);
        using var index = EmbeddedPassageIndex.Open(new MemoryStorage());
        var nowhere = new List<string>();
        using (var writer = index.OpenWriter())
        {
            foreach (var file in corpus.Scan().Files)
            {
                var document = CorpusIndexer.Recover(file, "", corpus.Read(file).Source!);
                if (file.RelativePath == leftOut)
                {
                    nowhere.AddRange(document.Document.Blocks.SelectMany(block => SentencesOf(block.Text.Text)));
                }
                else
                {
                    writer.Put(PassageIndexing.Build(document));
                }
            }

            writer.Commit("sha256:generated");
        }

        using var snapshot = index.AcquireSnapshot();
        var score = new QuotationScore();
        foreach (var made in new QuotationGenerator(new QuotableTexts(snapshot, []), nowhere, seed: 1).Make(Items))
        {
            var started = Stopwatch.GetTimestamp();
            var found = QuotationCheck.Check(snapshot, made.Request, CancellationToken.None);
            score.Add(made, found, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        output.WriteLine(string.Join('\n', score.Faults));
        output.WriteLine(score.ToString());
        Assert.Empty(score.BelowBar());
    }

    private static IEnumerable<string> SentencesOf(string text) =>
        Sentences.Split(text).Select(sentence => text[sentence.Start..sentence.End]);
}
