using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Notes at the foot of marked pages. A foot begins with a line whose number goes on from the notes before and is called higher up on
/// the page; from there to the page's end all lines are notes. A number that is lost is given back where the page calls it and
/// the notes around leave it open.
/// </summary>
internal static class FootNotes
{
    /// <summary>How many numbers may have been lost between one foot and the next.</summary>
    private const int MostLost = 3;

    /// <summary>How many lines of an earlier page's note a foot may begin with.</summary>
    private const int LongestRemainder = 8;

    /// <summary>No page has more lines of notes; a text with larger "pages" is none that was set in type.</summary>
    private const int LongestFoot = 120;

    /// <summary>A shorter line may break off because it is the last.</summary>
    private const int FullWidth = 60;

    public static void Claim(Draft draft, CalloutMarks marks)
    {
        var pages = LinesByPage(draft);
        var feet = new List<Foot>();
        var expected = 1;
        for (var page = 0; page < pages.Count; page++)
        {
            if (FindFoot(draft, marks, pages[page], expected) is { } foot)
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
                && (next[page] == 0 || (next[page] > expected && next[page] <= expected + MostLost))
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

    private sealed record Foot(int Page, int First, IReadOnlyList<(int Line, NoteMark Mark)> Starts);

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

    private static Foot? FindFoot(Draft draft, CalloutMarks marks, List<int> lines, int expected)
    {
        if (lines.Count == 0)
        {
            return null;
        }

        var top = draft.Lines[lines[0]].Start;
        for (var i = Math.Max(0, lines.Count - LongestFoot); i < lines.Count; i++)
        {
            var line = draft.Lines[lines[i]];
            if (
                NoteMark.Read(draft.Source, line.Start, line.End) is not { Number: > 0 } mark
                || mark.Style == NoteMarkStyle.Delimited
            )
            {
                continue;
            }

            var inOrder =
                mark.Number == 1 || (mark.Number >= expected && mark.Number <= expected + MostLost) || expected == 1;
            var first = ChunkStart(draft, lines, i);
            var isExpected = mark.Number == expected && i > 0 && (first < lines[i] || lines[i - 1] != lines[i] - 1);
            if (!inOrder || marks.Find(mark.Label, top, line.Start, Least(mark, isExpected)) is not { } callout)
            {
                continue;
            }

            // The callout stands in the body, not in what would be a note.
            if (callout.Start >= line.Start)
            {
                continue;
            }

            var from = i;
            if (
                first < lines[i]
                && NoteMark.Read(draft.Source, draft.Lines[first].Start, draft.Lines[first].End) is { } uncalled
                && uncalled.Style == mark.Style
                && uncalled.Number >= expected
                && uncalled.Number < mark.Number
            )
            {
                // The foot begins with a note whose callout is lost.
                (from, mark) = (lines.BinarySearch(first), uncalled);
            }

            while (UncalledAbove(draft, lines, from, mark, expected) is { } above)
            {
                (from, mark) = above;
                first = lines[from];
            }

            var starts = Starts(draft, marks, lines, from, mark, top);
            if (EndsPage(draft, lines, from, starts))
            {
                return new Foot(0, first, starts);
            }
        }

        return null;
    }

    /// <summary>Above the foot's first called note, a blank line between, the note with the number before it, whose callout is lost.</summary>
    private static (int Line, NoteMark Mark)? UncalledAbove(
        Draft draft,
        List<int> lines,
        int from,
        NoteMark mark,
        int expected
    )
    {
        if (from == 0 || mark.Number <= expected || lines[from - 1] == lines[from] - 1)
        {
            return null;
        }

        var first = lines.BinarySearch(ChunkStart(draft, lines, from - 1));
        return
            first > 0
            && lines[first - 1] != lines[first] - 1
            && NoteMark.Read(draft.Source, draft.Lines[lines[first]].Start, draft.Lines[lines[first]].End) is { } above
            && above.Style == mark.Style
            && above.Number == mark.Number - 1
            ? (first, above)
            : null;
    }

    /// <summary>A superscript, or the number that is expected behind a blank line, needs less of a callout than a digit in the text does.</summary>
    private static CalloutStrength Least(NoteMark mark, bool isExpected) =>
        mark.Style == NoteMarkStyle.Superscript || isExpected ? CalloutStrength.Spaced : CalloutStrength.GluedToWord;

    private static List<(int Line, NoteMark Mark)> Starts(
        Draft draft,
        CalloutMarks marks,
        List<int> lines,
        int from,
        NoteMark first,
        int top
    )
    {
        var bodyEnd = draft.Lines[lines[from]].Start;
        var starts = new List<(int, NoteMark)> { (lines[from], first) };
        var last = first;
        for (var i = from + 1; i < lines.Count; i++)
        {
            var line = draft.Lines[lines[i]];
            if (
                NoteMark.Read(draft.Source, line.Start, line.End) is not { Number: > 0 } mark
                || mark.Style != last.Style
            )
            {
                continue;
            }

            var skipped = mark.Number - last.Number - 1;
            if (
                skipped < 0
                || skipped > MostLost
                || (skipped > 0 && marks.Find(mark.Label, top, bodyEnd, Least(mark, isExpected: false)) is null)
            )
            {
                continue;
            }

            // "6 November, 2006" goes on with a date: where the line before is not at its sentence's end, a later line with the number is preferred.
            var before = draft.Lines[lines[i - 1]];
            if (!Glyphs.EndsSentence(draft, before.Start, before.End) && Recurs(draft, lines, i + 1, mark))
            {
                continue;
            }

            starts.Add((lines[i], mark));
            last = mark;
        }

        return starts;
    }

    private static bool Recurs(Draft draft, List<int> lines, int from, NoteMark mark)
    {
        for (var i = from; i < lines.Count; i++)
        {
            var line = draft.Lines[lines[i]];
            if (
                NoteMark.Read(draft.Source, line.Start, line.End) is { } other
                && other.Number == mark.Number
                && other.Style == mark.Style
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing but notes follows: no chunk of lines begins without a number after a note that has ended.</summary>
    private static bool EndsPage(Draft draft, List<int> lines, int from, List<(int Line, NoteMark Mark)> starts)
    {
        var numbered = starts.Select(start => start.Line).ToHashSet();
        for (var i = from + 1; i < lines.Count; i++)
        {
            var afterBlank = lines[i] != lines[i - 1] + 1;
            var before = draft.Lines[lines[i - 1]];
            if (
                afterBlank
                && !numbered.Contains(lines[i])
                && Glyphs.EndsSentence(draft, before.Start, before.End)
                && !numbered.Contains(lines[i - 1])
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first line of the chunk that holds the foot's first number, when a blank line parts it from the body; else that line itself.</summary>
    private static int ChunkStart(Draft draft, List<int> lines, int index)
    {
        var first = index;
        while (first > 0 && lines[first - 1] == lines[first] - 1)
        {
            first--;
        }

        return first == 0 || index - first > LongestRemainder ? lines[index] : lines[first];
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

    private static int LineAt(Draft draft, int offset)
    {
        var low = 0;
        var high = draft.Lines.Count;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = draft.Lines[middle].Start < offset ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static (DraftBlock Last, int Number) ClaimFoot(
        Draft draft,
        CalloutMarks marks,
        List<int> lines,
        Foot foot,
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
