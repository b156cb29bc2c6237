namespace SearchService.Retrieval.Searching;

/// <summary>Offsets go out in Unicode code points; inside they are UTF-16 units.</summary>
public static class CodePoints
{
    /// <summary>The code points in the first <paramref name="utf16"/> units of a text.</summary>
    public static int Count(ReadOnlySpan<char> text, int utf16)
    {
        var count = 0;
        var head = text[..Math.Min(utf16, text.Length)];
        foreach (var unit in head)
        {
            if (!char.IsLowSurrogate(unit))
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
            if (char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]))
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
}
