namespace SearchService.Corpus.Documents;

/// <summary>By what a short citation is told to mean an earlier one.</summary>
public enum ShortForm
{
    /// <summary>"Ibid.", "Id.", and "op. cit." without a name.</summary>
    PreviousNote,

    /// <summary>"supra note 12", "see n. 12 above".</summary>
    NoteNumber,

    /// <summary>"Tardy, 'The risks'".</summary>
    AuthorAndTitle,

    /// <summary>"Tardy, p. 5", "Tardy, op. cit."</summary>
    Author,

    /// <summary>A name that an earlier note gave the work: "hereafter Letters".</summary>
    Alias,

    /// <summary>"(Tardy 2020)".</summary>
    AuthorAndYear,
}

/// <summary>Words that cite, in short, what an earlier note or the reference list cites in full.</summary>
/// <param name="Block">Index in <see cref="Document.Blocks"/>.</param>
/// <param name="At">The short form in that block's text, without page numbers.</param>
/// <param name="Targets">What it may mean, the likeliest first; none when nothing that it could mean was found.</param>
/// <param name="Doubt">For a reader: why it may mean something else than the first target; null when there is no doubt.</param>
public sealed record ShortCitation(
    int Block,
    TextSpan At,
    ShortForm Form,
    IReadOnlyList<CitationTarget> Targets,
    string? Doubt
);

/// <param name="Note">Index in <see cref="Document.Notes"/> of the note that cites the work in full; null for an entry of the reference list.</param>
/// <param name="Work">Index in <see cref="Document.CitedWorks"/>; null when that note's work could not be read.</param>
public readonly record struct CitationTarget(int? Note, int? Work);
