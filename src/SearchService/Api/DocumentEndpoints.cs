using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using SearchService.Analysis;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

public sealed record DocumentList(
    string CorpusVersion,
    IReadOnlyList<DocumentEntry> Documents,
    int Total,
    string? Next
);

public sealed record DocumentEntry(
    string Id,
    string Title,
    IReadOnlyList<string> Authors,
    int? Year,
    string Type,
    string File,
    int Words,
    int Passages,
    int Problems
);

/// <param name="Item">The work as a CSL-JSON item.</param>
/// <param name="Origins">By field of the item: the file of its record ("library.bib"), "frontMatter", "titlePage" or "fileName".</param>
/// <param name="Ledger">Every character of the decoded file, in code points: a kind of block or of noise, or "unaccounted".</param>
public sealed record DocumentReading(
    string CorpusVersion,
    string Id,
    JsonNode Item,
    IReadOnlyDictionary<string, string> Origins,
    DocumentFile File,
    DocumentCounts Counts,
    IReadOnlyList<SectionReading> Sections,
    IReadOnlyList<LedgerReading> Ledger,
    IReadOnlyList<DocumentProblem> Problems
);

/// <param name="Length">Of the decoded file, in code points.</param>
/// <param name="Encoding">In which the file was read: "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be" or "windows-1252".</param>
public sealed record DocumentFile(string Path, string Sha256, int Length, string Encoding);

public sealed record DocumentCounts(
    int Words,
    int Passages,
    int Blocks,
    int Notes,
    int Callouts,
    int Pages,
    int Doubts
);

public sealed record SectionReading(string Title, int Level, string Role, IReadOnlyList<SectionReading> Sections);

public sealed record LedgerReading(int Start, int End, string Kind);

/// <param name="Separator">What stands between two blocks in the recovered text, in which start and end count.</param>
public sealed record DocumentText(
    string CorpusVersion,
    string Id,
    string Separator,
    IReadOnlyList<BlockReading> Blocks
);

/// <param name="Doubts">Words that stand as the source has them but are likely wrong there.</param>
/// <param name="Number">A note's number or mark; null for other blocks, and where it is unknown.</param>
/// <param name="NumberMethod">Of a note: printed, inferred (from the notes and callouts around) or unknown; null for other blocks.</param>
/// <param name="Work">What an entry of a reference list, or of the list of a series, says of its work; null for other blocks.</param>
/// <param name="Cites">The works that a note cites in full.</param>
/// <param name="Resolves">Citations in short ("Ibid.", "(Haass 2002)") in the block, and the notes and works that they mean.</param>
public sealed record BlockReading(
    string Kind,
    string Text,
    IReadOnlyList<string> Section,
    int? Paragraph,
    IReadOnlyList<BlockPage> Pages,
    IReadOnlyList<BlockCallout> Notes,
    IReadOnlyList<DoubtReading> Doubts,
    string? Number,
    string? NumberMethod,
    WorkReading? Work,
    IReadOnlyList<WorkReading> Cites,
    IReadOnlyList<ResolvedCitation> Resolves,
    int Start,
    int End
);

/// <param name="At">Character of the block's text from which on the words stand on this page.</param>
public sealed record BlockPage(int At, string? Label, string Method, int Ordinal);

/// <param name="At">The callout stands before this character of the block's text.</param>
public sealed record BlockCallout(string Number, int At);

internal static class DocumentEndpoints
{
    public static void MapDocuments(this RouteGroupBuilder v1)
    {
        v1.MapGet("/documents", List)
            .WithName("documents")
            .WithSummary("The documents of the collection")
            .WithTags("documents")
            .Takes(DocumentParameters.List)
            .Produces<DocumentList>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status410Gone);
        v1.MapGet("/documents/{id}", Read)
            .WithName("document")
            .WithSummary(
                "A document: its work as CSL-JSON with the origin of each field, section tree, counts, ledger, problems"
            )
            .WithTags("documents")
            .Takes([])
            .Produces<DocumentReading>()
            .Answers(StatusCodes.Status404NotFound);
        v1.MapGet("/documents/{id}/text", Text)
            .WithName("documentText")
            .WithSummary("The recovered text, block by block in reading order, or as plain text")
            .WithDescription(
                "With format=text, or where the client prefers text/plain, the whole stream in which selectors and ranges count, so that a fragment of RFC 5147 (#char=12,40) names words in it; the length in such a fragment is in bytes of UTF-8."
            )
            .WithTags("documents")
            .Takes(DocumentParameters.Text)
            .Produces<DocumentText>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        v1.MapGet("/documents/{id}/citation", Cite)
            .WithName("documentCitation")
            .WithSummary("The citation of the whole work")
            .WithTags("documents")
            .Takes(DocumentParameters.Citation)
            .Produces<DocumentCitationAnswer>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static IResult List(HttpContext context, IPassageIndex index, SnapshotLeases leases)
    {
        var values = new ParameterValues(context.Request.Query, DocumentParameters.List);
        var (authors, years, sort) = DocumentLists.Read(values);
        var limit = values.Number("limit", 1, DocumentParameters.MaxLimit) ?? DocumentParameters.DefaultLimit;
        var asked = SearchRequest.For("documents " + sort) with { Authors = authors, Years = years };
        var cursorText = values.Text("cursor");
        var cursor = cursorText is null ? null : SearchCursor.Read(cursorText);
        if (cursorText is not null && (cursor is null || cursor.Request != SearchCursor.Hash(asked)))
        {
            values.Fault("cursor", "This is no cursor of this request.");
        }

        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        using var snapshot = cursor is null ? index.AcquireSnapshot() : leases.Use(cursor.Snapshot);
        if (snapshot is null)
        {
            return Problems.CursorExpired(context);
        }

        if (Versioned.IsKnown(context, snapshot.CorpusVersion))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var found = DocumentLists.Found(snapshot.Catalogue, authors, years, sort);
        var skip = cursor?.Skip ?? 0;
        var shown = found
            .Skip(skip)
            .Take(limit)
            .Select(document => DocumentLists.Entry(snapshot.Summary(document.Id)!))
            .ToList();
        var next =
            skip + shown.Count < found.Count
                ? new SearchCursor(
                    leases.Keep(snapshot.CorpusVersion, snapshot.Share),
                    SearchCursor.Hash(asked),
                    skip + shown.Count
                ).Write()
                : null;
        return TypedResults.Ok(new DocumentList(snapshot.CorpusVersion, shown, found.Count, next));
    }

    private static IResult Read(HttpContext context, IPassageIndex index, string id) =>
        Answer(
            context,
            index,
            id,
            new ParameterValues(context.Request.Query, []),
            (snapshot, document) => TypedResults.Ok(DocumentReadings.Read(snapshot.CorpusVersion, document))
        );

    private static IResult Text(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(context.Request.Query, DocumentParameters.Text);
        var section = values.Text("section") is { } given ? Folding.Fold(given) : null;
        var format = values.Choice("format", ["json", "text"]) ?? (PrefersPlainText(context.Request) ? "text" : "json");
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (section is not null && format == "text")
        {
            values.Fault("section", "The plain text is that of the whole document, in which offsets count.");
        }

        return Answer(
            context,
            index,
            id,
            values,
            (snapshot, document) =>
            {
                if (format == "text")
                {
                    return TypedResults.Text(document.Text, "text/plain", Encoding.UTF8);
                }

                var citations = new CitationReadings(document.Document);
                var blocks = document
                    .Document.Blocks.Select(block => DocumentReadings.Read(document, citations, block))
                    .Where(block =>
                        section is null
                        || block.Section.Any(title => Folding.Fold(title).Contains(section, StringComparison.Ordinal))
                    );
                return TypedResults.Ok(
                    new DocumentText(snapshot.CorpusVersion, id, Document.BlockSeparator, [.. blocks])
                );
            }
        );
    }

    private static bool PrefersPlainText(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality("text/plain") > Quality("application/json");

        // What a range such as */* covers says nothing for the one over the other.
        double Quality(string type) =>
            accepted
                .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                .Select(range => range.Quality ?? 1)
                .FirstOrDefault();
    }

    private static IResult Cite(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(context.Request.Query, DocumentParameters.Citation);
        var style = CitationStyles.Find(values.Style())!;
        var format = values.Choice("format", CitationFormats.All) ?? CitationFormats.Text;
        return Answer(
            context,
            index,
            id,
            values,
            (snapshot, document) =>
            {
                var work = document.Summary.Work;
                if (CitationFormats.File(format, work.Work, null, null) is { } file)
                {
                    return file;
                }

                var citation = PassageCitations.Cite(style, snapshot, document.Summary);
                return TypedResults.Ok(
                    new DocumentCitationAnswer(
                        snapshot.CorpusVersion,
                        id,
                        citation.Style,
                        format,
                        CitationFormats.Render(citation.InText, format),
                        CitationFormats.Render(citation.Reference, format),
                        CitationFormats.Note(citation, format),
                        citation.Warnings
                    )
                );
            }
        );
    }

    /// <summary>What all requests for one document have in common: faults, the document, and what the client has already.</summary>
    private static IResult Answer(
        HttpContext context,
        IPassageIndex index,
        string id,
        ParameterValues values,
        Func<IPassageSnapshot, StoredDocument, IResult> answer
    )
    {
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        using var snapshot = index.AcquireSnapshot();
        if (snapshot.Document(id) is not { } document)
        {
            return Problems.NoDocument(context, id);
        }

        return Versioned.IsKnown(context, snapshot.CorpusVersion)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : answer(snapshot, document);
    }
}

/// <param name="InText">In styles that cite in notes, the full note.</param>
/// <param name="Note">The full and the short form of a footnote; null in styles that cite in the text.</param>
internal sealed record DocumentCitationAnswer(
    string CorpusVersion,
    string DocumentId,
    string Style,
    string Format,
    string InText,
    string Reference,
    NoteForms? Note,
    IReadOnlyList<string> Warnings
);
