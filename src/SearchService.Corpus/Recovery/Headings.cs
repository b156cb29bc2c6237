using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Finds the headings of a text, what their sections are and how deep each stands: those that Markdown marks, and those that their
/// words and their surroundings tell.
/// </summary>
internal static class Headings
{
    /// <summary>A text with so many marked headings marks all that are its own.</summary>
    private const int FewestMarked = 2;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        var found = MarkdownHeadings.Find(draft, layout);
        var plain = PlainHeadings.Find(
            draft,
            layout,
            [.. found.SelectMany(heading => Enumerable.Range(heading.First, heading.Last - heading.First + 1))],
            isMarkdown: found.Count >= FewestMarked
        );
        found.AddRange(plain);
        found.Sort((a, b) => a.First.CompareTo(b.First));
        HeadingRoles.Assign(draft, found);
        HeadingLevels.Assign(draft, layout, found);
        foreach (var heading in found)
        {
            MarkdownHeadings.DropMarks(draft, heading.First, heading.Last);
            var block = layout.Claim(BlockKind.Heading, heading.First, heading.Last);
            block.Level = heading.Level;
            block.Role = heading.Role;
        }
    }
}
