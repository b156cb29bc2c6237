using SearchService.Api;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Concordance;

/// <summary>What the page shows of the occurrences.</summary>
public enum ConcordanceView
{
    /// <summary>Keyword in context.</summary>
    Lines,

    /// <summary>Where they stand in each document.</summary>
    Dispersion,

    /// <summary>The words around them.</summary>
    Collocates,
}

/// <param name="Values">What was asked, for links to the other states.</param>
/// <param name="CorpusVersion">Of what is shown.</param>
/// <param name="Page">The page of lines, from 1.</param>
/// <param name="Lines">With the dispersion where that is shown; null before a query, at a fault, and where collocates are shown.</param>
/// <param name="Names">By document id, how it is called in a line.</param>
/// <param name="Titles">By document id, of the documents whose places are drawn.</param>
public sealed record ConcordancePageModel(
    PageQuery Values,
    string CorpusVersion,
    ConcordanceView View,
    int Page,
    ConcordanceResults? Lines,
    CollocateResults? Collocates,
    Func<string, string> Names,
    IReadOnlyDictionary<string, string> Titles,
    IReadOnlyList<ParameterFault> Faults
)
{
    public string Query => Values["q"] ?? "";

    public QueryReading? Reading => Lines?.Query ?? Collocates?.Query;

    /// <summary>"207 occurrences in 7 documents, 126.8 per 10,000 of their words".</summary>
    public static string Counted(ConcordanceResults results) =>
        $"{PageWords.Count(results.Total, "occurrence")} in {PageWords.Count(results.Documents, "document")}, {PageWords.Decimal(results.PerTenThousand)} per 10,000 of their words";

    public bool FoundNothing => Lines?.Total.Value == 0 || Collocates?.Occurrences == 0;
}

internal static class ConcordancePageEndpoint
{
    public const int LinesOfPage = 50;
    public const int MostPages = 200;

    /// <summary>A plot of each document of a large collection would be no picture of anything.</summary>
    public const int PlottedDocuments = 60;

    private static readonly string[] Views = ["lines", "dispersion", "collocates"];

    private static IReadOnlyList<ParameterDescription> OwnParameters { get; } =
    [new("view", "What is shown.", Choices: Views), new("page", "Which page of lines.", Type: ParameterType.Number)];

    public static void MapConcordancePage(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PageLinks.Concordance, Show).ExcludeFromDescription();

    private static PageResult<ConcordancePage> Show(
        HttpContext context,
        Retrieval.Searching.Concordance concordance,
        Collocates collocates,
        IPassageIndex index
    )
    {
        using var snapshot = index.AcquireSnapshot();
        var names = new SourceLabels(snapshot);
        var asked = PageQuery.Of(context.Request);
        var view = (ConcordanceView)Math.Max(0, Array.IndexOf(Views, asked["view"] ?? Views[0]));
        var described =
            view == ConcordanceView.Collocates ? ConcordanceRequests.OfCollocates : ConcordanceRequests.OfLines;
        var values = new ParameterValues(asked.Collection(), [.. described, .. OwnParameters]);
        values.Choice("view", Views);
        var page = values.Number("page", 1, MostPages) ?? 1;
        if (asked.Values.Count == 0)
        {
            return Page(null, null, []);
        }

        if (view == ConcordanceView.Collocates)
        {
            if (ConcordanceRequests.Collocates(values) is not var (search, span, sort))
            {
                return Page(null, null, values.Faults);
            }

            var found = collocates.Find(search, span, sort, context.RequestAborted);
            return Page(null, found.Results, found.Faults);
        }

        if (ConcordanceRequests.Lines(values, out var limit) is not { } request)
        {
            return Page(null, null, values.Faults);
        }

        var size = view == ConcordanceView.Dispersion ? 1 : limit ?? LinesOfPage;
        var answer = concordance.Read(
            request with
            {
                Search = request.Search with { Limit = size },
                Skip = view == ConcordanceView.Dispersion ? 0 : (page - 1) * size,
                Dispersion = view == ConcordanceView.Dispersion,
            },
            context.RequestAborted
        );
        return Page(answer.Results, null, answer.Faults);

        PageResult<ConcordancePage> Page(
            ConcordanceResults? lines,
            CollocateResults? found,
            IReadOnlyList<ParameterFault> faults
        ) =>
            new(
                new ConcordancePageModel(
                    asked,
                    lines?.CorpusVersion ?? found?.CorpusVersion ?? snapshot.CorpusVersion,
                    view,
                    page,
                    lines,
                    found,
                    Named(lines),
                    Plotted(lines?.Dispersion ?? [])
                        .ToDictionary(plot => plot.DocumentId, Title, StringComparer.Ordinal),
                    faults
                )
            );

        string Title(DocumentDispersion plot) => snapshot.Catalogue.Find(plot.DocumentId)?.Title ?? plot.DocumentId;

        // The names of what is shown are taken while the snapshot is held.
        Func<string, string> Named(ConcordanceResults? lines)
        {
            foreach (var id in Shown(lines))
            {
                names.Of(id);
            }

            return names.Of;
        }
    }

    /// <summary>The documents that the page names.</summary>
    private static IEnumerable<string> Shown(ConcordanceResults? results) =>
        results is null ? []
        : results.Dispersion is null ? results.Lines.Select(line => line.DocumentId)
        : Plotted(results.Dispersion).Select(document => document.DocumentId);

    /// <summary>The documents whose places are drawn: those with most occurrences.</summary>
    public static IEnumerable<DocumentDispersion> Plotted(IReadOnlyList<DocumentDispersion> all) =>
        all.OrderByDescending(document => document.Count)
            .ThenBy(document => document.DocumentId, StringComparer.Ordinal)
            .Take(PlottedDocuments);
}
