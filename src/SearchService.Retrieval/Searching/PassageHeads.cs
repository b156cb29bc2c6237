using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>What the API shows of passages, documents and notes.</summary>
public static class PassageHeads
{
    public static PassageHead Head(StoredPassage passage, StoredPassage? following, bool withText) =>
        new(
            passage.Id,
            PassageKinds.Name(passage.Kind),
            passage.Section,
            passage is { FirstParagraph: { } first, LastParagraph: { } last } ? new ParagraphRange(first, last) : null,
            Pages(passage, 0, passage.Text.Length),
            passage.TextHash,
            passage.Words,
            following?.Id,
            withText ? passage.Text : null
        );

    public static DocumentHead Head(DocumentSummary document) =>
        new(
            document.Id,
            document.Work.Work.Title ?? document.File,
            document.Work.Work.Authors,
            document.Work.Work.Year,
            document.Work.Work.Type
        );

    public static IReadOnlyList<NoteHead> Notes(StoredPassage passage) =>
        [
            .. passage.Notes.Select(note => new NoteHead(
                note.Label,
                Method(note.LabelMethod),
                note.Text,
                PassageId.Format(passage.DocumentId, note.Passage),
                note.Resolves
            )),
        ];

    /// <summary>The pages of the words in a UTF-16 range of the passage.</summary>
    public static PageRange Pages(StoredPassage passage, int start, int end)
    {
        if (passage.Pages.Count == 0)
        {
            return new PageRange(null, null, Method(LocatorMethod.Unknown), null);
        }

        var first = passage.Pages.LastOrDefault(page => page.Offset <= start) ?? passage.Pages[0];
        var last = passage.Pages.LastOrDefault(page => page.Offset < Math.Max(end, start + 1)) ?? first;

        // A label for one end only is no range that can be cited.
        var known = first.Label is not null && last.Label is not null;
        return new PageRange(
            known ? first.Label : null,
            known ? last.Label : null,
            Method(known ? (LocatorMethod)Math.Min((int)first.Method, (int)last.Method) : LocatorMethod.Unknown),
            first.Ordinal
        );
    }

    public static string Method(LocatorMethod method) =>
        method switch
        {
            LocatorMethod.Printed => "printed",
            LocatorMethod.Inferred => "inferred",
            _ => "unknown",
        };
}
