namespace SearchService.Corpus.Documents;

public enum SectionRole
{
    Body,
    Front,
    Abstract,
    References,
    Back,
}

/// <summary>A node of the section tree; sections stand in reading order, parents before children.</summary>
/// <param name="Parent">Index in <see cref="Document.Sections"/>; null at the top.</param>
/// <param name="Level">1 for the top level.</param>
/// <param name="Title">The heading's words, with its number; empty for what stands before the first heading.</param>
/// <param name="Heading">Index in <see cref="Document.Blocks"/> of the heading; null for what stands before the first one.</param>
public sealed record Section(int Index, int? Parent, int Level, string Title, SectionRole Role, int? Heading);
