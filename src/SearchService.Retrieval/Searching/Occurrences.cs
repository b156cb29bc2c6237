using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

/// <summary>Words [Start, Start + Length) of the document's count, which begin in this passage.</summary>
internal readonly record struct Occurrence(int Start, int Length);

/// <summary>A passage and the occurrences that begin in it, in the order of the text.</summary>
internal sealed record PassageOccurrences(StoredPassage Passage, IReadOnlyList<Occurrence> Occurrences);

/// <summary>
/// Every place of a query, passage by passage, without holding them all: in passages that have all of its words or, where none has,
/// most of them.
/// </summary>
internal sealed class Occurrences
{
    private const int PassagesAtOnce = 500;

    private readonly IPassageSnapshot _snapshot;
    private readonly TimedSearch _timed;
    private readonly PassageClause _counted;
    private readonly PassageClause? _marks;
    private readonly IReadOnlyDictionary<PassageClause, QueryNode> _patterns;
    private readonly List<QueryFault> _faults;

    /// <param name="documents">What <see cref="Find"/> found for this request in this state of the collection.</param>
    private Occurrences(IPassageSnapshot snapshot, BoundQuery bound, OccurrenceDocuments documents, TimedSearch timed)
    {
        _snapshot = snapshot;
        _timed = timed;
        _counted = bound.CountedWith(documents.Words);
        _marks = bound.Marks;
        _patterns = bound.Patterns;
        _faults = [.. bound.Faults];
        Seeks = bound.Seeks;
        Documents = documents;
        IsCut = bound.IsCut;
    }

    /// <param name="found">What was found for this request in this state of the collection; null where that is not known.</param>
    public static Occurrences Of(
        IPassageSnapshot snapshot,
        RankingPlan plan,
        QueryNode root,
        SearchRequest request,
        TimedSearch timed,
        OccurrenceDocuments? found = null
    )
    {
        var bound = new QueryBinder(plan, snapshot).Bind(root, request);
        return new Occurrences(snapshot, bound, found ?? Find(timed, bound), timed);
    }

    /// <summary>Whether a term, as it stands or as a stem, is sought.</summary>
    public Func<string, bool> Seeks { get; }

    /// <summary>What was wrong with the query; patterns of too many words are known when all has been read.</summary>
    public IReadOnlyList<QueryFault> Faults => _faults;

    /// <summary>Whether a pattern stands for more words than are sought.</summary>
    public bool IsCut { get; private set; }

    public OccurrenceDocuments Documents { get; }

    /// <summary>Whether no passage has all the words.</summary>
    public bool IsRelaxed => Documents.IsRelaxed;

    /// <summary>
    /// Document by document, by id or by year and id; each document's passages in the order of the text. It ends when the time is over,
    /// after whole documents, and the search is partial then.
    /// </summary>
    /// <param name="only">Of these documents; null for all.</param>
    public IEnumerable<PassageOccurrences> Read(bool byYear, double share = 1, IReadOnlySet<string>? only = null)
    {
        var end = _timed.End(share);
        foreach (var batch in Batches(Ordered(byYear, only)))
        {
            if (Read(batch, byYear, end) is not { } passages)
            {
                yield break;
            }

            foreach (var passage in passages)
            {
                yield return passage;
            }
        }
    }

    /// <summary>
    /// What is worked out of the documents, some together, on all processors at once; in the order of <see cref="Read(bool, double,
    /// IReadOnlySet{string})"/>. Where the time is over, the rest is left out, and the search is partial.
    /// </summary>
    public IReadOnlyList<T> ReadSideBySide<T>(
        bool byYear,
        double share,
        Func<IReadOnlyList<PassageOccurrences>, T> work
    )
        where T : class
    {
        var end = _timed.End(share);
        return _timed.SideBySide(
            Batches(Ordered(byYear, null)),
            end,
            batch => Read(batch, byYear, end) is { } passages ? work(passages) : null
        );
    }

    /// <summary>
    /// The documents that have any by id, with how many: at once where the time allows for it, else one after another as
    /// <see cref="Read(bool, double, IReadOnlySet{string})"/> does.
    /// </summary>
    public IReadOnlyList<DocumentPlaces> Count(double share)
    {
        if (_marks is null)
        {
            return [];
        }

        if (!_timed.IsPartial && _timed.TryCount(_counted, _marks) is { } counted)
        {
            Note(counted.Cut);
            return counted.Documents;
        }

        return
        [
            .. Read(byYear: false, share)
                .GroupBy(found => found.Passage.DocumentId, StringComparer.Ordinal)
                .Select(document => new DocumentPlaces(
                    document.Key,
                    document.Count(),
                    document.Sum(found => found.Occurrences.Count)
                ))
                .Where(document => document.Places > 0),
        ];
    }

    private IEnumerable<FacetCount> Ordered(bool byYear, IReadOnlySet<string>? only)
    {
        var documents = Documents.Passages.Where(document => only is null || only.Contains(document.Value));
        return _marks is null ? []
            : byYear
                ? documents
                    .OrderBy(document => _snapshot.Catalogue.Find(document.Value)!.Year ?? int.MaxValue)
                    .ThenBy(document => document.Value, StringComparer.Ordinal)
            : documents.OrderBy(document => document.Value, StringComparer.Ordinal);
    }

    /// <summary>Null where the time is over.</summary>
    private List<PassageOccurrences>? Read((List<string> Documents, int Passages) batch, bool byYear, TimeSpan end)
    {
        var found = _timed.Search(
            new PassageQuery(
                new AllClause([_counted, new ValueClause(PassageColumn.Document, batch.Documents)]),
                _marks,
                byYear ? PassageSort.Year : PassageSort.Document,
                0,
                batch.Passages,
                null,
                []
            ),
            end
        );
        if (found is null)
        {
            return null;
        }

        Note(found.Cut);
        return [.. found.Matches.Select(match => new PassageOccurrences(match.Passage, Distinct(match.Spans)))];
    }

    private void Note(IReadOnlyList<CutClause> cuts)
    {
        lock (_faults)
        {
            IsCut |= cuts.Count > 0;
            foreach (var cut in cuts.Where(cut => _patterns.ContainsKey(cut.Clause)))
            {
                var fault = NodeBinder.CutFault(_patterns[cut.Clause], cut.Taken, cut.Found);
                if (!_faults.Contains(fault))
                {
                    _faults.Add(fault);
                }
            }
        }
    }

    /// <summary>A compound that was found joined and apart, or a word as it stands and as a stem, is one occurrence.</summary>
    private static List<Occurrence> Distinct(IReadOnlyList<PositionSpan> spans) =>
        [
            .. spans
                .GroupBy(span => span.Start)
                .OrderBy(same => same.Key)
                .Select(same => new Occurrence(same.Key, same.Max(span => span.Length))),
        ];

    /// <summary>The first batches are small, so that there is something to show when the time is short.</summary>
    private static IEnumerable<(List<string> Documents, int Passages)> Batches(IEnumerable<FacetCount> documents)
    {
        var (batch, passages, enough) = (new List<string>(), 0, 1);
        foreach (var (document, count) in documents)
        {
            batch.Add(document);
            passages += (int)count;
            if (passages >= enough)
            {
                yield return (batch, passages);
                (batch, passages, enough) = ([], 0, Math.Min(enough * 4, PassagesAtOnce));
            }
        }

        if (batch.Count > 0)
        {
            yield return (batch, passages);
        }
    }

    private static OccurrenceDocuments Find(TimedSearch timed, BoundQuery bound)
    {
        for (var words = bound.Words; ; words--)
        {
            var counted = timed.Search(
                new PassageQuery(
                    bound.CountedWith(words),
                    null,
                    PassageSort.Document,
                    0,
                    0,
                    null,
                    [PassageColumn.Document]
                )
            );

            // What was not sought to the end may have all the words.
            if (counted.Total > 0 || words == 1 || timed.IsPartial)
            {
                return new OccurrenceDocuments(
                    words,
                    words < bound.Words && counted.Total > 0,
                    counted.Facets[PassageColumn.Document]
                );
            }
        }
    }
}

/// <summary>Where a request's occurrences are to be sought.</summary>
/// <param name="Words">How many of the query's words a passage must have.</param>
/// <param name="IsRelaxed">Whether no passage has all the words.</param>
/// <param name="Passages">In how many passages of which documents they are.</param>
internal sealed record OccurrenceDocuments(int Words, bool IsRelaxed, IReadOnlyList<FacetCount> Passages);

/// <summary>The text that a passage is read in: the passage, and as much of its neighbours in the section as is asked for.</summary>
internal sealed class SurroundingText
{
    private readonly Dictionary<int, TextRange> _places = [];

    /// <param name="occurrences">That begin in the passage; at least one.</param>
    /// <param name="width">How many UTF-16 units must stand on each side of each of them, if there are so many.</param>
    /// <param name="isSought">As <see cref="MarkedText.Of"/> takes it.</param>
    public SurroundingText(
        IPassageSnapshot snapshot,
        StoredPassage passage,
        IReadOnlyList<Occurrence> occurrences,
        int width,
        Func<string, bool> isSought
    )
    {
        MarkedText.AddPlaces(passage, 0, isSought, _places);
        var ranges = occurrences.Select(Find).ToList();
        var end = occurrences.Max(occurrence => occurrence.Start + occurrence.Length);

        // Beyond the context one unit more must be known, to tell whether a word is cut there.
        var pieces = new LinkedList<StoredPassage>([passage]);
        for (
            var length = ranges.TrueForAll(range => range?.Start > width) ? width : 0;
            length < width
                && Joined(Neighbours.Before(snapshot, pieces.First!.Value), pieces.First.Value) is { } previous;
            length += previous.Text.Length
        )
        {
            pieces.AddFirst(previous);
        }

        for (
            var length = ranges.TrueForAll(range => range?.End + width < passage.Text.Length) ? width : 0;
            (length < width || pieces.Last!.Value.FirstPosition + pieces.Last.Value.Words < end)
                && Neighbours.After(snapshot, pieces.Last!.Value) is { } next
                && (
                    pieces.Last.Value.FirstPosition + pieces.Last.Value.Words < end
                    || Joined(pieces.Last.Value, next) is not null
                );
            length += next.Text.Length
        )
        {
            pieces.AddLast(next);
        }

        if (pieces.Count == 1)
        {
            Text = passage.Text;
            return;
        }

        _places.Clear();
        var text = new System.Text.StringBuilder();
        foreach (var piece in pieces)
        {
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            StartOfPassage = ReferenceEquals(piece, passage) ? text.Length : StartOfPassage;
            MarkedText.AddPlaces(piece, text.Length, isSought, _places);
            text.Append(piece.Text);
        }

        Text = text.ToString();
    }

    public string Text { get; }

    /// <summary>Where the passage's own text begins.</summary>
    public int StartOfPassage { get; }

    /// <summary>Where the words stand; null where they are not all in the text.</summary>
    public TextRange? Find(Occurrence occurrence) =>
        _places.TryGetValue(occurrence.Start, out var first)
        && _places.TryGetValue(occurrence.Start + occurrence.Length - 1, out var last)
            ? new TextRange(first.Start, last.End)
            : null;

    /// <summary>The neighbour, where the text runs on from one to the other: in one section, or in one note.</summary>
    private static StoredPassage? Joined(StoredPassage? first, StoredPassage? second) =>
        first is not null
        && second is not null
        && first.SectionIndex == second.SectionIndex
        && first.FirstPosition + first.Words == second.FirstPosition
            ? first
            : null;
}
