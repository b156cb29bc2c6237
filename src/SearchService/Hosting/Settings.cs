using System.ComponentModel.DataAnnotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Hosting;

/// <summary>The section <c>Corpus</c> of the configuration.</summary>
internal sealed record CorpusSettings
{
    public const string Section = "Corpus";

    /// <summary>The folder that holds the texts; relative paths count from the working directory.</summary>
    [Required]
    public string Path { get; init; } = "corpus";
}

/// <summary>The section <c>Search</c> of the configuration.</summary>
internal sealed record SearchSettings
{
    public const string Section = "Search";

    /// <summary>How long one search may take; what was found until then is answered, and said to be partial.</summary>
    [Range(0.01, 3600)]
    public double TimeLimitSeconds { get; init; } = SearchLimits.Default.Time.TotalSeconds;
}

/// <summary>The section <c>Index</c> of the configuration.</summary>
internal sealed record IndexSettings
{
    public const string Section = "Index";

    /// <summary>The folder for the index: derived, may be deleted at any time while nothing runs.</summary>
    [Required]
    public string Path { get; init; } = "index";
}
