using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using Spectre.Console;

namespace SearchService.Hosting;

/// <summary>
/// Reads the corpus folder when the host starts, and again whenever something in it changes. It has the index for writing as long as it
/// runs; while another process has it, this one serves what the other commits, and takes over when that one ends.
/// </summary>
internal sealed partial class IndexingWorker(
    CorpusFolder folder,
    IPassageIndex index,
    OpenedIndex opened,
    CorpusIndexer indexer,
    IndexingStatus status,
    IAnsiConsole console,
    TimeProvider time,
    ILogger<IndexingWorker> log
) : BackgroundService
{
    private static readonly TimeSpan LockInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnsettledInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (opened.Unreadable is { } reason)
        {
            LogRebuilt(opened.Folder, reason);
        }

        try
        {
            using var watcher = new CorpusWatcher(folder.Path);
            watcher.Start();
            while (true)
            {
                try
                {
                    await KeepUpAsync(watcher, stoppingToken);
                }
                catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
                {
                    // A full disk, a share that is away: what was committed is served, and a new writer tries again.
                    LogTrouble(trouble.Message);
                    status.Refused(trouble.Message);
                    await Task.Delay(TroubleInterval, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was committed stays.
        }
        catch (Exception failure)
        {
            // The host stops over this, and would report success without it.
            LogFailed(failure);
            Environment.ExitCode = 1;
            throw;
        }
    }

    private async Task KeepUpAsync(CorpusWatcher watcher, CancellationToken stoppingToken)
    {
        using var writer = await OpenWriterAsync(stoppingToken);
        while (true)
        {
            // Recovery and indexing are work for the processor: they run on a thread of their own.
            var report = await Task.Run(() => Index(writer, stoppingToken), stoppingToken);
            if (report.Unsettled)
            {
                await Task.Delay(UnsettledInterval, time, stoppingToken);
            }
            else
            {
                await watcher.WaitForChangeAsync(stoppingToken);
            }
        }
    }

    private IndexingReport Index(IPassageWriter writer, CancellationToken cancellation)
    {
        var first = status.Now.Report is null;
        var report = IndexingDisplay.Run(
            console,
            status.Indexing,
            progress => indexer.Update(writer, progress, cancellation)
        );
        status.Finished(report);
        if (first || report.ChangedAnything)
        {
            using var snapshot = index.AcquireSnapshot();
            foreach (var line in IndexingDisplay.Lines(report, snapshot.DocumentIds.Count, snapshot.PassageCount))
            {
                console.WriteLine(line);
            }
        }

        return report;
    }

    private async Task<IPassageWriter> OpenWriterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return index.OpenWriter();
            }
            catch (PassageIndexLockedException locked)
            {
                if (status.Now.State != IndexingState.ReadOnly)
                {
                    LogLocked(locked.Message);
                    status.Refused(locked.Message);
                }
            }

            await Task.Delay(LockInterval, time, cancellation);
            index.Refresh();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The index in {Folder} is built again from the corpus: {Reason}"
    )]
    private partial void LogRebuilt(string folder, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Reason} This one serves what is there, and indexes when the other has ended."
    )]
    private partial void LogLocked(string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Indexing is interrupted and will be tried again; what is there is served: {Reason}"
    )]
    private partial void LogTrouble(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Indexing stopped.")]
    private partial void LogFailed(Exception failure);
}
