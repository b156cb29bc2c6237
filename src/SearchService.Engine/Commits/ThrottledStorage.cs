using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// A storage for work in the background: it writes no faster than it may, and gives up when it is told to. For the one file that a
/// merge writes.
/// </summary>
/// <param name="storage">The storage that is written to.</param>
/// <param name="bytesPerSecond">Over the whole of a file, from its creation on.</param>
/// <param name="clock">Only its ticks are read, which go on evenly whatever the time of day is set to.</param>
/// <param name="cancellation">Ends a wait, and fails the next write.</param>
internal sealed class ThrottledStorage(
    IStorage storage,
    long bytesPerSecond,
    TimeProvider clock,
    CancellationToken cancellation
) : IStorage
{
    public IReadOnlyList<string> List() => storage.List();

    public IStorageOutput Create(string name) => new Output(storage.Create(name), bytesPerSecond, clock, cancellation);

    public IStorageFile Open(string name) => storage.Open(name);

    public void Delete(string name) => storage.Delete(name);

    public void Rename(string from, string to) => storage.Rename(from, to);

    public void SyncNames() => storage.SyncNames();

    public IDisposable Lock(string name) => storage.Lock(name);

    private sealed class Output(
        IStorageOutput output,
        long bytesPerSecond,
        TimeProvider clock,
        CancellationToken cancellation
    ) : IStorageOutput
    {
        // Shorter waits are not worth waking up for.
        private const int MinWaitMilliseconds = 5;

        private readonly long _started = clock.GetTimestamp();
        private long _written;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            cancellation.ThrowIfCancellationRequested();
            output.Append(bytes);
            _written += bytes.Length;
            TimeSpan ahead = TimeSpan.FromSeconds((double)_written / bytesPerSecond) - clock.GetElapsedTime(_started);
            if (ahead.TotalMilliseconds >= MinWaitMilliseconds)
            {
                Task.Delay(ahead, clock, cancellation).GetAwaiter().GetResult();
            }
        }

        public void Sync() => output.Sync();

        public void Dispose() => output.Dispose();
    }
}
