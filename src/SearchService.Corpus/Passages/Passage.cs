using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Passages;

/// <summary>
/// Whose words a passage has, and where they stand in a text: all blocks of a passage are of its one kind. Tables are tables in the
/// front matter too, where most of them stand (contents, abbreviations); other words of front and back matter are <see cref="Front"/>.
/// </summary>
public enum PassageKind
{
    Body,
    Note,
    BlockQuotation,
    Epigraph,
    Abstract,
    List,
    Table,
    Reference,
    Front,
}

/// <summary>
/// The unit that is indexed, ranked, shown and cited: consecutive text of one section and one kind, cut at the ends of paragraphs or of
/// sentences.
/// </summary>
/// <param name="Ordinal">0-based in the document's order of passages: reading order, a note after the passage that calls it.</param>
/// <param name="Section">Index in <see cref="Document.Sections"/>.</param>
/// <param name="FirstParagraph">The paragraphs of the section that it has words of, as <see cref="Block.Paragraph"/> counts them; null when they are not counted.</param>
/// <param name="Parts">Ascending; together the parts of all passages have every character of every block but headings, each once.</param>
public sealed record Passage(
    int Ordinal,
    PassageKind Kind,
    int Section,
    int? FirstParagraph,
    int? LastParagraph,
    IReadOnlyList<PassagePart> Parts
)
{
    /// <summary>
    /// The words of the parts, <see cref="Document.BlockSeparator"/> between two. Where a paragraph was cut, the space after the sentence
    /// belongs to the last part, but not to the text.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>How many words the text has.</summary>
    public required int Words { get; init; }
}

/// <summary>The characters [<paramref name="Start"/>, <paramref name="End"/>) of the text of the block with index <paramref name="Block"/>, in UTF-16 units.</summary>
public readonly record struct PassagePart(int Block, int Start, int End)
{
    public int Length => End - Start;
}
