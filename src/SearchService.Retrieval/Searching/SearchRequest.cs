using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Searching;

/// <summary>What to search for, among what, and how much of it to show. Lists of filters: any of their values; several filters: all of them.</summary>
/// <param name="Query">In the query language; not empty.</param>
/// <param name="Authors">Family or full names in any case and accents.</param>
/// <param name="Sections">Texts that a heading above the passage contains.</param>
/// <param name="Kinds">Names of <see cref="Indexing.PassageKinds"/>; empty for all.</param>
/// <param name="Cursor">From an earlier answer to the same request; null for the first page.</param>
/// <param name="Snippet">The longest snippet, in characters.</param>
/// <param name="Explain">Whether each hit says what its score is made of.</param>
/// <param name="Skip">Hits passed over where there is no cursor, fewer than <see cref="PassageSearch.MaxDepth"/>: for pages with lasting addresses.</param>
public sealed record SearchRequest(
    string Query,
    IReadOnlyList<string> Authors,
    IReadOnlyList<YearSpan> Years,
    IReadOnlyList<string> Sections,
    IReadOnlyList<string> Documents,
    IReadOnlyList<string> Kinds,
    PassageSort Sort,
    int Limit,
    string? Cursor,
    int? PerDocument,
    int Snippet,
    string Style,
    bool IncludeText,
    IReadOnlyList<PassageColumn> Facets,
    bool Explain = false,
    int Skip = 0
)
{
    public const int DefaultLimit = 10;
    public const int DefaultSnippet = 320;
    public const string DefaultStyle = "apa";

    public static SearchRequest For(string query) =>
        new(
            query,
            [],
            [],
            [],
            [],
            [],
            PassageSort.Relevance,
            DefaultLimit,
            null,
            null,
            DefaultSnippet,
            DefaultStyle,
            false,
            []
        );
}
