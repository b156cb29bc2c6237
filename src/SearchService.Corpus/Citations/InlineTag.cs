using System.Text;

namespace SearchService.Corpus.Citations;

/// <summary>What an inline tag says of the words that it encloses.</summary>
internal enum InlineFace
{
    Italic,
    Bold,
    Superscript,
    Subscript,
    SmallCapitals,

    /// <summary>The letters' case stays as it is in every style.</summary>
    KeepCase,
}

/// <summary>A tag that has its other half.</summary>
internal readonly record struct PairedTag(int Length, bool IsEnd, InlineFace Face);

/// <summary>The inline tags that CSL-JSON allows in titles.</summary>
internal static class InlineTag
{
    public const string SmallCapitals = "<span style=\"font-variant:small-caps;\">";
    public const string KeepCase = "<span class=\"nocase\">";

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
        KeepCase,
        SmallCapitals,
        "<span style=\"font-variant: small-caps;\">",
        "</span>",
    ];

    /// <summary>The length of the tag that begins at an offset; 0 when none does.</summary>
    public static int LengthAt(string text, int at) =>
        Array.Find(Tags, tag => string.CompareOrdinal(text, at, tag, 0, tag.Length) == 0)?.Length ?? 0;

    /// <summary>The tags that have their other half, properly nested, by their offsets; any other is words.</summary>
    public static IReadOnlyDictionary<int, PairedTag> Pairs(string text)
    {
        var pairs = new Dictionary<int, PairedTag>();
        var open = new Stack<(int At, string Tag)>();
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = Next(text, at))
        {
            if (LengthAt(text, at) is not (> 0 and var length))
            {
                continue;
            }

            var tag = text.Substring(at, length);
            if (tag[1] != '/')
            {
                open.Push((at, tag));
            }
            else if (open.Any(start => EndOf(start.Tag) == tag))
            {
                // What was opened inside and never closed is words.
                while (EndOf(open.Peek().Tag) != tag)
                {
                    open.Pop();
                }

                var start = open.Pop();
                pairs[start.At] = new PairedTag(start.Tag.Length, IsEnd: false, FaceOf(start.Tag));
                pairs[at] = new PairedTag(length, IsEnd: true, FaceOf(start.Tag));
            }
        }

        return pairs;

        static int Next(string text, int at) => at + 1 < text.Length ? text.IndexOf('<', at + 1) : -1;

        static string EndOf(string tag) =>
            tag.StartsWith("<span", StringComparison.Ordinal) ? "</span>" : "</" + tag[1..];
    }

    private static InlineFace FaceOf(string tag) =>
        tag switch
        {
            "<i>" => InlineFace.Italic,
            "<b>" => InlineFace.Bold,
            "<sup>" => InlineFace.Superscript,
            "<sub>" => InlineFace.Subscript,
            KeepCase => InlineFace.KeepCase,
            _ => InlineFace.SmallCapitals,
        };

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
