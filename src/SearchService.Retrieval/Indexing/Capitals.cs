using SearchService.Analysis;

namespace SearchService.Retrieval.Indexing;

/// <summary>
/// Acronyms that fold to a word of the grammar: US and us, WHO and who, IT and it. Written in capitals, such a word is indexed in
/// capitals beside its folded term, so that the one can be sought without the other.
/// </summary>
internal static class Capitals
{
    private const int LongestAcronym = 5;

    /// <summary>The term in capitals; null where the word is not written so or is no word of the grammar.</summary>
    /// <param name="written">The word as it stands, with its points: "U.S.", "US", "WHO's".</param>
    /// <param name="term">Its folded term.</param>
    public static string? Term(ReadOnlySpan<char> written, string term)
    {
        var bare = Words.WithoutPossessive(term);
        if (bare.Length < 2 || !StopWords.IsFunctionWord(bare))
        {
            return null;
        }

        var capitals = 0;
        foreach (var unit in written)
        {
            if (capitals == bare.Length)
            {
                break;
            }

            if (unit != '.' && !char.IsUpper(unit))
            {
                return null;
            }

            capitals += unit == '.' ? 0 : 1;
        }

        return capitals == bare.Length ? bare.ToUpperInvariant() : null;
    }

    /// <summary>
    /// Whether a text stands in capitals throughout, like "INDEX OF TITLES", so that they do not tell an acronym from a word. A text of
    /// short words only ("US OR UN") may be all acronyms.
    /// </summary>
    public static bool AreThroughout(string text)
    {
        var run = 0;
        var longest = 0;
        foreach (var unit in text)
        {
            if (char.IsLower(unit))
            {
                return false;
            }

            run = char.IsUpper(unit) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest > LongestAcronym;
    }
}
