using System.Globalization;
using SearchService.Corpus.Citations;

namespace SearchService.Pages.Citing;

/// <summary>
/// Styles that cite by numbers (IEEE, Vancouver) call a single work number 1: "[1, p. 3]", "1. Author". In a list each has its own.
/// </summary>
internal static class CitationNumbers
{
    /// <summary>Whether works are numbered in the order of citing, and not put in the order of their authors.</summary>
    public static bool Are(string style) => style is "ieee" or "vancouver";

    public static Citation Put(Citation citation, int number) =>
        number == 1 || !Are(citation.Style)
            ? citation
            : citation with
            {
                InText = Put(citation.InText, number),
                Reference = Put(citation.Reference, number),
            };

    private static FormattedText Put(FormattedText text, int number)
    {
        if (text.Runs.Count == 0)
        {
            return text;
        }

        // Behind an opening bracket, or at the very beginning.
        var first = text.Runs[0];
        var at = first.Text[0] is '[' or '(' ? 1 : 0;
        if (!first.Text.AsSpan(at).StartsWith("1"))
        {
            return text;
        }

        var numbered = string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Text.AsSpan(0, at)}{number}{first.Text.AsSpan(at + 1)}"
        );
        return new FormattedText([first with { Text = numbered }, .. text.Runs.Skip(1)]);
    }
}
