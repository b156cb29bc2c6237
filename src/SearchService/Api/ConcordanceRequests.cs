using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>What the concordance and the collocates may be asked, and reading it from a query string.</summary>
internal static class ConcordanceRequests
{
    public const string Csv = "csv";
    public const string Tsv = "tsv";
    private const int MaxLines = 1000;
    private const int MaxWidth = 1000;
    private const int DefaultCollocates = 50;

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

    public static IReadOnlyList<ParameterDescription> OfLines { get; } =
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

    public static IReadOnlyList<ParameterDescription> OfCollocates { get; } =
    [
        .. SearchParameters.All.Where(parameter =>
            Filters.Contains(parameter.Name, StringComparer.Ordinal) && parameter.Name != "cursor"
        ),
        new("span", "Words on each side of an occurrence, 1 to 50.", "5", ParameterType.Number),
        new("sort", "The measure by which words are ordered.", "logLikelihood", Choices: [.. CollocateSorts.Keys]),
        new("limit", "How many words, 1 to 1000.", "50", ParameterType.Number),
    ];

    /// <summary>The lines that are asked for; null where anything of the request is at fault.</summary>
    /// <param name="limit">How many lines, where that is given.</param>
    public static ConcordanceRequest? Lines(ParameterValues values, out int? limit)
    {
        var width = values.Number("width", 1, MaxWidth) ?? ConcordanceRequest.DefaultWidth;
        var sort = Sorts[values.Choice("sort", [.. Sorts.Keys]) ?? "document"];
        var dispersion = values.Choice("dispersion", ["true", "false"]) == "true";
        limit = values.Number("limit", 1, MaxLines);
        return Filtered(values) is not { } search
            ? null
            : new ConcordanceRequest(
                search with
                {
                    Limit = limit ?? ConcordanceRequest.DefaultLimit,
                },
                width,
                sort,
                dispersion
            );
    }

    /// <summary>The collocates that are asked for; null where anything of the request is at fault.</summary>
    public static (SearchRequest Search, int Span, CollocateSort Sort)? Collocates(ParameterValues values)
    {
        var span = values.Number("span", 1, Retrieval.Searching.Collocates.MaxSpan);
        var limit = values.Number("limit", 1, MaxLines);
        var sort = CollocateSorts[values.Choice("sort", [.. CollocateSorts.Keys]) ?? "logLikelihood"];
        return Filtered(values) is not { } search
            ? null
            : (
                search with
                {
                    Limit = limit ?? DefaultCollocates,
                },
                span ?? Retrieval.Searching.Collocates.DefaultSpan,
                sort
            );
    }

    /// <summary>The query and its filters, as a search reads them; null where anything of the request is at fault.</summary>
    private static SearchRequest? Filtered(ParameterValues values)
    {
        var search = SearchRequestReader.Read(
            RequestValues
                .Of(values.Query)
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
}
