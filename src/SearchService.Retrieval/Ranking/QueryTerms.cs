using SearchService.Analysis;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>The words of a query as the index has them.</summary>
internal static class QueryTerms
{
    /// <summary>The terms of a word as written: of "self-defeating" two.</summary>
    public static List<string> Of(string word) => [.. Words.Tokenize(word).Select(token => token.Term)];

    /// <summary>Initials side by side are one name's: "J. S." is written "J.S." too.</summary>
    public static List<RankedClause> WithInitials(IReadOnlyList<RankedClause> clauses)
    {
        var joined = new List<RankedClause>();
        foreach (var clause in clauses)
        {
            if (
                IsInitial(clause)
                && joined.Count > 0
                && joined[^1] is { Occur: Occur.Should, Node: WordNode before }
                && (IsInitial(joined[^1]) || before.Text.EndsWith('.'))
            )
            {
                var letters = before.Text.EndsWith('.') ? before.Text : before.Text + ".";
                joined[^1] = new RankedClause(
                    Occur.Should,
                    new WordNode($"{letters}{((WordNode)clause.Node).Text}.")
                    {
                        Start = before.Start,
                        Length = clause.Node.Start + clause.Node.Length - before.Start,
                    }
                );
            }
            else
            {
                joined.Add(clause);
            }
        }

        return joined;

        static bool IsInitial(RankedClause clause) =>
            clause is { Occur: Occur.Should, Node: WordNode { Text: [var letter] } } && char.IsUpper(letter);
    }
}
