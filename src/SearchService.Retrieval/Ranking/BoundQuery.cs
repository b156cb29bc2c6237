using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>A query bound to the terms of an index.</summary>
/// <param name="Ranked">What is listed, with its weights.</param>
/// <param name="Marks">Whose places are shown and quoted; null when only filters were given.</param>
/// <param name="Terms">Single terms that are sought, as they stand and as stems.</param>
/// <param name="Words">How many words <paramref name="CountedWith"/> can ask for; 1 when nothing is optional.</param>
/// <param name="CountedWith">What is counted: passages with at least so many of the words.</param>
/// <param name="Faults">What binding found wrong beyond the parser: values that the collection does not have, patterns of too many words.</param>
/// <param name="Patterns">The patterns and near spellings that an engine expands, each with where it was written.</param>
/// <param name="IsCut">Whether a pattern stands for more words than are sought, so that there may be more matches.</param>
public sealed record BoundQuery(
    PassageClause Ranked,
    PassageClause? Marks,
    IReadOnlySet<string> Terms,
    int Words,
    Func<int, PassageClause> CountedWith,
    IReadOnlyList<QueryFault> Faults,
    IReadOnlyDictionary<PassageClause, QueryNode> Patterns,
    bool IsCut
);
