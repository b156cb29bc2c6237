using System.Globalization;

namespace SearchService.Retrieval.Language;

/// <summary>Writes a query the one way that the parser reads back as the same query.</summary>
public static class QueryPrinter
{
    /// <summary>The canonical form of a query or a part of one.</summary>
    public static string Print(QueryNode node)
    {
        var plain = Plain(node);

        // In a sentence in capitals AND and OR are words; brackets say that this is none.
        return node is AllNode or AnyNode && Prose.IsSentenceInCapitals(plain) ? Plain(node, Bracketed) : plain;
    }

    private static string Plain(QueryNode node) => Plain(node, Operand);

    private static string Plain(QueryNode node, Func<QueryNode, string> operand) =>
        node switch
        {
            WordNode word => word.Text,
            WildcardNode wildcard => wildcard.Pattern,
            FuzzyNode fuzzy => fuzzy.MaxEdits == 2
                ? fuzzy.Text + "~"
                : string.Create(CultureInfo.InvariantCulture, $"{fuzzy.Text}~{fuzzy.MaxEdits}"),
            PhraseNode phrase => $"\"{string.Join(' ', phrase.Words.Select(Plain))}\"{Print(phrase.Proximity)}",
            FieldNode field => $"{QueryFields.NameOf(field.Field)}:{Value(field)}",
            AllNode all => string.Join(" AND ", all.Children.Select(operand)),
            AnyNode any => string.Join(" OR ", any.Children.Select(operand)),
            RankedNode ranked => string.Join(' ', ranked.Clauses.Select(Clause)),
            _ => throw new ArgumentException($"{node.GetType().Name} is not part of the language.", nameof(node)),
        };

    /// <summary>A node that only filters: a field, or fields joined with one another. Beside words it is required without a sign.</summary>
    internal static bool IsFilter(QueryNode node) =>
        node switch
        {
            FieldNode => true,
            AllNode all => all.Children.All(IsFilter),
            AnyNode any => any.Children.All(IsFilter),
            RankedNode ranked => ranked.Clauses.All(clause => IsFilter(clause.Node)),
            _ => false,
        };

    private static string Clause(RankedClause clause) =>
        clause.Occur switch
        {
            Occur.MustNot => "-" + Operand(clause.Node),
            Occur.Must when !IsFilter(clause.Node) => "+" + Operand(clause.Node),
            _ => Operand(clause.Node),
        };

    private static string Operand(QueryNode node) =>
        node is AllNode or AnyNode or RankedNode ? Bracketed(node) : Plain(node);

    private static string Bracketed(QueryNode node) => $"({Plain(node)})";

    private static string Value(FieldNode field) =>
        field.Years is not null || QueryCharacters.IsBareValue(field.Text) ? field.Text : $"\"{field.Text}\"";

    private static string Print(Proximity? proximity) =>
        proximity switch
        {
            null => "",
            { Kind: ProximityKind.Sentence } => "~s",
            { Kind: ProximityKind.Paragraph } => "~p",
            { Ordered: true } => string.Create(CultureInfo.InvariantCulture, $"~>{proximity.MaxGap}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"~{proximity.MaxGap}"),
        };
}
