using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal static class SuggestEndpoints
{
    private const int Default = 10;

    private static IReadOnlyList<ParameterDescription> SuggestParameters { get; } =
    [
        new("prefix", "What has been written so far of a word, a name or a title.", "concord", Required: true),
        new("limit", "How many of each kind, 1 to 100.", "10", ParameterType.Number),
    ];

    public static void MapSuggest(this RouteGroupBuilder v1) =>
        v1.MapGet("/suggest", Suggest)
            .WithName("suggest")
            .WithSummary("Completion of terms, authors and titles")
            .WithTags("search")
            .Takes(SuggestParameters)
            .Produces<SuggestResults>()
            .Answers(StatusCodes.Status400BadRequest);

    private static IResult Suggest(HttpContext context, Suggestions suggestions)
    {
        var values = new ParameterValues(context.Request.Query, SuggestParameters);
        var prefix = values.Text("prefix");
        var limit = values.Number("limit", 1, SearchRequestReader.MaxLimit) ?? Default;
        if (string.IsNullOrWhiteSpace(prefix))
        {
            values.Fault("prefix", "The beginning of a word, a name or a title is needed.");
        }

        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        var results = suggestions.Of(prefix!, limit);
        return Versioned.IsKnown(context, results.CorpusVersion)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }
}
