using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Api;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using Spectre.Console;

namespace SearchService.Commands;

/// <param name="Seconds">How long it took.</param>
internal sealed record IndexReport(
    string CorpusVersion,
    int Documents,
    int Passages,
    int Added,
    int Updated,
    int Removed,
    int Unchanged,
    double Seconds,
    IReadOnlyList<CorpusProblem> Problems
);

internal sealed record VerifyReport(bool Whole, string CorpusVersion, int Documents, int Passages);

/// <summary>Brings the index up to the corpus once, and ends.</summary>
internal static class IndexCommand
{
    private const string Kept = "The index is whole, with what was done until then; the next run goes on from there.";

    private static readonly Option<bool> Verify = new("--verify")
    {
        Description = "Only read every byte of the index, and say whether it is whole.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print what came of it as JSON." };

    public static Command Create()
    {
        var command = new Command("index", "Bring the index up to the corpus once, and end.") { Verify, Json };
        command.SetAction((parsed, cancellation) => CommandLine.RunStoppable(() => Run(parsed, cancellation), Kept));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) =>
        parsed.GetValue(Verify) ? Check(parsed) : Update(parsed, cancellation);

    /// <summary>Changes nothing, and needs no other process to stop.</summary>
    private static int Check(ParseResult parsed) =>
        ServiceHost.WithIndex(
            SettingOptions.Given(parsed),
            index =>
            {
                using var snapshot = index.AcquireSnapshot();
                if (parsed.GetValue(Json))
                {
                    CommandOutput.WriteJson(
                        new VerifyReport(
                            true,
                            snapshot.CorpusVersion,
                            snapshot.DocumentIds.Count,
                            snapshot.PassageCount
                        ),
                        ApiJson.Default.VerifyReport
                    );
                    return 0;
                }

                CommandOutput
                    .Results()
                    .WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The index is whole: {snapshot.DocumentIds.Count} documents, {snapshot.PassageCount} passages."
                        )
                    );
                return 0;
            },
            verify: true
        );

    private static int Update(ParseResult parsed, CancellationToken cancellation)
    {
        var console = CommandOutput.Errors();
        var (corpus, index) = ServiceHost.Paths(SettingOptions.Given(parsed));
        try
        {
            var (opened, unreadable) = ServiceHost.Engine(SettingOptions.Given(parsed)).OpenOrBeginAnew(index);
            using var closing = opened;
            if (unreadable is not null)
            {
                console.WriteLine($"The index in {index} is built again from the corpus: {unreadable}");
            }

            using var writer = opened.OpenWriter();
            var indexer = new CorpusIndexer(new CorpusFolder(corpus), opened, NullLogger<CorpusIndexer>.Instance);
            var report = IndexingDisplay.Run(
                console,
                _ => { },
                progress => indexer.Update(writer, progress, cancellation)
            );
            using var snapshot = opened.AcquireSnapshot();
            foreach (var line in IndexingDisplay.Lines(report, snapshot.DocumentIds.Count, snapshot.PassageCount))
            {
                console.WriteLine(line);
            }

            if (parsed.GetValue(Json))
            {
                CommandOutput.WriteJson(
                    new IndexReport(
                        report.CorpusVersion,
                        snapshot.DocumentIds.Count,
                        snapshot.PassageCount,
                        report.Added,
                        report.Updated,
                        report.Removed,
                        report.Unchanged,
                        Math.Round(report.Duration.TotalSeconds, 3),
                        report.Problems
                    ),
                    ApiJson.Default.IndexReport
                );
            }

            return 0;
        }
        catch (Exception refused) when (refused is PassageIndexLockedException or IOException)
        {
            console.WriteLine(refused.Message);
            return 1;
        }
    }
}
