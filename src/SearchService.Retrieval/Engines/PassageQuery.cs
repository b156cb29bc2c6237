using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

public enum PassageSort
{
    /// <summary>Score, best first.</summary>
    Relevance,

    /// <summary>Document id, then place in the document.</summary>
    Document,
    Year,
    YearDescending,
}

/// <summary>What to find and how much of it to return. Ties are broken by document id, then by place in the document.</summary>
/// <param name="Marks">Whose places are handed back with each match; null for none. It need not match everywhere that <paramref name="Clause"/> does.</param>
/// <param name="PerDocument">At most so many matches of one document; null for all.</param>
/// <param name="Facets">Columns whose values are counted over all matches (before <paramref name="PerDocument"/>).</param>
/// <param name="FacetValues">How many values of each column are handed back: the commonest.</param>
/// <param name="CountExactly">Whether <see cref="PassageMatches.Total"/> must be exact: an engine may else pass over what is not handed back.</param>
public sealed record PassageQuery(
    PassageClause Clause,
    PassageClause? Marks,
    PassageSort Sort,
    int Skip,
    int Limit,
    int? PerDocument,
    IReadOnlyList<PassageColumn> Facets,
    int FacetValues = int.MaxValue,
    bool CountExactly = true
);

/// <param name="Total">Exact number of matching passages, whatever the limit; a lower bound where it was not asked for.</param>
/// <param name="Cut">Patterns and near spellings that stand for more terms than the engine takes.</param>
public sealed record PassageMatches(
    long Total,
    IReadOnlyList<PassageMatch> Matches,
    IReadOnlyDictionary<PassageColumn, IReadOnlyList<FacetCount>> Facets,
    IReadOnlyList<CutClause> Cut
);

/// <summary>A clause for whose terms only the most frequent, or the nearest, were sought.</summary>
/// <param name="Taken">How many terms were.</param>
/// <param name="Found">How many there are.</param>
public sealed record CutClause(PassageClause Clause, int Taken, int Found);

/// <param name="Spans">Where the words of <see cref="PassageQuery.Marks"/> stand, ascending, none twice, but for what they exclude; in positions of the document.</param>
public sealed record PassageMatch(StoredPassage Passage, float Score, IReadOnlyList<PositionSpan> Spans);

/// <summary>Words [Start, Start + Length) of the document's count; a phrase is one span, which may end in a later passage.</summary>
public readonly record struct PositionSpan(PassageField Field, int Start, int Length);

/// <summary>A value and the number of matching passages that have it; most frequent first, then by value.</summary>
public sealed record FacetCount(string Value, long Count);

/// <param name="Documents">Those with any places, in ordinal order of ids.</param>
/// <param name="Cut">As <see cref="PassageMatches.Cut"/>.</param>
public sealed record PlaceCounts(IReadOnlyList<DocumentPlaces> Documents, IReadOnlyList<CutClause> Cut);

/// <param name="Passages">That match, with places or without.</param>
public readonly record struct DocumentPlaces(string DocumentId, int Passages, int Places);
