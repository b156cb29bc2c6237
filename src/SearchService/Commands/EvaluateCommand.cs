using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Api;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Evaluation;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using Spectre.Console;

namespace SearchService.Commands;

/// <param name="Queries">Those that have been judged.</param>
internal sealed record EvaluationReport(
    string Collection,
    int Queries,
    int Documents,
    int Passages,
    IReadOnlyList<MeasureReport> Measures
);

/// <param name="Difference">Of the two, query by query.</param>
internal sealed record MeasureReport(string Measure, Mean Ranking, Mean PlainBm25, Mean Difference);

/// <summary>Measures the ranking on a test collection, beside plain BM25 over the same index.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Folder = new("folder")
    {
        Description = "A test collection: corpus.jsonl, queries.tsv, qrels.tsv.",
    };
    private static readonly Option<string?> Run = new("--run")
    {
        Description =
            "Write the rankings in TREC's format: to this file, and BM25's to one that ends in .bm25 beside it.",
        HelpName = "file",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the measures as JSON." };

    private static readonly (string Name, Func<Measures, double> Of)[] Measured =
    [
        ("nDCG@10", found => found.Ndcg),
        ("MAP", found => found.AveragePrecision),
        ("MRR", found => found.ReciprocalRank),
        ("recall@100", found => found.Recall),
    ];

    public static Command Create()
    {
        var command = new Command("evaluate", "Measure the ranking on a test collection.") { Folder, Run, Json };
        command.SetAction((parsed, cancellation) => CommandLine.RunStoppable(() => Evaluate(parsed, cancellation)));
        return command;
    }

    private static int Evaluate(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
        try
        {
            var collection = TestCollection.Read(folder);
            if (collection.Queries.Count == 0)
            {
                CommandOutput.Errors().WriteLine($"{folder}: no query has a relevant document.");
                return 1;
            }

            using var index = ServiceHost.Engine(SettingOptions.Given(parsed)).OpenOrBeginAnew(IndexOf(folder)).Index;
            using (var writer = index.OpenWriter())
            {
                var console = CommandOutput.Errors();
                var indexer = new CorpusIndexer(new CorpusFolder(folder), index, NullLogger<CorpusIndexer>.Instance);
                IndexingDisplay.Run(console, _ => { }, progress => indexer.Update(writer, progress, cancellation));
            }

            using var snapshot = index.AcquireSnapshot();
            var own = CollectionEvaluation.Run(collection, snapshot, RankingPlan.Default);
            var plain = CollectionEvaluation.RunPlain(collection, snapshot);
            var report = Report(folder, snapshot, own, plain);
            if (parsed.GetValue(Json))
            {
                CommandOutput.WriteJson(report, ApiJson.Default.EvaluationReport);
            }
            else
            {
                Print(CommandOutput.Results(), report);
            }

            if (parsed.GetValue(Run) is { } file)
            {
                Write(file, own);
                Write(file + ".bm25", plain);
            }

            return 0;
        }
        catch (Exception refused)
            when (refused
                    is IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or PassageIndexLockedException
            )
        {
            CommandOutput.Errors().WriteLine(refused.Message);
            return 1;
        }
    }

    /// <summary>Kept among the temporary files, so that the next run indexes only what has changed.</summary>
    private static string IndexOf(string folder) =>
        Path.Combine(
            Path.GetTempPath(),
            "SearchService-evaluate",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]
        );

    private static EvaluationReport Report(
        string folder,
        IPassageSnapshot snapshot,
        IReadOnlyList<RankedQuery> own,
        IReadOnlyList<RankedQuery> plain
    ) =>
        new(
            Path.GetFileName(folder),
            own.Count,
            snapshot.DocumentIds.Count,
            snapshot.PassageCount,
            [
                .. Measured.Select(measure =>
                {
                    var ours = own.Select(query => measure.Of(query.Measures)).ToList();
                    var theirs = plain.Select(query => measure.Of(query.Measures)).ToList();
                    return new MeasureReport(
                        measure.Name,
                        Mean.Of(ours),
                        Mean.Of(theirs),
                        Mean.Of([.. ours.Zip(theirs, (one, other) => one - other)])
                    );
                }),
            ]
        );

    private static void Print(IAnsiConsole console, EvaluationReport report)
    {
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Collection}: {report.Queries} judged queries, {report.Documents} documents, {report.Passages} passages"
            )
        );
        console.WriteLine("means over the queries, with bounds that hold 95 in 100 of queries drawn anew");
        console.WriteLine($"{"", -11}{"this ranking", -26}{"plain BM25", -26}difference");
        foreach (var (name, ours, theirs, difference) in report.Measures)
        {
            console.WriteLine($"{name, -11}{Written(ours), -26}{Written(theirs), -26}{Written(difference)}");
        }
    }

    private static string Written(Mean mean) =>
        string.Create(CultureInfo.InvariantCulture, $"{mean.Value:0.0000} [{mean.Low:0.0000}, {mean.High:0.0000}]");

    /// <summary>A line a document: query, Q0, document, rank, score, name of the run.</summary>
    private static void Write(string file, IReadOnlyList<RankedQuery> run)
    {
        using var writer = new StreamWriter(file);
        foreach (var query in run)
        {
            foreach (var (i, (document, score)) in query.Ranked.Index())
            {
                writer.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{query.Query.Id} Q0 {document} {i + 1} {score:R} SearchService"
                    )
                );
            }
        }
    }
}
