namespace SearchService.Corpus.Documents;

public enum BlockKind
{
    Paragraph,
    BlockQuotation,
    Epigraph,
    ListItem,
    TableRow,
    Heading,
    Note,
    Reference,
}

/// <summary>A piece of a document: one paragraph, one note, one list item, one row of a table, one entry of a reference list.</summary>
/// <param name="Index">Its place in <see cref="Document.Blocks"/>.</param>
/// <param name="Section">Its place in <see cref="Document.Sections"/>.</param>
/// <param name="Paragraph">Ordinal (1-based) among the blocks of the section that a reader counts as paragraphs; null for headings and notes.</param>
/// <param name="Text">The words, and where each of them stands in the source.</param>
/// <param name="Pages">Where in <paramref name="Text"/> pages begin, ascending; the first entry is at 0 when the page is known to the file.</param>
/// <param name="Callouts">The notes called from this block, by place.</param>
/// <param name="Doubts">Words that stand as the source has them but are likely wrong there.</param>
public sealed record Block(
    int Index,
    BlockKind Kind,
    int Section,
    int? Paragraph,
    MappedText Text,
    IReadOnlyList<PageStart> Pages,
    IReadOnlyList<Callout> Callouts,
    IReadOnlyList<Doubt> Doubts
);

/// <summary>From <paramref name="Offset"/> in a block's text on, the words stand on the page with index <paramref name="Page"/> in <see cref="Document.Pages"/>.</summary>
public readonly record struct PageStart(int Offset, int Page);

/// <summary>A mark in the text that calls a note; it stands before the character at <paramref name="Offset"/>.</summary>
/// <param name="Label">The mark as printed, digits normalised to ASCII: "15", "*".</param>
/// <param name="Note">Index in <see cref="Document.Notes"/>, or null when no such note was found.</param>
public sealed record Callout(int Offset, string Label, int? Note);

/// <summary>A word that stands in the text as the source has it although it is likely wrong there.</summary>
/// <param name="Start">In the block's text.</param>
/// <param name="Suggestion">The likely form, under which the word is found as well; null when only the doubt is certain.</param>
/// <param name="Message">For a reader: what is doubtful and why.</param>
public sealed record Doubt(int Start, int Length, string? Suggestion, string Message);
