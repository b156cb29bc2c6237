using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What no other pass claimed is body text: consecutive lines make a paragraph.</summary>
internal static class RemainingParagraphs
{
    public static void Apply(Draft draft)
    {
        DraftBlock? open = null;
        foreach (var line in draft.Lines)
        {
            if (line.Role != LineRole.Open)
            {
                open = null;
                continue;
            }

            line.Role = LineRole.Claimed;
            if (open is null)
            {
                open = new DraftBlock(BlockKind.Paragraph, new SourceSpan(line.Start, line.End));
                draft.Blocks.Add(open);
            }
            else
            {
                open.Spans[^1] = new SourceSpan(open.Spans[^1].Start, line.End);
            }
        }
    }
}
