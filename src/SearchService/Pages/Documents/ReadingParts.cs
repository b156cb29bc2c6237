using SearchService.Corpus.Documents;

namespace SearchService.Pages.Documents;

/// <summary>A stretch of a document that one page shows.</summary>
/// <param name="Number">From 1.</param>
/// <param name="First">Index in the document's blocks.</param>
/// <param name="End">The block behind the last.</param>
/// <param name="Title">Of the section that it begins with; null where it begins within one.</param>
public sealed record ReadingPart(int Number, int First, int End, string? Title);

/// <summary>Cuts a long document into parts that a browser shows at once: before headings, chapters where it can be.</summary>
internal static class ReadingParts
{
    /// <summary>UTF-16 units; an article or a short report is read on one page. What links and marks add is two thirds of the text.</summary>
    private const int LongestWhole = 90_000;
    private const int Wanted = 45_000;
    private const int Longest = 80_000;

    public static IReadOnlyList<ReadingPart> Of(Document document)
    {
        var parts = new List<ReadingPart>();
        var isWhole = document.Blocks.Sum(block => (long)block.Text.Text.Length) <= LongestWhole;
        var (first, length) = (0, 0);
        foreach (var block in document.Blocks)
        {
            if (!isWhole && block.Index > first && IsCut(document, block, length))
            {
                parts.Add(Part(block.Index));
                (first, length) = (block.Index, 0);
            }

            length += block.Text.Text.Length;
        }

        parts.Add(Part(document.Blocks.Count));
        return parts;

        ReadingPart Part(int end) =>
            new(
                parts.Count + 1,
                first,
                end,
                first < end && document.Blocks[first].Kind == BlockKind.Heading
                    ? document.Blocks[first].Text.Text
                    : null
            );
    }

    /// <summary>The higher the heading, the shorter the part before it may be; a note stays with what calls it.</summary>
    private static bool IsCut(Document document, Block block, int length) =>
        block.Kind switch
        {
            BlockKind.Heading => length > Wanted * Depth(document, block.Section) / 3,
            BlockKind.Note => false,
            _ => length > Longest,
        };

    /// <summary>1 for a section at the top.</summary>
    public static int Depth(Document document, int section)
    {
        var depth = 1;
        for (
            var parent = document.Sections[section].Parent;
            parent is { } above;
            parent = document.Sections[above].Parent
        )
        {
            depth += document.Sections[above].Heading is null ? 0 : 1;
        }

        return depth;
    }
}
