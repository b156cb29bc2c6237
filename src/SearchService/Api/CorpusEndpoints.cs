using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;

namespace SearchService.Api;

/// <param name="Folder">Where the texts are read from.</param>
/// <param name="Problems">Of the collection as it stands, by file.</param>
public sealed record CorpusView(
    string CorpusVersion,
    string Program,
    string Engine,
    string Folder,
    CorpusCounts Counts,
    IndexingView Indexing,
    IReadOnlyList<FileProblems> Problems
);

public sealed record CorpusCounts(int Documents, int Passages, int Notes, int Words);

/// <param name="State">"starting", "indexing", "watching" or "readOnly".</param>
/// <param name="Done">Texts finished in the run that is under way, or in the last one.</param>
public sealed record IndexingView(string State, int Done, int Total, string? File, string? Message);

public sealed record FileProblems(string File, IReadOnlyList<FileProblem> Problems);

public sealed record FileProblem(string Message, int? Line, int? Column);

public sealed record HealthView(string Status);

internal static class CorpusEndpoints
{
    public static void MapCorpus(this RouteGroupBuilder v1) =>
        v1.MapGet("/corpus", Read)
            .WithName("corpus")
            .WithSummary("Counts, corpus version, engine, progress of indexing, problems by file")
            .WithTags("corpus")
            .Takes([])
            .Produces<CorpusView>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", () => TypedResults.Ok(new HealthView("live")))
            .WithName("live")
            .WithSummary("The process runs")
            .WithTags("health")
            .Produces<HealthView>();
        routes
            .MapGet("/health/ready", Ready)
            .WithName("ready")
            .WithSummary("The first snapshot is open; 503 until then")
            .WithTags("health")
            .Produces<HealthView>()
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Read(HttpContext context, IPassageIndex index, IndexingStatus status, CorpusFolder folder)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var snapshot = index.AcquireSnapshot();
        return TypedResults.Ok(View(snapshot, index.Engine, status.Now, folder));
    }

    /// <summary>The collection as a snapshot has it, and what the worker is doing.</summary>
    public static CorpusView View(
        IPassageSnapshot snapshot,
        string engine,
        IndexingStatus.Progress now,
        CorpusFolder folder
    )
    {
        var documents = snapshot.Catalogue;
        var problems = now.Report?.Problems ?? [];
        return new CorpusView(
            snapshot.CorpusVersion,
            Versioned.Program,
            engine,
            folder.Path,
            new CorpusCounts(
                documents.Entries.Count,
                snapshot.PassageCount,
                documents.Notes,
                checked((int)documents.Words)
            ),
            new IndexingView(
                DocumentReadings.Name(now.State),
                now.Step.Done,
                now.Step.Total,
                now.Step.File,
                now.Message
            ),
            [
                .. problems
                    .GroupBy(problem => problem.File, StringComparer.Ordinal)
                    .Select(file => new FileProblems(
                        file.Key,
                        [.. file.Select(problem => new FileProblem(problem.Message, problem.Line, problem.Column))]
                    )),
            ]
        );
    }

    private static IResult Ready(IPassageIndex index, IndexingStatus status)
    {
        // An index from an earlier run is served while the corpus is read again; a new one only when the first run has ended.
        using var snapshot = index.AcquireSnapshot();
        return status.Now.Report is not null || snapshot.DocumentIds.Count > 0
            ? TypedResults.Ok(new HealthView("ready"))
            : TypedResults.Json(
                new HealthView("starting"),
                ApiJson.Default.HealthView,
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }
}
