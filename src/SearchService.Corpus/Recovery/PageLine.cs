namespace SearchService.Corpus.Recovery;

/// <summary>A line at the edge of a page, read as a running head or foot: a number at one end, words that recur.</summary>
/// <param name="Number">The number at an end of the line, "– 12 –" and "12 | Title" included; null when there is none.</param>
/// <param name="Key">The words without the number: letters folded, everything else a space; empty for a number alone.</param>
/// <param name="IsApart">Whether number and words stand far apart, as only a head sets them.</param>
internal readonly record struct PageLine(PageNumeral? Number, string Key, bool IsApart)
{
    /// <summary>A longer line is no running head.</summary>
    public const int Longest = 200;

    public static PageLine Read(string source, int start, int end)
    {
        var text = source.AsSpan(start, end - start).Trim();
        if (text.Length > Longest)
        {
            return new PageLine(null, "", false);
        }

        PageNumeral? number = null;
        var apart = false;
        var bare = text.Trim(" \t-–—|·•[]()*_#~");
        var lastSpace = bare.LastIndexOfAny(" \t|");
        var firstSpace = bare.IndexOfAny(" \t|");
        if (PageNumeral.Parse(bare) is { } alone)
        {
            return new PageLine(alone, "", true);
        }

        // "International Relations: 113" ends with a volume's number.
        if (
            lastSpace > 0
            && bare[lastSpace - 1] is not (':' or ',' or ';')
            && PageNumeral.Parse(bare[(lastSpace + 1)..].Trim("[]()")) is { } last
        )
        {
            number = last;
            var words = bare[..lastSpace];
            apart = lastSpace - words.TrimEnd(" \t|").Length >= 2;
            bare = words.TrimEnd(" \t|");
        }
        else if (firstSpace > 0 && PageNumeral.Parse(bare[..firstSpace].Trim("[]()")) is { } first)
        {
            number = first;
            var words = bare[firstSpace..];
            apart = words.Length - words.TrimStart(" \t|").Length >= 3;
            bare = words.TrimStart(" \t|");
        }

        return new PageLine(number, Fold(bare), apart);
    }

    /// <summary>Letters and digits in lower case, one space for anything between them.</summary>
    public static string Fold(ReadOnlySpan<char> text) =>
        Fold(text, text.Length <= Longest ? stackalloc char[Longest] : new char[text.Length]).ToString();

    /// <summary>As <see cref="Fold(ReadOnlySpan{char})"/>, written to a buffer of the text's length or more.</summary>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
            else if (length > 0 && buffer[length - 1] != ' ')
            {
                buffer[length++] = ' ';
            }
        }

        return buffer[..length].TrimEnd(' ');
    }
}
