using System.Globalization;
using SearchService.Api;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Pages.Citing;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Search;

internal static class SearchPageEndpoint
{
    /// <summary>Values of a facet that are links; the search itself counts more.</summary>
    private const int MostFacetLinks = 40;

    /// <summary>Characters of a facet's links, each of which repeats the query: a pasted paragraph has few of them.</summary>
    private const int FacetCharacters = 6_000;

    /// <summary>The facets and their names, in the order of the page.</summary>
    public static IReadOnlyList<(string Field, string Name)> Facets { get; } =
    [
        ("author", "Author"),
        ("document", "Document"),
        ("section", "Section"),
        ("kind", "Kind of text"),
        ("year", "Year"),
    ];

    /// <summary>What an address need not say.</summary>
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("sort", "relevance"),
        ("style", SearchRequest.DefaultStyle),
        ("limit", SearchRequest.DefaultLimit.ToString(CultureInfo.InvariantCulture)),
        ("page", "1"),
    ];

    public static void MapSearchPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLinks.Search, Show).ExcludeFromDescription();

    private static PageResult<SearchPage> Show(
        HttpContext context,
        PassageSearch search,
        IPassageIndex index,
        IndexingStatus status,
        CorpusFolder folder
    )
    {
        var faults = new List<ParameterFault>();
        var isStyleRemembered = RememberedStyle.Of(context.Request) is not null;
        var asked = Tidy(RememberedStyle.Asked(context.Request), isStyleRemembered, faults);
        using var snapshot = index.AcquireSnapshot();
        var request = Request(asked, faults);
        asked = asked.Without([.. faults.Select(fault => fault.Parameter).Where(name => name != "q")]);
        if (request is null)
        {
            return new(
                new SearchPageModel(asked, 1, faults, null, Overview(snapshot, status, folder), snapshot.CorpusVersion)
            );
        }

        var page = (request.Skip / request.Limit) + 1;
        var answer = search.Search(request, context.RequestAborted);
        if (answer.Results is not { } results)
        {
            faults.AddRange(answer.Faults);
            return new(new SearchPageModel(asked, page, faults, null, null, snapshot.CorpusVersion));
        }

        // Another version of the collection may have come meanwhile: its titles serve as well.
        var found = Findings(asked.Without("page"), request, results, snapshot);
        return new(new SearchPageModel(asked, page, faults, found, null, results.CorpusVersion));
    }

    /// <summary>The address without what it need not say, and without what has no meaning for a page.</summary>
    /// <param name="isStyleRemembered">Then an address without a style means another than the default.</param>
    private static PageQuery Tidy(PageQuery asked, bool isStyleRemembered, List<ParameterFault> faults)
    {
        foreach (var (name, value) in Defaults.Where(value => !(isStyleRemembered && value.Name == "style")))
        {
            asked = asked.WithoutValue(name, value);
        }

        if (asked["cursor"] is not null)
        {
            faults.Add(new ParameterFault("cursor", "A page of results is named by its number: page=2."));
        }

        return asked.Without("cursor", "facets", "include");
    }

    /// <summary>The request, without the parameters that have faults; null where there is no query that could be read.</summary>
    private static SearchRequest? Request(PageQuery asked, List<ParameterFault> faults)
    {
        var values = asked.Without("page").Lists();
        if (!values.ContainsKey("q"))
        {
            // How results are to be shown is no search; what they are to be narrowed to is half of one.
            if (Facets.Any(facet => values.ContainsKey(facet.Field)))
            {
                faults.Add(new ParameterFault("q", "Words to search for are needed, too."));
            }

            return null;
        }

        values["facets"] = [.. Facets.Select(facet => facet.Field)];
        values["include"] = ["text"];
        var request = SearchRequestReader.Read(values, out var wrong);
        faults.AddRange(wrong);
        if (request is null && wrong.All(fault => fault.Parameter != "q"))
        {
            foreach (var fault in wrong)
            {
                values.Remove(fault.Parameter);
            }

            request = SearchRequestReader.Read(values, out _);
        }

        return request is null ? null : request with { Skip = Skip(asked["page"], request.Limit, faults) };
    }

    private static int Skip(string? page, int limit, List<ParameterFault> faults)
    {
        var last = PassageSearch.MaxDepth / limit;
        if (page is null)
        {
            return 0;
        }

        if (
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= last
        )
        {
            return (number - 1) * limit;
        }

        faults.Add(
            new ParameterFault(
                "page",
                string.Create(CultureInfo.InvariantCulture, $"'{page}' is no page; there are 1 to {last}.")
            )
        );
        return 0;
    }

    private static SearchFindings Findings(
        PageQuery asked,
        SearchRequest request,
        SearchResults results,
        IPassageSnapshot snapshot
    )
    {
        var facets = results.Facets!;
        return new SearchFindings(
            results,
            request.Skip,
            [.. results.Results.Select(hit => new ShownHit(hit, Words(hit)))],
            [
                .. from facet in Facets
                from value in asked.All(facet.Field)
                select new ShownFilter(
                    facet.Name,
                    Name(facet.Field, value, snapshot),
                    asked.WithoutValue(facet.Field, value).Url
                ),
            ],
            [
                .. Facets
                    .Where(facet => facet.Field != "year")
                    .Select(facet => Links(facet.Field, facet.Name, asked, facets[facet.Field], snapshot))
                    .Where(facet => facet.Links.Count > 1 || facet.Links.Any(link => link.IsOn)),
            ],
            YearBars.Of(facets["year"], years => asked.With("year", years).Url),
            snapshot.PassageCount
        );
    }

    private static ChosenWords Words(Hit hit)
    {
        var text = hit.Passage.Text!;
        var sentences = CitedWords.Sentences(text, hit.FirstMatch.Start, hit.FirstMatch.End);
        return ChosenWords.Of(hit.Passage.Id, sentences.Start, sentences.End, hit.Passage.TextHash);
    }

    private static FacetLinks Links(
        string field,
        string name,
        PageQuery asked,
        IReadOnlyList<FacetCount> counts,
        IPassageSnapshot snapshot
    )
    {
        var most = Math.Clamp(FacetCharacters / asked.Url.Length, 3, MostFacetLinks);
        return new(
            name,
            [
                .. counts
                    .Take(most)
                    .Select(count =>
                    {
                        var isOn = asked.Has(field, count.Value);
                        var other = isOn ? asked.WithoutValue(field, count.Value) : asked.And(field, count.Value);
                        return new FacetLink(Name(field, count.Value, snapshot), count.Count, other.Url, isOn);
                    }),
            ],
            Math.Max(0, counts.Count - most)
        );
    }

    /// <summary>A value as a reader calls it.</summary>
    private static string Name(string field, string value, IPassageSnapshot snapshot) =>
        field switch
        {
            "document" => snapshot.Catalogue.Find(value)?.Title ?? value,
            "kind" => PageWords.Kind(value),
            _ => value,
        };

    private static CollectionOverview Overview(IPassageSnapshot snapshot, IndexingStatus status, CorpusFolder folder)
    {
        var documents = snapshot.Catalogue;
        (int? first, int? last) =
            documents.ByYear.Count == 0 ? (null, null) : (documents.ByYear[0].Year, documents.ByYearDescending[0].Year);
        var now = status.Now;
        return new CollectionOverview(
            documents.Entries.Count,
            snapshot.PassageCount,
            documents.Words,
            first is { } from && last is { } to ? (from, to) : null,
            ExampleQueries.Of(snapshot),
            now.State switch
            {
                IndexingState.Starting => "The texts are about to be read.",
                IndexingState.Indexing => string.Create(
                    CultureInfo.InvariantCulture,
                    $"The texts are being read: {now.Step.Done} of {now.Step.Total} so far."
                ),
                _ => null,
            },
            folder.Path
        );
    }
}
