using Microsoft.AspNetCore.Mvc;
using SearchService.Api;

namespace SearchService.Pages;

/// <summary>A problem as a page, for a browser that asked for a page; what asks for the API gets it as JSON.</summary>
internal sealed class FaultPages : IProblemDetailsWriter
{
    private static readonly string[] Programs = ["/v1", "/openapi", "/health", "/mcp"];

    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return Array.TrueForAll(Programs, path => !request.Path.StartsWithSegments(path, StringComparison.Ordinal))
            && request
                .GetTypedHeaders()
                .Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        Problems.Complete(context);
        var problem = context.ProblemDetails;
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        var model = new FaultPage.FaultModel(Title(problem), Detail(problem));
        await new PageResult<FaultPage>(model, status).ExecuteAsync(context.HttpContext);
    }

    /// <summary>The service's own titles are sentences; the framework gives the name of the status.</summary>
    private static string Title(ProblemDetails problem) =>
        problem.Status switch
        {
            StatusCodes.Status404NotFound when !Problems.IsOwn(problem) => "There is no such page.",
            _ when Problems.IsOwn(problem) => problem.Title!,
            _ => "The page cannot be shown.",
        };

    /// <summary>As the API says it, without the paths that are for programs.</summary>
    private static string Detail(ProblemDetails problem) =>
        problem switch
        {
            { Type: Problems.NoDocumentType } =>
                "It may have been renamed or taken out of the folder; the collection’s page lists what there is.",
            { Status: StatusCodes.Status404NotFound } when !Problems.IsOwn(problem) =>
                $"Nothing is served at {problem.Instance}.",
            _ => problem.Detail ?? "",
        };
}
