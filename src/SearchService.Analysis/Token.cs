namespace SearchService.Analysis;

/// <summary>One word of a text.</summary>
/// <param name="Start">Offset of its first UTF-16 unit in the text.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Position">Its ordinal among the words of the text, from 0; parts of a compound have positions of their own.</param>
/// <param name="Term">The word folded: case, accents, ligatures and apostrophes are one.</param>
public readonly record struct Token(int Start, int Length, int Position, string Term)
{
    public int End => Start + Length;
}
