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
    private readonly List<Candidate> _all = [];

    private readonly BestCandidates _best;
    private readonly bool _scoreOnly;
    private int _segment;

    // Whether the worst that is kept is known to come before all further documents of the segment with its score.
    private bool _isPassed;

    public HitCollector(CommitView view, ColumnReader columns, SearchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Skip, nameof(options));
        _order = new HitOrder(view, columns, options.Sort);
        _caps = options.Caps.Count == 0 ? null : new HitCaps(view, columns, options.Caps);
        _options = options;
        Wanted = options.Limit == 0 ? 0 : (int)Math.Min(int.MaxValue, (long)options.Skip + options.Limit);
        HasLeast = WantsHits && options.Sort.Count > 0 && options.Sort[0].Column is null && _caps is null;
        _scoreOnly = HasLeast && options.Sort.All(key => key.Column is null);
        _best = new BestCandidates(_order);
    }

    /// <summary>How many candidates make all hits that are asked for.</summary>
    public int Wanted { get; }

    /// <summary>False where only a count is wanted, and scores need not be asked for.</summary>
    public bool WantsHits => Wanted > 0;

    /// <summary>Whether hits are ordered by score first, so that a score may be too low for any further one.</summary>
    public bool HasLeast { get; }

    /// <summary>The score that a further document of the segment must have at least to be kept.</summary>
    public double Least { get; private set; } = double.NegativeInfinity;

    /// <summary>Documents that are added from now on are a segment's, in the order of their numbers.</summary>
    public void BeginSegment(int segment)
    {
        _segment = segment;
        _isPassed = _scoreOnly && _best.Count >= Wanted && _order.IsBehind(segment, in _best.Worst);
        FindLeast();
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

        if (_best.Count < Wanted)
        {
            _best.Add(candidate);
        }
        else if (_order.Compare(in candidate, in _best.Worst) < 0)
        {
            _best.Replace(candidate);
            _isPassed = false;
        }
        else
        {
            // Its score is that of the worst, or something else comes first.
            _isPassed = true;
        }

        FindLeast();
    }

    public Candidate[] Page()
    {
        Candidate[] sorted = _caps is null ? _best.All.ToArray() : [.. _all];
        Array.Sort(sorted, _order);
        Candidate[] admitted = _caps is null ? sorted : Array.FindAll(sorted, _caps.Admits);
        int from = Math.Min(_options.Skip, admitted.Length);
        return admitted[from..Math.Min(admitted.Length, Wanted)];
    }

    /// <summary>
    /// Where keys of groups and places decide between equal scores, further documents of a segment come after those before: once
    /// one comes after the worst that is kept, which all do where that is of the segment, so do they, and must score more. A score
    /// becomes a float at the end; the least double that can become the least float lies in the middle between that and the one
    /// before.
    /// </summary>
    private void FindLeast()
    {
        if (!HasLeast || _best.Count < Wanted)
        {
            return;
        }

        ref readonly Candidate worst = ref _best.Worst;
        bool mustBeMore = _scoreOnly && (_isPassed || worst.Segment == _segment);
        float least = mustBeMore ? MathF.BitIncrement(worst.Score) : worst.Score;
        double middle = ((double)least + MathF.BitDecrement(least)) / 2;
        Least = middle > 0 ? middle * Slack : middle / Slack;
    }
}
