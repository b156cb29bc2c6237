using System.Threading.Channels;

namespace SearchService.Corpus.Sources;

/// <summary>
/// Says when something in a corpus folder may have changed. The system's notices are gathered until the folder has been quiet for a moment;
/// since they can be lost (network folders, full queues, a folder that does not exist yet), a change may also be said after
/// <paramref name="pollingInterval"/> for no reason: a scan that finds nothing new costs little.
/// </summary>
/// <param name="path">The corpus folder; it may appear, vanish and appear again.</param>
/// <param name="quietTime">How long no notice may come before a change is said, so that a file being copied is not read half; 500 ms by default.</param>
/// <param name="pollingInterval">The longest time between two scans; 30 s by default.</param>
public sealed class CorpusWatcher(
    string path,
    TimeSpan? quietTime = null,
    TimeSpan? pollingInterval = null,
    TimeProvider? clock = null
) : IDisposable
{
    /// <summary>However busy the folder is, a change is not kept back for longer than this many quiet times.</summary>
    private const int MostQuietTimes = 10;

    /// <summary>How often to look for a folder that is not there.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly string path = Path.GetFullPath(path);
    private readonly TimeSpan quietTime = quietTime ?? TimeSpan.FromMilliseconds(500);
    private readonly TimeSpan pollingInterval = pollingInterval ?? TimeSpan.FromSeconds(30);
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>Holds one notice: that there were more makes no difference.</summary>
    private readonly Channel<bool> notices = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private FileSystemWatcher? watcher;
    private DateTime watchedSince;

    /// <summary>Whether the system reports changes now; otherwise only the polling finds them.</summary>
    public bool IsListening => watcher is not null;

    /// <summary>
    /// Begins to listen, if the folder is there. What changes from now on ends the next wait, so that a scan made after this call and
    /// before the wait misses nothing.
    /// </summary>
    public void Start()
    {
        // A folder that was removed and made again is another one, of which the old watch tells nothing.
        if (watcher is not null && Directory.Exists(path) && Directory.GetCreationTimeUtc(path) == watchedSince)
        {
            return;
        }

        Stop();
        if (!Directory.Exists(path))
        {
            return;
        }

        FileSystemWatcher? opened = null;
        try
        {
            opened = new FileSystemWatcher(path)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = 64 * 1024,
                NotifyFilter =
                    NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            opened.Changed += OnChange;
            opened.Created += OnChange;
            opened.Deleted += OnChange;
            opened.Renamed += OnChange;
            opened.Error += OnError;
            opened.EnableRaisingEvents = true;
            watchedSince = Directory.GetCreationTimeUtc(path);
            watcher = opened;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder vanished, or the system has no watches left: polling goes on.
            opened?.Dispose();
        }
    }

    /// <summary>
    /// Waits until something may have changed since <see cref="Start"/> or the last wait.
    /// </summary>
    /// <returns>True on a notice, false when only the polling interval has passed.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<bool> WaitForChangeAsync(CancellationToken cancellation)
    {
        if (Restarted())
        {
            return true;
        }

        for (var waited = TimeSpan.Zero; ; waited += LookInterval)
        {
            if (waited >= pollingInterval)
            {
                return false;
            }

            var left = pollingInterval - waited;
            if (await NoticeWithin(left < LookInterval ? left : LookInterval, cancellation))
            {
                break;
            }

            if (Restarted())
            {
                return true;
            }
        }

        for (var times = 0; times < MostQuietTimes && await NoticeWithin(quietTime, cancellation); times++) { }

        return true;
    }

    /// <summary>Changes until cancelled: one element each time that something may have changed.</summary>
    public async IAsyncEnumerable<bool> Changes(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (!cancellation.IsCancellationRequested)
        {
            yield return await WaitForChangeAsync(cancellation);
        }
    }

    public void Dispose() => Stop();

    /// <summary>Listens to the folder that is there now; true when that is another than before, or none any more.</summary>
    private bool Restarted()
    {
        var before = watcher;
        Start();
        return !ReferenceEquals(before, watcher);
    }

    private async Task<bool> NoticeWithin(TimeSpan time, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await notices.Reader.ReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void OnChange(object sender, FileSystemEventArgs change) => notices.Writer.TryWrite(true);

    /// <summary>Notices were lost, or the folder is gone: whatever it is, a scan sees it.</summary>
    private void OnError(object sender, ErrorEventArgs error)
    {
        Stop();
        notices.Writer.TryWrite(true);
    }

    private void Stop() => Interlocked.Exchange(ref watcher, null)?.Dispose();
}
