using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>Faults as RFC 9457 problem documents: one table of what each kind answers.</summary>
internal static class Problems
{
    private const string Types = "urn:searchservice:problem:";

    /// <summary>The type of <see cref="NoDocument"/>.</summary>
    public const string NoDocumentType = Types + "no-document";

    /// <summary>Whether the service, and not the framework, found the fault; then its title is a sentence.</summary>
    public static bool IsOwn(ProblemDetails problem) =>
        problem.Type?.StartsWith(Types, StringComparison.Ordinal) == true;

    /// <summary>400, with all faults of the request.</summary>
    public static ProblemHttpResult Parameters(HttpContext context, IReadOnlyList<ParameterFault> faults) =>
        Make(
            context,
            StatusCodes.Status400BadRequest,
            "parameters",
            "The request has faults.",
            string.Join(" ", faults.Select(fault => $"{fault.Parameter}: {fault.Message}")),
            ("errors", faults)
        );

    /// <param name="trace">Where the text is that the passage had, if that was asked.</param>
    public static ProblemHttpResult NoPassage(HttpContext context, string id, PermalinkTrace? trace = null) =>
        Make(
            context,
            StatusCodes.Status404NotFound,
            "no-passage",
            "There is no such passage.",
            $"The collection has no passage '{id}'."
                + trace switch
                {
                    { MovedTo: { } moved } => $" Its words stand in '{moved}' now.",
                    { Nearest: { } nearest } => $" The passage likest to its opening words is '{nearest}'.",
                    _ => "",
                },
            [
                ("passageStatus", trace?.Status ?? "gone"),
                .. trace?.MovedTo is { } to ? [("movedTo", to)] : Array.Empty<(string, object)>(),
                .. trace?.MovedAt is { } at ? [("movedAt", at)] : Array.Empty<(string, object)>(),
                .. trace?.Nearest is { } like ? [("nearest", like)] : Array.Empty<(string, object)>(),
            ]
        );

    public static ProblemHttpResult NoDocument(HttpContext context, string id) =>
        Make(
            context,
            StatusCodes.Status404NotFound,
            "no-document",
            "There is no such document.",
            $"The collection has no document '{id}'; GET /v1/documents lists them."
        );

    public static ProblemHttpResult CursorExpired(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status410Gone,
            "cursor-expired",
            "The cursor has expired.",
            "A cursor holds its snapshot for five minutes after its last use. Send the request again without it to start from the first page of the newest snapshot."
        );

    public static ProblemHttpResult NotThereYet(HttpContext context, string part) =>
        Make(
            context,
            StatusCodes.Status501NotImplemented,
            "not-there-yet",
            $"{part} is not there yet.",
            $"{part} comes with a later version of the service; /openapi/v1.json describes what this one has."
        );

    /// <summary>What the framework answers by itself (no such path, another method, a failure) gets the members that all problems have.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        // The next answer may be none, and at the same address a browser gets it as a page.
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        var problem = context.ProblemDetails;
        problem.Instance ??= context.HttpContext.Request.Path;
        if (context.Exception is PassageIndexUnreadableException damaged)
        {
            problem.Type = Types + "index-damaged";
            problem.Title = "The index is damaged.";
            problem.Detail =
                $"{damaged.Message} The texts are not touched: when the service is started again, it builds the index again from them.";
        }

        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status404NotFound =>
                "Nothing is served at this path; /openapi/v1.json describes what there is.",
            StatusCodes.Status405MethodNotAllowed =>
                $"This path does not answer {context.HttpContext.Request.Method}; the header Allow names the methods that it answers.",
            < StatusCodes.Status500InternalServerError => "The request could not be read.",
            _ => "The service could not answer; its log says why.",
        };
    }

    private static ProblemHttpResult Make(
        HttpContext context,
        int status,
        string type,
        string title,
        string detail,
        params ReadOnlySpan<(string Name, object Value)> extensions
    )
    {
        var added = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in extensions)
        {
            added[name] = value;
        }

        return TypedResults.Problem(detail, context.Request.Path, status, title, Types + type, added);
    }
}
