using SearchService.Hosting;
using SearchService.Retrieval.Indexing;

namespace SearchService.Tests.Hosting;

/// <summary>What is said of an indexing run's pace agrees with the clock.</summary>
public sealed class IndexingPaceTests
{
    private const int Total = 200_000;

    private readonly Clock clock = new();

    [Fact]
    public void Pace_OfASteadyRun_IsThatOfTheClock()
    {
        var pace = new IndexingPace(clock);
        pace.Report(new IndexingStep(0, Total, null));
        Assert.Null(pace.Now());

        // Four thousand a second, a few hundred at once.
        for (var done = 400; done < Total; done += 400)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            pace.Report(new IndexingStep(done, Total, null));
            if (done >= 12_000)
            {
                var (perSecond, left) = pace.Now()!.Value;
                Assert.InRange(perSecond, 3_900, 4_100);
                Assert.Equal(done < 40_000, left is null);
                // In steps of five seconds, rounded up.
                Assert.InRange(
                    left?.TotalSeconds ?? (Total - done) / 4_000.0,
                    (Total - done) / 4_100.0,
                    ((Total - done) / 3_900.0) + 5
                );
            }
        }

        clock.Advance(TimeSpan.FromMilliseconds(100));
        pace.Report(new IndexingStep(Total, Total, null));
        Assert.InRange(pace.Overall()!.Value, 3_990, 4_010);
    }

    [Fact]
    public void Pace_AfterASlowBeginning_IsThatOfTheLastWhile()
    {
        var pace = new IndexingPace(clock);
        pace.Report(new IndexingStep(0, Total, null));
        for (var second = 1; second <= 60; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pace.Report(new IndexingStep(second <= 20 ? second * 100 : 2_000 + ((second - 20) * 3_000), Total, null));
        }

        Assert.InRange(pace.Now()!.Value.PerSecond, 2_900, 3_100);
    }

    [Fact]
    public void Rest_AfterASlowBeginning_IsSoonThatOfTheClock()
    {
        var pace = new IndexingPace(clock);
        pace.Report(new IndexingStep(0, Total, null));
        for (var half = 1; half <= 40; half++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
            var done = half <= 8 ? half * 50 : 400 + ((half - 8) * 2_000);
            pace.Report(new IndexingStep(done, Total, null));
            if (half >= 20)
            {
                Assert.InRange(pace.Now()!.Value.Left!.Value.TotalSeconds, (Total - done) / 4_100.0, 60);
            }
        }
    }

    [Fact]
    public void Pace_WhileNothingIsDone_FallsWithTheClock()
    {
        var pace = new IndexingPace(clock);
        pace.Report(new IndexingStep(0, Total, null));
        clock.Advance(TimeSpan.FromSeconds(5));
        pace.Report(new IndexingStep(10_000, Total, null));
        Assert.InRange(pace.Now()!.Value.PerSecond, 1_999, 2_001);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.InRange(pace.Now()!.Value.PerSecond, 999, 1_001);
        Assert.Equal(TimeSpan.FromSeconds(190), pace.Now()!.Value.Left);
    }

    private sealed class Clock : TimeProvider
    {
        private TimeSpan now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now.Ticks;

        public void Advance(TimeSpan by) => now += by;
    }
}
