using System.Globalization;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>A state of the brute-force index: its documents, and their passages with the token lists unpacked.</summary>
internal sealed class BruteForceSnapshot : IPassageSnapshot
{
    private readonly SortedDictionary<string, IndexedDocument> _documents = new(StringComparer.Ordinal);
    private readonly List<BruteForcePassage> _passages = [];
    private readonly Dictionary<PassageField, BruteForceField> _fields = [];

    public BruteForceSnapshot(string corpusVersion, IEnumerable<IndexedDocument> documents)
    {
        CorpusVersion = corpusVersion;
        foreach (var document in documents)
        {
            _documents.Add(document.Stored.Summary.Id, document);
        }

        foreach (var document in _documents.Values)
        {
            var words = Enum.GetValues<PassageField>().ToDictionary(field => field, field => WordsAt(document, field));
            _passages.AddRange(document.Passages.Select(passage => new BruteForcePassage(passage, words)));
        }

        foreach (var field in Enum.GetValues<PassageField>())
        {
            _fields[field] = new BruteForceField(_passages.Select(passage => passage.Terms[field]));
        }
    }

    public string CorpusVersion { get; }

    public int PassageCount => _passages.Count;

    public IReadOnlyList<string> DocumentIds => [.. _documents.Keys];

    public DocumentSummary? Summary(string documentId) => Document(documentId)?.Summary;

    public StoredDocument? Document(string documentId) => _documents.GetValueOrDefault(documentId)?.Stored;

    public StoredPassage? Passage(string documentId, int ordinal) =>
        _documents
            .GetValueOrDefault(documentId)
            ?.Passages.Select(passage => passage.Stored)
            .FirstOrDefault(stored => stored.Ordinal == ordinal);

    public IReadOnlyList<StoredPassage> Passages(string documentId) =>
        [
            .. (_documents.GetValueOrDefault(documentId)?.Passages ?? [])
                .Select(passage => passage.Stored)
                .OrderBy(stored => stored.Ordinal),
        ];

    public PassageMatches Search(PassageQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scoring = new BruteForceScoring(_fields);
        var matches = new List<(BruteForcePassage Passage, float Score)>();
        foreach (var passage in _passages)
        {
            if (scoring.Score(query.Clause, passage) is { } score)
            {
                matches.Add((passage, (float)score));
            }
        }

        var facets = query.Facets.ToDictionary(
            column => column,
            column =>
                (IReadOnlyList<FacetCount>)
                    [.. Count(matches.SelectMany(match => match.Passage.Values(column))).Take(query.FacetValues)]
        );
        return new PassageMatches(
            matches.Count,
            [
                .. Capped(Sorted(matches, query.Sort), query.PerDocument)
                    .Skip(query.Skip)
                    .Take(query.Limit)
                    .Select(match => new PassageMatch(
                        match.Passage.Stored,
                        match.Score,
                        query.Marks is null
                            ? []
                            : TextUnits.InText(match.Passage.Stored, scoring.Spans(query.Marks, match.Passage))
                    )),
            ],
            facets,
            []
        );
    }

    public long PassagesWith(PassageField field, string term) =>
        _passages.Count(passage => passage.Terms[field].ContainsKey(term));

    public long Occurrences(PassageField field, string term) =>
        _passages.Sum(passage => (long)passage.Terms[field].GetValueOrDefault(term));

    public IReadOnlyList<string> Expand(WildcardClause pattern, int most) => Expand(pattern, pattern.Field, most);

    public IReadOnlyList<string> Expand(FuzzyClause spelling, int most) => Expand(spelling, spelling.Field, most);

    private IReadOnlyList<string> Expand(PassageClause clause, PassageField field, int most)
    {
        var scoring = new BruteForceScoring(_fields);
        return
        [
            .. _passages
                .SelectMany(passage => passage.Terms[field].Keys)
                .CountBy(term => term, StringComparer.Ordinal)
                .Select(term => (Term: term.Key, Passages: term.Value, Edits: scoring.Edits(clause, term.Key)))
                .Where(term => term.Edits is not null)
                .OrderBy(term => term.Edits)
                .ThenByDescending(term => term.Passages)
                .ThenBy(term => term.Term, StringComparer.Ordinal)
                .Take(most)
                .Select(term => term.Term),
        ];
    }

    public DocumentCatalogue Catalogue =>
        new([.. _documents.Values.Select(document => CatalogueEntry.Of(document.Stored.Summary, AuthorKeys.Of))]);

    public PlaceCounts CountPlaces(PassageClause clause, PassageClause marks, CancellationToken cancellation) =>
        new(
            [
                .. Search(
                    new PassageQuery(clause, marks, PassageSort.Document, 0, int.MaxValue, null, []),
                    cancellation
                )
                    .Matches.GroupBy(match => match.Passage.DocumentId, StringComparer.Ordinal)
                    .Select(document => new DocumentPlaces(
                        document.Key,
                        document.Count(),
                        document.Sum(match => match.Spans.Select(span => span.Start).Distinct().Count())
                    ))
                    .Where(document => document.Places > 0),
            ],
            []
        );

    public IPassageSnapshot Share() => this;

    public IReadOnlyList<string> Values(PassageColumn column) =>
        [
            .. _passages
                .SelectMany(passage => passage.Values(column))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    public void Dispose() { }

    private static Dictionary<int, List<string>> WordsAt(IndexedDocument document, PassageField field)
    {
        var words = new Dictionary<int, List<string>>();
        foreach (
            var (term, position) in document.Passages.SelectMany(passage =>
                passage.Fields.GetValueOrDefault(field) ?? []
            )
        )
        {
            if (!words.TryGetValue(position, out var there))
            {
                words[position] = there = [];
            }

            there.Add(term);
        }

        return words;
    }

    private static IReadOnlyList<FacetCount> Count(IEnumerable<string> values) =>
        [
            .. values
                .CountBy(value => value, StringComparer.Ordinal)
                .Select(count => new FacetCount(count.Key, count.Value))
                .OrderByDescending(count => count.Count)
                .ThenBy(count => count.Value, StringComparer.Ordinal),
        ];

    /// <summary>By what is asked for, then by document, then by place in it. What has no year comes last.</summary>
    private static IEnumerable<(BruteForcePassage Passage, float Score)> Sorted(
        List<(BruteForcePassage Passage, float Score)> matches,
        PassageSort sort
    )
    {
        var sorted = sort switch
        {
            PassageSort.Relevance => matches.OrderByDescending(match => match.Score),
            PassageSort.Year => matches.OrderBy(match => match.Passage.Year ?? int.MaxValue),
            PassageSort.YearDescending => matches.OrderByDescending(match => match.Passage.Year ?? int.MinValue),
            _ => matches.OrderBy(_ => 0),
        };
        return sorted
            .ThenBy(match => match.Passage.Stored.DocumentId, StringComparer.Ordinal)
            .ThenBy(match => match.Passage.Stored.Ordinal);
    }

    private static IEnumerable<(BruteForcePassage Passage, float Score)> Capped(
        IEnumerable<(BruteForcePassage Passage, float Score)> sorted,
        int? perDocument
    )
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var match in sorted)
        {
            var id = match.Passage.Stored.DocumentId;
            var before = taken.GetValueOrDefault(id);
            if (before < (perDocument ?? int.MaxValue))
            {
                taken[id] = before + 1;
                yield return match;
            }
        }
    }
}

/// <summary>A passage with its token lists; the same term twice at one position is one token.</summary>
internal sealed class BruteForcePassage(
    IndexedPassage indexed,
    IReadOnlyDictionary<PassageField, Dictionary<int, List<string>>> wordsOfDocument
)
{
    private Dictionary<PassageField, Dictionary<string, int>>? _terms;
    private Dictionary<PassageField, SortedSet<int>>? _positions;

    public StoredPassage Stored => indexed.Stored;

    public int? Year => indexed.Year;

    public IReadOnlyDictionary<PassageField, PositionedTerm[]> Tokens { get; } =
        Enum.GetValues<PassageField>()
            .ToDictionary(
                field => field,
                field => indexed.Fields.TryGetValue(field, out var terms) ? terms.Distinct().ToArray() : []
            );

    /// <summary>How often each term stands in the passage.</summary>
    public IReadOnlyDictionary<PassageField, Dictionary<string, int>> Terms =>
        _terms ??= Tokens.ToDictionary(
            tokens => tokens.Key,
            tokens =>
                tokens.Value.CountBy(token => token.Term, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal)
        );

    /// <summary>Where words of the passage stand.</summary>
    public IReadOnlyDictionary<PassageField, SortedSet<int>> Positions =>
        _positions ??= Tokens.ToDictionary(
            tokens => tokens.Key,
            tokens => new SortedSet<int>(tokens.Value.Select(token => token.Position))
        );

    public string Kind { get; } = indexed.Values[PassageColumn.Kind][0];

    /// <summary>The terms at a position of the document, in this passage or another.</summary>
    public IReadOnlyList<string> WordsAt(PassageField field, int position) =>
        wordsOfDocument[field].TryGetValue(position, out var terms) ? terms : [];

    /// <summary>All positions of the document where words stand.</summary>
    public IEnumerable<int> PositionsOfDocument(PassageField field) => wordsOfDocument[field].Keys;

    /// <summary>Tells passages of one document from those of others.</summary>
    public object Document => wordsOfDocument;

    public IEnumerable<string> Values(PassageColumn column) =>
        column switch
        {
            PassageColumn.Year => Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : [],
            PassageColumn.Ordinal => [Stored.Ordinal.ToString(CultureInfo.InvariantCulture)],
            _ => indexed.Values.TryGetValue(column, out var values) ? values.Distinct(StringComparer.Ordinal) : [],
        };
}

/// <summary>What BM25 takes from all passages: those that have tokens in a field, and how many tokens.</summary>
internal sealed class BruteForceField
{
    private readonly Dictionary<string, int> _frequencies = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, int>> _passages;

    public BruteForceField(IEnumerable<Dictionary<string, int>> passages)
    {
        _passages = [.. passages.Where(terms => terms.Count > 0)];
        MeanLength = _passages.Count == 0 ? 1 : _passages.Average(terms => (double)terms.Values.Sum());
    }

    public double MeanLength { get; }

    /// <summary>ln(1 + (N - df + 0.5) / (df + 0.5)), df being the passages that have any of the terms.</summary>
    public double Idf(IReadOnlyList<string> terms)
    {
        var key = string.Join('\n', terms);
        if (!_frequencies.TryGetValue(key, out var frequency))
        {
            frequency = _passages.Count(passage => terms.Any(passage.ContainsKey));
            _frequencies[key] = frequency;
        }

        return Math.Log(1 + ((_passages.Count - frequency + 0.5) / (frequency + 0.5)));
    }
}
