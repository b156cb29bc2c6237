namespace SearchService.Engine.Matching;

/// <summary>Patterns of <c>*</c> (any run) and <c>?</c> (any one code point).</summary>
internal static class WildcardPattern
{
    /// <summary>Goes back to the last star only, which is enough, as a star takes whatever an earlier one could.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> term)
    {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < term.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && pattern[p] == '?')
            {
                p++;
                t += CodePointLength(term, t);
            }
            else if (p < pattern.Length && pattern[p] == term[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                resume += CodePointLength(term, resume);
                t = resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static int CodePointLength(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
}
