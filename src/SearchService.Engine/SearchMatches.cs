using SearchService.Engine.Queries;

namespace SearchService.Engine;

/// <summary>The answer to a search.</summary>
/// <param name="Total">How many documents match.</param>
/// <param name="IsTotalExact">False where <paramref name="Total"/> is a lower bound.</param>
/// <param name="Hits">The page asked for, in order.</param>
/// <param name="Facets">For each column asked for, the values with their counts: most first, then by value as UTF-8 bytes.</param>
/// <param name="CutExpansions">Wildcard and fuzzy queries for which more terms exist than were taken.</param>
public sealed record SearchMatches(
    long Total,
    bool IsTotalExact,
    IReadOnlyList<SearchHit> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets,
    IReadOnlyList<CutExpansion> CutExpansions
);

/// <summary>A document that matches, and its score; 0 or more.</summary>
public readonly record struct SearchHit(DocId Document, float Score);

/// <summary>How many matching documents have a value. Numbers are written in decimal.</summary>
public sealed record FacetCount(string Value, long Count);

/// <summary>A query that stands for more terms than it may.</summary>
public sealed record CutExpansion(Query Query, int Taken, int Found);
