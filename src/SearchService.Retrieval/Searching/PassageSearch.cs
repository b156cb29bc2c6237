using System.Diagnostics;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

/// <summary>The searching journey: request, reading, clauses, matches, hits.</summary>
public sealed class PassageSearch(IPassageIndex index, SnapshotLeases leases, RankingPlan plan, SearchLimits limits)
{
    /// <summary>How deep paging may go.</summary>
    public const int MaxDepth = 10_000;

    /// <summary>A collection of many thousand documents is not listed whole beside each search; the commonest values come first.</summary>
    public const int MostFacetValues = 1_000;

    internal static ParameterFault OtherRequest { get; } =
        new("cursor", "This cursor continues another request; give the parameters of the first page again.");

    /// <summary>Searches the newest snapshot, or the one that the request's cursor holds.</summary>
    public SearchAnswer Search(SearchRequest request, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var skip = request.Skip;
        IPassageSnapshot? held = null;
        var hash = SearchCursor.Hash(request);
        if (request.Cursor is { } text)
        {
            if (SearchCursor.Read(text) is not { Skip: < MaxDepth } cursor)
            {
                return SearchAnswer.Refused(SearchRequestReader.NoCursor);
            }

            if (cursor.Request != hash)
            {
                return SearchAnswer.Refused(OtherRequest);
            }

            held = leases.Use(cursor.Snapshot);
            if (held is null)
            {
                return SearchAnswer.Gone;
            }

            skip = cursor.Skip;
        }

        using var snapshot = held ?? index.AcquireSnapshot();
        var reading = QueryParser.Parse(request.Query);
        if (reading.Root is null)
        {
            return SearchAnswer.Refused(SearchRequestReader.NothingToFind(reading));
        }

        var timed = new TimedSearch(snapshot, limits.Time, cancellation);
        var root = Quotation(reading, request, snapshot, timed) ?? reading.Root;
        var read = new QueryBinder(plan, snapshot).Bind(root, request);
        var limit = Math.Min(request.Limit, MaxDepth - skip);
        var ((matches, bound), (total, relaxed, facets)) = SideBySide(
            () => Ranked(read, request, snapshot, timed, skip, limit + 1),
            () => Count(timed, read, request.Facets)
        );
        var shown = matches.Matches.Take(limit).ToList();
        var more = matches.Matches.Count > limit && skip + limit < MaxDepth;
        var next = more
            ? new SearchCursor(leases.Keep(snapshot.CorpusVersion, snapshot.Share), hash, skip + limit).Write()
            : null;
        var missing = total == 0 || relaxed ? new MissingWords(snapshot).Of(root, request.Query) : [];
        List<QueryFault> faults =
        [
            .. reading.Faults,
            .. bound.Faults,
            .. matches
                .Cut.Where(cut => bound.Patterns.ContainsKey(cut.Clause))
                .Select(cut => NodeBinder.CutFault(bound.Patterns[cut.Clause], cut.Taken, cut.Found)),
            .. missing,
        ];
        if (timed.IsPartial)
        {
            faults.Add(timed.Fault(request.Query));
        }
        else if (total == 0)
        {
            faults.Add(new MissingWords(snapshot).Searched(request.Query, IsFiltered(request)));
        }

        var hits = new HitMaker(snapshot, request, bound.Seeks);
        var explanations = request.Explain ? Explanations.Of(bound.Evidence, plan, shown, timed) : null;
        var results = new SearchResults(
            new QueryReading(
                request.Query,
                root.ToString(),
                [.. faults.Select(fault => Error(request.Query, fault))],
                relaxed,
                MissingWords.Corrected(request.Query, [.. bound.Faults, .. missing])
            ),
            new MatchTotal(total, timed.IsPartial || bound.IsCut || matches.Cut.Count > 0 ? "gte" : "eq"),
            Math.Round(clock.Elapsed.TotalMilliseconds, 2),
            snapshot.CorpusVersion,
            [.. shown.Select((match, i) => hits.Make(match, skip + i + 1) with { Explanation = explanations?[i] })],
            next,
            request.Facets.Count == 0
                ? null
                : facets.ToDictionary(
                    facet => EmbeddedQueries.Name(facet.Key),
                    facet => facet.Value,
                    StringComparer.Ordinal
                )
        );
        return SearchAnswer.Of(results with { TookMs = Math.Round(clock.Elapsed.TotalMilliseconds, 2) });
    }

    /// <summary>Marks in a document what a search in it alone lists, passage for passage, and the same words in its headings.</summary>
    public DocumentMarks Mark(
        IPassageSnapshot snapshot,
        StoredDocument document,
        string query,
        CancellationToken cancellation
    )
    {
        var reading = QueryParser.Parse(query);
        if (reading.Root is null)
        {
            return DocumentMarks.None with { Faults = SearchRequestReader.NothingToFind(reading) };
        }

        var request = SearchRequest.For(query) with { Documents = [document.Summary.Id] };
        var timed = new TimedSearch(snapshot, limits.Time, cancellation);
        var root = Quotation(reading, request, snapshot, timed) ?? reading.Root;
        var bound = new QueryBinder(plan, snapshot).Bind(root, request);
        var matches = timed.Search(
            new PassageQuery(bound.Ranked, bound.Marks, PassageSort.Document, 0, MaxDepth, null, [])
        );
        var marked = matches.Matches.Select(match =>
            MarkedText.Of(match.Passage, match.Spans, last => Neighbours.After(snapshot, last), bound.Seeks)
        );
        List<QueryFault> faults = [.. reading.Faults, .. bound.Faults];
        if (timed.IsPartial)
        {
            faults.Add(timed.Fault(query));
        }

        return new DocumentMarks(
            DocumentMarks.Merged([
                .. marked.SelectMany(text => DocumentMarks.Of(document, text)),
                .. InHeadings(snapshot, document, root, bound, matches),
            ]),
            new QueryReading(query, root.ToString(), [.. faults.Select(fault => Error(query, fault))], false, null),
            []
        );
    }

    /// <summary>Where a field narrows the search, only above the passages that are listed; else in all headings.</summary>
    private static IEnumerable<TextRange> InHeadings(
        IPassageSnapshot snapshot,
        StoredDocument document,
        QueryNode root,
        BoundQuery bound,
        PassageMatches matches
    )
    {
        if (bound.Marks is not { } marks)
        {
            return [];
        }

        var listed = matches.Matches.Select(match => match.Passage.SectionIndex).ToHashSet();
        var isNarrowed = root switch
        {
            RankedNode ranked => ranked.Clauses.Any(clause => clause.Node is FieldNode),
            AllNode all => all.Children.Any(child => child is FieldNode),
            _ => false,
        };
        return document
            .Document.Sections.Where(section => !isNarrowed || listed.Contains(section.Index))
            .Select(section => section.Heading)
            .OfType<int>()
            .SelectMany(heading =>
                HeadingMarks
                    .Of(snapshot, document.Document.Blocks[heading].Text.Text, marks)
                    .Select(range => new TextRange(
                        document.BlockStarts[heading] + range.Start,
                        document.BlockStarts[heading] + range.End
                    ))
            );
    }

    /// <summary>Pasted prose is a quotation where the collection has it so, word for word; else its words are sought.</summary>
    private PhraseNode? Quotation(
        QueryParse reading,
        SearchRequest request,
        IPassageSnapshot snapshot,
        TimedSearch timed
    )
    {
        if (!reading.LooksLikeQuotation || reading.Root is not RankedNode ranked)
        {
            return null;
        }

        var phrase = new PhraseNode([.. ranked.Clauses.Select(clause => clause.Node)])
        {
            Start = 0,
            Length = request.Query.Length,
        };
        var bound = new QueryBinder(plan, snapshot).Bind(phrase, request);
        var counted = timed.Search(new PassageQuery(bound.CountedWith(1), null, PassageSort.Document, 0, 0, null, []));
        return counted.Total > 0 ? phrase : null;
    }

    internal static bool IsFiltered(SearchRequest request) =>
        request.Authors.Count
            + request.Years.Count
            + request.Sections.Count
            + request.Documents.Count
            + request.Kinds.Count
        > 0;

    /// <summary>The passages that are shown, and the query with what feedback has added to it.</summary>
    private (PassageMatches Matches, BoundQuery Bound) Ranked(
        BoundQuery bound,
        SearchRequest request,
        IPassageSnapshot snapshot,
        TimedSearch timed,
        int skip,
        int most
    )
    {
        if (request.Sort == PassageSort.Relevance)
        {
            bound = new RelevanceFeedback(plan, snapshot).Expand(bound, timed.Search);
        }

        var matches = timed.Search(
            new PassageQuery(
                bound.Ranked,
                bound.Marks,
                request.Sort,
                skip,
                most,
                request.PerDocument,
                [],
                CountExactly: false
            )
        );
        return (matches, bound);
    }

    /// <summary>Both results, the second worked out on another processor where one is free: ranking and counting need nothing of each other.</summary>
    private static (TFirst First, TSecond Second) SideBySide<TFirst, TSecond>(Func<TFirst> first, Func<TSecond> second)
    {
        var other = Task.Run(second);
        try
        {
            return (first(), other.GetAwaiter().GetResult());
        }
        catch
        {
            // What it reads must stay open until it has ended.
            Task.WaitAny(other);
            throw;
        }
    }

    /// <summary>Counts the passages with all the words or, when there is none, those with most of them.</summary>
    private static (
        long Total,
        bool Relaxed,
        IReadOnlyDictionary<PassageColumn, IReadOnlyList<FacetCount>> Facets
    ) Count(TimedSearch timed, BoundQuery bound, IReadOnlyList<PassageColumn> facets)
    {
        var all = Counted(bound.Words);
        if (all.Total > 0 || bound.Words == 1)
        {
            return (all.Total, false, all.Facets);
        }

        // The more words are asked for, the fewer passages have them: the most words that any passage has are found by halving.
        var (most, known, beyond) = (Counted(1), 1, bound.Words);
        while (known + 1 < beyond)
        {
            var middle = (known + beyond) / 2;
            var tried = Counted(middle);
            (most, known, beyond) = tried.Total > 0 ? (tried, middle, beyond) : (most, known, middle);
        }

        return (most.Total, most.Total > 0, most.Facets);

        PassageMatches Counted(int words) =>
            timed.Search(
                new PassageQuery(
                    bound.CountedWith(words),
                    null,
                    PassageSort.Document,
                    0,
                    0,
                    null,
                    facets,
                    MostFacetValues
                )
            );
    }

    internal static QueryError Error(string query, QueryFault fault)
    {
        var start = CodePoints.Count(query, fault.Start);
        return new QueryError(
            start,
            CodePoints.Count(query, fault.Start + fault.Length) - start,
            fault.Message,
            fault.Suggestion,
            fault.Limit
        );
    }
}

/// <summary>Results, or why there are none.</summary>
/// <param name="Expired">The cursor's snapshot is held no longer.</param>
public sealed record SearchAnswer(SearchResults? Results, IReadOnlyList<ParameterFault> Faults, bool Expired)
{
    public static SearchAnswer Gone { get; } = new(null, [], true);

    public static SearchAnswer Of(SearchResults results) => new(results, [], false);

    public static SearchAnswer Refused(params IReadOnlyList<ParameterFault> faults) => new(null, faults, false);
}
