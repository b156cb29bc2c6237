namespace SearchService.Corpus.Citations.Formatting;

/// <summary>A DOI, in whatever form the record has it.</summary>
internal static class Doi
{
    /// <summary>"10.2139/ssrn.857444"; null without one.</summary>
    public static string? Bare(string? doi) =>
        doi?.IndexOf("10.", StringComparison.Ordinal) is >= 0 and var at ? doi[at..].Trim() : null;

    /// <summary>"https://doi.org/10.2139/ssrn.857444"; null without one.</summary>
    public static string? Address(string? doi) => Bare(doi) is { } bare ? "https://doi.org/" + bare : null;
}
