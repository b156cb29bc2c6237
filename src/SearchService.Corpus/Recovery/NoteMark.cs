using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Recovery;

internal enum NoteMarkStyle
{
    Superscript,

    /// <summary>"12 Text".</summary>
    Digits,

    /// <summary>"12. Text", "12) Text", "[12] Text".</summary>
    Delimited,

    /// <summary>"* Text", "† Text".</summary>
    Symbol,

    /// <summary>"[^id]: Text".</summary>
    Definition,
}

/// <summary>The mark a note begins with: its characters are [Start, End) of the source.</summary>
/// <param name="Number">0 when the label is no number.</param>
internal readonly record struct NoteMark(int Start, int End, string Label, int Number, NoteMarkStyle Style)
{
    private const int MostDigits = 3;

    private static readonly string[] Counted = ["§", "no.", "nos.", "nr.", "vol.", "article", "art.", "p.", "pp."];

    /// <summary>Reads the mark at the head of a line; null when the line begins otherwise.</summary>
    public static NoteMark? Read(string source, int lineStart, int lineEnd)
    {
        var start = lineStart;
        while (start < lineEnd && char.IsWhiteSpace(source[start]))
        {
            start++;
        }

        if (start == lineEnd)
        {
            return null;
        }

        var c = source[start];
        if (Glyphs.IsSuperscript(c))
        {
            return Numbered(
                source,
                start,
                start,
                Run(source, start, lineEnd, Glyphs.IsSuperscript),
                NoteMarkStyle.Superscript
            );
        }

        if (char.IsAsciiDigit(c))
        {
            var end = Run(source, start, lineEnd, char.IsAsciiDigit);
            if (end == lineEnd || source[end] is ' ' or '\t' or '\u00a0')
            {
                return IsCounted(source, lineStart) ? null : Numbered(source, start, start, end, NoteMarkStyle.Digits);
            }

            if (source[end] is '.' or ')' && (end + 1 == lineEnd || char.IsWhiteSpace(source[end + 1])))
            {
                return Numbered(source, start, start, end, NoteMarkStyle.Delimited, 1);
            }

            return char.IsUpper(source[end]) || Glyphs.IsOpening(source[end])
                ? Numbered(source, start, start, end, NoteMarkStyle.Digits)
                : null;
        }

        if (c == '[' && start + 1 < lineEnd)
        {
            if (source[start + 1] == '^')
            {
                var close = source.AsSpan(start, lineEnd - start).IndexOf("]:".AsSpan(), StringComparison.Ordinal);
                return close > 2
                    ? new NoteMark(
                        start,
                        start + close + 2,
                        source[(start + 2)..(start + close)],
                        0,
                        NoteMarkStyle.Definition
                    )
                    : null;
            }

            var end = Run(source, start + 1, lineEnd, char.IsAsciiDigit);
            return end > start + 1 && end < lineEnd && source[end] == ']'
                ? Numbered(source, start, start + 1, end, NoteMarkStyle.Delimited, 1)
                : null;
        }

        if (c is '*' or '†' or '‡')
        {
            var end = Run(source, start, lineEnd, x => x == c);
            return end < lineEnd && (c != '*' || char.IsWhiteSpace(source[end]))
                ? new NoteMark(start, end, source[start..end], 0, NoteMarkStyle.Symbol)
                : null;
        }

        return null;
    }

    /// <summary>Whether the line above ends with a word that a number belongs to: "§", "vol.", "No.".</summary>
    private static bool IsCounted(string source, int lineStart)
    {
        var above = source.AsSpan(0, lineStart);
        var end = above.TrimEnd().Length;
        if (above[end..].Count('\n') > 1)
        {
            return false;
        }

        above = above[..end];
        foreach (var word in Counted)
        {
            if (
                above.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (above.Length == word.Length || !char.IsLetterOrDigit(above[^(word.Length + 1)]))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static NoteMark? Numbered(string source, int start, int digits, int end, NoteMarkStyle style, int after = 0)
    {
        if (end - digits > MostDigits)
        {
            return null;
        }

        var label = new StringBuilder(end - digits);
        for (var i = digits; i < end; i++)
        {
            label.Append(Glyphs.PlainDigit(source[i]));
        }

        var number = int.Parse(label.ToString(), CultureInfo.InvariantCulture);
        return number == 0 || label[0] == '0'
            ? null
            : new NoteMark(start, end + after, label.ToString(), number, style);
    }

    private static int Run(string source, int start, int end, Func<char, bool> belongs)
    {
        while (start < end && belongs(source[start]))
        {
            start++;
        }

        return start;
    }
}
