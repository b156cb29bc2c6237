using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Quotations set as blocks of their own: with Markdown's mark, indented on every line, between quotation marks below a colon, or below
/// a sentence that breaks off at a comma.
/// </summary>
internal static class BlockQuotations
{
    private const int FewestWords = 10;
    private const int MostWords = 400;
    private const int FewestWordsBefore = 6;
    private const int Indent = 3;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        foreach (var unit in layout.Units)
        {
            ClaimMarked(draft, layout, unit);
        }

        var margin = Margin(draft, layout);
        var headings = draft
            .Blocks.Where(block => block.Kind == BlockKind.Heading)
            .OrderBy(block => block.Start)
            .ToList();
        for (var u = 1; u < layout.Units.Count; u++)
        {
            var unit = layout.Units[u];
            if (!layout.IsWrapped && IsSetInLine(draft, layout, unit, headings))
            {
                layout.Claim(BlockKind.BlockQuotation, unit.First, unit.Last);
            }
            else if (layout.IsWrapped && IsBody(headings, draft.Lines[unit.First].Start))
            {
                ClaimIndented(draft, layout, unit, margin);
            }

            var before = layout.Units[u - 1];
            if (
                draft.Lines[unit.First].Role == LineRole.Open
                && OnlyBlanks(draft, before.Last, unit.First)
                && IsQuotation(draft, layout, before, unit)
            )
            {
                layout.Claim(BlockKind.BlockQuotation, unit.First, unit.Last);
            }
        }
    }

    /// <summary>Where each line is a paragraph: one that stands in, below one that does not.</summary>
    private static bool IsSetInLine(Draft draft, Layout layout, Unit unit, List<DraftBlock> headings) =>
        unit.First == unit.Last
        && draft.Lines[unit.First].Role == LineRole.Open
        && layout.Indent(unit.First) >= Indent
        && TitleLines.Words(layout.Text(unit)) >= FewestWords
        && TitleLines.EndsSentence(layout.Text(unit))
        && IsBody(headings, draft.Lines[unit.First].Start);

    /// <summary>Abstracts and title pages stand in, too.</summary>
    private static bool IsBody(List<DraftBlock> headings, int start)
    {
        var before = headings.FirstFrom(heading => heading.Start, start) - 1;
        return before >= 0 && headings[before].Role is SectionRole.Body or SectionRole.Back;
    }

    private static bool OnlyBlanks(Draft draft, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (draft.Lines[i].Role != LineRole.Blank)
            {
                return false;
            }
        }

        return !draft.Lines[to].BeginsPage;
    }

    /// <summary>Lines that begin with ">", however often; a bare one parts two paragraphs of the quotation.</summary>
    private static void ClaimMarked(Draft draft, Layout layout, Unit unit)
    {
        var first = -1;
        for (var i = unit.First; i <= unit.Last + 1; i++)
        {
            var line = i <= unit.Last ? draft.Lines[i] : null;
            if (line is { Role: LineRole.Open } && DropMarks(draft, line) is { } isBare)
            {
                if (isBare)
                {
                    Close(i - 1);
                    line.Role = LineRole.Noise;
                    first = -1;
                }
                else
                {
                    first = first < 0 ? i : first;
                }
            }
            else if (line is not { Role: LineRole.Open })
            {
                Close(i - 1);
                first = -1;
            }
        }

        void Close(int last)
        {
            if (first >= 0)
            {
                layout.Claim(BlockKind.BlockQuotation, first, last);
            }
        }
    }

    /// <summary>Null when the line has no mark of quotation; else whether it has nothing beside.</summary>
    private static bool? DropMarks(Draft draft, DraftLine line)
    {
        var ink = Glyphs.FirstInk(draft, line);
        if (ink >= line.End || draft.Source[ink] != '>' || ink - line.Start > 3 || draft.Noise[ink] != NoiseKind.None)
        {
            return null;
        }

        var at = ink;
        while (at < line.End && draft.Source[at] is '>' or ' ')
        {
            at++;
        }

        if (at < line.End && at == ink + 1 && !char.IsLetter(draft.Source[at]))
        {
            // "> 5" and ">=" compare.
            return null;
        }

        draft.Mark(line.Start, at, NoiseKind.Markup);
        return draft.Source.AsSpan(at, line.End - at).IsWhiteSpace();
    }

    private static bool IsQuotation(Draft draft, Layout layout, Unit before, Unit unit)
    {
        if (draft.Lines[before.Last].Role != LineRole.Open)
        {
            return false;
        }

        var lead = layout.Text(before.Last);
        if (lead is not [.., ':' or ','])
        {
            return false;
        }

        var text = layout.Text(unit);
        var words = TitleLines.Words(text);
        if (words is < FewestWords or > MostWords || ItemMark.Read(draft, draft.Lines[unit.First]) is not null)
        {
            return false;
        }

        var leadsIn = TitleLines.HasWords(layout.Text(before), FewestWordsBefore);
        var ends = TitleLines.EndsSentence(text);
        if (leadsIn && ends && IsQuoted(text))
        {
            return true;
        }

        if (
            lead[^1] == ','
            && leadsIn
            && ends
            && char.IsUpper(text.FirstOrDefault(char.IsLetter))
            && unit.First - before.Last > 1
        )
        {
            return true;
        }

        return false;
    }

    /// <summary>
    /// Runs of two lines or more that stand in from the margin, equally far, where a paragraph has only its first line so. A line that
    /// stands in less than those below it is a paragraph of one line above the quotation.
    /// </summary>
    private static void ClaimIndented(Draft draft, Layout layout, Unit unit, int margin)
    {
        for (var i = unit.First; i < unit.Last; i++)
        {
            if (!IsSetIn(i) || !IsSetIn(i + 1) || layout.Indent(i) < layout.Indent(i + 1))
            {
                continue;
            }

            var last = i + 1;
            while (last < unit.Last && IsSetIn(last + 1) && layout.Indent(last + 1) == layout.Indent(i + 1))
            {
                last++;
            }

            if (IsFull(layout, i, last) ? last - i >= 2 || LeadsIn(draft, layout, i) : IsVerse(draft, layout, i, last))
            {
                layout.Claim(BlockKind.BlockQuotation, i, last);
            }

            i = last;
        }

        bool IsSetIn(int line) => draft.Lines[line].Role == LineRole.Open && layout.Indent(line) >= margin + Indent;
    }

    /// <summary>Whether the text above has not ended its sentence, or ends at a colon.</summary>
    private static bool LeadsIn(Draft draft, Layout layout, int line) =>
        Above(draft, layout, line) is { } text && (text.EndsWith(':') || !TitleLines.EndsSentence(text));

    private static string? Above(Draft draft, Layout layout, int line)
    {
        for (var above = line - 1; above >= 0; above--)
        {
            if (draft.Lines[above].Role == LineRole.Open)
            {
                return layout.Text(above).ToString();
            }
        }

        return null;
    }

    /// <summary>Lines of a poem below a colon: three or more, each with a capital at its head, however short.</summary>
    private static bool IsVerse(Draft draft, Layout layout, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (layout.Text(i).TrimStart("“‘\"'«") is not [var head, ..] || !char.IsUpper(head))
            {
                return false;
            }
        }

        return last - first >= 2 && Above(draft, layout, first) is { } text && text.EndsWith(':');
    }

    /// <summary>An opening quotation mark at its head, a closing one at its end, before or after the full stop and a note's mark.</summary>
    private static bool IsQuoted(string text) =>
        text[0] is '“' or '"' or '‘' or '«' or '„' or '\''
        && text.TrimEnd(
            '0',
            '1',
            '2',
            '3',
            '4',
            '5',
            '6',
            '7',
            '8',
            '9',
            '.',
            '⁰',
            '¹',
            '²',
            '³',
            '⁴',
            '⁵',
            '⁶',
            '⁷',
            '⁸',
            '⁹',
            ' '
        )
            is [.., '”' or '"' or '’' or '»' or '“' or '\''];

    /// <summary>A centred title has lines of every length; those of a quotation are full but for the last.</summary>
    private static bool IsFull(Layout layout, int first, int last)
    {
        var room = layout.FillWidth - (2 * layout.Indent(last));
        for (var i = first; i < last; i++)
        {
            if (layout.Text(i).Length < room * 6 / 10)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The indent that most lines of running text have.</summary>
    private static int Margin(Draft draft, Layout layout)
    {
        var counts = new Dictionary<int, int>();
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First + 1; i <= unit.Last; i++)
            {
                if (draft.Lines[i].Role == LineRole.Open)
                {
                    var indent = layout.Indent(i);
                    counts[indent] = counts.GetValueOrDefault(indent) + 1;
                }
            }
        }

        return counts.Count == 0 ? 0 : counts.MaxBy(pair => pair.Value).Key;
    }
}
