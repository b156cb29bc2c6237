namespace SearchService.Retrieval.Searching;

/// <summary>What one search may cost.</summary>
public sealed record SearchLimits
{
    public static SearchLimits Default { get; } = new();

    /// <summary>How long one search, page of a concordance or list of collocates may take; what was found until then is answered, and said to be partial.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);
}
