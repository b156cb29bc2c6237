using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Finds the notes and lifts them out of the body: definitions of Markdown, sections of endnotes, notes at the foot of marked pages,
/// notes among lines that nothing parts, and, where the file marks no pages, runs of notes between two parts of the body.
/// </summary>
internal static class Notes
{
    public static void Apply(Draft draft)
    {
        var marks = CalloutMarks.Read(draft);
        NoteDefinitions.Claim(draft);
        EndNotes.Claim(draft);
        if (FlowNotes.Reads(draft))
        {
            FlowNotes.Claim(draft);
        }
        else if (draft.Pages.Count > 1)
        {
            FootNotes.Claim(draft, marks);
        }
        else
        {
            NoteRuns.Claim(draft, marks);
            if (draft.Pages.Count == 0)
            {
                NotePages.Infer(draft);
            }
        }
    }

    /// <summary>Makes a note of the lines [first, last]; with a mark, the mark is dropped from its text.</summary>
    public static DraftBlock Claim(
        Draft draft,
        int first,
        int last,
        NoteMark? mark,
        string? label,
        LocatorMethod method
    )
    {
        var note = new DraftBlock(BlockKind.Note) { Label = label, LabelMethod = method };
        draft.Blocks.Add(note);
        if (mark is { } printed)
        {
            draft.Mark(printed.Start, printed.End, NoiseKind.Callout);
        }

        Extend(draft, note, first, last);
        return note;
    }

    /// <summary>Adds the open lines of [first, last] to a note; what another block has claimed among them parts its spans.</summary>
    public static void Extend(Draft draft, DraftBlock note, int first, int last)
    {
        var open = false;
        for (var i = first; i <= last; i++)
        {
            var line = draft.Lines[i];
            if (line.Role == LineRole.Open)
            {
                line.Role = LineRole.Claimed;
                if (open)
                {
                    note.Spans[^1] = new SourceSpan(note.Spans[^1].Start, line.End);
                }
                else
                {
                    note.Spans.Add(new SourceSpan(line.Start, line.End));
                }

                open = true;
            }
            else if (line.Role == LineRole.Claimed)
            {
                open = false;
            }
        }
    }

    /// <summary>
    /// Two notes in one paragraph: parts [from, to) of them from <paramref name="note"/>, as far as their numbers stand in it one
    /// after the other, in superscript or, where the page calls them, in plain digits behind a sentence's end. Returns the last note
    /// that the paragraph holds, and its number.
    /// </summary>
    public static (DraftBlock Note, int Number) SplitDoubled(
        Draft draft,
        DraftBlock note,
        int from,
        int to,
        Predicate<string> isCalled
    )
    {
        for (var number = from; number < to; number++)
        {
            var span = note.Spans[^1];
            if (FindInside(draft, span, CalloutMarks.Label(number), isCalled) is not { } mark)
            {
                return (note, number - 1);
            }

            note.Spans[^1] = new SourceSpan(span.Start, mark.Start);
            draft.Mark(mark.Start, mark.End, NoiseKind.Callout);
            note = new DraftBlock(BlockKind.Note, new SourceSpan(mark.Start, span.End))
            {
                Label = mark.Label,
                LabelMethod = LocatorMethod.Printed,
            };
            draft.Blocks.Add(note);
        }

        return (note, to - 1);
    }

    private static NoteMark? FindInside(Draft draft, SourceSpan span, string label, Predicate<string> isCalled)
    {
        bool? called = null;
        for (var i = span.Start + 1; i < span.End; i++)
        {
            var isPlain = char.IsAsciiDigit(draft.Source[i]);
            if (
                !(isPlain || Glyphs.IsSuperscript(draft.Source[i]))
                || !char.IsWhiteSpace(draft.Source[i - 1])
                || draft.Noise[i] != NoiseKind.None
            )
            {
                continue;
            }

            if (
                NoteMark.Read(draft.Source, i, span.End) is { } mark
                && mark.Label == label
                && mark.Style is NoteMarkStyle.Superscript or NoteMarkStyle.Digits
                && mark.End + 1 < span.End
                && char.IsWhiteSpace(draft.Source[mark.End])
                && (
                    !isPlain
                    || (
                        char.IsUpper(draft.Source[mark.End + 1])
                        && EndsSource(draft.Source, span.Start, i)
                        && (called ??= isCalled(label))
                    )
                )
            )
            {
                return mark;
            }
        }

        return null;
    }

    /// <summary>A full stop behind a number, a bracket or a whole word: not behind "vol." or an initial, which go on with a number or a name.</summary>
    private static bool EndsSource(string source, int start, int end)
    {
        var before = source.AsSpan(start, end - start).TrimEnd();
        if (before.Length < 2 || before[^1] != '.')
        {
            return false;
        }

        before = before[..^1];
        var word = before.Length;
        while (word > 0 && char.IsLetter(before[word - 1]))
        {
            word--;
        }

        var length = before.Length - word;
        return length == 0 || (length > 2 && !CalloutMarks.IsAbbreviation(before[word..]));
    }

    /// <summary>Whether a note's text so far ends as a whole does: with a sentence's end.</summary>
    public static bool IsFinished(Draft draft, DraftBlock note) =>
        Glyphs.EndsSentence(draft, note.Spans[^1].Start, note.Spans[^1].End);
}
