using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography;

/// <summary>Pages as other formats write them.</summary>
internal static partial class PageRange
{
    /// <summary>"12 – 15" and "12–15" as CSL has them: "12-15".</summary>
    public static string Hyphenated(string pages) => Dash().Replace(pages, "-");

    [GeneratedRegex(@"\s*[–—‐‑]\s*|\s+-\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dash();
}
