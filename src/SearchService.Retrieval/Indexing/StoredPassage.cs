using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Indexing;

/// <summary>A passage as the index keeps it: everything that a hit shows of it. Offsets are UTF-16.</summary>
/// <param name="Ordinal">1-based place in the document's passages.</param>
/// <param name="Section">Titles from the top of the tree down.</param>
/// <param name="SectionIndex">Index in the document's sections.</param>
/// <param name="Parts">Where the pieces of <paramref name="Text"/> stand.</param>
/// <param name="Pages">Where in <paramref name="Text"/> pages begin; the first at 0 when the file shows pages.</param>
/// <param name="Notes">Notes called from this passage, in order.</param>
/// <param name="NoteLabel">For a note: its own number.</param>
/// <param name="CalledFrom">For a note: ordinal of the passage that calls it; null when unknown.</param>
/// <param name="FirstPosition">The count, in the document, of the passage's first word.</param>
/// <param name="TextHash">SHA-256 of the text's UTF-8, first 16 hex digits.</param>
/// <param name="SentencesBefore">Sentences of the document that end before the passage, in the order of positions.</param>
/// <param name="ParagraphsBefore">Paragraphs that do.</param>
public sealed record StoredPassage(
    string DocumentId,
    int Ordinal,
    PassageKind Kind,
    IReadOnlyList<string> Section,
    int SectionIndex,
    int? FirstParagraph,
    int? LastParagraph,
    string Text,
    IReadOnlyList<StoredPart> Parts,
    IReadOnlyList<StoredPage> Pages,
    IReadOnlyList<StoredNote> Notes,
    string? NoteLabel,
    LocatorMethod NoteLabelMethod,
    int? CalledFrom,
    int Words,
    int FirstPosition,
    string TextHash,
    int SentencesBefore = 0,
    int ParagraphsBefore = 0
)
{
    public string Id => PassageId.Format(DocumentId, Ordinal);
}

/// <summary>[TextStart, TextEnd) of the passage's text is one run of the recovered text, beginning there at <paramref name="StreamStart"/>.</summary>
/// <param name="Block">Index in the document's blocks.</param>
/// <param name="BlockStart">Offset in that block's text.</param>
/// <param name="StreamStart">In the recovered text, in code points.</param>
/// <param name="Paragraph">Which paragraph of the section it is of; null where none are counted.</param>
public sealed record StoredPart(int TextStart, int TextEnd, int Block, int BlockStart, int StreamStart, int? Paragraph);

/// <summary>From <paramref name="Offset"/> in the passage's text on, the words stand on this page.</summary>
public sealed record StoredPage(int Offset, int Ordinal, string? Label, LocatorMethod Method);

/// <summary>A note that a passage calls.</summary>
/// <param name="Passage">Ordinal of the note's own (first) passage.</param>
/// <param name="CalledAt">Offset in the calling passage's text; null when the callout is missing.</param>
/// <param name="Resolves">The citations in short that the note has, and what they mean; ranges in characters of <paramref name="Text"/>.</param>
public sealed record StoredNote(
    string? Label,
    LocatorMethod LabelMethod,
    int Passage,
    int? CalledAt,
    string Text,
    IReadOnlyList<ResolvedCitation> Resolves
);

/// <summary>Passage ids: document id, colon, ordinal.</summary>
public static class PassageId
{
    public static string Format(string documentId, int ordinal) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{documentId}:{ordinal}");

    /// <summary>Takes an id apart; false when it is not of that form.</summary>
    public static bool TryParse(string id, out string documentId, out int ordinal)
    {
        var colon = id.LastIndexOf(':');
        documentId = colon > 0 ? id[..colon] : "";
        ordinal = 0;
        return colon > 0
            && int.TryParse(
                id.AsSpan(colon + 1),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out ordinal
            )
            && ordinal > 0;
    }
}
