namespace SearchService.Api;

/// <summary>Parts of the contract that later versions bring: each answers by its name, so that nobody takes it for an error of theirs.</summary>
internal static class NotYetEndpoints
{
    private static readonly (string Method, string Path, string Part)[] Parts =
    [
        ("PUT", "/v1/documents/{**file}", "Uploading of texts"),
        ("DELETE", "/v1/documents/{**file}", "Removing of texts"),
        ("POST", "/mcp", "The Model Context Protocol"),
    ];

    public static void MapNotYet(this IEndpointRouteBuilder routes)
    {
        foreach (var (method, path, part) in Parts)
        {
            routes
                .MapMethods(path, [method], (HttpContext context) => Problems.NotThereYet(context, part))
                .ExcludeFromDescription();
        }
    }
}
