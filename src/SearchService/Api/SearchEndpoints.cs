using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal static class SearchEndpoints
{
    public static void MapSearch(this RouteGroupBuilder v1)
    {
        v1.MapGet("/search", Search)
            .WithName("search")
            .WithSummary("Ranked passages with snippets and citations")
            .WithDescription(
                "Any text is a valid query; faults of it are listed with their places, beside the results of its best reading."
            )
            .WithTags("search")
            .Takes(SearchParameters.All)
            .Produces<SearchResults>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status410Gone);
        v1.MapPost("/search", SearchByBody)
            .WithName("searchByBody")
            .WithSummary("The same search, for queries longer than a request line")
            .WithDescription(
                "The body is a JSON object with the parameters of GET /v1/search; those that may be repeated take a list."
            )
            .WithTags("search")
            .TakesJson(SearchParameters.All)
            .Produces<SearchResults>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status410Gone);
    }

    private static IResult Search(HttpContext context, PassageSearch search) =>
        Answer(context, search, RequestValues.Of(context.Request.Query), []);

    private static async Task<IResult> SearchByBody(HttpContext context, PassageSearch search)
    {
        var (values, unread) = await RequestValues.ReadAsync(context.Request.Body, context.RequestAborted);
        return values is null ? Problems.Parameters(context, unread) : Answer(context, search, values, unread);
    }

    private static IResult Answer(
        HttpContext context,
        PassageSearch search,
        Dictionary<string, IReadOnlyList<string>> values,
        IReadOnlyList<ParameterFault> unread
    )
    {
        if (SearchRequestReader.Read(values, out var faults) is not { } request || unread.Count > 0)
        {
            // What could not be read is missing to the reader, too; that is one fault and not two.
            var others = faults.Where(fault => !unread.Any(first => first.Parameter == fault.Parameter));
            return Problems.Parameters(context, [.. unread, .. others]);
        }

        var answer = search.Search(request, context.RequestAborted);
        if (answer.Expired)
        {
            return Problems.CursorExpired(context);
        }

        if (answer.Results is not { } results)
        {
            return Problems.Parameters(context, answer.Faults);
        }

        return Versioned.IsKnown(context, results.CorpusVersion, results.Query.IsPartial)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }
}
