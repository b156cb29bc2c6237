using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Ranking;

/// <summary>Joins clauses into the plainest one that says the same.</summary>
internal static class JoinedClauses
{
    public static PassageClause All(IReadOnlyList<PassageClause> clauses) =>
        clauses.Count == 1 ? clauses[0] : new AllClause(clauses);

    public static PassageClause Any(IReadOnlyList<PassageClause> clauses) =>
        clauses.Count == 1 ? clauses[0] : new AnyClause(clauses);

    /// <summary>Everything required, or any of the words; with nothing of either, everything.</summary>
    public static PassageClause Listed(IReadOnlyList<PassageClause> required, IReadOnlyList<PassageClause> words) =>
        (required.Count, words.Count) switch
        {
            (0, 0) => new EverythingClause(),
            (0, _) => new AnyClause(words),
            (_, 0) => All(required),
            _ => new RaisedClause(All(required), words),
        };

    public static PassageClause Counted(
        IReadOnlyList<PassageClause> required,
        IReadOnlyList<PassageClause> words,
        int atLeast
    )
    {
        var parts = new List<PassageClause>(required);
        if (words.Count > 0)
        {
            parts.Add(new AnyClause(words, Math.Min(atLeast, words.Count)));
        }

        return parts.Count == 0 ? new EverythingClause() : All(parts);
    }

    public static PassageClause Filtered(
        PassageClause clause,
        IReadOnlyList<PassageClause> filters,
        IReadOnlyList<PassageClause> excluded
    )
    {
        if (filters.Count > 0)
        {
            clause = new AllClause([clause, .. filters.Select(filter => new FilterClause(filter))]);
        }

        return excluded.Count > 0 ? new ExceptClause(clause, Any(excluded)) : clause;
    }

    public static PassageClause Weighted(PassageClause clause, float weight) =>
        weight == 1 ? clause : new WeightedClause(clause, weight);
}
