using System.Globalization;

namespace SearchService.Retrieval.Language;

/// <summary>The characters that mean something to the language.</summary>
internal static class QueryCharacters
{
    /// <summary>All the double and angled quotation marks: any opens a phrase; see <see cref="QuotationMarks"/> for what closes it.</summary>
    internal static bool IsQuote(char unit) =>
        unit is '"' or '“' or '”' or '„' or '‟' or '«' or '»' or '‹' or '›' or '″' or '＂' or '〝' or '〞';

    internal static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || char.IsControl(unit);

    internal static bool IsWildcard(char unit) => unit is '*' or '?';

    /// <summary>A unit that a word may begin with, go on with or end with; in half of a pair nobody can tell.</summary>
    internal static bool IsWordUnit(char unit) =>
        char.IsLetterOrDigit(unit)
        || char.IsSurrogate(unit)
        || char.GetUnicodeCategory(unit)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;

    /// <summary>Where a run of unspaced characters ends.</summary>
    internal static bool EndsChunk(char unit) => IsSpace(unit) || IsQuote(unit) || unit is '(' or ')';

    /// <summary>Whether the word would be read as an operator of this language or of another.</summary>
    internal static bool IsOperator(ReadOnlySpan<char> word) => word is "AND" or "OR" or "NOT" || TryNear(word, out _);

    /// <summary><c>NEAR/5</c>, <c>W/5</c>, <c>N/5</c>, <c>PRE/5</c>: proximity as other systems write it.</summary>
    internal static bool TryNear(ReadOnlySpan<char> word, out Proximity? proximity)
    {
        proximity = null;
        var slash = word.IndexOf('/');
        if (
            slash < 1
            || word[..slash] is not ("NEAR" or "W" or "N" or "PRE" or "ADJ")
            || word.Length - slash is < 2 or > 4
            || word[(slash + 1)..].ContainsAnyExceptInRange('0', '9')
        )
        {
            return false;
        }

        var gap = 0;
        foreach (var digit in word[(slash + 1)..])
        {
            gap = (gap * 10) + digit - '0';
        }

        proximity = new Proximity(ProximityKind.Gap, gap, word[0] == 'P');
        return true;
    }

    /// <summary>Whether a field's value can be written without quotation marks.</summary>
    internal static bool IsBareValue(string text)
    {
        if (text.Length == 0 || !char.IsLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var unit in text)
        {
            if (EndsChunk(unit) || unit is '*' or '?' or '~' or '^' or ',' or ';' or '[' or ']' or '{' or '}')
            {
                return false;
            }
        }

        return true;
    }
}
