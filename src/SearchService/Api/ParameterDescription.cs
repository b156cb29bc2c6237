using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

internal enum ParameterType
{
    Text,
    Number,
    Flag,
}

/// <summary>A parameter as the OpenAPI document describes it.</summary>
/// <param name="Choices">The only values; empty when any will do.</param>
internal sealed record ParameterDescription(
    string Name,
    string Description,
    string? Example = null,
    ParameterType Type = ParameterType.Text,
    bool Required = false,
    bool Repeatable = false,
    IReadOnlyList<string>? Choices = null
)
{
    public OpenApiSchema Schema()
    {
        var single = new OpenApiSchema
        {
            Type = Type switch
            {
                ParameterType.Number => JsonSchemaType.Integer,
                ParameterType.Flag => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
        };
        if (Choices is not null)
        {
            single.Enum = [.. Choices.Select(choice => (JsonNode)JsonValue.Create(choice))];
        }

        return Repeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = single } : single;
    }

    public JsonNode? ExampleNode()
    {
        if (Example is null)
        {
            return null;
        }

        JsonNode node =
            Type == ParameterType.Number
                ? JsonValue.Create(int.Parse(Example, System.Globalization.CultureInfo.InvariantCulture))
                : JsonValue.Create(Example);
        return Repeatable ? new JsonArray(node) : node;
    }
}

internal static class SearchParameters
{
    public static IReadOnlyList<ParameterDescription> All { get; } =
    [
        new(
            "q",
            "What to search for, in the query language: words, \"phrases\", +required, -excluded, AND, OR, NOT, wildcards, fields.",
            "\"coalitions of the willing\"",
            Required: true
        ),
        new("author", "A family or full name; any of those given.", "cooper", Repeatable: true),
        new(
            "year",
            "A year or a range: 2005, 2000..2010, 2000.., ..2010; any of those given.",
            "2000..2010",
            Repeatable: true
        ),
        new(
            "section",
            "A text that a heading above the passage contains; any of those given.",
            "introduction",
            Repeatable: true
        ),
        new("document", "A document's id; any of those given.", "cooper-2005", Repeatable: true),
        new("kind", "A kind of passage; any of those given.", "body", Repeatable: true, Choices: PassageKinds.Names),
        new("sort", "The order of the results.", "relevance", Choices: ["relevance", "document", "year", "-year"]),
        new("limit", "How many results, 1 to 100.", "10", ParameterType.Number),
        new(
            "cursor",
            "The next of an earlier answer to the same request. It holds its snapshot for five minutes after its last use."
        ),
        new("perDocument", "At most so many results of one document.", "3", ParameterType.Number),
        new("snippet", "The longest snippet in characters, 40 to 2000.", "320", ParameterType.Number),
        new("style", "The citation style.", "apa", Choices: Styles),
        new("include", "text: each result carries the whole passage.", "text", Repeatable: true, Choices: ["text"]),
        new("facets", "Fields whose values are counted over all results, separated by commas.", "author,year"),
        new("explain", "true: each result says what its score is made of.", "true", ParameterType.Flag),
    ];

    private static IReadOnlyList<string> Styles => Corpus.Citations.CitationStyles.Names;
}

internal static class PassageParameters
{
    public static IReadOnlyList<ParameterDescription> Reading { get; } =
    [
        new("before", "How many passages before this one to send along.", "1", ParameterType.Number),
        new("after", "How many passages after it.", "1", ParameterType.Number),
        new("hash", "The textHash that the passage had when it was read earlier."),
        new("words", "The opening words that it had then: by them it is found again when it has moved or changed."),
    ];

    public static IReadOnlyList<ParameterDescription> Many { get; } =
    [new("ids", "Ids of passages, 1 to 100.", "cooper-2005:41", Required: true, Repeatable: true)];

    public static IReadOnlyList<ParameterDescription> Similar { get; } =
    [.. SearchParameters.All.Where(parameter => parameter.Name is "limit" or "perDocument" or "snippet" or "style")];

    public static IReadOnlyList<ParameterDescription> Citation { get; } =
    [
        new("style", "The citation style.", "apa", Choices: Corpus.Citations.CitationStyles.Names),
        new("format", "The form of the answer.", "text", Choices: CitationFormats.All),
        new("start", "First character of the words to cite, in the passage's text.", "0", ParameterType.Number),
        new("end", "The character behind them.", "80", ParameterType.Number),
    ];
}

internal static class DocumentParameters
{
    public static IReadOnlyList<ParameterDescription> List { get; } =
    [
        new("author", "A family or full name; any of those given.", "cooper", Repeatable: true),
        new("year", "A year or a range; any of those given.", "2000..2010", Repeatable: true),
        new("sort", "The order of the list.", "document", Choices: ["document", "title", "year", "-year"]),
        new("limit", "How many documents, 1 to 100.", "20", ParameterType.Number),
        new("cursor", "The next of an earlier answer to the same request."),
    ];

    public static IReadOnlyList<ParameterDescription> Text { get; } =
    [
        new("section", "Only blocks under a heading that contains this text.", "introduction"),
        new(
            "format",
            "json (the default), or text: the stream of characters in which all offsets count, as plain text; so does the header Accept: text/plain.",
            "text",
            Choices: ["json", "text"]
        ),
    ];

    public static IReadOnlyList<ParameterDescription> Citation { get; } =
    [.. PassageParameters.Citation.Where(parameter => parameter.Name is "style" or "format")];

    public static int DefaultLimit => 20;

    public static int MaxLimit => SearchRequestReader.MaxLimit;
}
