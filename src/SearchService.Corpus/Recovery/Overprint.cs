using System.Runtime.InteropServices;
using System.Text;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Words that the page prints once and the file has twice, side by side: text set over itself for a heavier look, or drawn again.
/// One copy stays. At the seams the glyphs of both copies may be mingled ("LaL w’aw’" for "Law’"); they are told apart
/// where the result is a word of the text.
/// </summary>
internal static class Overprint
{
    /// <summary>How much must stand twice where the seam itself is impossible in prose: a word glued to what it follows.</summary>
    private const int ShortestGlued = 16;

    /// <summary>How much must stand twice where the seam could be prose: people do repeat themselves, but not that long without a pause.</summary>
    private const int ShortestClean = 30;

    private const int Probe = 12;

    private const int LongestUnit = 400;

    private const int LongestResidue = 10;

    private const int LongestMingled = 16;

    public static void Apply(Draft draft)
    {
        var nearest = new int[1 << 13];
        var repeats = new Stack<int>();
        foreach (var line in draft.Lines)
        {
            if (line.Role == LineRole.Claimed && line.End - line.Start > 2 * ShortestGlued)
            {
                FindRepeats(draft.Source, line, nearest, repeats);
                ReadLine(draft, line, repeats);
            }
        }
    }

    /// <summary>
    /// Where in a line a probe may stand that stands again within reach: told by hashes, read from the line's end, and the first of them on
    /// top. Nearly no line has any, and to look for each word again would cost more than all else here.
    /// </summary>
    /// <param name="nearest">For each hash the nearest place behind the one at hand; what other lines have left there lies out of reach.</param>
    private static void FindRepeats(string source, DraftLine line, int[] nearest, Stack<int> repeats)
    {
        repeats.Clear();
        for (var i = line.End - (2 * Probe); i >= line.Start; i--)
        {
            nearest[Hash(source.AsSpan(i + Probe, Probe))] = i + Probe;
            var next = nearest[Hash(source.AsSpan(i, Probe))];
            if (next >= i + Probe && next <= Math.Min(i + LongestUnit, line.End - Probe))
            {
                repeats.Push(i);
            }
        }

        static int Hash(ReadOnlySpan<char> probe)
        {
            var parts = MemoryMarshal.Cast<char, ulong>(probe);
            return (int)((((parts[0] * 31) ^ (parts[1] * 1013) ^ parts[2]) * 0x9E3779B97F4A7C15) >> 51);
        }
    }

    private static void ReadLine(Draft draft, DraftLine line, Stack<int> repeats)
    {
        var source = draft.Source;
        var floor = line.Start;
        while (repeats.TryPop(out var i))
        {
            if (i < floor || i + (2 * ShortestGlued) > line.End)
            {
                continue;
            }

            if (!char.IsLetter(source[i]) || (i > floor && char.IsLetterOrDigit(source[i - 1])))
            {
                continue;
            }

            var from = i + Probe;
            var window = source.AsSpan(from, Math.Min(LongestUnit, line.End - from));
            var at = window.IndexOf(source.AsSpan(i, Probe), StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var (first, second) = (i, from + at);
            var unit = second - first;
            if (unit < ShortestGlued)
            {
                continue;
            }

            // "the secretariat and secretariat and guild": what stands at a word's beginning twice may do so by the writer's will, whatever
            // letters before it happen to agree.
            var isClean = source[second - 1] == ' ';
            while (
                first > floor && source[first - 1] == source[second - 1] && second - first == unit && i - first < unit
            )
            {
                first--;
                second--;
            }

            var length = 0;
            while (length < unit && second + length < line.End && source[first + length] == source[second + length])
            {
                length++;
            }

            var wholeLine = second + length >= line.End;
            if (
                (length < unit && !(wholeLine && length >= unit - 1))
                || !IsOverprint(source, first, second, length, isClean)
            )
            {
                continue;
            }

            var end = second + length;
            draft.Mark(first + length, end, NoiseKind.Overprint);
            DropResidue(draft, line, first, length, end);
            if (first > line.Start && char.IsLetter(source[first - 1]))
            {
                Untangle(draft, line, floor, first, draft.Forms);
            }

            floor = end;
        }
    }

    private static bool IsOverprint(string source, int first, int second, int length, bool isClean)
    {
        var unit = source.AsSpan(first, length);
        var letters = 0;
        var words = 0;
        for (var i = 0; i < unit.Length; i++)
        {
            if (char.IsLetter(unit[i]))
            {
                letters++;
                words += i == 0 || !char.IsLetter(unit[i - 1]) ? 1 : 0;
            }
        }

        if (words < 3 || letters * 2 < length)
        {
            return false;
        }

        // "sujet’hors": no writer sets a word directly behind a closing mark or another word.
        var before = source[second - 1];
        var glued =
            char.IsLetter(source[second])
            && (
                char.IsLetterOrDigit(before)
                || before is '’' or '”' or '.' or ',' or ')'
                || (first > 0 && char.IsLetter(source[first - 1]))
            );
        if (glued)
        {
            return length >= (isClean ? ShortestClean : ShortestGlued);
        }

        var last = unit.TrimEnd();
        return length >= ShortestClean && last[^1] is not (',' or '.' or ';' or '!' or '?' or ':' or '—' or '–');
    }

    /// <summary>Behind the second copy, glyphs of its end may stand once more: all but the first of them go.</summary>
    private static void DropResidue(Draft draft, DraftLine line, int first, int length, int end)
    {
        var source = draft.Source;
        if (end < line.End && source[end] == ' ')
        {
            // The next word.
            return;
        }

        var tail = source.AsSpan(first + Math.Max(0, length - 5), Math.Min(5, length));
        var last = end;
        while (
            last < line.End
            && last - end < LongestResidue
            && (source[last] is '.' or ',' or ' ' || tail.Contains(source[last]))
        )
        {
            last++;
        }

        // Not into a word that only begins with the same letters.
        while (last > end && last < line.End && char.IsLetter(source[last]) && char.IsLetter(source[last - 1]))
        {
            last--;
        }

        while (last > end && source[last - 1] == ' ')
        {
            last--;
        }

        var keepsFirst = end < last && source[end] is '.' or ',';
        var from = keepsFirst ? end + 1 : end;
        if (last - from < 2 || !ContainsInk(source.AsSpan(from, last - from)))
        {
            return;
        }

        draft.Mark(from, last, NoiseKind.Overprint);
    }

    private static bool ContainsInk(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Before the first copy, one word may stand twice with its glyphs shuffled together.</summary>
    private static void Untangle(Draft draft, DraftLine line, int floor, int first, WordForms forms)
    {
        var source = draft.Source;
        var end = first;
        while (end < line.End && !char.IsWhiteSpace(source[end]) && source[end] is not ('.' or ',' or ';'))
        {
            end++;
        }

        for (var start = end - 2; start >= Math.Max(floor, end - LongestMingled); start--)
        {
            if (start > line.Start && !char.IsWhiteSpace(source[start - 1]))
            {
                continue;
            }

            var kept = Shuffle(source, start, end);
            if (kept is null)
            {
                continue;
            }

            var word = new StringBuilder();
            foreach (var i in kept)
            {
                if (char.IsLetter(source[i]))
                {
                    word.Append(source[i]);
                }
            }

            if (word.Length < 2 || forms.Exactly(word.ToString()) == 0)
            {
                continue;
            }

            for (var i = start; i < end; i++)
            {
                if (!kept.Contains(i))
                {
                    draft.Mark(i, i + 1, NoiseKind.Overprint);
                }
            }

            return;
        }
    }

    /// <summary>The places of one copy, when the characters (spaces apart) are two copies of the same string shuffled together; else null.</summary>
    private static HashSet<int>? Shuffle(string source, int start, int end)
    {
        var places = new List<int>();
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(source[i]))
            {
                places.Add(i);
            }
        }

        if (places.Count % 2 != 0 || places.Count < 4)
        {
            return null;
        }

        var leading = new List<int>();
        return Step(0, 0) ? [.. leading] : null;

        // The copy that leads is kept; the other one must repeat it from its beginning.
        bool Step(int next, int followed)
        {
            if (next == places.Count)
            {
                return followed == leading.Count;
            }

            if (
                followed < leading.Count
                && source[leading[followed]] == source[places[next]]
                && Step(next + 1, followed + 1)
            )
            {
                return true;
            }

            if (leading.Count == places.Count / 2)
            {
                return false;
            }

            leading.Add(places[next]);
            if (Step(next + 1, followed))
            {
                return true;
            }

            leading.RemoveAt(leading.Count - 1);
            return false;
        }
    }
}
