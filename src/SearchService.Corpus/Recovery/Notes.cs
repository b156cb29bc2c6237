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
                NoteRuns.InferPages(draft);
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

    /// <summary>Whether a note's text so far ends as a whole does: with a sentence's end.</summary>
    public static bool IsFinished(Draft draft, DraftBlock note) =>
        Glyphs.EndsSentence(draft, note.Spans[^1].Start, note.Spans[^1].End);
}
