using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Finds for each note the mark in the body that calls it. A note at the foot of a page is called on that page, behind the callout of
/// the note before it; so a number that happens to be glued to a word elsewhere is no callout. A note without a mark stays with its page.
/// </summary>
internal static class Callouts
{
    public static void Apply(Draft draft)
    {
        var notes = draft.Blocks.Where(block => block.Kind == BlockKind.Note).OrderBy(block => block.Start).ToList();
        if (notes.Count == 0)
        {
            return;
        }

        var marks = CalloutMarks.Read(draft);
        var body = new SpanMap(draft.Blocks.Where(block => block.Kind != BlockKind.Note));
        var definitions = notes.Where(note => IsDefinition(draft, note)).ToHashSet();
        foreach (var note in definitions)
        {
            LinkDefinition(draft, marks, body, note);
        }

        notes.RemoveAll(definitions.Contains);
        LinkNumbered(draft, marks, body, notes);
    }

    private static bool IsDefinition(Draft draft, DraftBlock note) =>
        draft.Source.AsSpan(note.Start, note.Spans[0].Length).TrimStart().StartsWith("[^");

    private static void LinkDefinition(Draft draft, CalloutMarks marks, SpanMap body, DraftBlock note)
    {
        foreach (var mark in marks.All(note.Label!))
        {
            if (
                mark.Strength == CalloutStrength.Bracketed
                && draft.Source[mark.Start + 1] == '^'
                && body.At(mark.Start) is not null
            )
            {
                Link(draft, mark, note);
            }
        }
    }

    private static void LinkNumbered(Draft draft, CalloutMarks marks, SpanMap body, List<DraftBlock> notes)
    {
        var from = 0;
        var runStart = 0;
        var lastEnd = 0;
        for (var i = 0; i < notes.Count; i++)
        {
            var note = notes[i];
            if (i > 0 && body.AnyBetween(lastEnd, note.Start))
            {
                // Body stands between: the notes from here on are called behind the notes before.
                runStart = lastEnd;
                from = Math.Max(from, runStart);
            }

            // A run may hold the end of an earlier page's note, but no note begins before its page.
            lastEnd = note.Spans[0].End;
            if (note.Label is not { } label)
            {
                continue;
            }

            var lower = char.IsAsciiDigit(label[0]) ? from : runStart;
            var found = marks.Find(
                label,
                lower,
                note.Start,
                CalloutStrength.NumberTail,
                mark => body.At(mark.Start) is not null && draft.Noise[mark.Start] == NoiseKind.None
            );
            if (found is { } mark)
            {
                Link(draft, mark, note);
                from = char.IsAsciiDigit(label[0]) ? mark.End : from;
            }
        }
    }

    private static void Link(Draft draft, CalloutMark mark, DraftBlock note)
    {
        draft.Mark(mark.Start, mark.End, NoiseKind.Callout);
        draft.Callouts.Add(new DraftCallout(mark.Start, mark.End, note.Label!) { Note = note });

        // A space before the mark, or between it and the punctuation behind it, came with the mark.
        var source = draft.Source;
        if (mark.Start > 0 && source[mark.Start - 1] == ' ' && draft.Noise[mark.Start - 1] == NoiseKind.None)
        {
            draft.Mark(mark.Start - 1, mark.Start, NoiseKind.Space);
        }

        if (mark.End + 1 < source.Length && source[mark.End] == ' ' && source[mark.End + 1] is '.' or ',' or ';' or ':')
        {
            if (source[mark.End + 1] != '.' || mark.End + 2 >= source.Length || source[mark.End + 2] != '.')
            {
                draft.Mark(mark.End, mark.End + 1, NoiseKind.Space);
            }
        }
    }
}
