using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using SearchService.Analysis;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

public enum ConcordanceSort
{
    /// <summary>By document id, then as the text runs.</summary>
    Document,

    /// <summary>By the words before, the nearest first.</summary>
    Left,

    /// <summary>By the words behind.</summary>
    Right,

    /// <summary>By year, then as <see cref="Document"/>.</summary>
    Year,
}

/// <param name="Search">The query, filters, limit and cursor.</param>
/// <param name="Width">The longest context on each side, in characters.</param>
/// <param name="Skip">Lines to leave out at the beginning, where no cursor says so.</param>
public sealed record ConcordanceRequest(
    SearchRequest Search,
    int Width,
    ConcordanceSort Sort,
    bool Dispersion,
    int Skip = 0
)
{
    public const int DefaultWidth = 60;
    public const int DefaultLimit = 100;
}

/// <param name="PerTenThousand">Occurrences to 10,000 words of the documents that have any.</param>
/// <param name="Dispersion">By document, in the order of ids; absent where it was not asked for.</param>
public sealed record ConcordanceResults(
    QueryReading Query,
    MatchTotal Total,
    int Documents,
    double PerTenThousand,
    double TookMs,
    string CorpusVersion,
    IReadOnlyList<ConcordanceLine> Lines,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<DocumentDispersion>? Dispersion = null
);

/// <summary>An occurrence in its context: left, match and right are the running text, white space made single.</summary>
/// <param name="Note">The note's number, in a note; "" where it is unknown; absent elsewhere.</param>
/// <param name="PositionInDocument">0 at the beginning to 1 at the end, measured in passages, which are about as long as one another.</param>
public sealed record ConcordanceLine(
    string Left,
    string Match,
    string Right,
    string PassageId,
    string DocumentId,
    IReadOnlyList<string> Section,
    PageRange Pages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    double PositionInDocument
);

/// <param name="Positions">Of its occurrences, 0 to 1, ascending.</param>
public sealed record DocumentDispersion(
    string DocumentId,
    int Count,
    int Words,
    double PerTenThousand,
    IReadOnlyList<double> Positions
);

/// <summary>Lines, or why there are none.</summary>
/// <param name="Expired">The cursor's snapshot is held no longer.</param>
public sealed record ConcordanceAnswer(
    ConcordanceResults? Results,
    IReadOnlyList<ParameterFault> Faults,
    bool Expired = false
);

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
                                    found => Lines(snapshot, found, occurrences.Seeks, request.Width).ToList()
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
        var missing = total == 0 || occurrences.IsRelaxed ? new MissingWords(snapshot).Of(root) : [];
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
                    MissingWords.Corrected(request.Search.Query, missing)
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
        var lines = Lines(
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
                                .SelectMany(found => found.Occurrences.Select(one => Position(found, one, length)))
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
        return Lines(
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

    private static IEnumerable<ConcordanceLine> Lines(
        IPassageSnapshot snapshot,
        IEnumerable<PassageOccurrences> passages,
        Func<string, bool> isSought,
        int width
    ) => passages.SelectMany(found => Lines(snapshot, found, isSought, width));

    private static IEnumerable<ConcordanceLine> Lines(
        IPassageSnapshot snapshot,
        PassageOccurrences found,
        Func<string, bool> isSought,
        int width
    )
    {
        if (found.Occurrences.Count == 0)
        {
            yield break;
        }

        var passage = found.Passage;
        var length = snapshot.Catalogue.Find(passage.DocumentId)!.Passages;
        var own = new SurroundingText(snapshot, passage, found.Occurrences, width, isSought);
        var start = own.StartOfPassage;
        foreach (var occurrence in found.Occurrences)
        {
            // The index and the text agree on every word; where they do not, the index is of another version.
            var range =
                own.Find(occurrence)
                ?? throw new PassageIndexUnreadableException($"Passage {passage.Id} has no word {occurrence.Start}.");
            yield return new ConcordanceLine(
                Left(own.Text, range.Start, width),
                Single(own.Text[range.Start..range.End]),
                Right(own.Text, range.End, width),
                passage.Id,
                passage.DocumentId,
                passage.Section,
                PassageHeads.Pages(
                    passage,
                    Math.Clamp(range.Start - start, 0, passage.Text.Length),
                    Math.Clamp(range.End - start, 0, passage.Text.Length)
                ),
                passage.Kind == PassageKind.Note ? passage.NoteLabel ?? "" : null,
                Position(found, occurrence, length)
            );
        }
    }

    private static double Position(PassageOccurrences found, Occurrence occurrence, int passages) =>
        Math.Round(
            (
                found.Passage.Ordinal
                - 1
                + ((double)(occurrence.Start - found.Passage.FirstPosition) / Math.Max(1, found.Passage.Words))
            ) / Math.Max(1, passages),
            5
        );

    /// <summary>The last characters before a place, from a word's beginning on.</summary>
    private static string Left(string text, int end, int width)
    {
        var start = Math.Max(0, end - width);
        if (start > 0 && !char.IsWhiteSpace(text[start - 1]))
        {
            while (start < end && !char.IsWhiteSpace(text[start]))
            {
                start++;
            }
        }

        return Single(text[start..end]).TrimStart();
    }

    /// <summary>The first characters from a place on, to a word's end.</summary>
    private static string Right(string text, int start, int width)
    {
        var end = Math.Min(text.Length, start + width);
        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            while (end > start && !char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }
        }

        return Single(text[start..end]).TrimEnd();
    }

    /// <summary>Every run of white space, line ends among it, as one space.</summary>
    private static string Single(string text)
    {
        var single = new System.Text.StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (!char.IsWhiteSpace(unit))
            {
                single.Append(unit);
            }
            else if (single.Length == 0 || single[^1] != ' ')
            {
                single.Append(' ');
            }
        }

        return single.ToString();
    }

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
