using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class SnapshotLeasesTests
{
    [Fact]
    public void Kept_AndNeverUsedAgain_IsLetGoWithoutAnotherRequest()
    {
        var clock = new HeldClock();
        using var leases = new SnapshotLeases(clock);
        var snapshot = Samples.Snapshot(Samples.Document("a", "Ships."));
        leases.Keep("v", () => snapshot);

        clock.Now += SnapshotLeases.Lifetime;
        clock.Tick();
        Assert.Equal(1, snapshot.PassageCount);
        clock.Now += TimeSpan.FromSeconds(1);
        clock.Tick();

        Assert.True(((EmbeddedSnapshot)snapshot).IsDisposed);
        Assert.Null(leases.Use("v"));
    }

    private sealed class HeldClock : TimeProvider
    {
        private Action _tick = () => { };

        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() =>
            throw new InvalidOperationException("The time of day may be set; it is not to be asked for.");

        public void Tick() => _tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new Stopped();
        }

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }
}
