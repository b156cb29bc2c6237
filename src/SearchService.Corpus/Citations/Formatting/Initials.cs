using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>Given names as initials: "Andrew F." to "A. F.", "Jean-Paul" to "J.-P.", "Min-jun" to "M.", "J.R.R." to "J. R. R.".</summary>
internal static class Initials
{
    public static string Of(string given)
    {
        var names = given.Split(
            [' ', '\u00A0'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );

        // A particle among the given names stays ("Ludwig van"); one who writes the whole name small has a small initial ("hooks, b.").
        var small = names.All(name => char.IsLower(name[0]));
        var initials = new List<string>();
        foreach (var name in names)
        {
            if (char.IsLower(name[0]) && !small)
            {
                initials.Add(name);
                continue;
            }

            // "J.R.R." is three names, "Yu." is one whose abbreviation its bearer chose.
            foreach (var part in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsHyphen(part[0]) && initials.Count > 0)
                {
                    initials[^1] += "-" + Hyphenated(part);
                    continue;
                }

                var abbreviated = name.EndsWith('.') && part.Length is 2 or 3 && char.IsLower(part[^1]);
                initials.Add(
                    abbreviated && name.IndexOf('.', StringComparison.Ordinal) == part.Length
                        ? part + "."
                        : Hyphenated(part)
                );
            }
        }

        return string.Join(' ', initials);
    }

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    private static string Hyphenated(string name)
    {
        var initials = new StringBuilder();
        foreach (var part in name.Split(['-', '\u2010', '\u2011'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (initials.Length > 0 && char.IsLower(part[0]))
            {
                continue;
            }

            initials
                .Append(initials.Length > 0 ? "-" : "")
                .Append(FirstLetter(part) is { } letter ? letter + "." : part);
        }

        return initials.ToString();
    }

    /// <summary>With the accents that follow it; null in a script without capitals, where a name has no initial and stays whole.</summary>
    private static string? FirstLetter(string part)
    {
        foreach (var rune in part.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter:
                    var at = part.IndexOf(rune.ToString(), StringComparison.Ordinal);
                    return StringInfo.GetNextTextElement(part, at);
                case UnicodeCategory.OtherLetter:
                    return null;
            }
        }

        return null;
    }
}
