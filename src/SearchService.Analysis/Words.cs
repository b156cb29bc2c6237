using System.Globalization;
using System.Text;

namespace SearchService.Analysis;

/// <summary>
/// Cuts a text into words, in the spirit of Unicode UAX #29 and with the habits of scholarly English. Never throws, lone surrogates
/// included; no word depends on what stands beyond the white space around it.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>NATO's</c>, <c>O’Neill</c></term><description>one word: an apostrophe between letters or digits stays, folded straight</description></item>
/// <item><term><c>50,000</c>, <c>2.5</c></term><description>one word: a point between digits, a comma before a group of exactly three</description></item>
/// <item><term><c>U.S.</c>, <c>e.g.</c></term><description>one word, <c>us</c>, <c>eg</c>: single letters with points between them; the last point is in its range</description></item>
/// <item><term><c>self-defeating</c>, <c>and/or</c>, <c>snake_case</c>, <c>example.org</c></term><description>two words; <see cref="Compounds"/> gives the joined form of the hyphenated</description></item>
/// <item><term>soft hyphen, zero-width space</term><description>skipped in the term, kept in the range</description></item>
/// <item><term>Han, Hiragana, Thai, Lao, Khmer, Burmese</term><description>one word a character, its marks with it: these scripts put no space between words</description></item>
/// <item><term>symbols, punctuation, emoji</term><description>no words</description></item>
/// </list>
/// </remarks>
public static class Words
{
    /// <summary>The words of <paramref name="text"/> in reading order; starts and positions ascend and ranges do not overlap.</summary>
    public static IReadOnlyList<Token> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<Token>((text.Length / 6) + 4);
        foreach (var (start, length) in Ranges(text))
        {
            tokens.Add(new Token(start, length, tokens.Count, Term(text.AsSpan(start, length))));
        }

        return tokens;
    }

    /// <summary>The ranges of the words alone, without a string a word: for counting, and for asking whether a cut falls inside a word.</summary>
    public static WordRanges Ranges(ReadOnlySpan<char> text) => new(text);

    /// <summary>The number of words.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in Ranges(text))
        {
            count++;
        }

        return count;
    }

    /// <summary>The term of one written word: folded, the points of an acronym and the commas of a number left out.</summary>
    public static string Term(ReadOnlySpan<char> word)
    {
        var folded = Folding.Fold(word);

        // Within a word a comma stands between the groups of a number only.
        if (folded.Contains(',', StringComparison.Ordinal))
        {
            folded = folded.Replace(",", "", StringComparison.Ordinal);
        }

        return folded.Contains('.', StringComparison.Ordinal) && WordRanges.HasLetterBeforePoint(word)
            ? folded.Replace(".", "", StringComparison.Ordinal)
            : folded;
    }

    /// <summary>
    /// The joined form of every hyphenated compound: <c>peacekeeping</c> for "peace-keeping", <c>stateoftheart</c> for "state-of-the-art",
    /// at the position of its first word, so that an index can hold it as an alternative there. Numbers joined by a hyphen are ranges, not compounds.
    /// </summary>
    /// <param name="text">The text that <paramref name="tokens"/> were cut from.</param>
    /// <param name="tokens">All its words, from <see cref="Tokenize"/>.</param>
    public static IReadOnlyList<Token> Compounds(string text, IReadOnlyList<Token> tokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokens);
        List<Token>? compounds = null;
        for (var first = 0; first < tokens.Count; )
        {
            var last = first;
            while (last + 1 < tokens.Count && IsJoined(text, tokens[last], tokens[last + 1]))
            {
                last++;
            }

            if (last > first)
            {
                var joined = string.Concat(Enumerable.Range(first, last - first + 1).Select(i => tokens[i].Term));
                if (joined.Any(char.IsLetter))
                {
                    var start = tokens[first].Start;
                    (compounds ??= []).Add(new Token(start, tokens[last].End - start, tokens[first].Position, joined));
                }
            }

            first = last + 1;
        }

        return compounds ?? (IReadOnlyList<Token>)[];
    }

    /// <summary>The term without a possessive ending: <c>nato's</c> gives <c>nato</c>, <c>states'</c> gives <c>states</c>.</summary>
    public static string WithoutPossessive(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (term.Length > 2 && term.EndsWith("'s", StringComparison.Ordinal))
        {
            return term[..^2];
        }

        return term.Length > 1 && term[^1] == '\'' ? term[..^1] : term;
    }

    private static bool IsJoined(string text, Token left, Token right)
    {
        // One hyphen and nothing else but what cannot be seen.
        var hyphens = 0;
        for (var i = left.End; i < right.Start; i++)
        {
            if (Folding.IsHyphen(text[i]))
            {
                hyphens++;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(text[i]) != UnicodeCategory.Format)
            {
                return false;
            }
        }

        return hyphens == 1;
    }
}
