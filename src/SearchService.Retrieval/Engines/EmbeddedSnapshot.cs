using System.Collections.Concurrent;
using SearchService.Engine;
using SearchService.Engine.Queries;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>A commit of the embedded index as the port shows it, with what was read of it kept for the next reader.</summary>
internal sealed class EmbeddedSnapshot : IPassageSnapshot
{
    /// <summary>How much of the collection may be kept in memory as recovered text: UTF-16 units of the sources.</summary>
    private const long KeptSources = 8_000_000;

    /// <summary>Passages whose places are counted by one processor before it asks whether the time is over.</summary>
    private const int CountedAtOnce = 4_000;

    private readonly Held _held;
    private int _disposed;

    /// <param name="earlier">Of a commit before, if there is one: what is known of its documents need not be read again.</param>
    public EmbeddedSnapshot(IndexSnapshot snapshot, EmbeddedSnapshot? earlier)
        : this(new Held(snapshot, earlier?._held.Known)) { }

    private EmbeddedSnapshot(Held held)
    {
        _held = held;
        held.Acquire();
    }

    internal bool IsDisposed => _disposed != 0;

    public string CorpusVersion =>
        _held.Index.UserData.TryGetValue(EmbeddedPassageIndex.CorpusVersionKey, out var version)
            ? version
            : IPassageSnapshot.EmptyCorpusVersion;

    public int PassageCount => _held.Index.DocumentCount;

    public IReadOnlyList<string> DocumentIds => EmbeddedFaults.Translated(() => _held.DocumentIds.Value);

    public DocumentCatalogue Catalogue => EmbeddedFaults.Translated(() => _held.Catalogue.Documents);

    /// <summary>Whether this shows the commit that a snapshot of the engine's does.</summary>
    public bool IsOf(IndexSnapshot snapshot) => _held.Index.IsOfSameCommitAs(snapshot);

    public IPassageSnapshot Share() => new EmbeddedSnapshot(_held);

    public DocumentSummary? Summary(string documentId) =>
        EmbeddedFaults.Translated(() =>
            _held.Index.TryGetGroup(documentId, out var group) ? Summary(documentId, group) : null
        );

    public StoredDocument? Document(string documentId) =>
        EmbeddedFaults.Translated(() =>
            _held.Index.TryGetGroup(documentId, out var group)
                ? _held.Documents.GetOrRead(
                    documentId,
                    () => StoredRecords.ReadDocument(group.Stored.Span, Summary(documentId, group))
                )
                : null
        );

    public StoredPassage? Passage(string documentId, int ordinal) =>
        EmbeddedFaults.Translated(() => Find(documentId, ordinal));

    public IReadOnlyList<StoredPassage> Passages(string documentId) =>
        EmbeddedFaults.Translated(() =>
            _held.Index.TryGetGroup(documentId, out var group)
                ? Read([.. Places(documentId, group).OrderBy(place => place.Key).Select(place => place.Value)])
                : []
        );

    public PassageMatches Search(PassageQuery query, CancellationToken cancellation) =>
        EmbeddedFaults.Translated(() => Find(query, cancellation));

    public PlaceCounts CountPlaces(PassageClause clause, PassageClause marks, CancellationToken cancellation) =>
        EmbeddedFaults.Translated(() => Count(clause, marks, cancellation));

    public IReadOnlyList<string> Values(PassageColumn column) =>
        EmbeddedFaults.Translated(() =>
            _held.Values.GetOrAdd(
                column,
                static (asked, index) =>
                {
                    var name = EmbeddedQueries.Name(asked);
                    var counted = index.Search(new MatchAll(), new SearchOptions { Limit = 0, Facets = [name] });
                    return [.. counted.Facets[name].Select(facet => facet.Value).Order(StringComparer.Ordinal)];
                },
                _held.Index
            )
        );

    public long PassagesWith(PassageField field, string term) =>
        EmbeddedFaults.Translated(() => _held.Index.DocumentFrequency(EmbeddedQueries.Name(field), term));

    public long Occurrences(PassageField field, string term) =>
        EmbeddedFaults.Translated(() => _held.Index.TermFrequency(EmbeddedQueries.Name(field), term));

    public IReadOnlyList<string> Expand(WildcardClause pattern, int most) =>
        EmbeddedFaults.Translated(() =>
            _held.Index.Expand(new WildcardQuery(EmbeddedQueries.Name(pattern.Field), pattern.Pattern, most))
        );

    public IReadOnlyList<string> Expand(FuzzyClause spelling, int most) =>
        EmbeddedFaults.Translated(() =>
            _held.Index.Expand(
                new FuzzyQuery(EmbeddedQueries.Name(spelling.Field), spelling.Term, spelling.MaxEdits, most)
            )
        );

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _held.Release();
        }
    }

    private DocumentSummary Summary(string documentId, GroupEntry group) =>
        _held.Summaries.GetOrAdd(documentId, static (_, entry) => StoredRecords.ReadSummary(entry.Stored.Span), group);

    private StoredPassage? Find(string documentId, int ordinal)
    {
        if (!_held.Index.TryGetGroup(documentId, out var group))
        {
            return null;
        }

        return Places(documentId, group).TryGetValue(ordinal, out var document) ? Read(document) : null;
    }

    private Dictionary<int, DocId> Places(string documentId, GroupEntry group) =>
        _held.Places.GetOrAdd(
            documentId,
            static (_, given) => PlacesByOrdinal(given.Index, given.group),
            (_held.Index, group)
        );

    private PassageMatches Find(PassageQuery query, CancellationToken cancellation)
    {
        var options = new SearchOptions
        {
            Skip = query.Skip,
            Limit = query.Limit,
            Sort = Order(query.Sort),
            Facets = [.. query.Facets.Select(EmbeddedQueries.Name)],
            FacetValues = query.FacetValues,
            CountExactly = query.CountExactly,
            Caps = query.PerDocument is { } cap ? [new HitCap(null, cap)] : [],
        };
        var found = _held.Index.Search(EmbeddedQueries.Translate(query.Clause), options, cancellation);
        var documents = found.Hits.Select(hit => hit.Document).ToList();
        var passages = Read(documents);
        var spans = query.Marks is { } marks ? _held.Index.Spans(EmbeddedQueries.Translate(marks), documents) : null;
        return new PassageMatches(
            found.Total,
            [.. found.Hits.Select((hit, i) => Match(passages[i], hit.Score, spans?[i] ?? []))],
            query.Facets.ToDictionary(
                facet => facet,
                facet =>
                    (IReadOnlyList<FacetCount>)
                        [
                            .. found
                                .Facets[EmbeddedQueries.Name(facet)]
                                .Select(count => new FacetCount(count.Value, count.Count)),
                        ]
            ),
            Cut(found)
        );
    }

    private PlaceCounts Count(PassageClause clause, PassageClause marks, CancellationToken cancellation)
    {
        var found = _held.Index.Search(
            EmbeddedQueries.Translate(clause),
            new SearchOptions { Limit = Math.Max(1, PassageCount), Sort = [Ordinal] },
            cancellation
        );
        var passages = found.Hits.Select(hit => hit.Document).ToArray();
        Array.Sort(passages, static (a, b) => a.Value.CompareTo(b.Value));
        var places = new int[passages.Length];
        var query = EmbeddedQueries.Translate(marks);
        Parallel.ForEach(
            passages.Index().Chunk(CountedAtOnce),
            new ParallelOptions { CancellationToken = cancellation },
            chunk =>
            {
                var spans = _held.Index.Spans(query, [.. chunk.Select(passage => passage.Item)]);
                for (var i = 0; i < chunk.Length; i++)
                {
                    places[chunk[i].Index] = Starts(chunk[i].Item, spans[i]);
                }
            }
        );

        var counts = new SortedDictionary<int, (int Passages, int Places)>();
        foreach (var (passage, there) in passages.Zip(places))
        {
            var document = _held.Catalogue.DocumentOf(passage);
            var before = counts.GetValueOrDefault(document);
            counts[document] = (before.Passages + 1, before.Places + there);
        }

        var entries = _held.Catalogue.Documents.Entries;
        return new PlaceCounts(
            [
                .. counts
                    .Where(count => count.Value.Places > 0)
                    .Select(count => new DocumentPlaces(
                        entries[count.Key].Id,
                        count.Value.Passages,
                        count.Value.Places
                    )),
            ],
            Cut(found)
        );
    }

    /// <summary>At how many places of the text anything begins. Which place of the text one in sentences or paragraphs is, only the text tells.</summary>
    private int Starts(DocId passage, IReadOnlyList<MatchSpan> spans)
    {
        if (spans.Count < 2)
        {
            return spans.Count;
        }

        var counted = spans.Select(ToSpan);
        if (spans.Any(span => EmbeddedQueries.Field(span.Field) is PassageField.Sentence or PassageField.Paragraph))
        {
            counted = TextUnits.InText(Read(passage), counted);
        }

        return counted.Select(span => span.Start).Distinct().Count();
    }

    private static IReadOnlyList<CutClause> Cut(SearchMatches found) =>
        [.. found.CutExpansions.Select(cut => new CutClause(EmbeddedQueries.Pattern(cut.Query), cut.Taken, cut.Found))];

    private static PassageMatch Match(StoredPassage passage, float score, IReadOnlyList<MatchSpan> spans) =>
        new(passage, score, TextUnits.InText(passage, spans.Select(ToSpan)));

    private StoredPassage Read(DocId document) => Read([document])[0];

    private IReadOnlyList<StoredPassage> Read(IReadOnlyList<DocId> documents) =>
        _held.Index.StoredDocuments(documents, StoredRecords.ReadPassage);

    private static PositionSpan ToSpan(MatchSpan span) =>
        new(EmbeddedQueries.Field(span.Field), span.Start, span.Length);

    private static IReadOnlyList<SortKey> Order(PassageSort sort) =>
        sort switch
        {
            PassageSort.Relevance =>
            [
                SortKey.Score,
                SortKey.Ascending(EmbeddedQueries.Name(PassageColumn.Document)),
                Ordinal,
            ],
            PassageSort.Year =>
            [
                SortKey.Ascending(EmbeddedPassageIndex.YearColumn),
                SortKey.Ascending(EmbeddedQueries.Name(PassageColumn.Document)),
                Ordinal,
            ],
            PassageSort.YearDescending =>
            [
                SortKey.Falling(EmbeddedPassageIndex.YearColumn),
                SortKey.Ascending(EmbeddedQueries.Name(PassageColumn.Document)),
                Ordinal,
            ],
            _ => [SortKey.Ascending(EmbeddedQueries.Name(PassageColumn.Document)), Ordinal],
        };

    private static SortKey Ordinal { get; } = SortKey.Ascending(EmbeddedPassageIndex.OrdinalColumn);

    private static Dictionary<int, DocId> PlacesByOrdinal(IndexSnapshot index, GroupEntry group)
    {
        var places = new Dictionary<int, DocId>(group.Count);
        for (var i = 0; i < group.Count; i++)
        {
            var document = new DocId(group.First.Value + i);
            if (index.Number(document, EmbeddedPassageIndex.OrdinalColumn) is { } ordinal)
            {
                places[int.CreateChecked(ordinal)] = document;
            }
        }

        return places;
    }

    /// <summary>What all handles on one commit share; the commit is let go with the last of them.</summary>
    /// <param name="earlier">The catalogue of a commit before, if one was made.</param>
    private sealed class Held(IndexSnapshot index, EmbeddedCatalogue? earlier)
    {
        private readonly Lock _gate = new();
        private int _handles;
        private EmbeddedCatalogue? _known = earlier;
        private bool _isMade;

        /// <summary>Of this commit or, while nobody has asked for it, of the last one before that anybody had asked for.</summary>
        public EmbeddedCatalogue? Known => _known;

        public EmbeddedCatalogue Catalogue
        {
            get
            {
                lock (_gate)
                {
                    if (!_isMade)
                    {
                        _known = new EmbeddedCatalogue(index, _known);
                        _isMade = true;
                    }

                    return _known!;
                }
            }
        }

        public IndexSnapshot Index => index;
        public Lazy<IReadOnlyList<string>> DocumentIds { get; } =
            new(() => [.. index.GroupKeys.Order(StringComparer.Ordinal)]);
        public ConcurrentDictionary<string, DocumentSummary> Summaries { get; } = new(StringComparer.Ordinal);
        public RecentDocuments Documents { get; } = new(KeptSources);
        public ConcurrentDictionary<string, Dictionary<int, DocId>> Places { get; } = new(StringComparer.Ordinal);
        public ConcurrentDictionary<PassageColumn, IReadOnlyList<string>> Values { get; } = new();

        public void Acquire() => Interlocked.Increment(ref _handles);

        public void Release()
        {
            if (Interlocked.Decrement(ref _handles) == 0)
            {
                index.Dispose();
            }
        }
    }
}
