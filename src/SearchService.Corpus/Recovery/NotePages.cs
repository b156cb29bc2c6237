using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Pages of a text that marks none, where its notes stand at the feet of them.</summary>
internal static class NotePages
{
    /// <summary>A page begins with the first body text behind a run of notes.</summary>
    public static void Infer(Draft draft)
    {
        var notesSince = false;
        var endOfNote = draft
            .Blocks.Where(block => block.Kind == BlockKind.Note && block.LabelMethod != LocatorMethod.Unknown)
            .SelectMany(block => block.Spans)
            .Select(span => span.Start)
            .ToHashSet();
        if (endOfNote.Count == 0 || draft.Blocks.Exists(block => IsDefinition(draft, block)))
        {
            return;
        }

        var starts = new List<int>();
        foreach (var line in draft.Lines)
        {
            if (line.Role == LineRole.Claimed)
            {
                notesSince |= endOfNote.Contains(line.Start);
            }
            else if (line.Role == LineRole.Open && notesSince)
            {
                starts.Add(line.Start);
                line.BeginsPage = true;
                notesSince = false;
            }
        }

        if (starts.Count == 0)
        {
            return;
        }

        draft.Pages.Add(new DraftPage(0, null, LocatorMethod.Unknown));
        draft.Pages.AddRange(starts.Select(start => new DraftPage(start, null, LocatorMethod.Unknown)));
        draft.PageMark = PageMark.NoteBlock;
    }

    private static bool IsDefinition(Draft draft, DraftBlock note) =>
        note.Kind == BlockKind.Note && draft.Source.AsSpan(note.Start).TrimStart().StartsWith("[^");
}
