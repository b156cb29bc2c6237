using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// Reads a search request from named values, as a query string, a JSON object or a command line gives them. All faults are found at
/// once; a parameter that is unknown is refused by name.
/// </summary>
public static class SearchRequestReader
{
    public const int MaxLimit = 100;
    public const int MinSnippet = 40;
    public const int MaxSnippet = 2_000;

    public static IReadOnlyList<string> Parameters { get; } =
    [
        "q",
        "author",
        "year",
        "section",
        "document",
        "kind",
        "sort",
        "limit",
        "cursor",
        "perDocument",
        "snippet",
        "style",
        "include",
        "facets",
        "explain",
    ];

    private static readonly (string Name, PassageSort Sort)[] Sorts =
    [
        ("relevance", PassageSort.Relevance),
        ("document", PassageSort.Document),
        ("year", PassageSort.Year),
        ("-year", PassageSort.YearDescending),
    ];

    private static readonly (string Name, bool Value)[] Flags = [("true", true), ("false", false)];

    private static readonly (string Name, PassageColumn Column)[] FacetNames =
    [
        ("author", PassageColumn.Author),
        ("year", PassageColumn.Year),
        ("section", PassageColumn.Section),
        ("document", PassageColumn.Document),
        ("kind", PassageColumn.Kind),
    ];

    /// <summary>The request, or null and what is wrong.</summary>
    public static SearchRequest? Read(
        IReadOnlyDictionary<string, IReadOnlyList<string>> values,
        out IReadOnlyList<ParameterFault> faults
    )
    {
        var found = new List<ParameterFault>();
        foreach (var name in values.Keys.Where(name => !Parameters.Contains(name, StringComparer.Ordinal)))
        {
            var near = Parameters.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            found.Add(
                new ParameterFault(
                    name,
                    near is null
                        ? $"There is no such parameter; there are: {string.Join(", ", Parameters)}."
                        : $"There is no such parameter; write it '{near}'."
                )
            );
        }

        var query = Single("q") ?? "";
        if (string.IsNullOrWhiteSpace(query))
        {
            found.Add(new ParameterFault("q", "A query is needed: some words, or a phrase in quotation marks."));
        }
        else if (QueryParser.Parse(query) is { Root: null } nothing)
        {
            found.AddRange(NothingToFind(nothing));
        }

        var cursor = Single("cursor");
        if (cursor is not null && SearchCursor.Read(cursor) is not { Skip: < PassageSearch.MaxDepth })
        {
            found.Add(NoCursor);
        }

        var years = new List<YearSpan>();
        foreach (var text in All("year"))
        {
            if (YearSpan.TryParse(text, out var span))
            {
                years.Add(span);
            }
            else
            {
                found.Add(
                    new ParameterFault("year", $"'{text}' is no year; write 2005, 2000..2010, 2000.. or ..2010.")
                );
            }
        }

        var kinds = new List<string>();
        foreach (var text in List("kind"))
        {
            if (PassageKinds.Find(text) is { } kind)
            {
                kinds.Add(kind);
            }
            else
            {
                found.Add(
                    new ParameterFault(
                        "kind",
                        $"'{text}' is no kind of passage; there are: {string.Join(", ", PassageKinds.Names)}."
                    )
                );
            }
        }

        var sort = One("sort", Sorts, PassageSort.Relevance);
        var facets = new List<PassageColumn>();
        foreach (var text in List("facets"))
        {
            var (name, column) = Array.Find(FacetNames, facet => facet.Name == text);
            if (name is not null)
            {
                facets.Add(column);
            }
            else
            {
                found.Add(
                    new ParameterFault(
                        "facets",
                        $"'{text}' cannot be counted; there are: {string.Join(", ", FacetNames.Select(facet => facet.Name))}."
                    )
                );
            }
        }

        var include = List("include").ToList();
        foreach (var text in include.Where(text => text != "text"))
        {
            found.Add(new ParameterFault("include", $"'{text}' cannot be included; there is: text."));
        }

        var style = CitationStyleFault("style", Single("style"), out var styleFault);
        if (styleFault is not null)
        {
            found.Add(styleFault);
        }

        var request = new SearchRequest(
            query,
            All("author"),
            years,
            All("section"),
            All("document"),
            kinds,
            sort,
            Number("limit", 1, MaxLimit) ?? SearchRequest.DefaultLimit,
            cursor,
            Number("perDocument", 1, 1_000_000),
            Number("snippet", MinSnippet, MaxSnippet) ?? SearchRequest.DefaultSnippet,
            style,
            include.Contains("text", StringComparer.Ordinal),
            [.. facets.Distinct()],
            One("explain", Flags, false)
        );
        faults = found;
        return found.Count == 0 ? request : null;

        IReadOnlyList<string> All(string name)
        {
            var given = values.TryGetValue(name, out var list) ? list : [];
            foreach (var blank in given.Where(string.IsNullOrWhiteSpace))
            {
                found.Add(new ParameterFault(name, "The value is empty."));
            }

            return [.. given.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value.Trim())];
        }

        IEnumerable<string> List(string name) =>
            All(name)
                .SelectMany(value =>
                    value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                );

        string? Single(string name)
        {
            if (!values.TryGetValue(name, out var given) || given.Count == 0)
            {
                return null;
            }

            if (given.Count > 1)
            {
                found.Add(ParameterFault.GivenAgain(name));
            }

            return given[0];
        }

        int? Number(string name, int min, int max)
        {
            if (Single(name) is not { } text)
            {
                return null;
            }

            var number = ParameterFault.Number(name, text, min, max, out var fault);
            if (fault is not null)
            {
                found.Add(fault);
            }

            return number;
        }

        T One<T>(string name, (string Name, T Value)[] choices, T otherwise)
        {
            if (Single(name) is not { } text)
            {
                return otherwise;
            }

            foreach (var choice in choices)
            {
                if (choice.Name == text)
                {
                    return choice.Value;
                }
            }

            found.Add(ParameterFault.NotAmong(name, text, choices.Select(choice => choice.Name)));
            return otherwise;
        }
    }

    internal static ParameterFault NoCursor { get; } = new("cursor", "This is no cursor of this service.");

    /// <summary>Why a query has no reading, by place.</summary>
    internal static IReadOnlyList<ParameterFault> NothingToFind(QueryParse reading) =>
        reading.Faults.Count == 0
            ? [new ParameterFault("q", "There is nothing to search for.")]
            :
            [
                .. reading.Faults.Select(fault =>
                {
                    var start = CodePoints.Count(reading.Text, fault.Start);
                    var length = CodePoints.Count(reading.Text, fault.Start + fault.Length) - start;
                    return new ParameterFault("q", fault.Message, start, length);
                }),
            ];

    /// <summary>The style asked for, or the default together with a fault.</summary>
    public static string CitationStyleFault(string parameter, string? asked, out ParameterFault? fault)
    {
        fault = null;
        if (asked is null or SearchRequest.DefaultStyle)
        {
            return SearchRequest.DefaultStyle;
        }

        if (CitationStyles.Find(asked) is not null)
        {
            return asked;
        }

        fault = new ParameterFault(
            parameter,
            $"'{asked}' is no style; there are: {string.Join(", ", CitationStyles.Names)}."
        );
        return SearchRequest.DefaultStyle;
    }
}
