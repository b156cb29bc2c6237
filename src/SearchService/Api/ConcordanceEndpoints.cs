using System.Globalization;
using System.Text;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal static class ConcordanceEndpoints
{
    private const string Csv = "csv";
    private const string Tsv = "tsv";
    private const int MaxLines = 1000;
    private const int MaxWidth = 1000;
    private const int DefaultCollocates = 50;

    /// <summary>A stream is handed on so often that nobody waits long for its first lines.</summary>
    private const int LinesAtOnce = 500;

    private static readonly string[] Filters = ["q", "author", "year", "section", "document", "kind", "cursor"];

    private static readonly Dictionary<string, ConcordanceSort> Sorts = new(StringComparer.Ordinal)
    {
        ["document"] = ConcordanceSort.Document,
        ["left"] = ConcordanceSort.Left,
        ["right"] = ConcordanceSort.Right,
        ["year"] = ConcordanceSort.Year,
    };

    private static readonly Dictionary<string, CollocateSort> CollocateSorts = new(StringComparer.Ordinal)
    {
        ["logLikelihood"] = CollocateSort.LogLikelihood,
        ["mutualInformation"] = CollocateSort.MutualInformation,
        ["count"] = CollocateSort.Count,
    };

    private static IReadOnlyList<ParameterDescription> ConcordanceParameters { get; } =
    [
        .. SearchParameters.All.Where(parameter => Filters.Contains(parameter.Name, StringComparer.Ordinal)),
        new("width", "Characters of context on each side, to 1000.", "60", ParameterType.Number),
        new(
            "sort",
            "By place in the texts, by the words before or behind in Unicode's order, or by year.",
            "right",
            Choices: [.. Sorts.Keys]
        ),
        new(
            "limit",
            "How many lines, 1 to 1000; csv and tsv have all lines where none is given.",
            "100",
            ParameterType.Number
        ),
        new("dispersion", "true: by document the places of all occurrences.", "true", ParameterType.Flag),
        new("format", "The form of the answer.", "json", Choices: ["json", Csv, Tsv]),
    ];

    private static IReadOnlyList<ParameterDescription> CollocateParameters { get; } =
    [
        .. SearchParameters.All.Where(parameter =>
            Filters.Contains(parameter.Name, StringComparer.Ordinal) && parameter.Name != "cursor"
        ),
        new("span", "Words on each side of an occurrence, 1 to 50.", "5", ParameterType.Number),
        new("sort", "The measure by which words are ordered.", "logLikelihood", Choices: [.. CollocateSorts.Keys]),
        new("limit", "How many words, 1 to 1000.", "50", ParameterType.Number),
    ];

    public static void MapConcordance(this RouteGroupBuilder v1)
    {
        v1.MapGet("/concordance", Read)
            .WithName("concordance")
            .WithSummary("Every occurrence as keyword in context")
            .WithDescription(
                "q is a word (in any inflection), a phrase, a wildcard or a proximity. csv and tsv are streamed, a line an occurrence; json comes in pages."
            )
            .WithTags("concordance")
            .Takes(ConcordanceParameters)
            .Produces<ConcordanceResults>()
            .Answers(StatusCodes.Status400BadRequest, StatusCodes.Status410Gone);
        v1.MapGet("/collocates", Collocates)
            .WithName("collocates")
            .WithSummary("The words around the occurrences of a query")
            .WithDescription(
                "Words that stand around them more often than in the collection at large, with log-likelihood and mutual information."
            )
            .WithTags("concordance")
            .Takes(CollocateParameters)
            .Produces<CollocateResults>()
            .Answers(StatusCodes.Status400BadRequest);
    }

    private static IResult Read(HttpContext context, Concordance concordance)
    {
        var values = new ParameterValues(context.Request.Query, ConcordanceParameters);
        var format = values.Choice("format", ["json", Csv, Tsv]) ?? "json";
        var width = values.Number("width", 1, MaxWidth) ?? ConcordanceRequest.DefaultWidth;
        var sort = Sorts[values.Choice("sort", [.. Sorts.Keys]) ?? "document"];
        var dispersion = values.Choice("dispersion", ["true", "false"]) == "true";
        var limit = values.Number("limit", 1, MaxLines);
        if (format != "json" && values.Text("cursor") is not null)
        {
            values.Fault("cursor", $"{format} has all lines in one answer.");
        }

        if (Filtered(context, values) is not { } search)
        {
            return Problems.Parameters(context, values.Faults);
        }

        var request = new ConcordanceRequest(
            search with
            {
                Limit = limit ?? ConcordanceRequest.DefaultLimit,
            },
            width,
            sort,
            dispersion
        );
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
        var values = new ParameterValues(context.Request.Query, CollocateParameters);
        var span = values.Number("span", 1, Retrieval.Searching.Collocates.MaxSpan);
        var limit = values.Number("limit", 1, MaxLines);
        var sort = CollocateSorts[values.Choice("sort", [.. CollocateSorts.Keys]) ?? "logLikelihood"];
        if (Filtered(context, values) is not { } search)
        {
            return Problems.Parameters(context, values.Faults);
        }

        var answer = collocates.Find(
            search with
            {
                Limit = limit ?? DefaultCollocates,
            },
            span ?? Retrieval.Searching.Collocates.DefaultSpan,
            sort,
            context.RequestAborted
        );
        return answer.Results is not { } results ? Problems.Parameters(context, answer.Faults)
            : Versioned.IsKnown(context, results.CorpusVersion, results.Query.IsPartial)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }

    /// <summary>The query and its filters, as a search reads them; null where anything of the request is at fault.</summary>
    private static SearchRequest? Filtered(HttpContext context, ParameterValues values)
    {
        var search = SearchRequestReader.Read(
            RequestValues
                .Of(context.Request.Query)
                .Where(value => Filters.Contains(value.Key, StringComparer.Ordinal))
                .ToDictionary(StringComparer.Ordinal),
            out var faults
        );
        foreach (var fault in faults)
        {
            values.Fault(fault);
        }

        return values.Faults.Count == 0 ? search : null;
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
                writer.NewLine = format == Csv ? "\r\n" : "\n";
                await WriteAsync([
                    "left",
                    "match",
                    "right",
                    "passageId",
                    "documentId",
                    "section",
                    "pageFirst",
                    "pageLast",
                    "note",
                    "positionInDocument",
                ]);
                foreach (var (i, line) in concordance.Stream(request, cancellation).Take(limit).Index())
                {
                    await WriteAsync([
                        line.Left,
                        line.Match,
                        line.Right,
                        line.PassageId,
                        line.DocumentId,
                        string.Join(" > ", line.Section),
                        line.Pages.First ?? "",
                        line.Pages.Last ?? "",
                        line.Note ?? "",
                        line.PositionInDocument.ToString(CultureInfo.InvariantCulture),
                    ]);
                    if (i % LinesAtOnce == LinesAtOnce - 1)
                    {
                        await writer.FlushAsync(cancellation);
                    }
                }

                Task WriteAsync(IEnumerable<string> cells) =>
                    writer.WriteLineAsync(
                        format == Csv
                            ? string.Join(',', cells.Select(Quoted))
                            : string.Join('\t', cells.Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' ')))
                    );
            },
            format == Csv ? "text/csv; charset=utf-8" : "text/tab-separated-values; charset=utf-8"
        );

    /// <summary>A cell as RFC 4180 has it.</summary>
    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
