using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal static class QuotationEndpoints
{
    private const string Items = "items";

    private static IReadOnlyList<ParameterDescription> QuotationParameters { get; } =
    [
        new(
            "quotation",
            "The words, 3 to 400 of them: as they are to be used, with their quotation marks or without.",
            "voted with its scribes",
            Required: true
        ),
        new("document", "The id of the document that they are said to be from."),
        new("author", "The author or authors that they are said to be by.", "Flockhart and Kristensen"),
        new("style", "The citation style.", "apa", Choices: Corpus.Citations.CitationStyles.Names),
    ];

    public static void MapQuotations(this RouteGroupBuilder v1) =>
        v1.MapPost("/quotations/check", CheckAsync)
            .WithName("checkQuotation")
            .WithSummary("Whether words stand in the collection as they are quoted, where, and what differs")
            .WithDescription(
                "The body is a JSON object with the parameters; or with items, a list of up to 100 such objects, each checked on the same state of the collection. One is answered by its finding with the corpus version in it, items by {corpusVersion, tookMs, items} in their order."
            )
            .WithTags("quotations")
            .TakesJson(QuotationParameters)
            .AddOpenApiOperationTransformer(
                (operation, _, _) =>
                {
                    var one = (OpenApiSchema)operation.RequestBody!.Content!["application/json"].Schema!;
                    var many = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(StringComparer.Ordinal) { Items },
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            [Items] = new OpenApiSchema
                            {
                                Type = JsonSchemaType.Array,
                                Items = one,
                                MaxItems = QuotationRequest.MostItems,
                                Description = "Many quotations at once.",
                            },
                        },
                    };
                    operation.RequestBody.Content["application/json"].Schema = new OpenApiSchema
                    {
                        OneOf = [one, many],
                    };
                    return Task.CompletedTask;
                }
            )
            .Produces<QuotationFinding>()
            .Answers(StatusCodes.Status400BadRequest);

    private static async Task<IResult> CheckAsync(HttpContext context, IPassageIndex index)
    {
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException invalid)
        {
            return Problems.Parameters(context, [RequestValues.NoJson(invalid)]);
        }

        using (body)
        {
            return Check(context, index, body.RootElement);
        }
    }

    private static IResult Check(HttpContext context, IPassageIndex index, JsonElement body)
    {
        using var snapshot = index.AcquireSnapshot();
        var faults = new List<ParameterFault>();
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Problems.Parameters(
                context,
                [new ParameterFault("body", "The body must be a JSON object with a quotation, or with items.")]
            );
        }

        if (!body.TryGetProperty(Items, out var items))
        {
            return Read(body, "", snapshot, faults) is { } request
                ? Answer(context, snapshot, QuotationCheck.CheckOne(snapshot, request, context.RequestAborted))
                : Problems.Parameters(context, faults);
        }

        var requests = ReadMany(body, items, snapshot, faults);
        return faults.Count > 0
            ? Problems.Parameters(context, faults)
            : Answer(context, snapshot, QuotationCheck.CheckMany(snapshot, requests, context.RequestAborted));
    }

    private static IResult Answer<T>(HttpContext context, IPassageSnapshot snapshot, T findings)
    {
        Versioned.IsKnown(context, snapshot.CorpusVersion);
        return TypedResults.Ok(findings);
    }

    private static List<QuotationRequest> ReadMany(
        JsonElement body,
        JsonElement items,
        IPassageSnapshot snapshot,
        List<ParameterFault> faults
    )
    {
        foreach (var member in body.EnumerateObject().Where(member => member.Name != Items))
        {
            faults.Add(
                new ParameterFault(member.Name, "Beside items there is no other parameter; each item has its own.")
            );
        }

        if (items.ValueKind != JsonValueKind.Array || items.GetArrayLength() is 0 or > QuotationRequest.MostItems)
        {
            faults.Add(
                new ParameterFault(
                    Items,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"It must be a list of 1 to {QuotationRequest.MostItems} objects."
                    )
                )
            );
            return [];
        }

        var requests = new List<QuotationRequest>();
        foreach (var (i, item) in items.EnumerateArray().Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Items}[{i}]");
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new ParameterFault(name, "It must be an object with a quotation."));
            }
            else if (Read(item, name + ".", snapshot, faults) is { } request)
            {
                requests.Add(request);
            }
        }

        return requests;
    }

    private static QuotationRequest? Read(
        JsonElement item,
        string prefix,
        IPassageSnapshot snapshot,
        List<ParameterFault> faults
    )
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var unread = new List<ParameterFault>();
        foreach (var member in item.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                unread.Add(new ParameterFault(prefix + member.Name, "The value must be a string."));
            }
            else if (RequestValues.Unicode(member.Value) is { } text)
            {
                values[member.Name] = text;
            }
            else
            {
                unread.Add(new ParameterFault(prefix + member.Name, RequestValues.NoUnicode));
            }
        }

        // What could not be read is missing to the reader, too; that is one fault and not two.
        var found = new List<ParameterFault>();
        var request = QuotationRequestReader.Read(values, prefix, snapshot, found);
        faults.AddRange(unread);
        faults.AddRange(found.Where(fault => !unread.Exists(first => first.Parameter == fault.Parameter)));
        return unread.Count == 0 ? request : null;
    }
}
