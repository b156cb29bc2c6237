namespace SearchService.Corpus.Recovery;

/// <summary>
/// The foot of a page: it begins with a line whose number goes on from the notes before and is called higher up on the page; from
/// there to the page's end all lines are notes.
/// </summary>
/// <param name="Page">Counted from 0.</param>
/// <param name="First">Its first line: of the note whose number comes first, or of the rest of an earlier note above that.</param>
/// <param name="Starts">The lines with which notes begin.</param>
internal sealed record PageFoot(int Page, int First, IReadOnlyList<(int Line, NoteMark Mark)> Starts)
{
    /// <summary>How many numbers may have been lost between one foot and the next.</summary>
    public const int MostLost = 3;

    /// <summary>How many lines of an earlier page's note a foot may begin with.</summary>
    private const int LongestRemainder = 8;

    /// <summary>No page has more lines of notes; a text with larger "pages" is none that was set in type.</summary>
    private const int LongestFoot = 120;

    /// <summary>The foot of a page; null where none can be told.</summary>
    /// <param name="lines">The page's open lines.</param>
    /// <param name="expected">The number that goes on from the notes before.</param>
    public static PageFoot? Find(Draft draft, CalloutMarks marks, List<int> lines, int expected)
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

            var starts = NoteStarts(draft, marks, lines, from, mark, top);
            if (EndsPage(draft, lines, from, starts))
            {
                return new PageFoot(0, first, starts);
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

    private static List<(int Line, NoteMark Mark)> NoteStarts(
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
}
