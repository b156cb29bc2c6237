using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>What a query's words give to a passage's score, part by part.</summary>
internal sealed class WordEvidence(RankingPlan plan, IPassageSnapshot snapshot, WordWeights weights)
{
    /// <summary>Of a word by itself each way to be found; whatever else stands for one is one part.</summary>
    public static IEnumerable<Evidence> Of(WeighedNode word)
    {
        var (node, clause, weight) = word;
        if (node is not WordNode || clause is not RaisedClause { Optional: [var exact, var path] } raised)
        {
            return [new Evidence(node.ToString(), JoinedClauses.Weighted(clause, weight))];
        }

        var match = new FilterClause(raised.Required);
        return
        [
            new Evidence($"“{node}” in any inflection", JoinedClauses.Weighted(raised.Required, weight)),
            new Evidence($"“{node}” exactly as written", JoinedClauses.Weighted(new AllClause([match, exact]), weight)),
            new Evidence(
                $"“{node}” in the title of the work or a heading above",
                JoinedClauses.Weighted(new AllClause([match, path]), weight)
            ),
        ];
    }

    /// <summary>
    /// Parts of hyphenated words, neighbours of the query that stand near one another in a passage, and all its words in their order
    /// raise it.
    /// </summary>
    public IEnumerable<Evidence> Raising(IReadOnlyList<RankedClause> clauses)
    {
        var written = clauses
            .Where(clause => clause is { Occur: not Occur.MustNot, Node: WordNode })
            .Select(clause => ((WordNode)clause.Node).Text)
            .ToList();
        var mattering = written.Where(weights.Matters).ToList().ConvertAll(Words.Tokenize);
        foreach (
            var part in mattering
                .Where(tokens => tokens.Count > 1)
                .SelectMany(tokens => tokens)
                .Where(token => !StopWords.IsFunctionWord(token.Term))
                .DistinctBy(token => EnglishForm.Of(token.Term))
        )
        {
            yield return new Evidence(
                $"“{part.Term}”, a part of a compound",
                new WeightedClause(new TermClause(PassageField.Stem, snapshot.Stems(part.Term)), plan.Part)
            );
        }

        var terms = mattering.SelectMany(tokens => tokens).Select(token => token.Term).ToList();
        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            var (stem, next) = (EnglishForm.Of(terms[i]), EnglishForm.Of(terms[i + 1]));
            if (stem != next && pairs.Add((stem, next)))
            {
                yield return new Evidence(
                    $"“{terms[i]}” and “{terms[i + 1]}” near one another",
                    new WeightedClause(
                        new NearClause(
                            PassageField.Stem,
                            [snapshot.Stems(terms[i]), snapshot.Stems(terms[i + 1])],
                            plan.PairGap,
                            Ordered: false
                        ),
                        plan.Pair
                    )
                );
            }
        }

        var all = written.SelectMany(QueryTerms.Of).Select(term => (IReadOnlyList<string>)[term]).ToList();
        if (all.Count > 1 && written.Count == clauses.Count)
        {
            yield return new Evidence(
                "all the words one after another",
                new WeightedClause(new PhraseClause(PassageField.Text, all), plan.Whole)
            );
        }
    }
}
