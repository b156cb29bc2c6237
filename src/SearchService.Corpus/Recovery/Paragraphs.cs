using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What no other pass claimed is body text: consecutive lines make a paragraph, unless each line is one already.</summary>
internal static class Paragraphs
{
    /// <summary>A line longer than this was not wrapped for a page.</summary>
    private const int LongestWrappedLine = 160;

    public static void Apply(Draft draft)
    {
        DraftBlock? open = null;
        DraftLine? previous = null;
        foreach (var line in draft.Lines)
        {
            if (line.Role != LineRole.Open)
            {
                open = null;
                continue;
            }

            line.Role = LineRole.Claimed;
            if (open is null || line.BeginsPage || StandsAlone(draft, previous!, line))
            {
                open = new DraftBlock(BlockKind.Paragraph, new SourceSpan(line.Start, line.End));
                draft.Blocks.Add(open);
            }
            else
            {
                open.Spans[^1] = new SourceSpan(open.Spans[^1].Start, line.End);
            }

            previous = line;
        }
    }

    /// <summary>
    /// Without a blank line between them two lines are two paragraphs when the first is too long to have been wrapped and its sentence
    /// ends, or when the second is indented where the first is not.
    /// </summary>
    private static bool StandsAlone(Draft draft, DraftLine previous, DraftLine line)
    {
        if (!Glyphs.EndsSentence(draft, previous.Start, previous.End))
        {
            return false;
        }

        return previous.End - previous.Start > LongestWrappedLine
            || (Indent(draft, line) >= 2 && Indent(draft, previous) == 0);
    }

    private static int Indent(Draft draft, DraftLine line) => Glyphs.FirstInk(draft, line) - line.Start;
}
