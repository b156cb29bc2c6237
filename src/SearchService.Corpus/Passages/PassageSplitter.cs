using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Passages;

public static class PassageSplitter
{
    /// <summary>A passage for each block.</summary>
    public static IReadOnlyList<Passage> Split(Document document) =>
        [
            .. document
                .Blocks.Where(block => block.Kind != BlockKind.Heading && block.Text.Text.Length > 0)
                .Select(
                    (block, i) =>
                        new Passage(
                            i,
                            block.Kind == BlockKind.Note ? PassageKind.Note : PassageKind.Body,
                            block.Section,
                            block.Paragraph,
                            block.Paragraph,
                            [new PassagePart(block.Index, 0, block.Text.Text.Length)]
                        )
                ),
        ];
}
