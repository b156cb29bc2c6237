using System.Text;

namespace SearchService.Corpus.Bibliography;

internal static class SingleLine
{
    /// <summary>The text with every run of spaces, line breaks and control characters as one space, and none at its ends.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
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

            line.Append(c);
        }

        return line.ToString();
    }
}
