using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>
/// Whether the source itself quotes the words, by the marks around them or as a block, and whom: by the note that is called behind them,
/// or the citation in the text.
/// </summary>
internal static class SecondarySources
{
    /// <summary>A note is called at the quotation's end, or at that of its sentence.</summary>
    private const int CalledWithin = 60;

    /// <param name="start">UTF-16, in the stretch: of the words that were found, as <paramref name="end"/>.</param>
    public static SecondaryCitation? Of(
        IPassageSnapshot snapshot,
        SourceStretch stretch,
        int start,
        int end,
        DocumentSummary document
    )
    {
        var text = stretch.Text;
        var (passage, range) = stretch.Pieces(start, end)[^1];
        var paragraph = text.LastIndexOf("\n\n", start, StringComparison.Ordinal) is var before and >= 0
            ? before + 2
            : 0;
        var last = text.IndexOf("\n\n", end, StringComparison.Ordinal) is var behind and >= 0 ? behind : text.Length;
        var own = text[paragraph..last];
        var quoted = ManuscriptQuotations
            .Ranges(own)
            .FirstOrDefault(marks => paragraph + marks.Open < start && end <= paragraph + marks.Close);
        var isBlock = passage.Kind is PassageKind.BlockQuotation or PassageKind.Epigraph;
        if (quoted.Close == 0 && !isBlock)
        {
            return null;
        }

        var close = quoted.Close == 0 ? last : paragraph + quoted.Close + 1;
        var offset = range.End - end;
        var note = passage
            .Notes.Where(called => called.CalledAt is { } at && at >= range.End && at <= close + offset + CalledWithin)
            .MinBy(called => called.CalledAt);
        if (note is not null)
        {
            var work = WorkOf(snapshot, passage.DocumentId, note);
            var cited = CitedSource.Of(snapshot, note.Text);
            return new SecondaryCitation(
                work,
                note.Label,
                note.Text,
                Named(work is { Authors.Count: > 0 } ? Families(work) : null, document),
                cited.Document is { } only && only != document.Id ? [only] : []
            );
        }

        var beside = quoted.Close == 0 ? null : ManuscriptQuotations.CitationBeside(own, quoted.Open, quoted.Close + 1);
        var source = beside is null ? null : CitedSource.Of(snapshot, beside);
        return new SecondaryCitation(
            null,
            null,
            beside,
            Named(source?.Author, document),
            source?.Document is { } primary && primary != document.Id ? [primary] : []
        );
    }

    /// <summary>The work that a note cites, in full or in short.</summary>
    private static WorkReading? WorkOf(IPassageSnapshot snapshot, string documentId, StoredNote note)
    {
        if (note.Resolves is [{ Work: { } meant }, ..])
        {
            return meant;
        }

        return
            snapshot.Passage(documentId, note.Passage) is { Parts: [var part, ..] }
            && snapshot.Document(documentId) is { } stored
            && new CitationReadings(stored.Document).Works(part.Block) is [var work, ..]
            ? work
            : null;
    }

    private static string Families(WorkReading work) =>
        Joined([.. work.Authors.Select(author => author.Family ?? author.Name)]);

    private static string Named(string? primary, DocumentSummary document)
    {
        string[] authors = [.. document.Work.Work.Author.Select(Short)];
        var names = authors.Length == 0 ? document.Work.Work.Title ?? document.File : Joined(authors);
        var year = document.Work.Work.Year is { } known ? FormattableString.Invariant($" ({known})") : "";
        return $"{primary ?? "unnamed"}, quoted in {names}{year}";
    }

    private static string Short(PersonName author) => author.Literal ?? author.Family ?? author.Display;

    private static string Joined(IReadOnlyList<string> names) =>
        names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => names[0] + " et al.",
        };
}
