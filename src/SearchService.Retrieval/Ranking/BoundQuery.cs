using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>A query bound to the terms of an index.</summary>
/// <param name="Listed">What is listed, weighed by the words alone.</param>
/// <param name="Evidence">What a passage's score is the sum of, before it is weighed by the passage's kind.</param>
/// <param name="Raising">What lists nothing, and raises what is listed.</param>
/// <param name="Narrowed">A clause under the query's filters, weighed by kind.</param>
/// <param name="Marks">Whose places are shown and quoted; null when only filters were given.</param>
/// <param name="Seeks">Whether a single term, as it stands or as a stem, is sought.</param>
/// <param name="Words">How many words <paramref name="CountedWith"/> can ask for; 1 when nothing is optional.</param>
/// <param name="CountedWith">What is counted: passages with at least so many of the words.</param>
/// <param name="Weights">Of the words that matter, where a query is nothing but words and filters; else empty.</param>
/// <param name="Faults">What binding found wrong beyond the parser: values that the collection does not have, patterns of too many words.</param>
/// <param name="Patterns">The patterns and near spellings that an engine expands, each with where it was written.</param>
/// <param name="IsCut">Whether a pattern stands for more words than are sought, so that there may be more matches.</param>
public sealed record BoundQuery(
    PassageClause Listed,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<PassageClause> Raising,
    Func<PassageClause, PassageClause> Narrowed,
    PassageClause? Marks,
    Func<string, bool> Seeks,
    int Words,
    Func<int, PassageClause> CountedWith,
    IReadOnlyList<float> Weights,
    IReadOnlyList<QueryFault> Faults,
    IReadOnlyDictionary<PassageClause, QueryNode> Patterns,
    bool IsCut
)
{
    /// <summary>What is listed, with all its weights.</summary>
    public PassageClause Ranked => Narrowed(Raising.Count > 0 ? new RaisedClause(Listed, Raising) : Listed);
}

/// <summary>One part of a score: what it is in words, and the clause that gives it, with its weight.</summary>
public sealed record Evidence(string What, PassageClause Clause);
