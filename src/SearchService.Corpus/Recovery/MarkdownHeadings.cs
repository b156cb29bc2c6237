using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Headings that Markdown's marks name: number signs before (ATX), a line of equals signs or dashes below (setext).</summary>
internal static class MarkdownHeadings
{
    public static List<FoundHeading> Find(Draft draft, Layout layout)
    {
        var found = new List<FoundHeading>();
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                var line = draft.Lines[i];
                if (AtxHeading(draft, line) is { } atx)
                {
                    var title = draft.Kept(atx.Start, atx.End).Trim();
                    if (title.Length > 0)
                    {
                        found.Add(new FoundHeading(i, i, title, HeadingForm.Marked, atx.Level));
                    }
                }
                else if (i > unit.First && IsUnderline(draft, line) && UnderlinesHeading(draft, i))
                {
                    var level = draft.Source[Glyphs.FirstInk(draft, line)] == '=' ? 1 : 2;
                    found.Add(new FoundHeading(i - 1, i, layout.Text(i - 1).ToString(), HeadingForm.Marked, level));
                }
            }
        }

        return found;
    }

    private static bool IsUnderline(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).Trim();
        return text.Length >= 2 && text[0] is '=' or '-' && text.IndexOfAnyExcept(text[0]) < 0;
    }

    /// <summary>Whether the line above is one line of words, by itself: then dashes or equals signs underline it.</summary>
    public static bool UnderlinesHeading(Draft draft, int index)
    {
        if (index == 0 || draft.Lines[index - 1].Role != LineRole.Open)
        {
            return false;
        }

        var above = draft.Lines[index - 1];
        var length = draft.Source.AsSpan(above.Start, above.End - above.Start).Trim().Length;
        return length <= 120 && (index == 1 || draft.Lines[index - 2].Role != LineRole.Open);
    }

    /// <summary>A line of one to six number signs and a title; where the title stands, without closing signs. Null for any other line.</summary>
    public static (int Level, int Start, int End)? AtxHeading(Draft draft, DraftLine line)
    {
        int at = line.Start,
            end = line.End;
        while (at < end && draft.Source[at] == ' ')
        {
            at++;
        }

        var level = 0;
        while (at < end && draft.Source[at] == '#')
        {
            level++;
            at++;
        }

        if (level is 0 or > 6 || at >= end || !char.IsWhiteSpace(draft.Source[at]))
        {
            return null;
        }

        while (at < end && char.IsWhiteSpace(draft.Source[at]))
        {
            at++;
        }

        while (end > at && char.IsWhiteSpace(draft.Source[end - 1]))
        {
            end--;
        }

        var signs = end;
        while (signs > at && draft.Source[signs - 1] == '#')
        {
            signs--;
        }

        if (signs < end && signs > at && char.IsWhiteSpace(draft.Source[signs - 1]))
        {
            end = signs;
        }

        return at < end ? (level, at, end) : null;
    }

    /// <summary>Number signs around a heading and the line under it are noise.</summary>
    public static void DropMarks(Draft draft, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var line = draft.Lines[i];
            if (AtxHeading(draft, line) is { } atx)
            {
                draft.Mark(line.Start, atx.Start, NoiseKind.Markup);
                draft.Mark(atx.End, line.End, NoiseKind.Markup);
            }
            else if (i > first && draft.Source.AsSpan(line.Start, line.End - line.Start).Trim() is ['=' or '-', ..])
            {
                draft.Mark(line.Start, line.End, NoiseKind.Markup);
            }
        }
    }
}
