using System.Text;

namespace SearchService.Corpus.Bibliography;

internal static class SingleLine
{
    /// <summary>
    /// The text with every run of spaces, line breaks and control characters as one space, and none at its ends. Half of a surrogate pair,
    /// which is no character, becomes U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // A no-break space is kept: it was set on purpose.
            if ((char.IsWhiteSpace(c) && c != '\u00A0') || char.IsControl(c))
            {
                gap = line.Length > 0;
                continue;
            }

            if (gap)
            {
                line.Append(' ');
                gap = false;
            }

            if (!char.IsSurrogate(c))
            {
                line.Append(c);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                line.Append(c).Append(text[++i]);
            }
            else
            {
                line.Append('\uFFFD');
            }
        }

        return line.ToString();
    }
}
