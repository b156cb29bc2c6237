using SearchService.Engine.Commits;
using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>
/// One search over one commit. Where all matches are to be counted, each is looked at, but scored only if it can be among the hits;
/// where not, what cannot be among them is passed over as soon as enough are counted.
/// </summary>
internal sealed class SearchRun
{
    private const int DocumentsBetweenChecks = 1024;

    // Beyond what a score may be off by as a float.
    private const double LessThanRounding = 1 - 1e-6;

    private readonly CommitView _view;
    private readonly SearchOptions _options;
    private readonly Func<string, Bm25Parameters> _parameters;
    private readonly CancellationToken _cancellation;
    private readonly HitCollector _hits;
    private readonly FacetCounter[] _facets;
    private readonly int[] _documents = SearchRooms.Ints();
    private readonly double[] _scores = SearchRooms.Doubles();

    // Whether matches may be passed over once enough are counted, and whether that may have happened.
    private readonly bool _mayPassOver;
    private bool _passesOver;
    private long _total;
    private long _certain;

    // What a hit scores at least, as is known beforehand.
    private double _least = double.NegativeInfinity;

    public SearchRun(
        CommitView view,
        ColumnReader columns,
        SearchOptions options,
        Func<string, Bm25Parameters> parameters,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.CountAtLeast, nameof(options));
        _view = view;
        _options = options;
        _parameters = parameters;
        _cancellation = cancellation;
        _hits = new HitCollector(view, columns, options);
        _facets =
            options.Facets.Count == 0
                ? []
                :
                [
                    .. options
                        .Facets.Distinct(StringComparer.Ordinal)
                        .Select(name => new FacetCounter(view, columns, name, options.FacetValues)),
                ];
        _mayPassOver = !options.CountExactly && _facets.Length == 0 && _hits.HasLeast;
    }

    public SearchMatches Search(Query query)
    {
        _cancellation.ThrowIfCancellationRequested();
        QueryBinder binder = new(_view, _hits.WantsHits ? _parameters : null, _cancellation);
        QueryPlan plan = binder.Bind(query);
        QueryBinder filterBinder = new(_view, null, _cancellation);
        QueryPlan? filter = _options.Filter is null ? null : filterBinder.Bind(_options.Filter);
        MatchCursor[] cursors = new MatchCursor[_view.Segments.Count];
        for (int number = 0; number < cursors.Length; number++)
        {
            Segment segment = _view.Segments[number];
            MatchCursor matches = plan.Open(segment);
            cursors[number] = filter is null
                ? matches
                : new ConjunctionCursor([matches, new ConstantCursor(filter.Open(segment), 0)]);
            int deleted = segment.File.DocumentCount - segment.LiveDocuments;
            _certain += Math.Max(0, cursors[number].CertainMatches - deleted);
            if (_mayPassOver && deleted == 0)
            {
                _least = Math.Max(_least, cursors[number].CertainScore(_hits.Wanted) * LessThanRounding);
            }
        }

        for (int number = 0; number < cursors.Length; number++)
        {
            Collect(number, cursors[number]);
        }

        return new SearchMatches(
            _passesOver ? Math.Max(_total, _certain) : _total,
            IsTotalExact: !_passesOver,
            Array.ConvertAll(
                _hits.Page(),
                hit => new SearchHit(new DocId(_view.Bases[hit.Segment] + hit.Document), hit.Score)
            ),
            _facets.ToDictionary(facet => facet.Name, facet => facet.Counts(), StringComparer.Ordinal),
            [.. binder.Cuts, .. filterBinder.Cuts]
        );
    }

    private void Collect(int number, MatchCursor matches)
    {
        Segment segment = _view.Segments[number];
        if (segment.File.DocumentCount == 0)
        {
            return;
        }

        _hits.BeginSegment(number);
        foreach (FacetCounter facet in _facets)
        {
            facet.BeginSegment(number);
        }

        double required = double.NegativeInfinity;
        int boundTo = -1;
        double bound = 0;
        int steps = 0;
        int document = -1;
        while (true)
        {
            double least = Math.Max(_hits.Least, _least);
            if (_mayPassOver && least > required && Math.Max(_total, _certain) >= _options.CountAtLeast)
            {
                required = least;
                matches.Require(required);
                _passesOver = true;
            }

            document = matches.Advance(document + 1);
            if (document == MatchCursor.End)
            {
                return;
            }

            if (++steps % DocumentsBetweenChecks == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            int run = matches.TakeRun(_documents, _scores);
            if (run > 0)
            {
                AddRun(segment, _documents.AsSpan(0, run), _scores);
                document = _documents[run - 1];
                continue;
            }

            if (!segment.IsLive(document) || !matches.Matches())
            {
                continue;
            }

            _total++;
            foreach (FacetCounter facet in _facets)
            {
                facet.Add(document);
            }

            if (!_hits.WantsHits)
            {
                continue;
            }

            // A cursor that passes over what is too low has no more to say of the rest.
            if (double.IsNegativeInfinity(required) && _hits.Least > double.NegativeInfinity)
            {
                if (document > boundTo)
                {
                    boundTo = matches.Bound(document, out bound);
                }

                if (bound < _hits.Least)
                {
                    continue;
                }
            }

            _hits.Add(document, (float)matches.Score());
        }
    }

    /// <summary>Documents that match, with their scores.</summary>
    private void AddRun(Segment segment, ReadOnlySpan<int> documents, ReadOnlySpan<double> scores)
    {
        for (int i = 0; i < documents.Length; i++)
        {
            int document = documents[i];
            if (!segment.IsLive(document))
            {
                continue;
            }

            _total++;
            foreach (FacetCounter facet in _facets)
            {
                facet.Add(document);
            }

            float score = (float)scores[i];
            if (_hits.WantsHits && !(score < _hits.Least))
            {
                _hits.Add(document, score);
            }
        }
    }
}
