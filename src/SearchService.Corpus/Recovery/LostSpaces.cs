using System.Buffers;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A space that the conversion lost: behind an initial ("G.John Ikenberry"), where the text sets one behind its other initials, and
/// between the day and the month of a date ("15October"). It is put back.
/// </summary>
internal static class LostSpaces
{
    private static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    /// <summary>A point, or the first letter of a month.</summary>
    private static readonly SearchValues<char> PointsAndMonths = SearchValues.Create(".JFMASOND");

    public static void Apply(Draft draft)
    {
        var glued = new List<int>();
        var spaced = 0;
        foreach (var block in draft.Blocks)
        {
            foreach (var span in block.Spans)
            {
                for (var i = span.Start + 1; i + 2 < span.End; i++)
                {
                    var next = draft.Source.AsSpan(i, span.End - 2 - i).IndexOfAny(PointsAndMonths);
                    if (next < 0)
                    {
                        break;
                    }

                    i += next;
                    var c = draft.Source[i];
                    if (c == '.' && IsInitial(draft, span.Start, i))
                    {
                        spaced += draft.Source[i + 1] == ' ' && char.IsUpper(draft.Source[i + 2]) ? 1 : 0;
                        if (BeginsName(draft, i + 1, span.End))
                        {
                            glued.Add(i + 1);
                        }
                    }
                    else if (c != '.' && BehindDay(draft.Source, span.Start, i) && BeginsMonth(draft, i, span.End))
                    {
                        draft.Insertions[i] = " ";
                    }
                }
            }
        }

        if (spaced > glued.Count)
        {
            foreach (var at in glued)
            {
                draft.Insertions[at] = " ";
            }
        }
    }

    /// <summary>Whether one capital stands alone before the point at an offset.</summary>
    private static bool IsInitial(Draft draft, int start, int point) =>
        char.IsUpper(draft.Source[point - 1])
        && draft.Noise[point] == NoiseKind.None
        && (
            point - 2 < start || char.IsWhiteSpace(draft.Source[point - 2]) || Glyphs.IsOpening(draft.Source[point - 2])
        );

    /// <summary>A capital and at least two small letters, up to the end of a word: no part of an address.</summary>
    private static bool BeginsName(Draft draft, int at, int end)
    {
        if (!char.IsUpper(draft.Source[at]) || draft.Noise[at] != NoiseKind.None)
        {
            return false;
        }

        var i = at + 1;
        while (i < end && char.IsLower(draft.Source[i]))
        {
            i++;
        }

        return i >= at + 3 && (i == end || char.IsWhiteSpace(draft.Source[i]) || draft.Source[i] is ',' or ';' or ')');
    }

    /// <summary>Whether one or two digits that are a day, and nothing else of a word, stand directly before.</summary>
    private static bool BehindDay(string source, int start, int at)
    {
        var first = at;
        while (first > start && at - first < 3 && char.IsAsciiDigit(source[first - 1]))
        {
            first--;
        }

        return at - first is 1 or 2
            && int.Parse(source.AsSpan(first, at - first), System.Globalization.CultureInfo.InvariantCulture)
                is >= 1
                    and <= 31
            && (
                first == start || char.IsWhiteSpace(source[first - 1]) || source[first - 1] is '(' or '[' or '-' or '–'
            );
    }

    private static bool BeginsMonth(Draft draft, int at, int end)
    {
        foreach (var month in Months)
        {
            var after = at + month.Length;
            if (
                after <= end
                && draft.Source.AsSpan(at, month.Length).SequenceEqual(month)
                && (
                    after == end
                    || char.IsWhiteSpace(draft.Source[after])
                    || draft.Source[after] is ',' or '.' or ';' or ')'
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
