using SearchService.Engine.Matching;

namespace SearchService.Engine.Collecting;

/// <summary>Keeps the best of what matches: as many as are asked for, or all where a cap may leave some of the best out.</summary>
internal sealed class HitCollector
{
    private readonly HitOrder _order;
    private readonly HitCaps? _caps;
    private readonly SearchOptions _options;
    private readonly int _wanted;
    private readonly List<Candidate> _all = [];

    // The worst of those kept on top.
    private readonly PriorityQueue<Candidate, Candidate> _best;

    public HitCollector(CommitView view, ColumnReader columns, SearchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Skip, nameof(options));
        _order = new HitOrder(view, columns, options.Sort);
        _caps = options.Caps.Count == 0 ? null : new HitCaps(view, columns, options.Caps);
        _options = options;
        _byScore = options.Sort.Count > 0 && options.Sort[0].Column is null && _caps is null;
        _wanted = options.Limit == 0 ? 0 : (int)Math.Min(int.MaxValue, (long)options.Skip + options.Limit);
        _best = new PriorityQueue<Candidate, Candidate>(Comparer<Candidate>.Create((x, y) => _order.Compare(y, x)));
    }

    // The score below which nothing is kept, where hits are ordered by score first.
    private readonly bool _byScore;
    private float _least = float.NegativeInfinity;

    /// <summary>False where only a count is wanted, and scores need not be asked for.</summary>
    public bool WantsHits => _wanted > 0;

    public void Add(int segment, int document, float score)
    {
        if (score < _least)
        {
            return;
        }

        Candidate candidate = _order.Candidate(segment, document, score);
        if (_caps is not null)
        {
            _all.Add(candidate);
        }
        else if (_best.Count < _wanted)
        {
            _best.Enqueue(candidate, candidate);
        }
        else if (_order.Compare(candidate, _best.Peek()) < 0)
        {
            _best.DequeueEnqueue(candidate, candidate);
        }

        if (_byScore && _best.Count == _wanted)
        {
            _least = _best.Peek().Score;
        }
    }

    public IReadOnlyList<Candidate> Page()
    {
        IEnumerable<Candidate> sorted = _caps is null
            ? _best.UnorderedItems.Select(item => item.Element).Order(_order)
            : _all.Order(_order).Where(_caps.Admits);
        return [.. sorted.Skip(_options.Skip).Take(_options.Limit)];
    }
}
