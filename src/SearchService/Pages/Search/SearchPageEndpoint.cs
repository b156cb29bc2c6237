using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Search;

/// <param name="Query">As it was typed; empty at the start.</param>
/// <param name="Results">Null before a search, and where the request has faults.</param>
public sealed record SearchPageModel(string Query, SearchResults? Results, IReadOnlyList<ParameterFault> Faults);

internal static class SearchPageEndpoint
{
    public static void MapSearchPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLinks.Search, Show).ExcludeFromDescription();

    private static PageResult<SearchPage> Show(HttpContext context, PassageSearch search)
    {
        var values = PageQuery.Of(context.Request);
        var query = values["q"] ?? "";
        if (values.Values.Count == 0)
        {
            return new(new SearchPageModel(query, null, []));
        }

        var request = SearchRequestReader.Read(values.Lists(), out var faults);
        var answer = request is null ? null : search.Search(request, context.RequestAborted);
        return new(new SearchPageModel(query, answer?.Results, answer?.Faults ?? faults));
    }
}
