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

    public Occurrences(
        IPassageSnapshot snapshot,
        RankingPlan plan,
        QueryNode root,
        SearchRequest request,
        TimedSearch timed
    )
    {
        _snapshot = snapshot;
        _timed = timed;
        var bound = new QueryBinder(plan, snapshot).Bind(root, request);
        (_counted, IsRelaxed, Documents) = Counted(timed, bound);
        _marks = bound.Marks;
        Seeks = bound.Seeks;
        _patterns = bound.Patterns;
        _faults = [.. bound.Faults];
        IsCut = bound.IsCut;
    }

    /// <summary>Whether a term, as it stands or as a stem, is sought.</summary>
    public Func<string, bool> Seeks { get; }

    /// <summary>What was wrong with the query; patterns of too many words are known when all has been read.</summary>
    public IReadOnlyList<QueryFault> Faults => _faults;

    /// <summary>Whether no passage has all the words.</summary>
    public bool IsRelaxed { get; }

    /// <summary>Whether a pattern stands for more words than are sought.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The documents that have any, and in how many passages; in the order of their ids.</summary>
    public IReadOnlyList<FacetCount> Documents { get; }

    /// <summary>
    /// Document by document, by id or by year and id; each document's passages in the order of the text. It ends when the time is over,
    /// after whole documents, and the search is partial then.
    /// </summary>
    /// <param name="share">What it may take of the time that is left.</param>
    /// <param name="only">Of these documents; null for all.</param>
    public IEnumerable<PassageOccurrences> Read(bool byYear, double share = 1, IReadOnlySet<string>? only = null)
    {
        if (_marks is null)
        {
            yield break;
        }

        var end = _timed.End(share);
        var documents = byYear
            ? Documents
                .OrderBy(document => _snapshot.Summary(document.Value)!.Work.Work.Year ?? int.MaxValue)
                .ThenBy(document => document.Value, StringComparer.Ordinal)
            : Documents.OrderBy(document => document.Value, StringComparer.Ordinal);
        foreach (var batch in Batches(documents.Where(document => only is null || only.Contains(document.Value))))
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
                yield break;
            }

            IsCut |= found.Cut.Count > 0;
            foreach (var cut in found.Cut.Where(cut => _patterns.ContainsKey(cut.Clause)))
            {
                var fault = QueryBinder.CutFault(_patterns[cut.Clause], cut.Taken, cut.Found);
                if (!_faults.Contains(fault))
                {
                    _faults.Add(fault);
                }
            }

            foreach (var match in found.Matches)
            {
                yield return new PassageOccurrences(match.Passage, Distinct(match.Spans));
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

    private static (PassageClause Clause, bool Relaxed, IReadOnlyList<FacetCount> Documents) Counted(
        TimedSearch timed,
        BoundQuery bound
    )
    {
        for (var words = bound.Words; ; words--)
        {
            var clause = bound.CountedWith(words);
            var counted = timed.Search(
                new PassageQuery(clause, null, PassageSort.Document, 0, 0, null, [PassageColumn.Document])
            );

            // What was not sought to the end may have all the words.
            if (counted.Total > 0 || words == 1 || timed.IsPartial)
            {
                return (clause, words < bound.Words && counted.Total > 0, counted.Facets[PassageColumn.Document]);
            }
        }
    }
}

/// <summary>The text that a passage is read in: the passage, and as much of its neighbours in the section as is asked for.</summary>
internal sealed class SurroundingText
{
    private readonly Dictionary<int, TextRange> _places = [];

    /// <param name="before">How many UTF-16 units must stand before the passage's own text, if there are so many.</param>
    /// <param name="after">How many behind it.</param>
    /// <param name="end">The position behind the last word that must be in the text.</param>
    /// <param name="isSought">As <see cref="MarkedText.Of"/> takes it.</param>
    public SurroundingText(
        IPassageSnapshot snapshot,
        StoredPassage passage,
        int before,
        int after,
        int end,
        Func<string, bool> isSought
    )
    {
        var pieces = new LinkedList<StoredPassage>([passage]);
        for (
            var length = 0;
            length < before
                && Joined(Neighbours.Before(snapshot, pieces.First!.Value), pieces.First.Value) is { } previous;
            length += previous.Text.Length
        )
        {
            pieces.AddFirst(previous);
        }

        for (
            var length = 0;
            Neighbours.After(snapshot, pieces.Last!.Value) is { } next
                && (
                    pieces.Last.Value.FirstPosition + pieces.Last.Value.Words < end
                    || (length < after && Joined(pieces.Last.Value, next) is not null)
                );
            length += next.Text.Length
        )
        {
            pieces.AddLast(next);
        }

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
