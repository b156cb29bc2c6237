using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

/// <summary>Says of hits what their scores are made of: each part of the evidence is asked of them by itself.</summary>
internal static class Explanations
{
    /// <returns>One a match, in their order.</returns>
    public static IReadOnlyList<Explanation> Of(
        IReadOnlyList<Evidence> evidence,
        RankingPlan plan,
        IReadOnlyList<PassageMatch> matches,
        TimedSearch search
    )
    {
        var parts = matches.ToDictionary(match => match.Passage.Id, _ => new List<ScorePart>(), StringComparer.Ordinal);
        var among = new FilterClause(new AnyClause([.. matches.Select(match => Only(match.Passage))]));
        foreach (var (what, clause) in matches.Count == 0 ? [] : evidence)
        {
            var found = search.Search(
                new PassageQuery(
                    new AllClause([clause, among]),
                    null,
                    PassageSort.Relevance,
                    0,
                    matches.Count,
                    null,
                    [],
                    CountExactly: false
                )
            );
            foreach (var match in found.Matches.Where(match => match.Score > 0))
            {
                parts[match.Passage.Id].Add(new ScorePart(what, match.Score));
            }
        }

        return
        [
            .. matches.Select(match =>
            {
                var kind = PassageKinds.Name(match.Passage.Kind);
                return new Explanation(
                    [.. parts[match.Passage.Id].OrderByDescending(part => part.Adds)],
                    plan.Kinds.GetValueOrDefault(kind, 1f),
                    kind
                );
            }),
        ];
    }

    /// <summary>One passage and no other.</summary>
    public static PassageClause Only(StoredPassage passage) =>
        new AllClause([
            new ValueClause(PassageColumn.Document, [passage.DocumentId]),
            new ValueClause(
                PassageColumn.Ordinal,
                [passage.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            ),
        ]);
}
