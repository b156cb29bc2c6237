using System.Buffers;
using System.Globalization;

namespace SearchService.Analysis;

/// <summary>
/// Finds the sentences of scholarly English: citations, initials, abbreviations, decimals and ellipses do not end one; quotation marks and
/// brackets after the stop belong to it. When in doubt it does not cut: a sentence too long quotes better than half a sentence.
/// </summary>
/// <remarks>
/// A cut needs a stop (<c>. ? ! …</c>), any closing marks, white space, and a beginning (no lower-case letter); a blank line always cuts,
/// a colon never. Stops of East Asian scripts need no space.
/// </remarks>
public static class Sentences
{
    /// <summary>More marks than this before its first word no sentence has; they are not read again at each of its stops.</summary>
    private const int MostOpeners = 64;

    private static readonly SearchValues<char> NumberUnits = SearchValues.Create("0123456789.");

    /// <summary>
    /// Ranges in UTF-16 units, ends exclusive, in order, without white space at their edges; none is empty, and every
    /// character that is not white space is in exactly one. No word is cut.
    /// </summary>
    public static IReadOnlyList<(int Start, int End)> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<(int, int)>();
        var start = SkipSpace(text, 0, out _);
        for (var i = start; i < text.Length; )
        {
            if (char.IsWhiteSpace(text[i]))
            {
                var next = SkipSpace(text, i, out var lines);
                if (lines > 1 || next == text.Length)
                {
                    sentences.Add((start, i));
                    start = next;
                }

                i = next;
            }
            else if (IsStop(text[i]))
            {
                var end = EndOfClosers(text, EndOfStops(text, i));
                if (IsEnd(text, start, i, end))
                {
                    sentences.Add((start, end));
                    end = start = SkipSpace(text, end, out _);
                }

                i = end;
            }
            else
            {
                i++;
            }
        }

        if (start < text.Length)
        {
            sentences.Add((start, text.Length));
        }

        return sentences;
    }

    private static bool IsEnd(string text, int sentence, int stop, int end)
    {
        if (text[stop] is '。' or '！' or '？' or '｡')
        {
            return end < text.Length;
        }

        if (end == text.Length || !char.IsWhiteSpace(text[end]))
        {
            return false;
        }

        var next = SkipSpace(text, end, out var lines);
        if (next == text.Length || lines > 1)
        {
            return false; // The caller ends it there, where the space begins.
        }

        var beginning = SkipOpeners(text, next);
        if (beginning == text.Length || char.IsLower(text[beginning]) || IsClosing(text[next]))
        {
            return false;
        }

        var first = text[beginning];
        var last = LastStop(text, stop, end);
        if (text[last] is '?' or '!')
        {
            return char.IsLetterOrDigit(first);
        }

        if (!char.IsLetterOrDigit(first) && !char.IsSurrogate(first))
        {
            return false;
        }

        var following = WordAt(text, beginning);
        var stops = CountPoints(text, stop, end);
        if (text[stop] == '…' || stops > 1)
        {
            // Four points are an ellipsis and a stop; of three nobody can tell, unless what follows opens sentences.
            return stops > 3 || SentenceOpeners.Opens(following, text, beginning);
        }

        // What stands in brackets after a stop is a citation or an aside when it begins with a year: "et al. (2001)".
        if (char.IsDigit(first) && text[next] is '(' or '[' && following.Length == 4)
        {
            return false;
        }

        return PointEnds(text, sentence, stop, end, beginning, following);
    }

    private static bool PointEnds(
        string text,
        int sentence,
        int stop,
        int end,
        int beginning,
        ReadOnlySpan<char> following
    )
    {
        var wordStart = StartOfWord(text, stop);
        var word = text.AsSpan(wordStart, stop - wordStart);
        if (word.Length == 0)
        {
            return true;
        }

        // "1. Introduction", "IV. Conclusions", "a. The first": the number of what follows.
        if (wordStart - sentence <= MostOpeners && SkipOpeners(text, sentence) == wordStart && IsEnumerator(word))
        {
            return false;
        }

        // After a closing mark the word is no abbreviation before a name: "(Kosovo etc.) The"
        if (end > stop + 1 && !Abbreviations.IsNeverLast(word))
        {
            return true;
        }

        if (word.Length == 1 && char.IsUpper(word[0]))
        {
            return SentenceOpeners.Opens(following, text, beginning);
        }

        var first = text[beginning];
        return Abbreviations.KindOf(word) switch
        {
            Abbreviations.Kind.NeverLast => false,
            Abbreviations.Kind.BeforeNumber => !char.IsDigit(first) && !IsRomanNumeral(following),
            Abbreviations.Kind.PerhapsLast => SentenceOpeners.Opens(following, text, beginning),
            Abbreviations.Kind.OftenLast => !char.IsDigit(first),
            _ => true,
        };
    }

    private static bool IsStop(char unit) => unit is '.' or '?' or '!' or '…' or '‽' or '。' or '！' or '？' or '｡';

    // Stops next to one another, and the spaced points of an ellipsis ". . .".
    private static int EndOfStops(string text, int stop)
    {
        var end = stop + 1;
        while (end < text.Length)
        {
            if (IsStop(text[end]))
            {
                end++;
            }
            else if (
                text[end] is ' ' or '\u00A0' or '\u2009' or '\u202F'
                && end + 1 < text.Length
                && text[end + 1] is '.' or '…'
            )
            {
                end += 2;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static int EndOfClosers(string text, int end)
    {
        while (
            end < text.Length
            && (IsClosing(text[end]) || (text[end] is '"' or '\'' && IsStop(text[end - 1]) | IsClosing(text[end - 1])))
        )
        {
            end++;
        }

        return end;
    }

    private static bool IsClosing(char unit) =>
        unit
            is ')'
                or ']'
                or '}'
                or '”'
                or '’'
                or '»'
                or '›'
                or '*'
                or '†'
                or '‡'
                or '²'
                or '³'
                or '¹'
                or (>= '⁰' and <= '⁹')
        || char.GetUnicodeCategory(unit) is UnicodeCategory.ClosePunctuation;

    private static int SkipOpeners(string text, int from)
    {
        while (
            from < text.Length
            && (
                text[from] is '"' or '\'' or '*' or '_' or '¿' or '¡' or '-' or '$' or '£' or '€' or '#'
                || char.GetUnicodeCategory(text[from])
                    is UnicodeCategory.OpenPunctuation
                        or UnicodeCategory.InitialQuotePunctuation
                        or UnicodeCategory.DashPunctuation
                || (
                    char.IsWhiteSpace(text[from])
                    && from > 0
                    && char.GetUnicodeCategory(text[from - 1]) is UnicodeCategory.DashPunctuation
                )
            )
        )
        {
            from++;
        }

        return from;
    }

    private static int SkipSpace(string text, int from, out int lines)
    {
        lines = 0;
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            if (
                text[from] is '\n' or '\u2029'
                || (text[from] == '\r' && (from + 1 == text.Length || text[from + 1] != '\n'))
            )
            {
                lines += text[from] == '\u2029' ? 2 : 1;
            }

            from++;
        }

        return from;
    }

    private static int LastStop(string text, int stop, int end)
    {
        var last = stop;
        for (var i = stop; i < end; i++)
        {
            if (IsStop(text[i]))
            {
                last = i;
            }
        }

        return last;
    }

    private static int CountPoints(string text, int stop, int end)
    {
        var count = 0;
        for (var i = stop; i < end; i++)
        {
            count += text[i] switch
            {
                '.' => 1,
                '…' => 3,
                _ => 0,
            };
        }

        return count;
    }

    // Back over letters, digits and the points between them: "U.S", "e.g", "Ph.D", "al".
    private static int StartOfWord(string text, int stop)
    {
        var start = stop;
        while (
            start > 0
            && (
                char.IsLetterOrDigit(text[start - 1])
                || (text[start - 1] == '.' && start < stop && IsLetterBefore(text, start - 1))
            )
        )
        {
            start--;
        }

        return start;
    }

    private static bool IsLetterBefore(string text, int index) => index > 0 && char.IsLetterOrDigit(text[index - 1]);

    private static ReadOnlySpan<char> WordAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end])))
        {
            end++;
        }

        return text.AsSpan(start, end - start);
    }

    private static bool IsEnumerator(ReadOnlySpan<char> word)
    {
        if (word.Length <= 6 && !word.ContainsAnyExcept(NumberUnits))
        {
            return word.IndexOf('.') >= 0 || word.Length <= 3;
        }

        return (word.Length == 1 && char.IsAsciiLetter(word[0])) || IsRomanNumeral(word);
    }

    private static bool IsRomanNumeral(ReadOnlySpan<char> word) =>
        word.Length is > 0 and <= 7 && (!word.ContainsAnyExcept("IVXLC") || !word.ContainsAnyExcept("ivxlc"));
}
