using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Markdown's notes: "[^id]: text", with the lines that follow directly and the indented ones after a blank line.</summary>
internal static class NoteDefinitions
{
    private const int Indent = 4;

    public static void Claim(Draft draft)
    {
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (Definition(draft, i) is not { } mark)
            {
                continue;
            }

            var last = i;
            for (var next = i + 1; next < draft.Lines.Count && Definition(draft, next) is null; next++)
            {
                var line = draft.Lines[next];
                if (line.Role == LineRole.Open && (last == next - 1 || IsIndented(draft, line)))
                {
                    last = next;
                }
                else if (line.Role != LineRole.Blank)
                {
                    break;
                }
            }

            Notes.Claim(draft, i, last, mark, mark.Label, LocatorMethod.Printed);
            i = last;
        }
    }

    private static NoteMark? Definition(Draft draft, int index)
    {
        var line = draft.Lines[index];
        return
            line.Role == LineRole.Open
            && Glyphs.FirstInk(draft, line) is var ink
            && ink < line.End
            && draft.Source[ink] == '['
            && NoteMark.Read(draft.Source, line.Start, line.End) is { Style: NoteMarkStyle.Definition } mark
            ? mark
            : null;
    }

    private static bool IsIndented(Draft draft, DraftLine line) =>
        draft.Source[line.Start] == '\t' || Glyphs.FirstInk(draft, line) - line.Start >= Indent;
}
