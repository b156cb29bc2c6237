namespace SearchService.Corpus.Documents;

/// <summary>A footnote or endnote.</summary>
/// <param name="Label">Its number or mark, digits normalised to ASCII; null when it is unknown.</param>
/// <param name="LabelMethod">Printed, or inferred from its neighbours, or unknown.</param>
/// <param name="Block">Index in <see cref="Document.Blocks"/> of the note's text.</param>
/// <param name="CalledFrom">Index in <see cref="Document.Blocks"/> of the block with the callout; null when the callout is missing.</param>
/// <param name="CalledAt">Offset in that block's text.</param>
/// <param name="Page">Index in <see cref="Document.Pages"/> of the page whose foot it stands on; null when the file shows no pages.</param>
public sealed record Note(
    string? Label,
    LocatorMethod LabelMethod,
    int Block,
    int? CalledFrom,
    int? CalledAt,
    int? Page
);
