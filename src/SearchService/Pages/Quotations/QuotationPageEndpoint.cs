using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Quotations;

/// <param name="CorpusVersion">Of what the quotations are laid beside.</param>
/// <param name="Values">What was sent; <c>text</c> is a quotation, or a manuscript with quotations in it.</param>
/// <param name="Report">Null before a check, and where the request has faults.</param>
/// <param name="IsManuscript">The quotations were sought in the text; else the text is one quotation itself.</param>
public sealed record QuotationPageModel(
    string CorpusVersion,
    PageQuery Values,
    ManuscriptReport? Report,
    bool IsManuscript,
    IReadOnlyList<ParameterFault> Faults
);

internal static class QuotationPageEndpoint
{
    private const string Text = "text";

    public static void MapQuotationPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageLinks.Quotations, Show).ExcludeFromDescription();
        routes.MapPost(PageLinks.Quotations, CheckAsync).ExcludeFromDescription();
    }

    private static PageResult<QuotationPage> Show(HttpContext context, IPassageIndex index) =>
        Check(RememberedStyle.Asked(context.Request), index, [], context.RequestAborted);

    private static async Task<PageResult<QuotationPage>> CheckAsync(HttpContext context, IPassageIndex index)
    {
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException tooLong)
        {
            var none = PageQuery.Of(PageLinks.Quotations, []);
            return Check(none, index, [new ParameterFault(Text, tooLong.Message)], context.RequestAborted);
        }

        return Check(PageQuery.Of(PageLinks.Quotations, form), index, [], context.RequestAborted);
    }

    /// <summary>
    /// A text with quotations in it is a manuscript, unless it is said whose words they are; any other is a quotation itself, without
    /// marks or in them.
    /// </summary>
    private static PageResult<QuotationPage> Check(
        PageQuery values,
        IPassageIndex index,
        List<ParameterFault> faults,
        CancellationToken cancellation
    )
    {
        using var snapshot = index.AcquireSnapshot();
        if (values[Text] is not { } text)
        {
            if (values.Without("style").Values.Count > 0)
            {
                faults.Add(new ParameterFault(Text, "There is nothing to check yet."));
            }

            return Page(null, false);
        }

        var style = SearchRequestReader.CitationStyleFault("style", values["style"], out var styleFault);
        if (styleFault is not null)
        {
            faults.Add(styleFault);
            return Page(null, false);
        }

        if (values["author"] is null && values["document"] is null)
        {
            var report = ManuscriptCheck.Check(snapshot, text, style, cancellation);
            if (report.Quotations.Count > 0 || Words.Count(text) > QuotationRequest.MostWords)
            {
                return Page(report, true);
            }
        }

        var request = QuotationRequestReader.Read(
            values
                .Without(Text)
                .Values.Append(KeyValuePair.Create("quotation", text))
                .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal),
            "",
            snapshot,
            faults
        );
        return request is null
            ? Page(null, false)
            : Page(
                new ManuscriptReport(
                    snapshot.CorpusVersion,
                    0,
                    0,
                    [new ManuscriptFinding(1, null, null, QuotationCheck.Check(snapshot, request, cancellation))]
                ),
                false
            );

        PageResult<QuotationPage> Page(ManuscriptReport? report, bool isManuscript) =>
            new(new QuotationPageModel(snapshot.CorpusVersion, values, report, isManuscript, faults));
    }
}
