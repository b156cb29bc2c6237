using SearchService.Engine.Commits;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Binds one query to a commit. Collects what is to be told of it: its leaves, and expansions that were cut.</summary>
/// <param name="view">The commit.</param>
/// <param name="parameters">BM25's parameters of a field; null where no scores are asked for.</param>
/// <param name="cancellation">Heeded while terms are looked up and counted.</param>
internal sealed class QueryBinder(
    CommitView view,
    Func<string, Bm25Parameters>? parameters,
    CancellationToken cancellation
)
{
    private readonly List<LeafPlan> _leaves = [];
    private readonly List<string> _leafFields = [];
    private readonly List<CutExpansion> _cuts = [];
    private bool _scored = parameters is not null;
    private bool _positive = true;

    /// <summary>The leaves that are not under MustNot, by their numbers, each with its field.</summary>
    public IEnumerable<(LeafPlan Plan, string Field)> Leaves => _leaves.Zip(_leafFields);

    public IReadOnlyList<CutExpansion> Cuts => _cuts;

    public QueryPlan Bind(Query query) =>
        query switch
        {
            TermQuery q => Leaf(q.Field, BindTerms(q.Field, [q.Term])),
            AnyTermQuery q => Leaf(q.Field, BindTerms(q.Field, q.Terms)),
            PhraseQuery q => Leaf(q.Field, BindPhrase(q)),
            ProximityQuery q => Leaf(q.Field, BindProximity(q)),
            WildcardQuery q => Leaf(q.Field, BindWildcard(q)),
            FuzzyQuery q => Leaf(q.Field, BindFuzzy(q)),
            BooleanQuery q => BindBoolean(q),
            DisMaxQuery q => new DisMaxPlan([.. q.Queries.Select(Bind)], q.TieBreak),
            BoostQuery q => new BoostPlan(Bind(q.Query), q.Boost),
            ScaledQuery q => BindScaled(q),
            ConstantScoreQuery q => new ConstantPlan(Unscored(q.Query), q.Score),
            KeywordFilter q => BindKeywords(q),
            NumberRange q => BindRange(q),
            MatchAll => new AllPlan(),
            _ => throw new ArgumentException($"The engine knows no {query.GetType().Name}.", nameof(query)),
        };

    private LeafPlan Leaf(string field, LeafPlan plan)
    {
        if (_positive)
        {
            _leaves.Add(plan);
            _leafFields.Add(field);
        }

        return plan;
    }

    private TermsPlan BindTerms(string name, IReadOnlyList<string> terms)
    {
        int field = view.Schema.FieldNumber(name);
        byte[][] bytes = Distinct(terms);
        return new TermsPlan(field, bytes, Weight(name, field, [bytes]));
    }

    private WordsPlan BindPhrase(PhraseQuery query)
    {
        int field = view.Schema.FieldNumber(query.Field);
        byte[][][] words = [.. query.Slots.Select(slot => Distinct(slot.Terms))];
        return new WordsPlan(
            field,
            words,
            Equals(words),
            () => new PhraseFinder(query.Slots),
            Weight(query.Field, field, words)
        );
    }

    private WordsPlan BindProximity(ProximityQuery query)
    {
        int field = view.Schema.FieldNumber(query.Field);
        byte[][][] words = [.. query.Words.Select(Distinct)];
        int[] equals = Equals(words);
        return new WordsPlan(
            field,
            words,
            equals,
            () => new ProximityFinder(equals, query.MaxGap, query.Ordered),
            Weight(query.Field, field, words)
        );
    }

    private ExpansionPlan BindWildcard(WildcardQuery query)
    {
        int field = view.Schema.FieldNumber(query.Field);
        return Report(query, field, TermExpansion.Of(query, field, view, cancellation));
    }

    private ExpansionPlan BindFuzzy(FuzzyQuery query)
    {
        int field = view.Schema.FieldNumber(query.Field);
        return Report(query, field, TermExpansion.Of(query, field, view, cancellation));
    }

    private BooleanPlan BindBoolean(BooleanQuery query)
    {
        QueryPlan[] must = [.. query.Must.Select(Bind)];
        QueryPlan[] should = [.. query.Should.Select(Bind)];
        bool positive = _positive;
        _positive = false;
        QueryPlan[] mustNot = [.. query.MustNot.Select(Unscored)];
        _positive = positive;
        int least = must.Length == 0 && should.Length > 0 ? 1 : 0;
        return new BooleanPlan(must, should, mustNot, Math.Max(query.MinimumShouldMatch, least));
    }

    private ColumnPlan BindKeywords(KeywordFilter query)
    {
        int column = view.Schema.ColumnNumber(query.Column, ColumnKind.Keyword);
        return new ColumnPlan(ColumnFilter.Of(column, query.Values));
    }

    private ScaledPlan BindScaled(ScaledQuery query)
    {
        int column = view.Schema.ColumnNumber(query.Column, ColumnKind.Keyword);

        // In a fixed order, so that products round alike in every run.
        IEnumerable<(double, ColumnFilter)> classes = query
            .Factors.OrderBy(factor => factor.Key, StringComparer.Ordinal)
            .Select(factor => ((double)factor.Value, ColumnFilter.Of(column, [factor.Key])));
        return new ScaledPlan(Bind(query.Query), [.. classes]);
    }

    private ColumnPlan BindRange(NumberRange query)
    {
        int column = view.Schema.ColumnNumber(query.Column, ColumnKind.Number);
        return new ColumnPlan(ColumnFilter.Of(column, query.Min, query.Max));
    }

    private QueryPlan Unscored(Query query)
    {
        bool scored = _scored;
        _scored = false;
        QueryPlan plan = Bind(query);
        _scored = scored;
        return plan;
    }

    /// <summary>The sum over the words of what each is worth, a word being any of its terms.</summary>
    private Bm25Weight? Weight(string name, int field, IReadOnlyList<byte[][]> words)
    {
        if (!_scored || parameters is null)
        {
            return null;
        }

        double idf = 0;
        foreach (byte[][] terms in words)
        {
            long documents =
                terms.Length == 1
                    ? view.DocumentFrequency(field, terms[0])
                    : view.DocumentFrequency(field, terms, cancellation);
            idf += Bm25Weight.Idf(view.Fields[field], documents);
        }

        return new Bm25Weight(view.Lengths(field, parameters(name)), idf);
    }

    private ExpansionPlan Report(Query query, int field, TermExpansion expansion)
    {
        if (expansion.Taken < expansion.Found)
        {
            _cuts.Add(new CutExpansion(query, expansion.Taken, expansion.Found));
        }

        return new ExpansionPlan(view, field, expansion.Terms);
    }

    /// <summary>For each word the number of the first one that may be the same terms.</summary>
    private static int[] Equals(byte[][][] words)
    {
        int[] equals = new int[words.Length];
        for (int word = 0; word < words.Length; word++)
        {
            byte[][] terms = words[word];
            equals[word] = Array.FindIndex(words, other => AreSame(other, terms));
        }

        return equals;
    }

    /// <summary>Whether two words, neither of which has a term twice, may be the same terms.</summary>
    private static bool AreSame(byte[][] one, byte[][] other) =>
        one.Length == other.Length
        && Array.TrueForAll(one, term => Array.Exists(other, another => another.AsSpan().SequenceEqual(term)));

    private static byte[][] Distinct(IReadOnlyList<string> terms) =>
        terms.Count == 1
            ? [Utf8.Of(terms[0])]
            : [.. terms.Select(Utf8.Canonical).Distinct(StringComparer.Ordinal).Select(Utf8.Of)];
}
