using System.Diagnostics;
using System.Globalization;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

/// <summary>Every occurrence of a query as keyword in context.</summary>
public sealed class Concordance(IPassageIndex index, SnapshotLeases leases, RankingPlan plan, SearchLimits limits)
{
    /// <summary>Words that are compared where lines are sorted by context.</summary>
    private const int SortedWords = 5;

    private const int KeptCounts = 16;
    private const int KeptSorted = 2;

    private static readonly CompareInfo Collation = CultureInfo.InvariantCulture.CompareInfo;

    private readonly Recent<Counts> _counts = new(KeptCounts);
    private readonly Recent<SortedLines> _sorted = new(KeptSorted);

    /// <summary>A page of lines, with the count of all.</summary>
    public ConcordanceAnswer Read(ConcordanceRequest request, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var hash = FormattableString.Invariant(
            $"{SearchCursor.Hash(request.Search)}-{request.Sort}-{request.Width}-{request.Dispersion}"
        );
        var skip = request.Skip;
        IPassageSnapshot? held = null;
        if (request.Search.Cursor is { } text)
        {
            if (SearchCursor.Read(text) is not { } cursor)
            {
                return new ConcordanceAnswer(null, [SearchRequestReader.NoCursor]);
            }

            if (cursor.Request != hash)
            {
                return new ConcordanceAnswer(null, [PassageSearch.OtherRequest]);
            }

            held = leases.Use(cursor.Snapshot);
            if (held is null)
            {
                return new ConcordanceAnswer(null, [], Expired: true);
            }

            skip = cursor.Skip;
        }

        var skipped = skip;
        using var snapshot = held ?? index.AcquireSnapshot();
        var reading = QueryParser.Parse(request.Search.Query);
        if (reading.Root is not { } root)
        {
            return new ConcordanceAnswer(null, SearchRequestReader.NothingToFind(reading));
        }

        // The pages of one list follow one another: what was counted for the first serves the next ones, also where time was short.
        var timed = new TimedSearch(snapshot, limits.Time, cancellation);
        var key = snapshot.CorpusVersion + hash;
        var isFirst = request.Search.Cursor is null;
        Occurrences? sought = null;
        var counts = _counts.GetOrMake(
            key,
            kept => !(kept.IsPartial && isFirst),
            () =>
            {
                sought = Occurrences.Of(snapshot, plan, root, request.Search, timed);
                return Count(snapshot, sought, request, timed);
            }
        );
        var occurrences = sought ?? Occurrences.Of(snapshot, plan, root, request.Search, timed, counts.Found);
        var sorted = IsSortedByContext(request.Sort)
            ? _sorted.GetOrMake(
                key,
                kept => !(kept.IsPartial && isFirst),
                () =>
                    new SortedLines(
                        Sorted(
                            occurrences
                                .ReadSideBySide(
                                    byYear: false,
                                    1,
                                    found =>
                                        KeywordInContext
                                            .Lines(snapshot, found, occurrences.Seeks, request.Width)
                                            .ToList()
                                )
                                .SelectMany(found => found),
                            request.Sort
                        ),
                        counts.IsPartial || timed.IsPartial
                    )
            )
            : null;
        var lines = (sorted?.Lines ?? Between(snapshot, occurrences, counts, request, ref skipped))
            .Skip(skipped)
            .Take(request.Search.Limit)
            .ToList();
        var total = counts.Documents.Sum(document => document.Count);
        var missing =
            total == 0 || occurrences.IsRelaxed ? new MissingWords(snapshot).Of(root, request.Search.Query) : [];
        List<QueryFault> faults = [.. reading.Faults, .. counts.Faults, .. missing];
        var isPartial = counts.IsPartial || sorted?.IsPartial == true || timed.IsPartial;
        if (isPartial)
        {
            faults.Add(timed.Fault(request.Search.Query));
        }
        else if (total == 0)
        {
            faults.Add(
                new MissingWords(snapshot).Searched(request.Search.Query, PassageSearch.IsFiltered(request.Search))
            );
        }

        var words = counts.Documents.Sum(one => (long)one.Words);
        return new ConcordanceAnswer(
            new ConcordanceResults(
                new QueryReading(
                    request.Search.Query,
                    root.ToString(),
                    [.. faults.Select(fault => PassageSearch.Error(request.Search.Query, fault))],
                    occurrences.IsRelaxed,
                    MissingWords.Corrected(request.Search.Query, [.. counts.Faults, .. missing])
                ),
                new MatchTotal(total, counts.IsCut || isPartial ? "gte" : "eq"),
                counts.Documents.Count,
                PerTenThousand(total, words),
                Math.Round(clock.Elapsed.TotalMilliseconds, 2),
                snapshot.CorpusVersion,
                lines,
                skip + lines.Count < total && lines.Count > 0
                    ? new SearchCursor(
                        leases.Keep(snapshot.CorpusVersion, snapshot.Share),
                        hash,
                        skip + lines.Count
                    ).Write()
                    : null,
                request.Dispersion ? [.. counts.Documents.OrderBy(one => one.DocumentId, StringComparer.Ordinal)] : null
            ),
            []
        );
    }

    /// <summary>All lines, one after another; in the order of the texts they are found as they are taken.</summary>
    public IEnumerable<ConcordanceLine> Stream(ConcordanceRequest request, CancellationToken cancellation)
    {
        using var snapshot = index.AcquireSnapshot();
        if (QueryParser.Parse(request.Search.Query).Root is not { } root)
        {
            yield break;
        }

        var timed = new TimedSearch(snapshot, TimedSearch.NoLimit, cancellation);
        var occurrences = Occurrences.Of(snapshot, plan, root, request.Search, timed);
        var lines = KeywordInContext.Lines(
            snapshot,
            occurrences.Read(request.Sort == ConcordanceSort.Year),
            occurrences.Seeks,
            request.Width
        );
        foreach (var line in IsSortedByContext(request.Sort) ? Sorted(lines, request.Sort) : lines)
        {
            yield return line;
        }
    }

    private static Counts Count(
        IPassageSnapshot snapshot,
        Occurrences occurrences,
        ConcordanceRequest request,
        TimedSearch timed
    )
    {
        var byYear = request.Sort == ConcordanceSort.Year;
        var documents = request.Dispersion
            ? occurrences.ReadSideBySide(byYear, TimedSearch.Share, Dispersions).SelectMany(some => some)
            : occurrences
                .Count(TimedSearch.Share)
                .Select(document => Dispersion(document.DocumentId, document.Places, []));
        if (byYear && !request.Dispersion)
        {
            documents = documents.OrderBy(document =>
                snapshot.Catalogue.Find(document.DocumentId)!.Year ?? int.MaxValue
            );
        }

        return new Counts(
            occurrences.Documents,
            [.. documents],
            occurrences.IsCut,
            timed.IsPartial,
            [.. occurrences.Faults]
        );

        List<DocumentDispersion> Dispersions(IReadOnlyList<PassageOccurrences> passages) =>
            [
                .. passages
                    .Where(found => found.Occurrences.Count > 0)
                    .GroupBy(found => found.Passage.DocumentId, StringComparer.Ordinal)
                    .Select(document =>
                    {
                        var length = snapshot.Catalogue.Find(document.Key)!.Passages;
                        double[] positions =
                        [
                            .. document
                                .SelectMany(found =>
                                    found.Occurrences.Select(one => KeywordInContext.Position(found, one, length))
                                )
                                .Order(),
                        ];
                        return Dispersion(document.Key, positions.Length, positions);
                    }),
            ];

        DocumentDispersion Dispersion(string id, int count, IReadOnlyList<double> positions)
        {
            var words = snapshot.Catalogue.Find(id)!.Words;
            return new DocumentDispersion(id, count, words, PerTenThousand(count, words), positions);
        }
    }

    /// <summary>The lines of the documents on which a page lies, from the first of these on.</summary>
    /// <param name="skip">Lines before the page; then those of them that are handed back.</param>
    private static IEnumerable<ConcordanceLine> Between(
        IPassageSnapshot snapshot,
        Occurrences occurrences,
        Counts counts,
        ConcordanceRequest request,
        ref int skip
    )
    {
        var first = 0;
        while (first < counts.Documents.Count && counts.Documents[first].Count <= skip)
        {
            skip -= counts.Documents[first++].Count;
        }

        var (last, seen) = (first, 0);
        while (last < counts.Documents.Count && seen < skip + request.Search.Limit)
        {
            seen += counts.Documents[last++].Count;
        }

        var documents = counts.Documents.Skip(first).Take(last - first).Select(document => document.DocumentId);
        return KeywordInContext.Lines(
            snapshot,
            occurrences.Read(request.Sort == ConcordanceSort.Year, only: documents.ToHashSet(StringComparer.Ordinal)),
            occurrences.Seeks,
            request.Width
        );
    }

    private static bool IsSortedByContext(ConcordanceSort sort) =>
        sort is ConcordanceSort.Left or ConcordanceSort.Right;

    private static double PerTenThousand(long count, long words) =>
        words == 0 ? 0 : Math.Round(count * 10_000.0 / words, 2);

    /// <summary>By the words of the context, then by the match, as the Unicode collation algorithm orders them; else as they came.</summary>
    private static List<ConcordanceLine> Sorted(IEnumerable<ConcordanceLine> lines, ConcordanceSort sort) =>
        [
            .. lines
                .Select(line => (Line: line, Key: Collation.GetSortKey(Key(line, sort))))
                .OrderBy(pair => pair.Key, Comparer<SortKey>.Create(SortKey.Compare))
                .Select(pair => pair.Line),
        ];

    private static string Key(ConcordanceLine line, ConcordanceSort sort)
    {
        var context = sort == ConcordanceSort.Left ? line.Left : line.Right;
        var words = Words.Tokenize(context).Select(token => context[token.Start..token.End]);
        words = sort == ConcordanceSort.Left ? words.Reverse() : words;
        return string.Join(' ', words.Take(SortedWords).Append(line.Match));
    }

    /// <param name="IsPartial">Whether the time was too short to find all.</param>
    private sealed record SortedLines(IReadOnlyList<ConcordanceLine> Lines, bool IsPartial);

    /// <param name="Found">Where the lines of further pages are sought.</param>
    /// <param name="Documents">Those with any, in the order of the lines; with their places where these were asked for.</param>
    /// <param name="IsPartial">Whether the time was too short to count all.</param>
    private sealed record Counts(
        OccurrenceDocuments Found,
        IReadOnlyList<DocumentDispersion> Documents,
        bool IsCut,
        bool IsPartial,
        IReadOnlyList<QueryFault> Faults
    );
}
