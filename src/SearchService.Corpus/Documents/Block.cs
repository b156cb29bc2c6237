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

/// <summary>Words that stand in the text as the source has them although they are likely wrong there.</summary>
/// <param name="Start">In the block's text.</param>
/// <param name="Suggestion">The likely reading, under which the passage is found as well; null when only the doubt is certain.</param>
/// <param name="Certainty">Of the likely reading; without one, of the doubt.</param>
/// <param name="Message">For a reader: what is doubtful and why.</param>
public sealed record Doubt(
    int Start,
    int Length,
    DoubtKind Kind,
    string? Suggestion,
    DoubtCertainty Certainty,
    string Message
);

/// <summary>What may be wrong with words that stand as the source has them.</summary>
public enum DoubtKind
{
    /// <summary>A hyphen or space between two words is lost: "highprofile", "willdo".</summary>
    LostHyphen,

    /// <summary>A space stands inside a word or beside a slash, and the text has no other form of it.</summary>
    StraySpace,

    /// <summary>Joined at a line's end; the hyphen there may be the word's own.</summary>
    LineEndHyphen,

    /// <summary>A word that no one writes so: without a vowel, or twice in a row.</summary>
    Spelling,

    /// <summary>Another word of the language than the sentence needs: "form" for "from".</summary>
    Confusion,

    /// <summary>A name that the text spells otherwise elsewhere.</summary>
    Name,

    /// <summary>A date that lacks a part.</summary>
    Date,

    /// <summary>A DOI, ISBN or ISSN whose digits contradict one another.</summary>
    Identifier,

    /// <summary>A quotation mark is lost, turned, or not the one that the quotation opened with.</summary>
    QuotationMark,

    /// <summary>An address with a space inside it, or a comma in the name of its host.</summary>
    Address,
}

public enum DoubtCertainty
{
    /// <summary>A rule says so; it may be otherwise.</summary>
    Likely,

    /// <summary>The text itself, the language's grammar or a check digit says so.</summary>
    Sure,
}
