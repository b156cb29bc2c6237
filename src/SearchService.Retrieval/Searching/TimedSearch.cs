using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// The searches of one request, within its time. One that takes too long is begun again document by document, in batches that
/// double, so that what the time allows for is found completely in some documents, with the scores it has in the whole collection.
/// </summary>
/// <param name="cancellation">The request's own: it ends the search with an exception.</param>
internal sealed class TimedSearch(IPassageSnapshot snapshot, TimeSpan limit, CancellationToken cancellation)
{
    /// <summary>What a search over everything may take of the time that is left, and what it may take with its batches.</summary>
    private const double WholeShare = 0.4;
    public const double Share = 0.7;

    /// <summary>For what is streamed: it ends with its request.</summary>
    public static readonly TimeSpan NoLimit = TimeSpan.FromDays(1);

    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Whether a search was ended before it had seen all documents.</summary>
    public bool IsPartial { get; private set; }

    public PassageMatches Search(PassageQuery query)
    {
        if (Try(token => snapshot.Search(query, token), End(WholeShare)) is { } whole)
        {
            return whole;
        }

        IsPartial = true;
        var end = End(Share);
        var ids = snapshot.DocumentIds;
        var found = new List<PassageMatches>();
        for (var (first, size) = (0, 1); first < ids.Count; (first, size) = (first + size, size * 2))
        {
            var within = Within(query, [.. ids.Skip(first).Take(size)]);
            var batch = Try(token => snapshot.Search(within, token), end);
            if (batch is null)
            {
                break;
            }

            found.Add(batch);
        }

        return Merged(query, found);
    }

    /// <summary>One search, as it is; null where it did not come to an end in time.</summary>
    /// <param name="end">As <see cref="End"/> gives it.</param>
    public PassageMatches? Search(PassageQuery query, TimeSpan end)
    {
        var found = Try(token => snapshot.Search(query, token), end);
        if (found is null)
        {
            IsPartial = true;
        }

        return found;
    }

    /// <summary>The places of everything that matches; null where they could not be counted in the share of time that is for a search over everything.</summary>
    public PlaceCounts? TryCount(PassageClause clause, PassageClause marks) =>
        Try(token => snapshot.CountPlaces(clause, marks, token), End(WholeShare));

    /// <summary>
    /// What is worked out of each item, in their order, on all processors at once. When the time is over the rest is left out, and the
    /// search is partial; an exception is the first one's.
    /// </summary>
    /// <param name="end">As <see cref="End"/> gives it.</param>
    /// <param name="work">Null where there is nothing to hand back.</param>
    public IReadOnlyList<TResult> SideBySide<TItem, TResult>(
        IEnumerable<TItem> items,
        TimeSpan end,
        Func<TItem, TResult?> work
    )
        where TResult : class
    {
        var results = new ConcurrentDictionary<long, TResult>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering),
                (item, state, number) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (Stopwatch.GetElapsedTime(_started) >= end)
                    {
                        IsPartial = true;
                        state.Stop();
                    }
                    else if (work(item) is { } result)
                    {
                        results[number] = result;
                    }
                }
            );
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. results.OrderBy(result => result.Key).Select(result => result.Value)];
    }

    /// <summary>When a share of the time that is left now will be over, from the beginning of the request.</summary>
    public TimeSpan End(double share) => Stopwatch.GetElapsedTime(_started) + (Left() * share);

    /// <summary>Says that the answer is partial.</summary>
    public QueryFault Fault(string query) =>
        new(
            0,
            query.Length,
            FormattableString.Invariant(
                $"The search was ended after {limit.TotalSeconds:0.###} seconds; what is shown was found until then, and there may be more."
            ),
            null,
            nameof(SearchLimits.Time)
        );

    private TimeSpan Left() => limit - Stopwatch.GetElapsedTime(_started);

    private T? Try<T>(Func<CancellationToken, T> search, TimeSpan end)
        where T : class
    {
        var left = end - Stopwatch.GetElapsedTime(_started);
        if (left <= TimeSpan.Zero)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }

        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(left);
        try
        {
            return search(timed.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static PassageQuery Within(PassageQuery query, IReadOnlyList<string> documents) =>
        query with
        {
            Clause = new AllClause([query.Clause, new ValueClause(PassageColumn.Document, documents)]),
            Skip = 0,
            Limit = query.Skip + query.Limit,
        };

    private PassageMatches Merged(PassageQuery query, List<PassageMatches> batches)
    {
        var all = batches.SelectMany(batch => batch.Matches);
        var first = query.Sort switch
        {
            PassageSort.Relevance => all.OrderByDescending(match => match.Score),
            PassageSort.Year => all.OrderBy(match => Year(match) ?? int.MaxValue),
            PassageSort.YearDescending => all.OrderByDescending(match => Year(match) ?? int.MinValue),
            _ => all.OrderBy(_ => 0),
        };
        return new PassageMatches(
            batches.Sum(batch => batch.Total),
            [
                .. first
                    .ThenBy(match => match.Passage.DocumentId, StringComparer.Ordinal)
                    .ThenBy(match => match.Passage.Ordinal)
                    .Skip(query.Skip)
                    .Take(query.Limit),
            ],
            query.Facets.ToDictionary(
                column => column,
                column =>
                    (IReadOnlyList<FacetCount>)
                        [
                            .. batches
                                .SelectMany(batch => batch.Facets[column])
                                .GroupBy(count => count.Value, StringComparer.Ordinal)
                                .Select(counts => new FacetCount(counts.Key, counts.Sum(count => count.Count)))
                                .OrderByDescending(count => count.Count)
                                .ThenBy(count => count.Value, StringComparer.Ordinal)
                                .Take(query.FacetValues),
                        ]
            ),
            [.. batches.SelectMany(batch => batch.Cut).DistinctBy(cut => cut.Clause)]
        );
    }

    private int? Year(PassageMatch match) => snapshot.Catalogue.Find(match.Passage.DocumentId)!.Year;
}
