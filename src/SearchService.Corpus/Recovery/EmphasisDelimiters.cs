namespace SearchService.Corpus.Recovery;

/// <summary>
/// Emphasis by asterisks and underscores. The rules follow CommonMark 0.31 (delimiter runs), made stricter where plain text uses the
/// same characters.
/// </summary>
internal sealed class EmphasisDelimiters(InlineText text)
{
    private const int DeepestSearch = 12;

    private readonly List<Delimiter> openers = [];

    /// <summary>Reads the run of marks that begins here, and gives the place behind it.</summary>
    public int Read(int i)
    {
        var mark = text.Source[i];
        var length = text.RunLength(i);
        char before = text.At(i - 1),
            after = text.At(i + length);
        if (length > 3)
        {
            return i + length;
        }

        var opens =
            !char.IsWhiteSpace(after) && !InlineText.IsWord(before) && after is not ('.' or ',' or ';' or ':' or ')');
        var closes = !char.IsWhiteSpace(before) && (mark == '*' || !InlineText.IsWord(after));
        var left = length;
        if (closes)
        {
            left = Close(mark, i, length, closesOnly: !opens);
        }

        if (left > 0 && opens)
        {
            openers.Add(new Delimiter(mark, i + (length - left), left));
        }

        return i + length;
    }

    private int Close(char mark, int at, int length, bool closesOnly)
    {
        for (var n = openers.Count - 1; n >= 0 && n >= openers.Count - DeepestSearch && length > 0; n--)
        {
            var opener = openers[n];
            if (opener.Mark != mark || at - opener.At > InlineText.LongestSpan || opener.At + opener.Count >= at)
            {
                continue;
            }

            // An unlike number of marks pairs only where nothing else can be meant.
            if (opener.Count != length && !(closesOnly && (opener.Count == 3 || length == 3)))
            {
                continue;
            }

            var use = Math.Min(opener.Count, length);
            text.Mark(opener.At + opener.Count - use, opener.At + opener.Count);
            text.Mark(at, at + use);
            at += use;
            length -= use;
            openers.RemoveRange(n, openers.Count - n);
            if (opener.Count > use)
            {
                openers.Add(opener with { Count = opener.Count - use });
                n = openers.Count;
            }
        }

        return length;
    }

    private readonly record struct Delimiter(char Mark, int At, int Count);
}
