using System.Text.RegularExpressions;

namespace SearchService.Retrieval.Quotations;

/// <summary>A year as citations have it: from print's beginning on, with the letter that tells works of a year apart.</summary>
internal static partial class CitedYear
{
    public const string Pattern = @"(?:1[4-9]|20)\d\d[a-z]?";

    [GeneratedRegex(@"\b" + Pattern + @"\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    public static partial Regex InText();
}
