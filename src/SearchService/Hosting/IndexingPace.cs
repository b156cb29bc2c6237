using SearchService.Retrieval.Indexing;

namespace SearchService.Hosting;

/// <summary>
/// How fast texts are indexed, and how long the rest may take, by the clock of the last twenty seconds, or of the later half of a run that
/// is younger: its slow beginning is not taken for the whole of it, nor the texts of a moment, which are done by many at once. One thread
/// may report while another asks.
/// </summary>
internal sealed class IndexingPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Less says nothing yet.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Until then the program is still warming up, and what it would say of its end is far too long.</summary>
    private static readonly TimeSpan LeastForTheRest = TimeSpan.FromSeconds(10);

    /// <summary>What is left is said in these steps, rounded up: the last commit, which no text shows, takes some seconds, too.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();

    /// <summary>How many were done at moments of the window, one an interval, the oldest first.</summary>
    private readonly Queue<(long At, int Done)> _moments = new();
    private long _latest;
    private long _began;
    private IndexingStep _step = new(0, 0, null);

    public void Report(IndexingStep step)
    {
        lock (_gate)
        {
            _step = step;
            var now = time.GetTimestamp();
            if (_moments.Count == 0)
            {
                _began = now;
            }
            else if (time.GetElapsedTime(_latest, now) < Interval)
            {
                return;
            }

            _latest = now;
            _moments.Enqueue((now, step.Done));
            while (_moments.Count > 1 && time.GetElapsedTime(_moments.Peek().At, now) > Window)
            {
                _moments.Dequeue();
            }
        }
    }

    /// <summary>
    /// Texts a second in the last while, and when the rest is done if it goes on so; null while there is too little to tell, of the rest a
    /// little longer.
    /// </summary>
    public (double PerSecond, TimeSpan? Left)? Now()
    {
        lock (_gate)
        {
            var earlier = _moments.Where(moment => moment.Done < _step.Done).ToList();
            if (earlier.Count == 0)
            {
                return null;
            }

            var age = time.GetElapsedTime(_began);
            var window = age / 2 < Window ? age / 2 : Window;
            var last = earlier.FindLastIndex(moment => time.GetElapsedTime(moment.At) >= window);
            var from = earlier[Math.Max(0, last)];
            var elapsed = time.GetElapsedTime(from.At);
            if (elapsed < Least)
            {
                return null;
            }

            var perSecond = (_step.Done - from.Done) / elapsed.TotalSeconds;
            var left = TimeSpan.FromSeconds((_step.Total - _step.Done) / perSecond);
            return (perSecond, age < LeastForTheRest ? null : Step * Math.Ceiling(left / Step));
        }
    }

    /// <summary>Texts a second from the first to the last; null where they took less than tells.</summary>
    public double? Overall()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_began);
            return _moments.Count == 0 || elapsed < Least ? null : _step.Done / elapsed.TotalSeconds;
        }
    }
}
