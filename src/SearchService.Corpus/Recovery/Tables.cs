using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Rows whose cells a tab, a bar, dots or a gap keeps apart: each row a block, its cells separated by tabs. Lines that happen to
/// have such a sign are no table; two or more in a row are.
/// </summary>
internal static partial class Tables
{
    private const int FewestGapRows = 3;
    private const int MostWordsInCell = 5;
    private const int NarrowestGap = 3;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        Func<int, bool> isTab = line => IsTabRow(draft, layout, line);
        Func<int, bool> isLeader = line => IsLeaderRow(layout, line);
        Func<int, bool> isGap = line => IsGapRow(layout, line);
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First; i <= unit.Last; )
            {
                i =
                    Rows(draft, layout, unit, i, isTab, 2, ClaimTabRow)
                    ?? PipeRows(draft, layout, unit, i)
                    ?? Rows(draft, layout, unit, i, isLeader, 2, ClaimGapRow)
                    ?? Rows(draft, layout, unit, i, isGap, FewestGapRows, ClaimGapRow)
                    ?? i + 1;
            }
        }
    }

    private static int? Rows(
        Draft draft,
        Layout layout,
        Unit unit,
        int first,
        Func<int, bool> isRow,
        int fewest,
        Action<Draft, Layout, int> claim
    )
    {
        var last = first - 1;
        while (last < unit.Last && isRow(last + 1))
        {
            last++;
        }

        if (last - first + 1 < fewest)
        {
            return null;
        }

        for (var i = first; i <= last; i++)
        {
            claim(draft, layout, i);
        }

        return last + 1;
    }

    /// <summary>A tab between words; behind the mark of a list's item it is an indent.</summary>
    private static bool IsTabRow(Draft draft, Layout layout, int line)
    {
        var text = layout.Text(line);
        return text.Contains('\t')
            && !(
                ItemMark.Read(draft, draft.Lines[line]) is { } mark
                && !draft.Source.AsSpan(mark.Content, draft.Lines[line].End - mark.Content).TrimEnd().Contains('\t')
            );
    }

    private static void ClaimTabRow(Draft draft, Layout layout, int line) =>
        layout.Claim(BlockKind.TableRow, line, line);

    private static int? PipeRows(Draft draft, Layout layout, Unit unit, int first)
    {
        if (!layout.Text(first).Contains('|'))
        {
            return null;
        }

        var last = first;
        while (last < unit.Last && layout.Text(last + 1).Contains('|'))
        {
            last++;
        }

        var hasRule = Enumerable.Range(first, last - first + 1).Any(i => PipeRule().IsMatch(layout.Text(i)));
        var isFramed = Enumerable.Range(first, last - first + 1).All(i => layout.Text(i) is ['|', .., '|']);
        if (last == first || !(hasRule || isFramed))
        {
            return null;
        }

        for (var i = first; i <= last; i++)
        {
            var line = draft.Lines[i];
            if (PipeRule().IsMatch(layout.Text(i)))
            {
                draft.Mark(line.Start, line.End, NoiseKind.Markup);
                line.Role = LineRole.Noise;
                continue;
            }

            SeparateCells(draft, line);
            layout.Claim(BlockKind.TableRow, i, i);
        }

        return last + 1;
    }

    /// <summary>Bars at the edges are dropped; each between two cells, with the space around it, becomes a tab.</summary>
    private static void SeparateCells(Draft draft, DraftLine line)
    {
        int start = Glyphs.FirstInk(draft, line),
            end = Glyphs.LastInk(draft, line);
        for (var i = start; i < end; i++)
        {
            if (
                draft.Source[i] != '|'
                || draft.Noise[i] != NoiseKind.None
                || (i > start && draft.Source[i - 1] == '\\')
            )
            {
                continue;
            }

            int from = i,
                to = i + 1;
            while (from > start && draft.Source[from - 1] is ' ' or '\t' && draft.Noise[from - 1] == NoiseKind.None)
            {
                from--;
            }

            while (to < end && draft.Source[to] is ' ' or '\t')
            {
                to++;
            }

            if (from == start || to == end)
            {
                draft.Mark(from, to, NoiseKind.Markup);
            }
            else
            {
                draft.Replace(from, to, "\t", NoiseKind.Markup);
            }

            i = to - 1;
        }
    }

    /// <summary>Words, dots, a number: a row of a list of contents.</summary>
    private static bool IsLeaderRow(Layout layout, int line) =>
        layout.Text(line) is [.., var last] text
        && (char.IsAsciiDigit(last) || last is 'i' or 'v' or 'x' or 'l' or 'c')
        && TitleLines.IsContentsRow(text)
        && (Leader().IsMatch(text) || Gaps(text.ToString()).Any());

    /// <summary>Short cells with gaps between them: columns that only space keeps apart.</summary>
    private static bool IsGapRow(Layout layout, int line)
    {
        var text = layout.Text(line);
        var (words, spaces, hasGap, hasLetter) = (0, 1, false, false);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                spaces++;
                continue;
            }

            if (spaces >= NarrowestGap)
            {
                hasGap = true;
                words = 0;
            }

            words += spaces > 0 ? 1 : 0;
            spaces = 0;
            hasLetter |= char.IsLetterOrDigit(c);
            if (words > MostWordsInCell)
            {
                return false;
            }
        }

        return hasGap && hasLetter;
    }

    private static void ClaimGapRow(Draft draft, Layout layout, int line)
    {
        int start = Glyphs.FirstInk(draft, draft.Lines[line]),
            end = Glyphs.LastInk(draft, draft.Lines[line]);
        var text = layout.Text(line);
        if (text.Length < TitleLines.LongestContentsRow && Leader().IsMatch(text))
        {
            foreach (var leader in Leader().EnumerateMatches(draft.Source.AsSpan(start, end - start)))
            {
                draft.Replace(start + leader.Index, start + leader.Index + leader.Length, "\t", NoiseKind.Markup);
            }
        }
        else
        {
            foreach (var gap in Gaps(draft.Source[start..end]))
            {
                draft.Replace(start + gap.Start, start + gap.End, "\t", NoiseKind.Markup);
            }
        }

        layout.Claim(BlockKind.TableRow, line, line);
    }

    /// <summary>Where spaces follow one another; no pattern, for a line may have a million of them.</summary>
    private static IEnumerable<SourceSpan> Gaps(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsWhiteSpace(text[i]))
            {
                continue;
            }

            if (i - start >= NarrowestGap)
            {
                yield return new SourceSpan(start, i);
            }

            start = i + 1;
        }
    }

    [GeneratedRegex(
        @"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$|^\|\s*:?-+:?\s*\|$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PipeRule();

    [GeneratedRegex(
        @"\s*(\.\s?){4,}\s*|\s*…[\s.…]*|\s*(·\s?){4,}\s*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Leader();
}
