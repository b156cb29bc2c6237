using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A quotation that closes otherwise than it opened: 'the legacy of a salesman'' has one mark at its head and two at its end, "Join 'the
/// coalition" closes around a quotation that is still open.
/// </summary>
internal static class UnevenQuotationMarks
{
    /// <summary>In characters, between the two marks: what stands farther apart belongs to other quotations.</summary>
    private const int Longest = 300;

    /// <summary>Words that begin with an apostrophe.</summary>
    private static readonly HashSet<string> Elided = new(StringComparer.OrdinalIgnoreCase)
    {
        "bout",
        "cause",
        "em",
        "n",
        "round",
        "s",
        "t",
        "tis",
        "til",
        "till",
        "twas",
        "twere",
        "twill",
    };

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        var twoForOne = blocks.Any(block => OpensWithTwo(block.Text.Text));
        foreach (var block in blocks)
        {
            var text = block.Text.Text;
            for (var i = text.AsSpan().IndexOfAny("'’\"”"); i >= 0; i = Next(text, i))
            {
                if (!twoForOne && IsSingle(text[i]) && ClosesWithTwo(text, i))
                {
                    yield return (
                        block.Index,
                        new Doubt(
                            i,
                            2,
                            DoubtKind.QuotationMark,
                            text[i].ToString(),
                            DoubtCertainty.Sure,
                            "The quotation opens with one mark and closes with two."
                        )
                    );
                }
                else if (text[i] is '"' or '”' && ClosesAroundOpen(text, i) is { } inner)
                {
                    yield return (
                        block.Index,
                        new Doubt(
                            i,
                            1,
                            DoubtKind.QuotationMark,
                            $"{(inner == '‘' ? '’' : '\'')}{text[i]}",
                            DoubtCertainty.Likely,
                            "A quotation within this one is not closed."
                        )
                    );
                }
            }
        }
    }

    private static int Next(string text, int i)
    {
        var next = text.AsSpan(i + 1).IndexOfAny("'’\"”");
        return next < 0 ? -1 : i + 1 + next;
    }

    /// <summary>Typewriters and TeX set two single marks for a double one: ''so'' and ``so''.</summary>
    private static bool OpensWithTwo(string text) =>
        text.Contains("``", StringComparison.Ordinal)
        || text.Contains("‘‘", StringComparison.Ordinal)
        || text.StartsWith("''", StringComparison.Ordinal)
        || text.Contains(" ''", StringComparison.Ordinal)
        || text.Contains("(''", StringComparison.Ordinal);

    private static bool ClosesWithTwo(string text, int i)
    {
        if (
            i + 1 >= text.Length
            || text[i + 1] != text[i]
            || i == 0
            || !(char.IsLetter(text[i - 1]) || text[i - 1] is '.' or ',' or '!' or '?')
            || (i + 2 < text.Length && (IsSingle(text[i + 2]) || char.IsLetterOrDigit(text[i + 2])))
        )
        {
            return false;
        }

        var opened = 0;
        for (var j = i - 1; j >= Math.Max(0, i - Longest); j--)
        {
            if (text[j] is '"' or '“' or '”' || (IsSingle(text[j]) && Closes(text, j)))
            {
                break;
            }

            opened += Opens(text, j) ? 1 : 0;
        }

        return opened == 1;
    }

    /// <summary>The mark of the one quotation that is open where the double one around it closes; null where there is none.</summary>
    private static char? ClosesAroundOpen(string text, int i)
    {
        if (i == 0 || char.IsWhiteSpace(text[i - 1]) || (i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])))
        {
            return null;
        }

        char? open = null;
        for (var j = i - 1; j >= Math.Max(0, i - Longest); j--)
        {
            if (text[j] is '”' || (IsSingle(text[j]) && Closes(text, j)))
            {
                return null;
            }

            if (text[j] is '“' or '"')
            {
                return j + 1 < text.Length && !char.IsWhiteSpace(text[j + 1]) && (j == 0 || IsGap(text[j - 1]))
                    ? open
                    : null;
            }

            if (Opens(text, j) && !Elided.Contains(Word(text, j + 1)))
            {
                open = text[j];
            }
        }

        return null;
    }

    private static bool IsSingle(char c) => c is '\'' or '’';

    private static bool IsGap(char c) => char.IsWhiteSpace(c) || c is '(' or '[' or '—' or '–' or '"' or '“' or '/';

    private static bool Opens(string text, int at) =>
        text[at] is '\'' or '‘'
        && (at == 0 || IsGap(text[at - 1]))
        && at + 1 < text.Length
        && (char.IsLetter(text[at + 1]) || text[at + 1] is '[' or '…');

    /// <summary>Behind a word or a point, and no letter behind it: the plural's apostrophe is counted, too, for it may close.</summary>
    private static bool Closes(string text, int at) =>
        at > 0 && !IsGap(text[at - 1]) && (at + 1 >= text.Length || !char.IsLetterOrDigit(text[at + 1]));

    private static string Word(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return text[start..end];
    }
}
