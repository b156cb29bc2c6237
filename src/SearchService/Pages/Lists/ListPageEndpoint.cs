using System.Text;
using SearchService.Api;
using SearchService.Corpus.Citations;
using SearchService.Pages.Citing;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Lists;

/// <param name="Values">What was asked, for links to the other states.</param>
/// <param name="List">The words and works that the page shows.</param>
/// <param name="Total">How many were asked for, of which the page shows the first <see cref="ListPageEndpoint.Most"/>.</param>
public sealed record ListPageModel(
    string CorpusVersion,
    PageQuery Values,
    string Style,
    GatheredList List,
    int Total,
    IReadOnlyList<ParameterFault> Faults
);

internal static class ListPageEndpoint
{
    public const int Most = 100;

    private static readonly ParameterDescription[] Parameters =
    [
        new("id", "Words of a passage: its id, and their place in it.", Repeatable: true),
        new("style", "The citation style.", Choices: CitationStyles.Names),
    ];

    private static readonly ParameterDescription[] OfExport =
    [
        .. Parameters,
        new("format", "The form of the file.", Required: true, Choices: GatheredList.Formats),
    ];

    public static void MapListPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageLinks.Lists, Show).ExcludeFromDescription();
        routes.MapGet(PageLinks.Lists + "/export", Export).ExcludeFromDescription();
    }

    private static PageResult<ListPage> Show(HttpContext context, IPassageIndex index)
    {
        var asked = RememberedStyle.Asked(context.Request);
        var values = new ParameterValues(asked.Collection(), Parameters);
        var style = CitationStyles.Find(values.Style())!;
        var ids = values.Texts("id");
        using var snapshot = index.AcquireSnapshot();
        var list = GatheredList.Read(snapshot, ids.Take(Most), style);
        return new(new ListPageModel(snapshot.CorpusVersion, asked, style.Name, list, ids.Count, values.Faults));
    }

    private static IResult Export(HttpContext context, IPassageIndex index)
    {
        var values = new ParameterValues(PageQuery.Of(context.Request).Collection(), OfExport);
        var style = CitationStyles.Find(values.Style())!;
        var format = values.Choice("format", GatheredList.Formats);
        if (format is null)
        {
            values.Fault("format", $"One is needed: {string.Join(", ", GatheredList.Formats)}.");
        }

        var ids = values.Texts("id");
        if (values.Faults.Count > 0)
        {
            return Problems.Parameters(context, values.Faults);
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        using var snapshot = index.AcquireSnapshot();
        var (name, type, text) = GatheredList.Read(snapshot, ids.Take(Most), style).Export(format!);
        return TypedResults.File(Encoding.UTF8.GetBytes(text), type, name);
    }
}
