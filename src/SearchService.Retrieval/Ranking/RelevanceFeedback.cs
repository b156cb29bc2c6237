using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Ranking;

/// <summary>
/// Raises passages that speak of the query's subject in other words: those that the best passages share with one another (pseudo-relevance
/// feedback; Rocchio 1971, Lavrenko and Croft 2001). Nothing is listed for them alone. A passage has a say by how far its score lies behind
/// the best one's, so that a query with one clear answer learns from that answer, and one with none from many.
/// </summary>
public sealed class RelevanceFeedback(RankingPlan plan, IPassageSnapshot snapshot)
{
    private const int ShortestTerm = 3;

    /// <summary>A word of one passage only may be anything.</summary>
    private const int FewestPassages = 2;

    /// <summary>The query with what the words add; itself where it is too short, or holds operators or phrases.</summary>
    /// <param name="search">Searches the snapshot.</param>
    public BoundQuery Expand(BoundQuery query, Func<PassageQuery, PassageMatches> search)
    {
        if (plan.Feedback <= 0 || query.Weights.Count < plan.FewestForFeedback)
        {
            return query;
        }

        var best = search(
            new PassageQuery(
                query.Ranked,
                null,
                PassageSort.Relevance,
                0,
                plan.FeedbackPassages,
                null,
                [],
                CountExactly: false
            )
        ).Matches;
        var shared = Shared(best);
        if (shared.Count == 0)
        {
            return query;
        }

        var share = plan.Feedback * query.Weights.Sum() / shared.Sum(term => term.Worth);
        var added = shared.ConvertAll(term => new Evidence(
            $"“{term.Word}”, a word that the best passages share",
            new WeightedClause(
                new TermClause(PassageField.Stem, snapshot.Stems(term.Word)),
                (float)(share * term.Worth)
            )
        ));
        return query with
        {
            Raising = [.. query.Raising, .. added.Select(evidence => evidence.Clause)],
            Evidence = [.. query.Evidence, .. added],
        };
    }

    private List<(string Stem, string Word, double Worth)> Shared(IReadOnlyList<PassageMatch> best)
    {
        var found = new Dictionary<string, (string Word, int Passages, double Worth)>(StringComparer.Ordinal);
        var says = best.Select(match => Math.Exp(match.Score - best[0].Score)).ToList();
        var mean = best.Count == 0 ? 1 : Math.Max(1, best.Average(match => match.Passage.Words));
        foreach (var (match, say) in best.Zip(says))
        {
            var terms = Words
                .Tokenize(match.Passage.Text)
                .Select(token => token.Term)
                .Where(term =>
                    term.Length >= ShortestTerm && char.IsLetter(term[0]) && !StopWords.IsFunctionWord(term)
                );
            foreach (var forms in terms.GroupBy(EnglishForm.Of, StringComparer.Ordinal))
            {
                var worth = say * Scoring.Saturated(forms.Count(), match.Passage.Words / mean);
                found[forms.Key] = found.TryGetValue(forms.Key, out var known)
                    ? (known.Word, known.Passages + 1, known.Worth + worth)
                    : (forms.First(), 1, worth);
            }
        }

        return
        [
            .. found
                .Where(term => term.Value.Passages >= FewestPassages)
                .Select(term => (term.Key, term.Value.Word, Worth: term.Value.Worth * Rarity(term.Value.Word)))
                .Where(term => term.Worth > 0)
                .OrderByDescending(term => term.Worth)
                .ThenBy(term => term.Key, StringComparer.Ordinal)
                .Take(plan.FeedbackTerms),
        ];
    }

    /// <summary>Inverse document frequency; 0 for what is too common.</summary>
    private double Rarity(string word)
    {
        var passages = snapshot.Stems(word).Sum(stem => snapshot.PassagesWith(PassageField.Stem, stem));
        return passages > plan.MostCommon * snapshot.PassageCount ? 0 : Scoring.Rarity(passages, snapshot.PassageCount);
    }
}
