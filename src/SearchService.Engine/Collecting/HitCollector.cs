using SearchService.Engine.Matching;

namespace SearchService.Engine.Collecting;

/// <summary>Keeps the best of what matches: as many as are asked for, or all where a cap may leave some of the best out.</summary>
internal sealed class HitCollector
{
    // Bounds and sums of scores may be off by what doubles round; a float's last bit is far more.
    private const double Slack = 1 - 1e-9;

    private readonly HitOrder _order;
    private readonly HitCaps? _caps;
    private readonly SearchOptions _options;
    private readonly int _wanted;
    private readonly List<Candidate> _all = [];

    private readonly BestCandidates _best;
    private readonly bool _scoreOnly;
    private int _segment;

    // The worst that is kept, if it is known to come before all further documents of the segment.
    private (int Segment, int Document)? _passed;

    public HitCollector(CommitView view, ColumnReader columns, SearchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Skip, nameof(options));
        _order = new HitOrder(view, columns, options.Sort);
        _caps = options.Caps.Count == 0 ? null : new HitCaps(view, columns, options.Caps);
        _options = options;
        _wanted = options.Limit == 0 ? 0 : (int)Math.Min(int.MaxValue, (long)options.Skip + options.Limit);
        HasLeast = WantsHits && options.Sort.Count > 0 && options.Sort[0].Column is null && _caps is null;
        _scoreOnly = HasLeast && options.Sort.All(key => key.Column is null);
        _best = new BestCandidates(_order);
    }

    /// <summary>False where only a count is wanted, and scores need not be asked for.</summary>
    public bool WantsHits => _wanted > 0;

    /// <summary>Whether hits are ordered by score first, so that a score may be too low for any further one.</summary>
    public bool HasLeast { get; }

    /// <summary>The score that a further document of the segment must have at least to be kept.</summary>
    public double Least { get; private set; } = double.NegativeInfinity;

    /// <summary>Documents that are added from now on are a segment's, in the order of their numbers.</summary>
    public void BeginSegment(int segment)
    {
        _segment = segment;
        _passed = null;
        FindLeast(0);
    }

    public void Add(int document, float score)
    {
        if (score < Least)
        {
            return;
        }

        Candidate candidate = _order.Candidate(_segment, document, score);
        if (_caps is not null)
        {
            _all.Add(candidate);
            return;
        }

        if (_best.Count < _wanted)
        {
            _best.Add(candidate);
        }
        else if (_order.Compare(in candidate, in _best.Worst) < 0)
        {
            _best.Replace(candidate);
        }

        FindLeast(document);
    }

    public IReadOnlyList<Candidate> Page()
    {
        IEnumerable<Candidate> sorted = _caps is null
            ? _best.All.ToArray().Order(_order)
            : _all.Order(_order).Where(_caps.Admits);
        return [.. sorted.Skip(_options.Skip).Take(_options.Limit)];
    }

    /// <summary>
    /// Where keys of groups and places decide between equal scores, further documents of the segment come after this one: if this
    /// one would come after the worst that is kept, so do they, and must score more. A score becomes a float at the end; the least
    /// double that can become the least float lies in the middle between that and the one before.
    /// </summary>
    private void FindLeast(int document)
    {
        if (!HasLeast || _best.Count < _wanted)
        {
            return;
        }

        ref readonly Candidate worst = ref _best.Worst;
        float least = worst.Score;
        if (_scoreOnly)
        {
            // Once a document comes after the worst, so do all that follow.
            if (_passed != (worst.Segment, worst.Document) && _order.IsNotBefore(_segment, document, in worst))
            {
                _passed = (worst.Segment, worst.Document);
            }

            least = _passed == (worst.Segment, worst.Document) ? MathF.BitIncrement(least) : least;
        }

        double middle = ((double)least + MathF.BitDecrement(least)) / 2;
        Least = middle > 0 ? middle * Slack : middle / Slack;
    }
}
