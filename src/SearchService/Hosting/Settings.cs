using System.ComponentModel.DataAnnotations;

namespace SearchService.Hosting;

/// <summary>The section <c>Corpus</c> of the configuration.</summary>
internal sealed record CorpusSettings
{
    public const string Section = "Corpus";

    /// <summary>The folder that holds the texts; relative paths count from the working directory.</summary>
    [Required]
    public string Path { get; init; } = "corpus";
}

/// <summary>The section <c>Index</c> of the configuration.</summary>
internal sealed record IndexSettings
{
    public const string Section = "Index";

    /// <summary>The folder for the index: derived, may be deleted at any time while nothing runs.</summary>
    [Required]
    public string Path { get; init; } = "index";
}
