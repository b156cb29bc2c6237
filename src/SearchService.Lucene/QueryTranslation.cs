using Lucene.Net.Search;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using Occur = Lucene.Net.Search.Occur;

namespace SearchService.Lucene;

/// <summary>The port's vocabulary in Lucene's, for one search of a commit.</summary>
internal sealed class QueryTranslation(PassageSearcher searcher)
{
    private readonly Dictionary<PassageClause, IReadOnlyList<ExpandedTerm>> _expansions = [];
    private readonly List<CutClause> _cut = [];

    static QueryTranslation()
    {
        // A long quotation has more words than Lucene takes for a mistake.
        BooleanQuery.MaxClauseCount = int.MaxValue;
    }

    /// <summary>Clauses that stand for more terms than are sought.</summary>
    public IReadOnlyList<CutClause> Cut => _cut;

    public Query Translate(PassageClause clause) =>
        clause switch
        {
            TermClause term => new WordQuery(PassageFields.Name(term.Field), term.Terms),
            PhraseClause or NearClause => new WordsQuery(clause),
            WildcardClause wildcard => Worth(wildcard.Field, wildcard),
            FuzzyClause fuzzy => Worth(fuzzy.Field, fuzzy),
            AllClause { Children.Count: 0 } => Everything(),
            AllClause all => Boolean(must: all.Children),
            AnyClause { AtLeast: 0 } any => Boolean(must: [new EverythingClause()], should: any.Children),
            AnyClause any => Boolean(should: any.Children, atLeast: any.AtLeast),
            RaisedClause raised => Boolean(must: [raised.Required], should: raised.Optional),
            ExceptClause except => Boolean(must: [except.Included], mustNot: [except.Excluded]),
            WeightedClause weighted => Weighted(Translate(weighted.Child), weighted.Weight),
            FilterClause filter => Unscored(Translate(filter.Child)),
            ValueClause values => Unscored(
                new WorthQuery(
                    PassageFields.Name(values.Column),
                    [.. values.Values.Distinct(StringComparer.Ordinal).Select(value => (value, 0f))]
                )
            ),
            YearClause years => Unscored(
                NumericRangeQuery.NewInt32Range(PassageFields.YearNumber, years.From, years.To, true, true)
            ),
            EverythingClause => Everything(),
            KindWeightedClause kinds => new ScaledQuery(Translate(kinds.Child), kinds.Factors),
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.GetType().Name, "No such clause."),
        };

    /// <summary>The terms that are sought for a pattern or a near spelling: no more than <see cref="QueryLimits.MaxExpansions"/>.</summary>
    public IReadOnlyList<ExpandedTerm> Expand(PassageClause clause)
    {
        if (!_expansions.TryGetValue(clause, out var taken))
        {
            var all = TermExpansion.Expand(searcher.IndexReader, clause);
            taken = [.. all.Take(QueryLimits.Default.MaxExpansions)];
            if (all.Count > taken.Count)
            {
                _cut.Add(new CutClause(clause, taken.Count, all.Count));
            }

            _expansions[clause] = taken;
        }

        return taken;
    }

    private WorthQuery Worth(PassageField field, PassageClause clause) =>
        new(PassageFields.Name(field), [.. Expand(clause).Select(term => (term.Term, 1f / (1 + term.Edits)))]);

    private static Query Everything() => Unscored(new WorthQuery(PassageFields.Role, [(PassageFields.PassageRole, 0)]));

    private static ConstantScoreQuery Unscored(Query query) => new(query) { Boost = 0 };

    private static Query Weighted(Query query, float weight)
    {
        query.Boost *= weight;
        return query;
    }

    private BooleanQuery Boolean(
        IReadOnlyList<PassageClause>? must = null,
        IReadOnlyList<PassageClause>? should = null,
        IReadOnlyList<PassageClause>? mustNot = null,
        int atLeast = 0
    )
    {
        var query = new BooleanQuery(disableCoord: true) { MinimumNumberShouldMatch = atLeast };
        Add(must, Occur.MUST);
        Add(should, Occur.SHOULD);
        Add(mustNot, Occur.MUST_NOT);
        return query;

        void Add(IReadOnlyList<PassageClause>? clauses, Occur occur)
        {
            foreach (var clause in clauses ?? [])
            {
                query.Add(Translate(clause), occur);
            }
        }
    }
}
