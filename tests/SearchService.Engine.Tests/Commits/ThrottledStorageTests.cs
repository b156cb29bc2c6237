using SearchService.Engine.Commits;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Storage;
using SearchService.Tests.Shared;

namespace SearchService.Engine.Tests.Commits;

/// <summary>Merges in the background leave the disk to searches, by a clock that nobody can set.</summary>
public sealed class ThrottledStorageTests
{
    // Waits are in whole milliseconds, and shorter ones than five are left out.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(6);

    [Theory]
    [InlineData(200_000)]
    [InlineData(1 << 20)]
    [InlineData(64 << 20)]
    public void Segment_WrittenInTheBackground_TakesAsLongAsItsRateAllowsAtAnyPoint(long bytesPerSecond)
    {
        TickingClock clock = new();
        TimedStorage timed = new(clock);
        ZipfCorpus corpus = new(4);
        Samples.WriteSegment(
            new ThrottledStorage(timed, bytesPerSecond, clock, CancellationToken.None),
            "a.segment",
            Enumerable.Range(0, 200).Select(i => corpus.Group($"group {i:000}"))
        );

        Assert.True(timed.Appends.Count > 10, $"Only {timed.Appends.Count} writes.");
        Assert.All(
            timed.Appends,
            write => Assert.True(write.Before <= bytesPerSecond * (write.At + Grain).TotalSeconds, $"{write} is early.")
        );

        // The clock goes on by waits alone: there were none that the rate did not ask for.
        TimeSpan least = TimeSpan.FromSeconds((double)timed.Written / bytesPerSecond);
        Assert.InRange(clock.Elapsed, least - Grain, least);
    }

    [Fact]
    public void Wait_ThatIsCancelled_EndsWithTheWrite()
    {
        using CancellationTokenSource cancellation = new();
        TickingClock clock = new() { Waiting = cancellation.Cancel };
        ThrottledStorage throttled = new(new MemoryStorage(), 1, clock, cancellation.Token);
        using IStorageOutput output = throttled.Create("a");
        Assert.ThrowsAny<OperationCanceledException>(() => output.Append(new byte[1_000_000]));
        Assert.Throws<OperationCanceledException>(() => output.Append("more"u8.ToArray()));
    }

    /// <summary>A clock that is set, in whichever direction, cannot change what is committed, found or deleted.</summary>
    [Fact]
    public void SourcesOfTheEngine_AskForNoTimeOfDay()
    {
        string[] words = ["DateTime", "UtcNow", "TickCount", "WriteTime", "CreationTime", "AccessTime"];
        string[] sources = Directory.GetFiles(
            Repository.Path("src", "SearchService.Engine"),
            "*.cs",
            SearchOption.AllDirectories
        );
        Assert.True(sources.Length > 50);
        Assert.All(
            sources.Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")),
            path =>
                Assert.All(words, word => Assert.DoesNotContain(word, File.ReadAllText(path), StringComparison.Ordinal))
        );
    }

    /// <summary>A clock without a time of day. Its ticks go on when somebody waits, by as much, and nobody has to.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long _ticks;

        public Action? Waiting { get; init; }

        public TimeSpan Elapsed => TimeSpan.FromTicks(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() =>
            throw new InvalidOperationException("The time of day may be set; it is not to be asked for.");

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (Waiting is null)
            {
                _ticks += dueTime.Ticks;
                callback(state);
            }
            else
            {
                Waiting();
            }

            return new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);
        }
    }

    /// <summary>Notes when each write came, and how much had been written before it.</summary>
    private sealed class TimedStorage(TickingClock clock) : IStorage
    {
        private readonly MemoryStorage _storage = new();

        public List<(long Before, TimeSpan At)> Appends { get; } = [];

        public long Written { get; private set; }

        public IReadOnlyList<string> List() => _storage.List();

        public IStorageOutput Create(string name) => new Output(this, _storage.Create(name));

        public IStorageFile Open(string name) => _storage.Open(name);

        public void Delete(string name) => _storage.Delete(name);

        public void Rename(string from, string to) => _storage.Rename(from, to);

        public void SyncNames() => _storage.SyncNames();

        public IDisposable Lock(string name) => _storage.Lock(name);

        private sealed class Output(TimedStorage timed, IStorageOutput output) : IStorageOutput
        {
            public void Append(ReadOnlySpan<byte> bytes)
            {
                timed.Appends.Add((timed.Written, timed.Clock.Elapsed));
                timed.Written += bytes.Length;
                output.Append(bytes);
            }

            public void Sync() => output.Sync();

            public void Dispose() => output.Dispose();
        }

        private TickingClock Clock { get; } = clock;
    }
}
