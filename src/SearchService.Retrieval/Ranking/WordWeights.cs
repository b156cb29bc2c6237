using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>A word of a query, or what else stands for one, with what it matches and how much that counts.</summary>
internal sealed record WeighedNode(QueryNode Node, PassageClause Clause, float Weight);

/// <summary>Which words of a query matter, and how much.</summary>
/// <param name="text">The query as written.</param>
internal sealed class WordWeights(RankingPlan plan, string text)
{
    private readonly bool _isInCapitals = Capitals.AreThroughout(text);

    /// <summary>
    /// Beside words that matter, those that carry only grammar say nothing of what is sought. A word that is written again, in
    /// whichever inflection, counts as one word that weighs more: long questions name their subject again and again. The words with
    /// which a question asks ("find articles about …") weigh less.
    /// </summary>
    public List<WeighedNode> Of(IReadOnlyList<(QueryNode Node, PassageClause Clause)> words)
    {
        var distinct = words
            .GroupBy(
                word =>
                    word.Node is WordNode written
                        ? string.Join(' ', QueryTerms.Of(written.Text).Select(EnglishForm.Of))
                        : word.Node.ToString(),
                StringComparer.Ordinal
            )
            .Select(same => (same.First().Node, same.First().Clause, Again: same.Count() - 1))
            .ToList();
        var mattering = distinct.FindAll(word => word.Node is not WordNode written || Matters(written.Text));
        mattering = mattering.Count > 0 ? mattering : distinct;
        var isSentence = mattering.Count >= plan.FewestOfSentence;
        return mattering.ConvertAll(word => new WeighedNode(
            word.Node,
            word.Clause,
            (1 + (plan.Again * word.Again)) * (isSentence && Asks(word.Node) ? plan.Asking : 1)
        ));
    }

    /// <summary>Capitals tell the US from us, and the U.S. too; not where all of a query is in capitals.</summary>
    public bool Matters(string word) =>
        (!_isInCapitals && word.Count(char.IsUpper) > 1 && word.All(c => char.IsUpper(c) || c == '.'))
        || Words.Tokenize(word).Any(token => !StopWords.IsFunctionWord(token.Term));

    private static bool Asks(QueryNode node) =>
        node is WordNode word && QueryTerms.Of(word.Text) is [var term] && StopWords.IsAskingWord(term);
}
