namespace SearchService.Retrieval.Quotations;

/// <summary>
/// How much two written words are alike, letter by letter: an edit distance in which the confusions of optical character recognition
/// (rn for m, l for 1, c for e) weigh less than other edits.
/// </summary>
internal static class WordLikeness
{
    /// <summary>Words less alike than this are two words.</summary>
    public const float Least = 0.6f;

    private const float Confusion = 0.3f;
    private const int Longest = 40;

    private static readonly HashSet<(char, char)> Alike = Pairs(
        "ce co ec eo oa ae 0o 1l 1i il 5s 8b 6b 2z 9g gq uv vy nu nh hb bh fs tf tl ij lj rt ft ao oc eo kh"
    );

    private static readonly (string Pair, char One)[] Merged =
    [
        ("rn", 'm'),
        ("nn", 'm'),
        ("in", 'm'),
        ("ni", 'm'),
        ("cl", 'd'),
        ("ol", 'd'),
        ("vv", 'w'),
        ("li", 'h'),
        ("ii", 'u'),
        ("ll", 'u'),
        ("fi", 'h'),
        ("lc", 'k'),
    ];

    /// <summary>1 for one and the same word, 0 for words that are two.</summary>
    /// <param name="left">Folded, as the other.</param>
    public static float Of(string left, string right)
    {
        if (left == right)
        {
            return 1;
        }

        var longer = Math.Max(left.Length, right.Length);
        if (longer > Longest || Math.Abs(left.Length - right.Length) > Math.Max(1, longer * (1 - Least)))
        {
            return 0;
        }

        var likeness = 1 - (Distance(left, right) / longer);
        return likeness >= Least ? likeness : 0;
    }

    /// <summary>Whether the words differ by such confusions alone.</summary>
    public static bool IsConfusion(string left, string right)
    {
        if (left == right || Math.Abs(left.Length - right.Length) > 3 || Math.Max(left.Length, right.Length) > Longest)
        {
            return left == right;
        }

        // Two numbers are two numbers, however alike their digits.
        return !(left.All(char.IsAsciiDigit) && right.All(char.IsAsciiDigit))
            && Distance(left, right) is var distance
            && distance <= Confusion * Math.Max(1, Math.Min(left.Length, right.Length) / 2) + 0.001f;
    }

    /// <summary>A set of the letters of a word, for telling in a moment that two words are not alike.</summary>
    public static ulong Letters(string word)
    {
        var letters = 0UL;
        foreach (var letter in word)
        {
            letters |= 1UL << (letter & 63);
        }

        return letters;
    }

    private static float Distance(string left, string right)
    {
        var width = right.Length + 1;
        Span<float> rows = stackalloc float[3 * width];
        var before = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j < width; j++)
            {
                var (a, b) = (left[i - 1], right[j - 1]);
                var replaced =
                    previous[j - 1]
                    + (
                        a == b ? 0
                        : Alike.Contains((a, b)) ? Confusion
                        : 1
                    );
                var best = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && IsMerged(left[i - 2], a, b))
                {
                    best = Math.Min(best, before[j - 1] + Confusion);
                }

                if (j > 1 && IsMerged(right[j - 2], b, a))
                {
                    best = Math.Min(best, previous[j - 2] + Confusion);
                }

                if (i > 1 && j > 1 && a == right[j - 2] && b == left[i - 2])
                {
                    best = Math.Min(best, before[j - 2] + 1);
                }

                current[j] = best;
            }

            var free = before;
            before = previous;
            previous = current;
            current = free;
        }

        return previous[^1];
    }

    private static bool IsMerged(char first, char second, char one)
    {
        foreach (var (pair, merged) in Merged)
        {
            if (merged == one && pair[0] == first && pair[1] == second)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<(char, char)> Pairs(string pairs) =>
        [.. pairs.Split(' ').SelectMany(pair => ((char, char)[])[(pair[0], pair[1]), (pair[1], pair[0])])];
}
