using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Brings the index up to the corpus once, and ends.</summary>
internal static class IndexCommand
{
    private static readonly Option<bool> Verify = new("--verify")
    {
        Description = "Only read every byte of the index, and say whether it is whole.",
    };

    public static Command Create()
    {
        var command = new Command("index", "Bring the index up to the corpus once, and end.") { Verify };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation) =>
        parsed.GetValue(Verify) ? Task.FromResult(Check(parsed)) : Update(parsed, cancellation);

    /// <summary>Changes nothing, and needs no other process to stop.</summary>
    private static int Check(ParseResult parsed) =>
        ServiceHost.WithIndex(
            SettingOptions.Given(parsed),
            index =>
            {
                using var snapshot = index.AcquireSnapshot();
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

    private static Task<int> Update(ParseResult parsed, CancellationToken cancellation)
    {
        var console = CommandOutput.Errors();
        var (corpus, index) = ServiceHost.Paths(SettingOptions.Given(parsed));
        try
        {
            using var opened = EmbeddedPassageIndex.OpenOrBeginAnew(index, out var unreadable);
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

            return Task.FromResult(0);
        }
        catch (Exception refused)
            when (refused is PassageIndexLockedException or IOException or OperationCanceledException)
        {
            console.WriteLine(refused.Message);
            return Task.FromResult(1);
        }
    }
}
