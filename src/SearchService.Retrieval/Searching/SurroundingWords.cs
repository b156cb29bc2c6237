namespace SearchService.Retrieval.Searching;

/// <summary>
/// The fewest words around a range of a text that tell it from every other place with the same words; of several ways to take so few,
/// the one with the fewest before it. Words are what stands between white space.
/// </summary>
/// <param name="Start">Where the words before the range begin: the range's own start where none are needed.</param>
/// <param name="End">Where the words behind it end.</param>
/// <param name="AreEnough">
/// Whether they tell it apart. Else <see cref="Most"/> words on both sides, or all that there are, stand in another place as well, and
/// only its position tells the range from that.
/// </param>
internal readonly record struct SurroundingWords(int Start, int End, bool AreEnough)
{
    /// <summary>No more words are taken on either side. Prose needs two or three; what needs more is repeated by intent.</summary>
    public const int Most = 12;

    /// <summary>The words around <paramref name="range"/>, none from outside <paramref name="within"/>; other places are sought in the whole text.</summary>
    /// <param name="standsOutside">The words stand outside of the text, too, with none of the words around them.</param>
    public static SurroundingWords Of(
        TextPlaces places,
        TextRange range,
        TextRange within,
        bool ignoreCase,
        bool standsOutside = false
    )
    {
        if (!standsOutside && !places.Others(range, ignoreCase).Any())
        {
            return new SurroundingWords(range.Start, range.End, true);
        }

        var text = places.Text;
        Span<int> before = stackalloc int[Most];
        Span<int> behind = stackalloc int[Most];
        before = before[..WordsBefore(text, range.Start, within.Start, before)];
        behind = behind[..WordsBehind(text, range.End, within.End, behind)];

        // By how many words before agree: how many behind agree at most. Of the places where none agree, which are many for a common
        // word, it is enough to know that there are some.
        Span<int> agreeing = stackalloc int[Most + 1];
        agreeing.Fill(-1);
        agreeing[0] = 0;
        if (before.Length > 0)
        {
            foreach (var other in places.Others(range with { Start = range.Start - before[0] }, ignoreCase))
            {
                Compare(text, range, other + before[0], before, behind, ignoreCase, agreeing);
            }
        }

        if (behind.Length > 0)
        {
            foreach (var other in places.Others(range with { End = range.End + behind[0] }, ignoreCase))
            {
                Compare(text, range, other, before, behind, ignoreCase, agreeing);
            }
        }

        (int Before, int Behind)? best = null;
        var needed = 0;
        for (var words = before.Length; words >= 0; words--)
        {
            needed = Math.Max(needed, agreeing[words] + 1);
            if (needed <= behind.Length && !(best is { } known && known.Before + known.Behind < words + needed))
            {
                best = (words, needed);
            }
        }

        var (first, last) = best ?? (before.Length, behind.Length);
        return new SurroundingWords(
            range.Start - (first == 0 ? 0 : before[first - 1]),
            range.End + (last == 0 ? 0 : behind[last - 1]),
            best is not null
        );
    }

    private static void Compare(
        string text,
        TextRange range,
        int other,
        ReadOnlySpan<int> before,
        ReadOnlySpan<int> behind,
        bool ignoreCase,
        Span<int> agreeing
    )
    {
        var left = Reached(before, AgreeingBefore(text, range.Start, other, before, ignoreCase));
        var right = Reached(
            behind,
            AgreeingBehind(text, range.End, other + range.End - range.Start, behind, ignoreCase)
        );
        agreeing[left] = Math.Max(agreeing[left], right);
    }

    /// <summary>How far from the range's start each of the words before it begins, the nearest first.</summary>
    private static int WordsBefore(string text, int at, int first, Span<int> distances)
    {
        var count = 0;
        for (var i = at; count < distances.Length; count++)
        {
            while (i > first && char.IsWhiteSpace(text[i - 1]))
            {
                i--;
            }

            if (i == first)
            {
                break;
            }

            while (i > first && !char.IsWhiteSpace(text[i - 1]))
            {
                i--;
            }

            distances[count] = at - i;
        }

        return count;
    }

    private static int WordsBehind(string text, int at, int last, Span<int> distances)
    {
        var count = 0;
        for (var i = at; count < distances.Length; count++)
        {
            while (i < last && char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            if (i == last)
            {
                break;
            }

            while (i < last && !char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            distances[count] = i - at;
        }

        return count;
    }

    private static int AgreeingBefore(string text, int at, int other, ReadOnlySpan<int> words, bool ignoreCase)
    {
        var most = words.Length == 0 ? 0 : Math.Min(words[^1], other);
        var length = 0;
        while (length < most && AreSame(text[at - length - 1], text[other - length - 1], ignoreCase))
        {
            length++;
        }

        return length;
    }

    private static int AgreeingBehind(string text, int at, int other, ReadOnlySpan<int> words, bool ignoreCase)
    {
        var most = words.Length == 0 ? 0 : Math.Min(words[^1], text.Length - Math.Max(at, other));
        var length = 0;
        while (length < most && AreSame(text[at + length], text[other + length], ignoreCase))
        {
            length++;
        }

        return length;
    }

    private static bool AreSame(char one, char other, bool ignoreCase) =>
        one == other || (ignoreCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other));

    /// <summary>How many of the words are whole in so many characters.</summary>
    private static int Reached(ReadOnlySpan<int> words, int length)
    {
        var count = 0;
        while (count < words.Length && words[count] <= length)
        {
            count++;
        }

        return count;
    }
}
