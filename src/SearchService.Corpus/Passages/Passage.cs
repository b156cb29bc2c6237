namespace SearchService.Corpus.Passages;

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

/// <summary>The unit that is indexed, ranked, shown and cited.</summary>
public sealed record Passage(
    int Ordinal,
    PassageKind Kind,
    int Section,
    int? FirstParagraph,
    int? LastParagraph,
    IReadOnlyList<PassagePart> Parts
);

/// <summary>A UTF-16 range of a block's text.</summary>
public readonly record struct PassagePart(int Block, int Start, int End);
