using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Notes in a flow of lines that nothing parts. Each begins with the number after the last one's and ends where the page does, where
/// the next note begins, or where the sentence of the body goes on that it cut. The callouts of such a text are often lost or stand as
/// any other number, so order and place must do.
/// </summary>
internal static class FlowNotes
{
    private const int LongestNote = 16;

    private const int FewestNotes = 2;

    private const int FewestLetters = 16;

    /// <summary>A number out of order counts when the one it leaves out does not come within so many lines.</summary>
    private const int Ahead = 120;

    /// <summary>Whether the text has lines only: no blank line in twenty, and no line that is a paragraph.</summary>
    public static bool Reads(Draft draft)
    {
        if (draft.PageMark is PageMark.FormFeed or PageMark.FormFeedRemnant)
        {
            return false;
        }

        var blank = 0;
        var unwrapped = 0;
        foreach (var line in draft.Lines)
        {
            blank += line.Role == LineRole.Blank ? 1 : 0;
            unwrapped += line.End - line.Start > 180 ? 1 : 0;
        }

        return draft.Lines.Count >= 60 && blank * 20 < draft.Lines.Count && unwrapped * 8 < draft.Lines.Count;
    }

    public static void Claim(Draft draft)
    {
        var lines = new List<int>();
        var endsPage = new List<bool>();
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            if (line is { Role: LineRole.Open, IsReference: false })
            {
                if (line.BeginsPage && endsPage.Count > 0)
                {
                    endsPage[^1] = true;
                }

                lines.Add(i);
                endsPage.Add(false);
            }
            else if (line.Role is LineRole.Noise && endsPage.Count > 0)
            {
                endsPage[^1] = true;
            }
        }

        var starts = new Dictionary<int, NoteMark>();
        for (var k = 0; k < lines.Count; k++)
        {
            if (Start(draft, draft.Lines[lines[k]]) is { } mark)
            {
                starts[k] = mark;
            }
        }

        var found = new List<(int First, int Last)>();
        var expected = 1;
        for (var k = 1; k < lines.Count; k++)
        {
            if (
                !starts.TryGetValue(k, out var mark)
                || (mark.Number != expected && (mark.Number != expected + 1 || Comes(starts, k, expected)))
            )
            {
                continue;
            }

            var before = found.Count > 0 && found[^1].Last == k - 1 ? Before(found) : k - 1;
            var end = End(draft, lines, endsPage, starts, k, before);
            if (end >= 0)
            {
                found.Add((k, end));
                expected = mark.Number + 1;
                k = end;
            }
        }

        if (found.Count < FewestNotes)
        {
            return;
        }

        foreach (var (first, last) in found)
        {
            var mark = starts[first];
            Notes.Claim(draft, lines[first], lines[last], mark, mark.Label, LocatorMethod.Printed);
        }
    }

    /// <summary>The body's last line above a block of notes.</summary>
    private static int Before(List<(int First, int Last)> found)
    {
        var note = found.Count - 1;
        while (note > 0 && found[note - 1].Last == found[note].First - 1)
        {
            note--;
        }

        return found[note].First - 1;
    }

    private static bool Comes(Dictionary<int, NoteMark> starts, int from, int number)
    {
        for (var k = from + 1; k < from + Ahead; k++)
        {
            if (NumberAt(starts, k) == number)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number that a line begins with; 0 for none.</summary>
    private static int NumberAt(Dictionary<int, NoteMark> starts, int k) =>
        starts.TryGetValue(k, out var mark) ? mark.Number : 0;

    /// <summary>A number, and words as a sentence begins with them.</summary>
    private static NoteMark? Start(Draft draft, DraftLine line)
    {
        if (
            NoteMark.Read(draft.Source, line.Start, line.End)
            is not { Number: > 0, Style: NoteMarkStyle.Digits or NoteMarkStyle.Superscript } mark
        )
        {
            return null;
        }

        var rest = draft.Source.AsSpan(mark.End, line.End - mark.End).Trim();
        if (rest.Length < FewestLetters || !(char.IsUpper(rest[0]) || rest[0] is '"' or '“' or '‘' or '\'' or '`'))
        {
            return null;
        }

        var letters = 0;
        foreach (var c in rest)
        {
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters >= FewestLetters && letters * 2 > rest.Length ? mark : null;
    }

    private static int End(
        Draft draft,
        List<int> lines,
        List<bool> endsPage,
        Dictionary<int, NoteMark> starts,
        int first,
        int before
    )
    {
        var head = draft.Lines[lines[first]];
        var cut = !EndsSentence(draft, lines[before]);
        for (var k = first; k < Math.Min(lines.Count, first + LongestNote); k++)
        {
            var ended = EndsSentence(draft, lines[k]);
            if (k == first && !ended && k + 1 < lines.Count)
            {
                // A heading does not fill its line.
                var below = draft.Lines[lines[k + 1]];
                if ((head.End - head.Start) * 10 < (below.End - below.Start) * 7)
                {
                    return -1;
                }
            }

            if (endsPage[k])
            {
                return ended ? k : -1;
            }

            if (
                ended
                && k + 1 < lines.Count
                && (
                    NumberAt(starts, k + 1) == starts[first].Number + 1
                    || (cut && char.IsLower(draft.Source[Glyphs.FirstInk(draft, draft.Lines[lines[k + 1]])]))
                )
            )
            {
                return k;
            }
        }

        return -1;
    }

    private static bool EndsSentence(Draft draft, int line) =>
        Glyphs.EndsSentence(draft, draft.Lines[line].Start, draft.Lines[line].End);
}
