using SearchService.Engine.Commits;
using SearchService.Engine.Matching;
using SearchService.Engine.Queries;

namespace SearchService.Engine.Collecting;

/// <summary>One search over one commit: every match is counted, and scored where hits are wanted.</summary>
internal sealed class SearchRun(
    CommitView view,
    ColumnReader columns,
    SearchOptions options,
    Func<string, Bm25Parameters> parameters,
    CancellationToken cancellation
)
{
    private const int DocumentsBetweenChecks = 1024;

    private readonly HitCollector _hits = new(view, columns, options);
    private readonly FacetCounter[] _facets =
    [
        .. options.Facets.Distinct(StringComparer.Ordinal).Select(name => new FacetCounter(view, columns, name)),
    ];
    private long _total;

    public SearchMatches Search(Query query)
    {
        cancellation.ThrowIfCancellationRequested();
        QueryBinder binder = new(view, _hits.WantsHits ? parameters : null, cancellation);
        QueryPlan plan = binder.Bind(query);
        QueryBinder filterBinder = new(view, null, cancellation);
        QueryPlan? filter = options.Filter is null ? null : filterBinder.Bind(options.Filter);
        for (int segment = 0; segment < view.Segments.Count; segment++)
        {
            Collect(segment, plan.Open(view.Segments[segment]), filter?.Open(view.Segments[segment]));
        }

        return new SearchMatches(
            _total,
            IsTotalExact: true,
            [
                .. _hits
                    .Page()
                    .Select(hit => new SearchHit(new DocId(view.Bases[hit.Segment] + hit.Document), hit.Score)),
            ],
            _facets.ToDictionary(facet => facet.Name, facet => facet.Counts(), StringComparer.Ordinal),
            [.. binder.Cuts, .. filterBinder.Cuts]
        );
    }

    private void Collect(int number, MatchCursor matches, MatchCursor? filter)
    {
        Segment segment = view.Segments[number];
        int steps = 0;
        for (
            int document = Next(matches, filter, 0);
            document != MatchCursor.End;
            document = Next(matches, filter, document + 1)
        )
        {
            if (++steps % DocumentsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (!segment.IsLive(document))
            {
                continue;
            }

            _total++;
            foreach (FacetCounter facet in _facets)
            {
                facet.Add(number, document);
            }

            if (_hits.WantsHits)
            {
                _hits.Add(number, document, (float)matches.Score());
            }
        }
    }

    /// <summary>The first document at or after the target that both let through.</summary>
    private static int Next(MatchCursor matches, MatchCursor? filter, int target)
    {
        int document = matches.Advance(target);
        while (filter is not null && document != MatchCursor.End)
        {
            int allowed = filter.Advance(document);
            if (allowed == document)
            {
                break;
            }

            document = matches.Advance(allowed);
        }

        return document;
    }
}
