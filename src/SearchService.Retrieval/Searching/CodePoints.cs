namespace SearchService.Retrieval.Searching;

/// <summary>Offsets go out in Unicode code points; inside they are UTF-16 units.</summary>
public static class CodePoints
{
    /// <summary>The code points in the first <paramref name="utf16"/> units of a text.</summary>
    public static int Count(ReadOnlySpan<char> text, int utf16)
    {
        var count = 0;
        for (var i = 0; i < Math.Min(utf16, text.Length); i++)
        {
            if (!EndsPair(text, i))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>The UTF-16 offset of the code point with this ordinal; the text's length when it has fewer.</summary>
    public static int ToUtf16(ReadOnlySpan<char> text, int codePoint)
    {
        var seen = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (EndsPair(text, i))
            {
                continue;
            }

            if (seen == codePoint)
            {
                return i;
            }

            seen++;
        }

        return text.Length;
    }

    /// <summary>The first <paramref name="utf16"/> units of a text at most, none of a pair that they would cut.</summary>
    public static ReadOnlySpan<char> WholeStart(ReadOnlySpan<char> text, int utf16) =>
        utf16 >= text.Length ? text
        : EndsPair(text, utf16) ? text[..(utf16 - 1)]
        : text[..utf16];

    /// <summary>The last <paramref name="utf16"/> units of a text at most, none of a pair that they would cut.</summary>
    public static ReadOnlySpan<char> WholeEnd(ReadOnlySpan<char> text, int utf16) =>
        utf16 >= text.Length ? text
        : EndsPair(text, text.Length - utf16) ? text[^(utf16 - 1)..]
        : text[^utf16..];

    private static bool EndsPair(ReadOnlySpan<char> text, int at) =>
        at > 0 && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
