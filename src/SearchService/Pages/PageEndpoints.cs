using System.Text.Encodings.Web;
using System.Text.Unicode;
using SearchService.Pages.Citing;
using SearchService.Pages.Collection;
using SearchService.Pages.Concordance;
using SearchService.Pages.Documents;
using SearchService.Pages.Lists;
using SearchService.Pages.Quotations;
using SearchService.Pages.Search;

namespace SearchService.Pages;

internal static class PageEndpoints
{
    public static void AddPages(this IServiceCollection services)
    {
        // Letters of all scripts stay as they are; what HTML reads as markup is escaped in any case.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));

        // Before the framework's own: the first that can write a problem does.
        services.AddSingleton<IProblemDetailsWriter, FaultPages>();
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapOpenSearch();
        routes.MapSearchPage();
        routes.MapCitePage();
        routes.MapListPage();
        routes.MapConcordancePage();
        routes.MapQuotationPage();
        routes.MapCorpusPages();
        routes.MapReadingPage();
    }
}
