using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Items of lists, each a block. A bullet needs no neighbour; a number does, since prose has numbers too. A bullet is a mark of
/// layout and dropped, a number is the author's and stays.
/// </summary>
internal static class Lists
{
    /// <summary>The next number is sought over so many lines.</summary>
    private const int Reach = 80;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        var units = layout.Units;
        var marks = Marks(draft, units);
        ItemMark? previous = null;
        var listIndent = 0;
        var hanging = false;
        for (var u = 0; u < units.Count; u++)
        {
            var unit = units[u];
            int? open = null;
            for (var i = unit.First; i <= unit.Last; i++)
            {
                if (
                    marks.TryGetValue(i, out var mark)
                    && Begins(layout, marks, unit, i, mark, previous, open is not null)
                )
                {
                    CloseItem(layout, open, i - 1);
                    open = i;
                    hanging = listIndent == layout.Indent(i) && hanging;
                    listIndent = layout.Indent(i);
                    DropMark(draft, mark);
                    previous = mark;
                }
                else if (open is not null && (EndsItem(draft, i) || (hanging && layout.Indent(i) <= listIndent)))
                {
                    CloseItem(layout, open, i - 1);
                    open = null;
                }
                else if (
                    open is null
                    && i == unit.First
                    && previous is not null
                    && layout.Indent(i) >= listIndent + 2
                    && AfterBlank(draft, i)
                )
                {
                    // A further paragraph of the item above.
                    open = i;
                }
            }

            if (open is null)
            {
                previous = previous is { IsNumber: true } ? previous : null;
            }

            CloseItem(layout, open, unit.Last);
        }
    }

    private static bool AfterBlank(Draft draft, int line) =>
        line >= 2 && draft.Lines[line - 1].Role == LineRole.Blank && draft.Lines[line - 2].Role == LineRole.Claimed;

    private static SortedDictionary<int, ItemMark> Marks(Draft draft, List<Unit> units)
    {
        var marks = new SortedDictionary<int, ItemMark>();
        foreach (var unit in units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                if (ItemMark.Read(draft, draft.Lines[i]) is { } mark)
                {
                    marks[i] = mark;
                }
            }
        }

        return marks;
    }

    private static bool Begins(
        Layout layout,
        SortedDictionary<int, ItemMark> marks,
        Unit unit,
        int line,
        ItemMark mark,
        ItemMark? previous,
        bool isInside
    )
    {
        var atStart = line == unit.First || isInside || layout.Text(line - 1) is [.., ':'];
        var follows = previous is { } before && before.Precedes(mark);
        if (!atStart && (mark.IsNumber || follows))
        {
            atStart = TitleLines.EndsSentence(layout.Text(line - 1));
        }

        if (mark.Style == ItemStyle.Bullet)
        {
            return atStart || HasSibling(marks, line, mark);
        }

        if (mark.Style == ItemStyle.Dash)
        {
            return atStart
                && (
                    mark.Sign is '-' or '*' or '+' && (line == unit.First || isInside)
                    || follows
                    || HasSibling(marks, line, mark)
                );
        }

        // "1. One" needs its "2."; a bracketed or lettered one that needs another before it, too.
        return atStart && (follows || (mark.Value == 1 && HasSibling(marks, line, mark)));
    }

    private static bool HasSibling(SortedDictionary<int, ItemMark> marks, int line, ItemMark mark)
    {
        for (var i = line + 1; i <= line + Reach; i++)
        {
            if (marks.TryGetValue(i, out var next) && mark.Precedes(next))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A line wholly in italics under an item says something about the list.</summary>
    private static bool EndsItem(Draft draft, int line)
    {
        var at = Glyphs.FirstInk(draft, draft.Lines[line]);
        return at + 1 < draft.Lines[line].End
            && draft.Source[at] is '*' or '_'
            && draft.Source[at + 1] != draft.Source[at]
            && InlineMarkup.IsWhollyEmphasised(draft, draft.Lines[line]);
    }

    private static void DropMark(Draft draft, ItemMark mark)
    {
        if (!mark.IsNumber)
        {
            draft.Mark(mark.Start, mark.Content, NoiseKind.Markup);
            DropTaskBox(draft, mark.Content);
        }
        else if (mark.Content - mark.End > 1 || draft.Source[mark.End] != ' ')
        {
            draft.Replace(mark.End, mark.Content, " ", NoiseKind.Space);
        }
    }

    /// <summary>"[ ] " and "[x] " of a task list.</summary>
    private static void DropTaskBox(Draft draft, int at)
    {
        if (draft.Source.AsSpan(at) is ['[', ' ' or 'x' or 'X', ']', ' ', ..])
        {
            draft.Mark(at, at + 4, NoiseKind.Markup);
        }
    }

    private static void CloseItem(Layout layout, int? open, int last)
    {
        if (open is { } first)
        {
            layout.Claim(BlockKind.ListItem, first, last);
        }
    }
}
