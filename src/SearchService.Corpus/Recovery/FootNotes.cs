using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Notes at the foot of marked pages. A number that is lost is given back where the page calls it and the notes around leave it open.
/// </summary>
internal static class FootNotes
{
    /// <summary>A shorter line may break off because it is the last.</summary>
    private const int FullWidth = 60;

    public static void Claim(Draft draft, CalloutMarks marks)
    {
        var pages = LinesByPage(draft);
        var feet = new List<PageFoot>();
        var expected = 1;
        for (var page = 0; page < pages.Count; page++)
        {
            if (PageFoot.Find(draft, marks, pages[page], expected) is { } foot)
            {
                feet.Add(foot with { Page = page });
                expected = foot.Starts[^1].Mark.Number + 1;
            }
        }

        // Where a number is lost, the foot of the page that calls it has no number to be known by.
        var byPage = feet.ToDictionary(foot => foot.Page);
        var next = new int[pages.Count];
        var following = 0;
        for (var page = pages.Count - 1; page >= 0; page--)
        {
            next[page] = following;
            following = byPage.TryGetValue(page, out var foot) ? foot.Starts[0].Mark.Number : following;
        }

        expected = 1;
        DraftBlock? previous = null;
        for (var page = 0; page < pages.Count; page++)
        {
            if (byPage.TryGetValue(page, out var foot))
            {
                (previous, var last) = ClaimFoot(draft, marks, pages[page], foot, expected, previous);
                expected = last + 1;
            }
            else if (
                feet.Count > 0
                && (next[page] == 0 || (next[page] > expected && next[page] <= expected + PageFoot.MostLost))
            )
            {
                if (ClaimUnnumbered(draft, marks, pages[page], expected) is { } note)
                {
                    previous = note;
                    expected++;
                }
            }
        }

        ClaimSymbols(draft, marks, pages);
    }

    /// <summary>For each page the indices of its open lines.</summary>
    private static List<List<int>> LinesByPage(Draft draft)
    {
        var pages = new List<List<int>> { new() };
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].BeginsPage && pages[^1].Count > 0)
            {
                pages.Add([]);
            }

            if (draft.Lines[i] is { Role: LineRole.Open, IsReference: false })
            {
                pages[^1].Add(i);
            }
        }

        return pages;
    }

    /// <summary>
    /// Where no blank line parts body and foot, a note that breaks off at the end of a full line still goes on here: with the line
    /// before the first number, and those above it that are wider than the body is set.
    /// </summary>
    private static int RemainderStart(Draft draft, List<int> lines, int firstNumbered, DraftBlock previous)
    {
        var index = lines.BinarySearch(firstNumbered);
        var brokenAt = draft.Lines[LineAt(draft, previous.End)];
        if (
            index < 2
            || lines[index - 1] != firstNumbered - 1
            || Width(draft, brokenAt) < FullWidth
            || !Glyphs.EndsSentence(draft, draft.Lines[lines[index - 1]].Start, draft.Lines[lines[index - 1]].End)
        )
        {
            return firstNumbered;
        }

        var widths = lines.Take(index - 1).Select(line => Width(draft, draft.Lines[line])).Order().ToList();
        var body = widths[widths.Count * 3 / 4];
        var first = index - 1;
        while (
            first > 1 && lines[first - 1] == lines[first] - 1 && Width(draft, draft.Lines[lines[first - 1]]) > body + 4
        )
        {
            first--;
        }

        return lines[first];
    }

    private static int Width(Draft draft, DraftLine line) => Glyphs.LastInk(draft, line) - line.Start;

    private static int LineAt(Draft draft, int offset) =>
        Math.Max(0, draft.Lines.FirstFrom(line => line.Start, offset) - 1);

    private static (DraftBlock Last, int Number) ClaimFoot(
        Draft draft,
        CalloutMarks marks,
        List<int> lines,
        PageFoot foot,
        int expected,
        DraftBlock? previous
    )
    {
        var firstNumbered = foot.Starts[0].Line;
        if (foot.First < firstNumbered)
        {
            var number = foot.Starts[0].Mark.Number - 1;
            if (
                number >= expected
                && marks.Find(
                    CalloutMarks.Label(number),
                    draft.Lines[lines[0]].Start,
                    draft.Lines[foot.First].Start,
                    CalloutStrength.Spaced
                )
                    is not null
            )
            {
                Notes.Claim(
                    draft,
                    foot.First,
                    firstNumbered - 1,
                    null,
                    CalloutMarks.Label(number),
                    LocatorMethod.Inferred
                );
            }
            else if (previous is not null && !Notes.IsFinished(draft, previous))
            {
                Notes.Extend(draft, previous, foot.First, firstNumbered - 1);
            }
        }
        else if (previous is not null && !Notes.IsFinished(draft, previous))
        {
            var remainder = RemainderStart(draft, lines, firstNumbered, previous);
            if (remainder < firstNumbered)
            {
                Notes.Extend(draft, previous, remainder, firstNumbered - 1);
            }
        }

        DraftBlock? note = null;
        var latest = 0;
        for (var i = 0; i < foot.Starts.Count; i++)
        {
            var last = i + 1 < foot.Starts.Count ? LastBefore(lines, foot.Starts[i + 1].Line) : lines[^1];
            var mark = foot.Starts[i].Mark;
            note = Notes.Claim(draft, foot.Starts[i].Line, last, mark, mark.Label, LocatorMethod.Printed);
            (note, latest) = Notes.SplitDoubled(
                draft,
                note,
                mark.Number + 1,
                i + 1 < foot.Starts.Count ? foot.Starts[i + 1].Mark.Number : mark.Number + 2,
                label =>
                    marks.Find(
                        label,
                        draft.Lines[lines[0]].Start,
                        draft.Lines[foot.First].Start,
                        CalloutStrength.GluedToWord
                    )
                        is not null
            );
        }

        return (note!, latest);
    }

    private static int LastBefore(List<int> lines, int line) => lines[lines.BinarySearch(line) - 1];

    /// <summary>The last chunk of a page that calls a note nobody has found is that note.</summary>
    private static DraftBlock? ClaimUnnumbered(Draft draft, CalloutMarks marks, List<int> lines, int number)
    {
        if (lines.Count == 0)
        {
            return null;
        }

        var first = lines.Count - 1;
        while (first > 0 && lines[first - 1] == lines[first] - 1)
        {
            first--;
        }

        var label = CalloutMarks.Label(number);
        if (
            first == 0
            || marks.Find(label, draft.Lines[lines[0]].Start, draft.Lines[lines[first]].Start, CalloutStrength.Spaced)
                is null
            || marks.Find(
                CalloutMarks.Label(number + 1),
                draft.Lines[lines[0]].Start,
                draft.Lines[lines[first]].Start,
                CalloutStrength.GluedToPoint
            )
                is not null
        )
        {
            return null;
        }

        return Notes.Claim(draft, lines[first], lines[^1], null, label, LocatorMethod.Inferred);
    }

    /// <summary>A last chunk that begins with an asterisk or a dagger which a word higher up carries.</summary>
    private static void ClaimSymbols(Draft draft, CalloutMarks marks, List<List<int>> pages)
    {
        foreach (var page in pages)
        {
            var lines = page.Where(line => draft.Lines[line].Role == LineRole.Open).ToList();
            if (lines.Count < 2)
            {
                continue;
            }

            var first = lines.Count - 1;
            while (first > 0 && lines[first - 1] == lines[first] - 1)
            {
                first--;
            }

            var line = draft.Lines[lines[first]];
            if (
                first > 0
                && NoteMark.Read(draft.Source, line.Start, line.End) is { Style: NoteMarkStyle.Symbol } mark
                && marks.Find(mark.Label, draft.Lines[lines[0]].Start, line.Start, CalloutStrength.GluedToWord)
                    is not null
            )
            {
                Notes.Claim(draft, lines[first], lines[^1], mark, mark.Label, LocatorMethod.Printed);
            }
        }
    }
}
