namespace SearchService.Corpus.Documents;

/// <summary>What the page or the conversion added to the words. <see cref="None"/>: the character belongs to a block.</summary>
public enum NoiseKind : byte
{
    None,
    RunningHead,
    PageNumber,
    Callout,
    LineEndHyphen,
    LineBreak,
    Space,
    Markup,
    Overprint,
}
