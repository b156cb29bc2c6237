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

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First; i <= unit.Last; )
            {
                i =
                    Rows(draft, layout, unit, i, line => IsTabRow(draft, layout, line), 2, ClaimTabRow)
                    ?? PipeRows(draft, layout, unit, i)
                    ?? Rows(draft, layout, unit, i, line => IsLeaderRow(layout, line), 2, ClaimGapRow)
                    ?? Rows(draft, layout, unit, i, line => IsGapRow(layout, line), FewestGapRows, ClaimGapRow)
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
        return text.Contains('\t', StringComparison.Ordinal)
            && !(
                ItemMark.Read(draft, draft.Lines[line]) is { } mark
                && !draft.Source.AsSpan(mark.Content, draft.Lines[line].End - mark.Content).TrimEnd().Contains('\t')
            );
    }

    private static void ClaimTabRow(Draft draft, Layout layout, int line) =>
        layout.Claim(BlockKind.TableRow, line, line);

    private static int? PipeRows(Draft draft, Layout layout, Unit unit, int first)
    {
        if (!layout.Text(first).Contains('|', StringComparison.Ordinal))
        {
            return null;
        }

        var last = first;
        while (last < unit.Last && layout.Text(last + 1).Contains('|', StringComparison.Ordinal))
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
        layout.Text(line) is { Length: > 0 } text
        && (char.IsAsciiDigit(text[^1]) || text[^1] is 'i' or 'v' or 'x' or 'l' or 'c')
        && TitleLines.IsContentsRow(text)
        && (Leader().IsMatch(text) || Gap().IsMatch(text));

    /// <summary>Short cells with gaps between them: columns that only space keeps apart.</summary>
    private static bool IsGapRow(Layout layout, int line)
    {
        var text = layout.Text(line);
        if (!Gap().IsMatch(text))
        {
            return false;
        }

        var cells = Gap().Split(text);
        return Array.TrueForAll(cells, cell => TitleLines.Words(cell) <= MostWordsInCell)
            && text.Any(char.IsLetterOrDigit);
    }

    private static void ClaimGapRow(Draft draft, Layout layout, int line)
    {
        int start = Glyphs.FirstInk(draft, draft.Lines[line]),
            end = Glyphs.LastInk(draft, draft.Lines[line]);
        foreach (
            var match in (Leader().IsMatch(layout.Text(line)) ? Leader() : Gap()).EnumerateMatches(
                draft.Source.AsSpan(start, end - start)
            )
        )
        {
            draft.Replace(start + match.Index, start + match.Index + match.Length, "\t", NoiseKind.Markup);
        }

        layout.Claim(BlockKind.TableRow, line, line);
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

    [GeneratedRegex(@"\s{3,}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Gap();
}
