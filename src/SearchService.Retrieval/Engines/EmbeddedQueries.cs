using System.Globalization;
using System.Text.Json;
using SearchService.Engine.Queries;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Engines;

/// <summary>The port's vocabulary in the embedded engine's.</summary>
internal static class EmbeddedQueries
{
    /// <summary>How many terms a pattern may stand for.</summary>
    private static readonly int MaxExpansions = QueryLimits.Default.MaxExpansions;

    public static string Name(PassageField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    public static string Name(PassageColumn column) => JsonNamingPolicy.CamelCase.ConvertName(column.ToString());

    public static Query Translate(PassageClause clause) =>
        clause switch
        {
            TermClause { Terms.Count: 1 } term => new TermQuery(Name(term.Field), term.Terms[0]),
            TermClause terms => new AnyTermQuery(Name(terms.Field), terms.Terms),
            PhraseClause phrase => new PhraseQuery(
                Name(phrase.Field),
                [.. phrase.Slots.Select((terms, i) => new PhraseSlot(i, terms)).Where(slot => slot.Terms.Count > 0)]
            ),
            NearClause near => new ProximityQuery(Name(near.Field), near.Words, near.MaxGap, near.Ordered),
            WildcardClause wildcard => new WildcardQuery(Name(wildcard.Field), wildcard.Pattern, MaxExpansions),
            FuzzyClause fuzzy => new FuzzyQuery(Name(fuzzy.Field), fuzzy.Term, fuzzy.MaxEdits, MaxExpansions),
            AllClause all => Boolean(must: all.Children),
            AnyClause any => Boolean(should: any.Children, atLeast: any.AtLeast),
            RaisedClause raised => Boolean(must: [raised.Required], should: raised.Optional),
            ExceptClause except => Boolean(must: [except.Included], mustNot: [except.Excluded]),
            WeightedClause weighted => new BoostQuery(Translate(weighted.Child), weighted.Weight),
            FilterClause filter => new ConstantScoreQuery(Translate(filter.Child), 0),
            ValueClause { Column: PassageColumn.Year or PassageColumn.Ordinal } numbers => OneOf(numbers),
            ValueClause values => new KeywordFilter(Name(values.Column), values.Values),
            YearClause years => new NumberRange(EmbeddedPassageIndex.YearColumn, years.From, years.To),
            EverythingClause => new MatchAll(),
            KindWeightedClause kinds => new ScaledQuery(
                Translate(kinds.Child),
                Name(PassageColumn.Kind),
                kinds.Factors
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.GetType().Name, "No such clause."),
        };

    /// <summary>Numbers as they are written in decimal; what is none of these is no passage's value.</summary>
    private static BooleanQuery OneOf(ValueClause numbers) =>
        new(
            [],
            [
                .. numbers
                    .Values.Select(value =>
                        long.TryParse(
                            value,
                            NumberStyles.AllowLeadingSign,
                            CultureInfo.InvariantCulture,
                            out var number
                        )
                        && number.ToString(CultureInfo.InvariantCulture) == value
                            ? number
                            : (long?)null
                    )
                    .OfType<long>()
                    .Select(number => new NumberRange(Name(numbers.Column), number, number)),
            ],
            [],
            MinimumShouldMatch: 1
        );

    /// <summary>The clause that a query whose terms were cut was made of.</summary>
    public static PassageClause Pattern(Query query) =>
        query switch
        {
            WildcardQuery wildcard => new WildcardClause(Field(wildcard.Field), wildcard.Pattern),
            FuzzyQuery fuzzy => new FuzzyClause(Field(fuzzy.Field), fuzzy.Term, fuzzy.MaxEdits),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.GetType().Name, "It has no expansion."),
        };

    public static PassageField Field(string name) => Enum.Parse<PassageField>(name, ignoreCase: true);

    private static BooleanQuery Boolean(
        IReadOnlyList<PassageClause>? must = null,
        IReadOnlyList<PassageClause>? should = null,
        IReadOnlyList<PassageClause>? mustNot = null,
        int atLeast = 0
    ) =>
        new(
            [.. (must ?? []).Select(Translate)],
            [.. (should ?? []).Select(Translate)],
            [.. (mustNot ?? []).Select(Translate)],
            atLeast
        );
}
