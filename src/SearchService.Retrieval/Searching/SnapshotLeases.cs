using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Searching;

/// <summary>Snapshots that cursors hold: each lives until five minutes after its last use.</summary>
public sealed class SnapshotLeases : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    /// <summary>A bound on what forgotten cursors can hold; the one unused for longest is let go first.</summary>
    private const int MaxLeases = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>Lets go of what is overdue when no cursor comes any more: a snapshot keeps files and memory.</summary>
    private readonly ITimer _sweep;

    public SnapshotLeases(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Keeps a snapshot for cursors: <paramref name="open"/> is called for one of its own when this version is not held yet.</summary>
    /// <returns>The name under which <see cref="Use"/> finds it.</returns>
    public string Keep(string corpusVersion, Func<IPassageSnapshot> open)
    {
        lock (_gate)
        {
            LetGo();
            if (_leases.TryGetValue(corpusVersion, out var held))
            {
                held.LastUse = _time.GetTimestamp();
                return corpusVersion;
            }

            if (_leases.Count >= MaxLeases)
            {
                Remove(_leases.MinBy(lease => lease.Value.LastUse).Key);
            }

            _leases[corpusVersion] = new Lease(open()) { LastUse = _time.GetTimestamp() };
            return corpusVersion;
        }
    }

    /// <summary>A snapshot of the caller's own on a kept version; null when it is held no longer.</summary>
    public IPassageSnapshot? Use(string name)
    {
        lock (_gate)
        {
            LetGo();
            if (!_leases.TryGetValue(name, out var lease))
            {
                return null;
            }

            lease.LastUse = _time.GetTimestamp();
            return lease.Snapshot.Share();
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
        {
            foreach (var name in _leases.Keys.ToList())
            {
                Remove(name);
            }
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            LetGo();
        }
    }

    private void LetGo()
    {
        foreach (var (name, _) in _leases.Where(lease => _time.GetElapsedTime(lease.Value.LastUse) > Lifetime).ToList())
        {
            Remove(name);
        }
    }

    private void Remove(string name)
    {
        _leases[name].Snapshot.Dispose();
        _leases.Remove(name);
    }

    private sealed class Lease(IPassageSnapshot snapshot)
    {
        public IPassageSnapshot Snapshot => snapshot;

        /// <summary>By the clock's ticks, which go on evenly whatever the time of day is set to.</summary>
        public long LastUse { get; set; }
    }
}
