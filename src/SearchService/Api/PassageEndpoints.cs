using System.Globalization;
using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <param name="Note">The full and the short form of a footnote; null in styles that cite in the text.</param>
/// <param name="InText">In styles that cite in notes, the full note.</param>
/// <param name="Quotation">
/// Ready to paste: the words in the style's quotation marks or, if they are many, as a block, with the citation in the text; in styles that
/// cite in notes without it.
/// </param>
internal sealed record PassageCitationAnswer(
    string CorpusVersion,
    string PassageId,
    string Style,
    string Format,
    string InText,
    string Reference,
    NoteForms? Note,
    string Quotation,
    CitationLocator? Locator,
    IReadOnlyList<string> Warnings
);

/// <param name="Passages">In the order in which they were asked for.</param>
/// <param name="Gone">Ids that the collection does not have.</param>
internal sealed record PassageReadings(
    string CorpusVersion,
    IReadOnlyList<PassageReading> Passages,
    IReadOnlyList<string> Gone
);

internal sealed record NoteForms(string Full, string Short);

internal static class PassageEndpoints
{
    private const int MostAtOnce = 100;

    public static void MapPassages(this RouteGroupBuilder v1)
    {
        v1.MapGet("/passages/{id}", Read)
            .WithName("passage")
            .WithSummary("A whole passage with its notes, repairs, selectors and source ranges")
            .WithDescription(
                "With hash and words, status says whether the text is the one that was read earlier: same, moved (movedTo, and movedAt where it is now part of a longer passage) or changed (nearest is the passage likest to the words). An id that there is no more answers 404, where passageStatus is moved, changed or gone. The quote selectors have the fewest words before and behind that make the place the only one in the recovered text; where it is repeated with twelve words on both sides, repeats is true and the position alone decides."
            )
            .WithTags("passages")
            .Takes(PassageParameters.Reading)
            .Produces<PassageReading>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        v1.MapPost("/passages", ReadMany)
            .WithName("passages")
            .WithSummary("Many passages at once, of one snapshot")
            .WithDescription(
                "Each as GET /v1/passages/{id} answers it; gone lists the ids that the collection does not have."
            )
            .WithTags("passages")
            .TakesJson(PassageParameters.Many)
            .Produces<PassageReadings>()
            .Answers(StatusCodes.Status400BadRequest);
        v1.MapGet("/passages/{id}/citation", Cite)
            .WithName("passageCitation")
            .WithSummary("The citation of a passage, or of the words in a range of it")
            .WithDescription(
                "text, html and markdown answer JSON with the in-text citation, the reference and the quotation ready to paste; csl-json, bibtex and ris answer a file of that format."
            )
            .WithTags("passages")
            .Takes(PassageParameters.Citation)
            .Produces<PassageCitationAnswer>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        v1.MapGet("/passages/{id}/similar", FindSimilar)
            .WithName("similarPassages")
            .WithSummary("Passages that share the words which tell this one from the rest of the collection")
            .WithTags("passages")
            .Takes(PassageParameters.Similar)
            .Produces<SimilarResults>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static IResult FindSimilar(HttpContext context, SimilarPassages similar, string id)
    {
        var values = new ParameterValues(context.Request.Query, PassageParameters.Similar);
        var request = SearchRequest.For("") with
        {
            Limit = values.Number("limit", 1, SearchRequestReader.MaxLimit) ?? SearchRequest.DefaultLimit,
            PerDocument = values.Number("perDocument", 1, 1_000_000),
            Snippet =
                values.Number("snippet", SearchRequestReader.MinSnippet, SearchRequestReader.MaxSnippet)
                ?? SearchRequest.DefaultSnippet,
            Style = values.Style(),
        };
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        return similar.Find(id, request, context.RequestAborted) is not { } results ? Problems.NoPassage(context, id)
            : Versioned.IsKnown(context, results.CorpusVersion)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }

    private static IResult Read(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(context.Request.Query, PassageParameters.Reading);
        var before = values.Number("before", 0, PassageReader.MaxNeighbours) ?? 0;
        var after = values.Number("after", 0, PassageReader.MaxNeighbours) ?? 0;
        var hash = values.Text("hash");
        var words = values.Text("words");
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        using var snapshot = index.AcquireSnapshot();
        var reading = PassageReader.Read(snapshot, id, before, after, hash, words);
        return reading is null
                ? Problems.NoPassage(context, id, hash is null ? null : Permalinks.Trace(snapshot, id, hash, words))
            : Versioned.IsKnown(context, snapshot.CorpusVersion)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(reading);
    }

    private static async Task<IResult> ReadMany(HttpContext context, IPassageIndex index)
    {
        var (values, unread) = await RequestValues.ReadAsync(context.Request.Body, context.RequestAborted);
        List<ParameterFault> faults = [.. unread];
        var ids = values?.GetValueOrDefault("ids", []) ?? [];
        if (values is not null)
        {
            faults.AddRange(
                values
                    .Keys.Where(name => name != "ids")
                    .Select(name => new ParameterFault(name, "There is no such parameter; there is: ids."))
            );
            if (ids.Count is 0 or > MostAtOnce && unread.Count == 0)
            {
                faults.Add(
                    new ParameterFault("ids", $"A list of 1 to {MostAtOnce} ids is wanted; there are {ids.Count}.")
                );
            }
        }

        if (faults.Count > 0)
        {
            return Problems.Parameters(context, faults);
        }

        using var snapshot = index.AcquireSnapshot();
        var readings = ids.Select(id => (Id: id, Reading: PassageReader.Read(snapshot, id, 0, 0))).ToList();
        return TypedResults.Ok(
            new PassageReadings(
                snapshot.CorpusVersion,
                [.. readings.Select(one => one.Reading).OfType<PassageReading>()],
                [.. readings.Where(one => one.Reading is null).Select(one => one.Id)]
            )
        );
    }

    private static IResult Cite(HttpContext context, IPassageIndex index, string id)
    {
        var values = new ParameterValues(context.Request.Query, PassageParameters.Citation);
        var style = CitationStyles.Find(values.Style())!;
        var format = values.Choice("format", CitationFormats.All) ?? CitationFormats.Text;
        var start = values.Number("start", 0, int.MaxValue);
        var end = values.Number("end", 1, int.MaxValue);
        using var snapshot = index.AcquireSnapshot();
        var passage = PassageId.TryParse(id, out var documentId, out var ordinal)
            ? snapshot.Passage(documentId, ordinal)
            : null;
        if (passage is not null)
        {
            var length = CodePoints.Count(passage.Text, passage.Text.Length);
            if ((start ?? 0) >= (end ?? length) || end > length)
            {
                values.Fault(
                    "start",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"start and end must be a range of the passage's {length} characters, start before end."
                    )
                );
            }
        }

        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        if (passage is null)
        {
            return Problems.NoPassage(context, id);
        }

        if (Versioned.IsKnown(context, snapshot.CorpusVersion))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var from = start is { } first ? CodePoints.ToUtf16(passage.Text, first) : 0;
        var to = end is { } last ? CodePoints.ToUtf16(passage.Text, last) : passage.Text.Length;
        var document = snapshot.Summary(documentId)!;
        var citation = PassageCitations.Cite(style, snapshot, document, [(passage, new TextRange(from, to))]);
        var words = passage.Text[from..to].Trim();
        return CitationFormats.File(format, document.Work.Work, citation.Locator, words)
            ?? TypedResults.Ok(Answer(snapshot.CorpusVersion, passage, style, citation, format, words));
    }

    /// <summary>The citation of words of a passage in a form that is read and not imported.</summary>
    public static PassageCitationAnswer Answer(
        string corpusVersion,
        StoredPassage passage,
        CitationStyle style,
        Citation citation,
        string format,
        string words
    ) =>
        new(
            corpusVersion,
            passage.Id,
            citation.Style,
            format,
            CitationFormats.Render(citation.InText, format),
            CitationFormats.Render(citation.Reference, format),
            CitationFormats.Note(citation, format),
            CitationFormats.Quotation(words, style, citation, format),
            PassageCitations.Shown(citation.Locator),
            CitationFormats.Warnings(words, style, citation)
        );
}
