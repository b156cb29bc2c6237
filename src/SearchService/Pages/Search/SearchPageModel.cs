using SearchService.Pages.Citing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Search;

/// <param name="Values">What was asked, without what says the same when left out: for links to the other states.</param>
/// <param name="Page">Of the results, from 1.</param>
/// <param name="Faults">Parameters that were left out, and why.</param>
/// <param name="Found">Null before a search, and where the query cannot be read.</param>
/// <param name="Start">What the collection holds, where nothing was searched.</param>
public sealed record SearchPageModel(
    PageQuery Values,
    int Page,
    IReadOnlyList<ParameterFault> Faults,
    SearchFindings? Found,
    CollectionOverview? Start,
    string CorpusVersion
)
{
    /// <summary>As it was typed; empty at the start.</summary>
    public string Query => Values["q"] ?? "";

    public string Style => Values["style"] ?? SearchRequest.DefaultStyle;
}

/// <param name="First">How many results stand before the first that is shown.</param>
/// <param name="Years">Null where all results are of one year.</param>
/// <param name="Passages">How many the collection has.</param>
public sealed record SearchFindings(
    SearchResults Results,
    int First,
    IReadOnlyList<ShownHit> Hits,
    IReadOnlyList<ShownFilter> Filters,
    IReadOnlyList<FacetLinks> Facets,
    YearBars? Years,
    int Passages
);

/// <param name="Words">The whole sentences in which the first match stands: what is quoted unless the reader chooses others.</param>
public sealed record ShownHit(Hit Hit, ChosenWords Words);

/// <summary>A filter that is on.</summary>
/// <param name="Url">The same search without it.</param>
public sealed record ShownFilter(string Name, string Value, string Url);

/// <summary>The values of a field among the results, each a link that adds or removes the filter.</summary>
/// <param name="More">How many values are not listed.</param>
public sealed record FacetLinks(string Name, IReadOnlyList<FacetLink> Links, int More);

/// <param name="IsOn">Whether the link removes the filter.</param>
public sealed record FacetLink(string Value, long Count, string Url, bool IsOn);
