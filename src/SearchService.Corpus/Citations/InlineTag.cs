using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>The inline tags that CSL-JSON allows in titles.</summary>
internal static class InlineTag
{
    private static readonly string[] Tags =
    [
        "<i>",
        "</i>",
        "<b>",
        "</b>",
        "<sup>",
        "</sup>",
        "<sub>",
        "</sub>",
        "<sc>",
        "</sc>",
        "<span class=\"nocase\">",
        "<span style=\"font-variant:small-caps;\">",
        "<span style=\"font-variant: small-caps;\">",
        "</span>",
    ];

    /// <summary>The length of the tag that begins at an offset; 0 when none does.</summary>
    public static int LengthAt(string text, int at) =>
        Array.Find(Tags, tag => string.CompareOrdinal(text, at, tag, 0, tag.Length) == 0)?.Length ?? 0;

    /// <summary>The text without its tags, for formats that have no faces.</summary>
    public static string Strip(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            if (text[at] == '<' && LengthAt(text, at) is > 0 and var length)
            {
                at += length;
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        return plain.ToString();
    }
}
