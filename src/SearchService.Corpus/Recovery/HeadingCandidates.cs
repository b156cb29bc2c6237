namespace SearchService.Corpus.Recovery;

/// <summary>Which runs of lines begin with what could be a heading by its wording and setting, whatever stands around the run.</summary>
internal static class HeadingCandidates
{
    /// <summary>The lines at the head of a unit; null when they could be none.</summary>
    public static FoundHeading? Of(Draft draft, Layout layout, Unit unit)
    {
        var first = layout.Text(unit.First);
        if (!HeadingWording.CanBegin(first))
        {
            return null;
        }

        var emphasised = InlineMarkup.IsWhollyEmphasised(draft, draft.Lines[unit.First]);
        var single = unit.First == unit.Last;
        if (!single && Epigraphs.IsDashAndName(layout.Text(unit.Last)) && EndsAsMottoDoes(layout.Text(unit.Last - 1)))
        {
            return null;
        }

        if (!layout.IsWrapped)
        {
            // Each line is a paragraph; a heading has its line to itself.
            return single || SectionTitles.RoleOf(first) is not null
                ? Make(layout, unit.First, unit.First, emphasised)
                : null;
        }

        if (SectionTitles.RoleOf(first) is not null && layout.IsShort(unit.First))
        {
            return Make(layout, unit.First, unit.First, emphasised);
        }

        if (HeadingWording.IsNumbered(first) && !single && IsIndentedBelow(layout, unit))
        {
            return Make(layout, unit.First, unit.First + 1, emphasised);
        }

        if (unit.Last == unit.First + 1 && !layout.IsShort(unit.First) && layout.IsShort(unit.Last))
        {
            // A title that fills its line and ends on the next, with space around it.
            return Make(layout, unit.First, unit.Last, emphasised);
        }

        if (!layout.IsShort(unit.First) && !single)
        {
            return null;
        }

        var last = unit.First;
        if (!single)
        {
            var second = layout.Text(unit.First + 1);
            var whole = unit.Last == unit.First + 1;
            var third = whole ? default : layout.Text(unit.First + 2);
            var secondIsShort = layout.IsShort(unit.First + 1);
            if (
                whole
                && secondIsShort
                && !TitleLines.EndsSentence(second.TrimEnd("?!"))
                && !HeadingWording.IsNumbered(second)
            )
            {
                last++;
            }
            else if (char.IsLower(HeadingWording.FirstLetter(second)))
            {
                // The first line runs on into the second: both are the heading, or none is.
                if (!secondIsShort || !HeadingWording.BeginsWithCapital(third))
                {
                    return whole && secondIsShort && !TitleLines.EndsSentence(second.TrimEnd("?!"))
                        ? Make(layout, unit.First, unit.First + 1, emphasised)
                        : null;
                }

                last++;
            }
            else if (
                !whole
                && layout.IsShort(unit.First + 2)
                && unit.Last > unit.First + 2
                && layout.IsShort(unit.First + 3)
            )
            {
                // Short lines below one another: a table, a poem, an address.
                return null;
            }
        }

        return Make(layout, unit.First, last, emphasised);
    }

    /// <summary>What stands above the name of who said it: a sentence, or a quotation's end.</summary>
    private static bool EndsAsMottoDoes(ReadOnlySpan<char> text) =>
        TitleLines.EndsSentence(text) || (text.Length > 0 && text[^1] is '”' or '’' or '"' or '\'' or '»');

    /// <summary>A full line and a short one below it, with an indented paragraph under both.</summary>
    private static bool IsIndentedBelow(Layout layout, Unit unit) =>
        unit.Last >= unit.First + 2
        && !layout.IsShort(unit.First)
        && layout.IsShort(unit.First + 1)
        && layout.Indent(unit.First + 1) <= layout.Indent(unit.First) + 6
        && layout.Indent(unit.First + 2) > layout.Indent(unit.First)
        && HeadingWording.BeginsWithCapital(layout.Text(unit.First + 2));

    private static FoundHeading? Make(Layout layout, int first, int last, bool emphasised)
    {
        var title = layout.Text(first, last);
        if (!HeadingWording.IsTitle(title, emphasised))
        {
            return null;
        }

        var (form, depth, number) = HeadingWording.Number(title);
        return new FoundHeading(first, last, title, form, depth) { Number = number };
    }
}
