using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Tests.Differential;

/// <summary>A document with its place.</summary>
internal sealed class PlacedDocument(DocumentGroup group, int place, IndexDocument document)
{
    public DocumentGroup Group { get; } = group;

    public int Place { get; } = place;

    public IndexDocument Document { get; } = document;

    public string Name { get; } = $"{group.Key}[{place}]";

    /// <summary>By field, as the sets that they are.</summary>
    public IReadOnlyDictionary<string, HashSet<IndexToken>> Tokens { get; } =
        document.Fields.ToDictionary(field => field.Key, field => field.Value.ToHashSet(), StringComparer.Ordinal);
}

/// <summary>
/// What a search must give, found by looking at every document: the definitions of the queries written down as directly as they
/// can be, with no structure of any index.
/// </summary>
internal sealed class BruteForce
{
    private static readonly Bm25Parameters Parameters = new();
    private static readonly HashSet<IndexToken> None = [];

    private readonly Dictionary<string, PlacedDocument[]> _byGroup;

    // What was worked out before; only so that the tests end in time.
    private readonly Dictionary<object, object> _known = [];

    public BruteForce(IEnumerable<DocumentGroup> groups)
    {
        Documents =
        [
            .. groups
                .OrderBy(group => Convert.ToHexString(Encoding.UTF8.GetBytes(group.Key)), StringComparer.Ordinal)
                .SelectMany(group => group.Documents.Select((document, i) => new PlacedDocument(group, i, document))),
        ];
        _byGroup = Documents
            .GroupBy(d => d.Group.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>In the order of group keys and places.</summary>
    public IReadOnlyList<PlacedDocument> Documents { get; }

    /// <summary>The score where the document matches.</summary>
    public double? Match(Query query, PlacedDocument document) =>
        query switch
        {
            TermQuery q => Scored(
                q.Field,
                document,
                Tokens(document, q.Field).Count(t => t.Term == q.Term),
                [
                    [q.Term],
                ]
            ),
            AnyTermQuery q => Scored(
                q.Field,
                document,
                Tokens(document, q.Field).Count(t => q.Terms.Contains(t.Term)),
                [q.Terms]
            ),
            PhraseQuery q => Scored(q.Field, document, Phrases(q, document).Count, [.. q.Slots.Select(s => s.Terms)]),
            ProximityQuery q => Scored(q.Field, document, Windows(q, document).Count, q.Words),
            WildcardQuery q => Tokens(document, q.Field).Any(t => Expand(q).Contains(t.Term)) ? 1 : null,
            FuzzyQuery q => Nearest(q, document),
            BooleanQuery q => MatchBoolean(q, document),
            DisMaxQuery q => MatchDisMax(q, document),
            BoostQuery q => Match(q.Query, document) * q.Boost,
            ScaledQuery q => Match(q.Query, document)
                * Keywords(document, q.Column)
                    .Distinct(StringComparer.Ordinal)
                    .Aggregate(1.0, (product, value) => product * q.Factors.GetValueOrDefault(value, 1)),
            ConstantScoreQuery q => Match(q.Query, document) is null ? null : q.Score,
            KeywordFilter q => Keywords(document, q.Column).Intersect(q.Values, StringComparer.Ordinal).Any()
                ? 0
                : null,
            NumberRange q => document.Document.Numbers.TryGetValue(q.Column, out long value)
            && value >= (q.Min ?? long.MinValue)
            && value <= (q.Max ?? long.MaxValue)
                ? 0
                : null,
            MatchAll => 0,
            _ => throw new ArgumentException("Unknown query.", nameof(query)),
        };

    public IReadOnlyList<MatchSpan> Spans(Query query, PlacedDocument document)
    {
        List<Query> leaves = [];
        AddLeaves(query, leaves);
        HashSet<MatchSpan> spans = [];
        for (int leaf = 0; leaf < leaves.Count; leaf++)
        {
            (string field, IEnumerable<(int Start, int Length)> found) = leaves[leaf] switch
            {
                TermQuery q => (q.Field, Places(document, q.Field, [q.Term])),
                AnyTermQuery q => (q.Field, Places(document, q.Field, q.Terms)),
                WildcardQuery q => (q.Field, Places(document, q.Field, [.. Expand(q)])),
                FuzzyQuery q => (q.Field, Places(document, q.Field, [.. Expand(q).Select(e => e.Term)])),
                PhraseQuery q => (
                    q.Field,
                    Phrases(q, document).Select(s => (s, q.Slots.Max(x => x.Offset) - q.Slots.Min(x => x.Offset) + 1))
                ),
                ProximityQuery q => (q.Field, Windows(q, document)),
                _ => throw new ArgumentException("No leaf.", nameof(query)),
            };
            foreach ((int start, int length) in found)
            {
                spans.Add(new MatchSpan(field, start, length, leaf));
            }
        }

        return [.. spans.OrderBy(s => s.Start).ThenBy(s => s.Length).ThenBy(s => s.Leaf)];
    }

    public long DocumentFrequency(string field, IReadOnlyList<string> terms) =>
        Known(
            ("frequency", field, string.Join('\n', terms)),
            () => (long)Documents.Count(d => Tokens(d, field).Any(t => terms.Contains(t.Term)))
        );

    public IEnumerable<(string Term, long Documents)> Terms(string field, string prefix) =>
        Known(
                ("terms", field),
                () =>
                    Documents
                        .SelectMany(d => Tokens(d, field).Select(t => t.Term).Distinct(StringComparer.Ordinal))
                        .GroupBy(term => term, StringComparer.Ordinal)
                        .OrderBy(g => Convert.ToHexString(Encoding.UTF8.GetBytes(g.Key)), StringComparer.Ordinal)
                        .Select(g => (Term: g.Key, (long)g.Count()))
                        .ToArray()
            )
            .Where(t => t.Term.StartsWith(prefix, StringComparison.Ordinal));

    public int FoundByPattern(Query query) =>
        query switch
        {
            WildcardQuery q => Candidates(q).Count(),
            FuzzyQuery q => Candidates(q).Count(),
            _ => 0,
        };

    public static IEnumerable<string> Keywords(PlacedDocument document, string column) =>
        document.Document.Keywords.TryGetValue(column, out IReadOnlyList<string>? values)
            ? values.Distinct(StringComparer.Ordinal)
            : [];

    public static IEnumerable<string> FacetValues(PlacedDocument document, string column) =>
        column == "year"
            ? document.Document.Numbers.TryGetValue(column, out long year)
                ? [year.ToString(CultureInfo.InvariantCulture)]
                : []
            : Keywords(document, column);

    private double? Scored(
        string field,
        PlacedDocument document,
        int frequency,
        IReadOnlyList<IReadOnlyList<string>> words
    )
    {
        if (frequency == 0)
        {
            return null;
        }

        PlacedDocument[] withField = Known(
            ("with", field),
            () => Documents.Where(d => Tokens(d, field).Count > 0).ToArray()
        );
        double mean = Known(
            ("mean", field),
            () => withField.Sum(d => (long)Tokens(d, field).Count) / (double)withField.Length
        );
        double idf = 0;
        foreach (IReadOnlyList<string> word in words)
        {
            long df = DocumentFrequency(field, word);
            idf += Math.Log(1 + ((withField.Length - df + 0.5) / (df + 0.5)));
        }

        double norm = 1 - Parameters.B + (Parameters.B * Tokens(document, field).Count / mean);
        return idf * (frequency * (Parameters.K1 + 1) / (frequency + (Parameters.K1 * norm)));
    }

    private double? MatchBoolean(BooleanQuery query, PlacedDocument document)
    {
        double?[] must = [.. query.Must.Select(q => Match(q, document))];
        double?[] should = [.. query.Should.Select(q => Match(q, document))];
        int least = Math.Max(query.MinimumShouldMatch, query.Must.Count == 0 && query.Should.Count > 0 ? 1 : 0);
        return
            must.Any(m => m is null)
            || should.Count(s => s is not null) < least
            || query.MustNot.Any(q => Match(q, document) is not null)
            ? null
            : must.Concat(should).Sum(score => score ?? 0);
    }

    private double? MatchDisMax(DisMaxQuery query, PlacedDocument document)
    {
        double[] scores = [.. query.Queries.Select(q => Match(q, document)).OfType<double>()];
        return scores.Length == 0 ? null : scores.Max() + (query.TieBreak * (scores.Sum() - scores.Max()));
    }

    private double? Nearest(FuzzyQuery query, PlacedDocument document)
    {
        int[] edits =
        [
            .. Expand(query).Where(e => Tokens(document, query.Field).Any(t => t.Term == e.Term)).Select(e => e.Edits),
        ];
        return edits.Length == 0 ? null : 1.0 / (1 + edits.Min());
    }

    /// <summary>The places where a phrase that starts in the document matches.</summary>
    private List<int> Phrases(PhraseQuery query, PlacedDocument document)
    {
        if (query.Slots.Count == 0)
        {
            return [];
        }

        int origin = query.Slots.Min(slot => slot.Offset);
        HashSet<IndexToken> group = GroupTokens(document, query.Field);
        return
        [
            .. Tokens(document, query.Field)
                .Select(token => token.Position)
                .Distinct()
                .Where(start =>
                    query.Slots.All(slot =>
                        slot.Terms.Any(term => group.Contains(new IndexToken(term, start + slot.Offset - origin)))
                    )
                ),
        ];
    }

    /// <summary>The shortest windows that start in the document.</summary>
    private List<(int Start, int Length)> Windows(ProximityQuery query, PlacedDocument document)
    {
        HashSet<IndexToken> group = GroupTokens(document, query.Field);
        HashSet<int>[] places =
        [
            .. query.Words.Select(word => group.Where(t => word.Contains(t.Term)).Select(t => t.Position).ToHashSet()),
        ];
        List<(int, int)> windows = [];
        foreach (int start in Tokens(document, query.Field).Select(t => t.Position).Distinct())
        {
            long longest = query.Words.Count + (long)query.MaxGap;
            for (int end = start; end - start < longest && end < int.MaxValue; end++)
            {
                if (
                    Holds(places, query.Ordered, start, end, 0, [])
                    && !Holds(places, query.Ordered, start + 1, end, 0, [])
                    && !Holds(places, query.Ordered, start, end - 1, 0, [])
                )
                {
                    windows.Add((start, end - start + 1));
                }
            }
        }

        return windows;
    }

    private static bool Holds(HashSet<int>[] places, bool ordered, int start, int end, int word, List<int> taken)
    {
        if (word == places.Length)
        {
            return places.Length > 0;
        }

        for (int place = start; place <= end; place++)
        {
            if (
                places[word].Contains(place)
                && !taken.Contains(place)
                && (!ordered || taken.TrueForAll(t => t < place))
            )
            {
                taken.Add(place);
                bool holds = Holds(places, ordered, start, end, word + 1, taken);
                taken.RemoveAt(taken.Count - 1);
                if (holds)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IEnumerable<(int Start, int Length)> Places(
        PlacedDocument document,
        string field,
        IReadOnlyList<string> terms
    ) => Tokens(document, field).Where(t => terms.Contains(t.Term)).Select(t => (t.Position, 1));

    private IEnumerable<(string Term, long Documents)> Candidates(WildcardQuery query)
    {
        string regex = string.Concat(
            query.Pattern.Select(c =>
                c switch
                {
                    '*' => "[\\s\\S]*",
                    '?' => "(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])",
                    _ => Regex.Escape(c.ToString()),
                }
            )
        );
        Regex whole = new($@"\A(?:{regex})\z", RegexOptions.CultureInvariant);
        return Terms(query.Field, "").Where(t => whole.IsMatch(t.Term));
    }

    private IEnumerable<(string Term, int Edits, long Documents)> Candidates(FuzzyQuery query)
    {
        int[] meant = Points(query.Term);
        return Terms(query.Field, "")
            .Select(t => (t.Term, Distance(meant, Points(t.Term)), t.Documents))
            .Where(t => t.Item2 <= query.MaxEdits);
    }

    public HashSet<string> Expand(WildcardQuery query) =>
        Known(
            query,
            () =>
                Candidates(query)
                    .OrderByDescending(t => t.Documents)
                    .Take(query.MaxExpansions)
                    .Select(t => t.Term)
                    .ToHashSet(StringComparer.Ordinal)
        );

    public List<(string Term, int Edits)> Expand(FuzzyQuery query) =>
        Known(
            query,
            () =>
                Candidates(query)
                    .OrderBy(t => t.Edits)
                    .ThenByDescending(t => t.Documents)
                    .Take(query.MaxExpansions)
                    .Select(t => (t.Term, t.Edits))
                    .ToList()
        );

    private static int Distance(int[] a, int[] b)
    {
        int[,] cells = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cells[i, j] = i + j;
                    continue;
                }

                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                int replaced = cells[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cells[i, j] = Math.Min(
                    Math.Min(cells[i - 1, j] + 1, cells[i, j - 1] + 1),
                    Math.Min(replaced, swapped ? cells[i - 2, j - 2] + 1 : int.MaxValue)
                );
            }
        }

        return cells[a.Length, b.Length];
    }

    private static int[] Points(string text) => [.. text.EnumerateRunes().Select(r => r.Value)];

    private static void AddLeaves(Query query, List<Query> leaves)
    {
        IEnumerable<Query> children = query switch
        {
            BooleanQuery q => q.Must.Concat(q.Should),
            DisMaxQuery q => q.Queries,
            BoostQuery q => [q.Query],
            ScaledQuery q => [q.Query],
            ConstantScoreQuery q => [q.Query],
            _ => [],
        };
        if (query is TermQuery or AnyTermQuery or PhraseQuery or ProximityQuery or WildcardQuery or FuzzyQuery)
        {
            leaves.Add(query);
        }

        foreach (Query child in children)
        {
            AddLeaves(child, leaves);
        }
    }

    private HashSet<IndexToken> GroupTokens(PlacedDocument document, string field) =>
        Known(
            ("group", document.Group.Key, field),
            () => _byGroup[document.Group.Key].SelectMany(d => Tokens(d, field)).ToHashSet()
        );

    private static HashSet<IndexToken> Tokens(PlacedDocument document, string field) =>
        document.Tokens.TryGetValue(field, out HashSet<IndexToken>? tokens) ? tokens : None;

    private T Known<T>(object key, Func<T> find)
        where T : notnull
    {
        if (!_known.TryGetValue(key, out object? known))
        {
            known = find();
            _known.Add(key, known);
        }

        return (T)known;
    }
}
