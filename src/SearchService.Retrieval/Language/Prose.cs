using System.Collections.Frozen;
using SearchService.Analysis;

namespace SearchService.Retrieval.Language;

/// <summary>Tells a pasted passage from a query, so that its brackets, colons and question marks are not read as marks of the language.</summary>
internal static class Prose
{
    private const int FewestWords = 13;

    // A question longer than this is a paragraph that ends in one.
    private const int LongestQuestion = 40;

    private const int LongestField = 8;

    private static readonly FrozenSet<string> AsksFirst =
        "what who whom whose which when where why how is are was were do does did can could should would will has have had may might"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// More than a dozen words, a quarter of them function words as in any English prose, punctuation between them, and no operator.
    /// One question is a question.
    /// </summary>
    public static bool IsProse(string text) => !HasOperators(text) && IsPassage(text);

    /// <summary>As <see cref="IsProse"/>, operators not looked for: what stands in quotation marks has none.</summary>
    public static bool IsPassage(string text)
    {
        var count = 0;
        var function = 0;
        foreach (var (start, length) in Words.Ranges(text))
        {
            count++;
            if (length < 12 && StopWords.IsFunctionWord(Words.Term(text.AsSpan(start, length))))
            {
                function++;
            }
        }

        return count >= FewestWords
            && function * 4 >= count
            && IsPunctuated(text)
            && !(count <= LongestQuestion && IsOneQuestion(text));
    }

    /// <summary>
    /// No letter but capitals, and among the words those of the grammar, "THE USE OF RADAR AND SONAR": nobody who writes so means
    /// operators. "US", "IT" and "WHO" may be acronyms among acronyms; brackets and quotation marks are of somebody who uses the language.
    /// </summary>
    public static bool IsSentenceInCapitals(string text)
    {
        foreach (var unit in text)
        {
            if (char.IsLower(unit) || unit is '(' or ')' || QueryCharacters.IsQuote(unit))
            {
                return false;
            }
        }

        foreach (var (start, length) in Words.Ranges(text))
        {
            var word = text.AsSpan(start, length);
            if (
                length is > 1 and < 12
                && word is not ("AND" or "OR" or "NOT" or "US" or "IT" or "WHO")
                && StopWords.IsFunctionWord(Words.Term(word))
            )
            {
                return true;
            }
        }

        return false;
    }

    // The point of an acronym or an initial is none. So the print of a query, which has no other, is never prose.
    private static bool IsPunctuated(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var isEnd =
                text[i] is '.' or ',' or ';' or ':' or '?' or '!'
                && char.IsLetterOrDigit(text[i - 1])
                && EndsAt(text, i + 1 < text.Length && text[i + 1] == '’' ? i + 2 : i + 1);
            if (isEnd && (text[i] != '.' || (i > 1 && char.IsLetterOrDigit(text[i - 2]))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsAt(string text, int index) =>
        index == text.Length || QueryCharacters.EndsChunk(text[index]);

    private static bool IsOneQuestion(string text)
    {
        foreach (var (start, length) in Words.Ranges(text))
        {
            return AsksFirst.Contains(Words.Term(text.AsSpan(start, length)))
                && text.AsSpan().TrimEnd().EndsWith('?')
                && Sentences.Split(text).Count == 1;
        }

        return false;
    }

    private static bool HasOperators(string text)
    {
        var marks = new QuotationMarks(text);
        var quoted = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (QueryCharacters.IsQuote(text[i]))
            {
                var close = marks.Closing(i);
                if (close >= 0)
                {
                    quoted += close - i;
                    i = close;
                }

                if (i + 1 < text.Length && text[i + 1] == '~')
                {
                    return true;
                }
            }
            else if (
                (i == 0 || QueryCharacters.EndsChunk(text[i - 1]))
                && !QueryCharacters.EndsChunk(text[i])
                && IsOperator(text, i)
            )
            {
                return true;
            }
        }

        // Words in quotation marks within prose are the smaller part of it.
        return quoted * 2 > text.Length;
    }

    private static bool IsOperator(string text, int start)
    {
        var end = start;
        while (end < text.Length && !QueryCharacters.EndsChunk(text[end]))
        {
            if (
                text[end] == ':'
                && end - start <= LongestField
                && end + 1 < text.Length
                && !QueryCharacters.IsSpace(text[end + 1])
                && QueryFields.TryGet(text[start..end], out _)
            )
            {
                return true;
            }

            end++;
        }

        var chunk = text.AsSpan(start, end - start);
        var opens = end < text.Length && (text[end] == '(' || QueryCharacters.IsQuote(text[end]));
        return QueryCharacters.IsOperator(chunk)
            || chunk is "&&" or "||"
            || (chunk[0] is '+' or '-' && (chunk.Length == 1 ? opens : char.IsLetter(chunk[1])))
            || (char.IsLetter(chunk[0]) && chunk[^1] is '*' or '~');
    }
}
