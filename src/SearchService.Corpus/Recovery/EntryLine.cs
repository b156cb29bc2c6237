using System.Buffers;

namespace SearchService.Corpus.Recovery;

/// <summary>A line read as part of a list of references.</summary>
/// <param name="Number">What it begins with, 0 when with no number.</param>
/// <param name="Sign">What closes the number; a space for none.</param>
/// <param name="IsName">It begins with a family name and initials, or initials and a name.</param>
/// <param name="IsSource">It has a year, pages, a volume, initials, an address.</param>
internal readonly record struct EntryLine(int Number, char Sign, bool IsName, bool IsSource, bool IsCaption)
{
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["doi", "DOI", "http", "et al", "Proc.", "pp."],
        StringComparison.Ordinal
    );

    private static readonly string[] Captions =
    [
        "Figure",
        "Fig.",
        "Fig ",
        "FIG",
        "Table",
        "TABLE",
        "Supplementa",
        "Supporting",
        "SUPPLEMENT",
        "Appendix",
        "APPENDIX",
    ];

    public static EntryLine Read(string source, int start, int end)
    {
        var text = source.AsSpan(start, end - start).Trim();
        if (text.Length == 0)
        {
            return default;
        }

        if (text.Contains('\u00a0'))
        {
            // "Novak, R.": the space that keeps an initial with its name.
            text = text.ToString().Replace('\u00a0', ' ');
        }

        var (number, sign, content) = Mark(text);
        var rest = text[content..];
        var name = IsNamed(rest);
        var caption = false;
        if (text[0] is 'F' or 'T' or 'S' or 'A')
        {
            foreach (var word in Captions)
            {
                caption |= text.StartsWith(word, StringComparison.Ordinal);
            }
        }

        return new EntryLine(number, sign, name && !caption, !caption && HasSigns(text), caption);
    }

    private static (int Number, char Sign, int Content) Mark(ReadOnlySpan<char> text)
    {
        var at = text[0] is '[' or '(' ? 1 : 0;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        var digits = at;
        var number = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - digits < 4)
        {
            number = (number * 10) + text[at] - '0';
            at++;
        }

        if (at == digits || at - digits > 3)
        {
            return (0, ' ', 0);
        }

        var sign = ' ';
        if (at < text.Length && text[at] is ']' or '.' or ')' or ' ')
        {
            sign = text[at] == ' ' && at + 1 < text.Length && text[at + 1] is ']' ? ']' : text[at];
            at += sign == text[at] ? 1 : 2;
        }
        else
        {
            return (0, ' ', 0);
        }

        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        // "12 Smith" and "1.5 mm": a bare number needs a capital, a point no digit.
        return
            at < text.Length
            && (
                (sign == ' ' && !char.IsUpper(text[at]))
                || (sign is '.' && (char.IsAsciiDigit(text[at]) || char.IsLower(text[at])))
            )
            ? (0, ' ', 0)
            : (number, sign, Math.Min(at, text.Length));
    }

    /// <summary>"Smith, J.", "Smith JA,", "SMITH, J. A.", "J. A. Smith", "van der Berg, A.".</summary>
    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        if (text.Length < 4)
        {
            return false;
        }

        if (char.IsUpper(text[0]) && text[1] == '.')
        {
            return true;
        }

        // The rule for the name above.
        if (text.StartsWith("__") || text.StartsWith("——"))
        {
            return true;
        }

        var at = 0;
        for (var words = 0; words < 4 && at < text.Length; words++)
        {
            var start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || text[at] is '-' or '\'' or '’'))
            {
                at++;
            }

            if (at == start || at - start > 24 || (words == 0 && at - start < 2))
            {
                return false;
            }

            at += at + 1 < text.Length && text[at] == ' ' && text[at + 1] == ',' ? 1 : 0;
            var comma = at < text.Length && text[at] == ',';
            at += comma ? 1 : 0;
            if (at + 1 >= text.Length || text[at] != ' ' || (!char.IsUpper(text[start]) && words == 3))
            {
                return false;
            }

            at++;
            if (char.IsUpper(text[start]) && IsInitials(text[at..]))
            {
                return true;
            }

            if (comma)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"J.", "J-P.", "JA," or "JA" before a space, a bracket or the end.</summary>
    private static bool IsInitials(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && at < 4 && (char.IsUpper(text[at]) || text[at] == '-'))
        {
            at++;
        }

        return at is > 0 and < 4
            && (
                at == text.Length ? at > 1 : text[at] is '.' or ',' or ';' || (at > 1 && text[at] is ' ' or ':' or '(')
            );
    }

    private static bool HasSigns(ReadOnlySpan<char> text)
    {
        var initials = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var run = i;
                while (run < text.Length && char.IsAsciiDigit(text[run]))
                {
                    run++;
                }

                var value = run - i == 4 ? (text[i] - '0') * 10 + text[i + 1] - '0' : 0;
                if (value is >= 17 and <= 20 && (i == 0 || text[i - 1] is ' ' or '(' or ',' or ';' or '.'))
                {
                    return true;
                }

                // Pages, or a volume and a page: "1676-1697", "17:109", "62, 251".
                if (
                    run + 1 < text.Length
                    && run - i >= 2
                    && text[run] is '-' or '–' or ':'
                    && char.IsAsciiDigit(text[run + 1])
                )
                {
                    return true;
                }

                i = run;
            }
            else if (
                char.IsUpper(c)
                && i + 1 < text.Length
                && text[i + 1] is '.' or ','
                && (i == 0 || text[i - 1] is ' ' or '.' or '-' || char.IsUpper(text[i - 1]))
            )
            {
                initials++;
                if (initials >= 2)
                {
                    return true;
                }
            }
        }

        return text.ContainsAny(Signs);
    }
}
