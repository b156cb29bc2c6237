using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Kinds of characters, and what stands at the edges of a run of text, as several passes need to know them.</summary>
internal static class Glyphs
{
    public const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static bool IsSuperscript(char c) => c >= '²' && Superscripts.Contains(c, StringComparison.Ordinal);

    /// <summary>The ASCII digit of a superscript one.</summary>
    public static char PlainDigit(char c) =>
        Superscripts.IndexOf(c, StringComparison.Ordinal) is >= 0 and var digit ? (char)('0' + digit) : c;

    public static bool IsClosing(char c) => c is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '*' or '_' or '>';

    public static bool IsOpening(char c) =>
        c is '"' or '\'' or '“' or '‘' or '«' or '(' or '[' or '*' or '_' or '„' or '‚';

    /// <summary>
    /// The last character before <paramref name="end"/> that belongs to the words: spaces, noise, closing quotes and brackets, and the
    /// mark of a note are passed over. '\0' when there is none.
    /// </summary>
    public static char LastMeant(Draft draft, int start, int end)
    {
        var i = end - 1;
        while (i >= start)
        {
            var c = draft.Source[i];
            if (c == ']' && OpensMark(draft.Source, start, i) is { } open)
            {
                i = open - 1;
                continue;
            }

            if (draft.Noise[i] != NoiseKind.None || char.IsWhiteSpace(c) || IsClosing(c) || IsSuperscript(c))
            {
                i--;
                continue;
            }

            if (char.IsAsciiDigit(c))
            {
                var before = i;
                while (before >= start && char.IsAsciiDigit(draft.Source[before]))
                {
                    before--;
                }

                // "legitimacy.3" and "democracies’75" end with a note's mark, "in 1999" and "vol. 3" do not.
                if (
                    before > start
                    && i - before <= 3
                    && (
                        draft.Source[before] is '.' or ',' or '!' or '?' or ';' or ':'
                        || IsClosing(draft.Source[before])
                    )
                    && !char.IsAsciiDigit(draft.Source[before - 1])
                )
                {
                    i = before;
                    continue;
                }
            }

            return c;
        }

        return '\0';
    }

    /// <summary>Where the mark of a note in brackets begins that ends here: "[12]", "[^12]", "[^id]"; null when it is none.</summary>
    private static int? OpensMark(string source, int start, int close)
    {
        var from = Math.Max(start, close - 16);
        var open = source.AsSpan(from, close - from).LastIndexOf('[');
        if (open < 0)
        {
            return null;
        }

        open += from;
        var label = source.AsSpan(open + 1, close - open - 1);
        return label is ['^', _, ..] || (label.Length is > 0 and <= 3 && label.IndexOfAnyExceptInRange('0', '9') < 0)
            ? open
            : null;
    }

    /// <summary>Whether the text [start, end) ends as a sentence does.</summary>
    public static bool EndsSentence(Draft draft, int start, int end) =>
        LastMeant(draft, start, end) is '.' or '!' or '?' or '…' or '。' or '\0';

    /// <summary>The first character of the words of [start, end): spaces, noise and opening quotes are passed over. '\0' when there is none.</summary>
    public static char FirstMeant(Draft draft, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var c = draft.Source[i];
            if (draft.Noise[i] == NoiseKind.None && !char.IsWhiteSpace(c) && !IsOpening(c))
            {
                return c;
            }
        }

        return '\0';
    }

    public static bool BeginsSmall(ReadOnlySpan<char> text) => text is [var first, ..] && char.IsLower(first);

    /// <summary>How many words the kept text of [start, end) has; counting stops at <paramref name="enough"/>.</summary>
    public static int Words(Draft draft, int start, int end, int enough)
    {
        var words = 0;
        var inside = false;
        for (var i = start; i < end && words < enough; i++)
        {
            var letter = draft.Noise[i] == NoiseKind.None && char.IsLetterOrDigit(draft.Source[i]);
            if (letter && !inside)
            {
                words++;
            }

            inside = letter || (inside && draft.Source[i] is '’' or '\'' or '-');
        }

        return words;
    }

    /// <summary>Start of the first character of a line that is not a space; its end when all are.</summary>
    public static int FirstInk(Draft draft, DraftLine line)
    {
        var i = line.Start;
        while (i < line.End && char.IsWhiteSpace(draft.Source[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>End of the last character of a line that is not a space.</summary>
    public static int LastInk(Draft draft, DraftLine line)
    {
        var i = line.End;
        while (i > line.Start && char.IsWhiteSpace(draft.Source[i - 1]))
        {
            i--;
        }

        return i;
    }
}
