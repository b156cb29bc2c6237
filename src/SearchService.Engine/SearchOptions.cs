using SearchService.Engine.Queries;

namespace SearchService.Engine;

/// <summary>What is wanted of the documents that match.</summary>
public sealed record SearchOptions
{
    /// <summary>How many hits to hand back, after the skipped ones. 0 counts only.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many of the best hits to leave out.</summary>
    public int Skip { get; init; }

    /// <summary>
    /// Keys in order of weight. What they leave equal is ordered by group key (as UTF-8 bytes), then by place in the group.
    /// </summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [SortKey.Score];

    /// <summary>Narrows what matches, without scoring.</summary>
    public Query? Filter { get; init; }

    /// <summary>Columns whose values are to be counted over all matches.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>How many values of each of them to hand back: the commonest.</summary>
    public int FacetValues { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether <see cref="SearchMatches.Total"/> must be exact. Where it need not be, and there are no facets and caps and hits are
    /// ordered by score first, documents that cannot be among the hits are not looked at: the hits are the same, and found sooner.
    /// </summary>
    public bool CountExactly { get; init; } = true;

    /// <summary>How many matches are counted in any case, where totals need not be exact.</summary>
    public int CountAtLeast { get; init; } = 1000;

    /// <summary>Limits to how many hits may share a value. Totals and facets count what the caps leave out, too.</summary>
    public IReadOnlyList<HitCap> Caps { get; init; } = [];

    /// <summary>BM25's parameters by field, where they differ from the index's.</summary>
    public IReadOnlyDictionary<string, Bm25Parameters>? Bm25 { get; init; }
}

/// <summary>
/// One key of an order: the score, or a column. By a keyword column a document is ordered by its first value, as UTF-8 bytes.
/// Documents without a value come last in both directions.
/// </summary>
/// <param name="Column">The column; null is the score, which always falls.</param>
/// <param name="Descending">Largest value first.</param>
public sealed record SortKey(string? Column, bool Descending)
{
    /// <summary>Best score first.</summary>
    public static SortKey Score { get; } = new(null, Descending: true);

    public static SortKey Ascending(string column) => new(column, Descending: false);

    public static SortKey Falling(string column) => new(column, Descending: true);
}

/// <summary>
/// At most <paramref name="Limit"/> hits for each value. A hit of several values needs room under each; one without a value is
/// never capped.
/// </summary>
/// <param name="Column">A keyword column; null caps the hits of each document group.</param>
/// <param name="Limit">At least 1.</param>
public sealed record HitCap(string? Column, int Limit);
