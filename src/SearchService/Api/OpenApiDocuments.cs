using Microsoft.OpenApi;

namespace SearchService.Api;

internal static class OpenApiDocuments
{
    /// <summary>The description of the API at <c>/openapi/v1.json</c>.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "SearchService",
                            Version = "v1",
                            Description =
                                "Finds the exact passage in a scholar's own texts, and says how to cite it. Character offsets count Unicode code points, "
                                + "zero-based, end exclusive. Faults are RFC 9457 problem documents with an errors array that names every parameter at fault.",
                            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
                        };

                        // The address depends on where the service is started.
                        document.Servers = [];
                        return Task.CompletedTask;
                    }
                );
            }
        );
}
