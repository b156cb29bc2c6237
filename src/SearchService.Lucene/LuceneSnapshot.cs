using Lucene.Net.Index;
using Lucene.Net.Search;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>A commit of Lucene's index as the port shows it.</summary>
internal sealed class LuceneSnapshot : IPassageSnapshot
{
    private readonly LuceneCommit _commit;
    private readonly LanguageAnalyzers _analyzers;
    private int _disposed;

    public LuceneSnapshot(LuceneCommit commit, LanguageAnalyzers analyzers)
    {
        _analyzers = analyzers;
        _commit = commit;
        commit.Acquire();
    }

    public string CorpusVersion =>
        _commit.UserData.GetValueOrDefault(LucenePassageIndex.CorpusVersionKey, IPassageSnapshot.EmptyCorpusVersion);

    public int PassageCount => _commit.PassageCount;

    public IReadOnlyList<string> DocumentIds => _commit.DocumentIds;

    public DocumentCatalogue Catalogue => LuceneFaults.Translated(() => _commit.Catalogue);

    public IPassageSnapshot Share() => new LuceneSnapshot(_commit, _analyzers);

    public IReadOnlyList<string> Stems(string word) => _analyzers.Stems(word);

    public DocumentSummary? Summary(string documentId) =>
        LuceneFaults.Translated(() => _commit.Find(documentId) is { } place ? Summary(documentId, place) : null);

    public StoredDocument? Document(string documentId) =>
        LuceneFaults.Translated(() =>
            _commit.Find(documentId) is { } place
                ? _commit.Documents.GetOrRead(
                    documentId,
                    () => StoredRecords.ReadDocument(Record(place.Root), Summary(documentId, place))
                )
                : null
        );

    public StoredPassage? Passage(string documentId, int ordinal) =>
        LuceneFaults.Translated(() =>
        {
            if (_commit.Find(documentId) is not { } place)
            {
                return null;
            }

            var ordinals = place.Leaf.AtomicReader.GetNumericDocValues(PassageFields.OrdinalNumber);
            var found = place.Passages.Where(passage => ordinals.Get(passage - place.Leaf.DocBase) == ordinal).ToList();
            return found.Count == 0 ? null : ReadPassage(found[0]);
        });

    public IReadOnlyList<StoredPassage> Passages(string documentId) =>
        LuceneFaults.Translated(() =>
            (IReadOnlyList<StoredPassage>)
                [.. (_commit.Find(documentId)?.Passages ?? []).Select(ReadPassage).OrderBy(passage => passage.Ordinal)]
        );

    public PassageMatches Search(PassageQuery query, CancellationToken cancellation) =>
        LuceneFaults.Translated(() => Find(query, cancellation));

    public PlaceCounts CountPlaces(PassageClause clause, PassageClause marks, CancellationToken cancellation) =>
        LuceneFaults.Translated(() => Count(clause, marks, cancellation));

    public IReadOnlyList<string> Values(PassageColumn column) =>
        LuceneFaults.Translated(() =>
            _commit.Values.GetOrAdd(
                column,
                asked =>
                {
                    var everything = new PassageQuery(
                        new EverythingClause(),
                        null,
                        PassageSort.Document,
                        0,
                        0,
                        null,
                        [asked]
                    );
                    return
                    [
                        .. Find(everything, default)
                            .Facets[asked]
                            .Select(facet => facet.Value)
                            .Order(StringComparer.Ordinal),
                    ];
                }
            )
        );

    public long PassagesWith(PassageField field, string term) =>
        LuceneFaults.Translated(() => _commit.Searcher?.Statistics.Frequency(PassageFields.Name(field), [term]) ?? 0);

    public long Occurrences(PassageField field, string term) =>
        LuceneFaults.Translated(() => _commit.Searcher?.Statistics.Occurrences(PassageFields.Name(field), term) ?? 0);

    public IReadOnlyList<string> Expand(WildcardClause pattern, int most) => ExpandTo(pattern, most);

    public IReadOnlyList<string> Expand(FuzzyClause spelling, int most) => ExpandTo(spelling, most);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _commit.Release();
        }
    }

    private IReadOnlyList<string> ExpandTo(PassageClause clause, int most) =>
        LuceneFaults.Translated(() =>
            (IReadOnlyList<string>)
                [
                    .. _commit.Searcher is { } searcher
                        ? TermExpansion.Expand(searcher.IndexReader, clause).Take(most).Select(term => term.Term)
                        : [],
                ]
        );

    private DocumentSummary Summary(string documentId, BlockPlace place) =>
        _commit.Summaries.GetOrAdd(documentId, _ => StoredRecords.ReadSummary(Record(place.Root)));

    private ReadOnlySpan<byte> Record(int document) => StoredBytes.Read(_commit.Searcher!.IndexReader, document);

    private StoredPassage ReadPassage(int document) => StoredRecords.ReadPassage(Record(document));

    private PassageMatches Find(PassageQuery query, CancellationToken cancellation)
    {
        var collector = new MatchCollector(query.Facets, cancellation);
        IReadOnlyList<CutClause> cut = [];
        var matches = new List<PassageMatch>();
        if (_commit.Searcher is { } searcher)
        {
            var translation = new QueryTranslation(searcher);
            searcher.Search(translation.Translate(query.Clause), collector);
            var taken = Capped(Sorted(collector.Matches, query.Sort), query.PerDocument)
                .Skip(query.Skip)
                .Take(query.Limit)
                .ToList();
            var places = query.Marks is { } marks
                ? Places(marks, translation, taken.Select(match => match.Document))
                : [];
            foreach (var (document, score) in taken)
            {
                var passage = ReadPassage(document);
                var spans = places.TryGetValue(document, out var there) ? TextUnits.InText(passage, there) : [];
                matches.Add(new PassageMatch(passage, score, spans));
            }

            cut = translation.Cut;
        }

        return new PassageMatches(collector.Matches.Count, matches, collector.Facets(query.FacetValues), cut);
    }

    private PlaceCounts Count(PassageClause clause, PassageClause marks, CancellationToken cancellation)
    {
        if (_commit.Searcher is not { } searcher)
        {
            return new PlaceCounts([], []);
        }

        var collector = new MatchCollector([], cancellation);
        var translation = new QueryTranslation(searcher);
        searcher.Search(translation.Translate(clause), collector);
        var places = Places(marks, translation, collector.Matches.Select(match => match.Document));
        var counts = new SortedDictionary<string, (int Passages, int Places)>(StringComparer.Ordinal);
        foreach (var (document, _) in collector.Matches)
        {
            cancellation.ThrowIfCancellationRequested();
            var id = Text(document).Id;
            var before = counts.GetValueOrDefault(id);
            counts[id] = (before.Passages + 1, before.Places + Starts(document, places.GetValueOrDefault(document)));
        }

        return new PlaceCounts(
            [
                .. counts
                    .Where(count => count.Value.Places > 0)
                    .Select(count => new DocumentPlaces(count.Key, count.Value.Passages, count.Value.Places)),
            ],
            translation.Cut
        );
    }

    /// <summary>At how many places of the text anything begins. Which place of the text one in sentences or paragraphs is, only the text tells.</summary>
    private int Starts(int document, List<PositionSpan>? spans) =>
        spans is null or [] ? 0
        : spans.Exists(span => span.Field is PassageField.Sentence or PassageField.Paragraph)
            ? TextUnits.InText(ReadPassage(document), spans).DistinctBy(span => span.Start).Count()
        : spans.DistinctBy(span => span.Start).Count();

    /// <summary>By passage of the commit.</summary>
    private Dictionary<int, List<PositionSpan>> Places(
        PassageClause marks,
        QueryTranslation translation,
        IEnumerable<int> documents
    )
    {
        var marked = new MarkedPlaces(marks, translation);
        var places = new Dictionary<int, List<PositionSpan>>();
        foreach (var ofLeaf in documents.GroupBy(Leaf))
        {
            var (leaf, first) = (ofLeaf.Key.AtomicReader, ofLeaf.Key.DocBase);
            foreach (var (document, spans) in marked.Find(leaf, ofLeaf.Select(document => document - first)))
            {
                places[first + document] = spans;
            }
        }

        return places;
    }

    /// <summary>By what is asked for, then by document, then by place in it. What has no year comes last.</summary>
    private IEnumerable<CollectedMatch> Sorted(IEnumerable<CollectedMatch> matches, PassageSort sort)
    {
        var sorted = sort switch
        {
            PassageSort.Relevance => matches.OrderByDescending(match => match.Score),
            PassageSort.Year => matches.OrderBy(match => Year(match.Document) ?? int.MaxValue),
            PassageSort.YearDescending => matches.OrderByDescending(match => Year(match.Document) ?? int.MinValue),
            _ => matches.OrderBy(_ => 0),
        };
        return sorted
            .ThenBy(match => _commit.Rank(Text(match.Document).Id))
            .ThenBy(match => Number(match.Document, PassageFields.OrdinalNumber));
    }

    private IEnumerable<CollectedMatch> Capped(IEnumerable<CollectedMatch> sorted, int? perDocument)
    {
        if (perDocument is not { } most)
        {
            return sorted;
        }

        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return sorted.Where(match =>
        {
            var id = Text(match.Document).Id;
            return (taken[id] = taken.GetValueOrDefault(id) + 1) <= most;
        });
    }

    private AtomicReaderContext Leaf(int document)
    {
        var leaves = _commit.Searcher!.IndexReader.Leaves;
        return leaves[ReaderUtil.SubIndex(document, leaves)];
    }

    /// <summary>The text that a passage is of.</summary>
    private (string Id, AtomicReaderContext Leaf) Text(int document)
    {
        var leaf = Leaf(document);
        var blocks = SegmentBlocks.Of(leaf.AtomicReader);
        return (blocks.Id(blocks.BlockOf(document - leaf.DocBase)), leaf);
    }

    private int? Year(int document)
    {
        var leaf = Leaf(document);
        return leaf.AtomicReader.GetDocsWithField(PassageFields.YearNumber)?.Get(document - leaf.DocBase) == true
            ? Number(document, PassageFields.YearNumber)
            : null;
    }

    private int Number(int document, string field)
    {
        var leaf = Leaf(document);
        return (int)leaf.AtomicReader.GetNumericDocValues(field).Get(document - leaf.DocBase);
    }
}
