using System.Text;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal static class ConcordanceEndpoints
{
    public static void MapConcordance(this RouteGroupBuilder v1)
    {
        v1.MapGet("/concordance", Read)
            .WithName("concordance")
            .WithSummary("Every occurrence as keyword in context")
            .WithDescription(
                "q is a word (in any inflection), a phrase, a wildcard or a proximity. csv and tsv are streamed, a line an occurrence; json comes in pages."
            )
            .WithTags("concordance")
            .Takes(ConcordanceRequests.OfLines)
            .Produces<ConcordanceResults>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status410Gone);
        v1.MapGet("/collocates", Collocates)
            .WithName("collocates")
            .WithSummary("The words around the occurrences of a query")
            .WithDescription(
                "Words that stand around them more often than in the collection at large, with log-likelihood and mutual information."
            )
            .WithTags("concordance")
            .Takes(ConcordanceRequests.OfCollocates)
            .Produces<CollocateResults>()
            .Answers(StatusCodes.Status400BadRequest);
    }

    private static IResult Read(HttpContext context, Concordance concordance)
    {
        var values = new ParameterValues(context.Request.Query, ConcordanceRequests.OfLines);
        var format = values.Choice("format", ["json", ConcordanceRequests.Csv, ConcordanceRequests.Tsv]) ?? "json";
        if (format != "json" && values.Text("cursor") is not null)
        {
            values.Fault("cursor", $"{format} has all lines in one answer.");
        }

        if (ConcordanceRequests.Lines(values, out var limit) is not { } request)
        {
            return Problems.Parameters(context, values.Faults);
        }

        if (format != "json")
        {
            return Streamed(concordance, request, format, limit ?? int.MaxValue, context.RequestAborted);
        }

        var answer = concordance.Read(request, context.RequestAborted);
        return answer.Expired ? Problems.CursorExpired(context)
            : answer.Results is not { } results ? Problems.Parameters(context, answer.Faults)
            : Versioned.IsKnown(context, results.CorpusVersion, results.Query.IsPartial)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }

    private static IResult Collocates(HttpContext context, Collocates collocates)
    {
        var values = new ParameterValues(context.Request.Query, ConcordanceRequests.OfCollocates);
        if (ConcordanceRequests.Collocates(values) is not var (search, span, sort))
        {
            return Problems.Parameters(context, values.Faults);
        }

        var answer = collocates.Find(search, span, sort, context.RequestAborted);
        return answer.Results is not { } results ? Problems.Parameters(context, answer.Faults)
            : Versioned.IsKnown(context, results.CorpusVersion, results.Query.IsPartial)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.PushStreamHttpResult Streamed(
        Concordance concordance,
        ConcordanceRequest request,
        string format,
        int limit,
        CancellationToken cancellation
    ) =>
        TypedResults.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
                await ConcordanceFile.WriteAsync(
                    writer,
                    concordance.Stream(request, cancellation).Take(limit),
                    format,
                    cancellation
                );
            },
            format == ConcordanceRequests.Csv ? "text/csv; charset=utf-8" : "text/tab-separated-values; charset=utf-8"
        );
}
