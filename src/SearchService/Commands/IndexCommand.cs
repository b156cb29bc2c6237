using System.CommandLine;
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
    public static Command Create()
    {
        var command = new Command("index", "Bring the index up to the corpus once, and end.");
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
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
