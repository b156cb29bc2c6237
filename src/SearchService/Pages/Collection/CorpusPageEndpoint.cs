using SearchService.Api;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Collection;

/// <param name="Documents">Of this page of the list.</param>
/// <param name="Found">How many the whole list has.</param>
/// <param name="Page">From 1.</param>
public sealed record CorpusPageModel(
    PageQuery Values,
    CorpusView Corpus,
    IReadOnlyList<DocumentEntry> Documents,
    int Found,
    int Page,
    IReadOnlyList<ParameterFault> Faults
)
{
    public bool IsBusy => Corpus.Indexing.State is "starting" or "indexing";
}

/// <param name="Words">Doubtful words of the text, each with the section and page where it stands, in the order of the text.</param>
public sealed record RecordPageModel(DocumentReading Reading, DocumentEntry Entry, IReadOnlyList<DoubtfulWords> Words);

/// <param name="Place">Section and page, as far as they are known.</param>
/// <param name="Before">Some of the text before, for whoever looks for the place.</param>
public sealed record DoubtfulWords(string Place, string Before, string After, DoubtReading Doubt);

internal static class CorpusPageEndpoint
{
    public const int DocumentsOfPage = 50;

    /// <summary>Characters of the text on each side of doubtful words.</summary>
    private const int Context = 40;

    private static IReadOnlyList<ParameterDescription> Parameters { get; } =
    [
        .. DocumentParameters.List.Where(parameter => parameter.Name is not ("limit" or "cursor")),
        new("page", "Which page of the list.", Type: ParameterType.Number),
    ];

    public static void MapCorpusPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageLinks.Corpus, List).ExcludeFromDescription();
        routes.MapGet(PageLinks.Corpus + "/{id}", Record).ExcludeFromDescription();
    }

    private static PageResult<CorpusPage> List(
        HttpContext context,
        IPassageIndex index,
        IndexingStatus status,
        CorpusFolder folder
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        var asked = PageQuery.Of(context.Request);
        var values = new ParameterValues(asked.Collection(), Parameters);
        var (authors, years, sort) = DocumentLists.Read(values);
        var page = values.Number("page", 1, int.MaxValue) ?? 1;
        using var snapshot = index.AcquireSnapshot();
        var found = DocumentLists.Found(snapshot.Catalogue, authors, years, sort);
        return new(
            new CorpusPageModel(
                asked,
                CorpusEndpoints.View(snapshot, index.Engine, status.Now, folder),
                [
                    .. found
                        .Skip((int)Math.Min(int.MaxValue, (page - 1L) * DocumentsOfPage))
                        .Take(DocumentsOfPage)
                        .Select(document => DocumentLists.Entry(snapshot.Summary(document.Id)!)),
                ],
                found.Count,
                page,
                values.Faults
            )
        );
    }

    private static IResult Record(HttpContext context, IPassageIndex index, string id)
    {
        using var snapshot = index.AcquireSnapshot();
        if (snapshot.Document(id) is not { } stored)
        {
            return Problems.NoDocument(context, id);
        }

        return new PageResult<RecordPage>(
            new RecordPageModel(
                DocumentReadings.Read(snapshot.CorpusVersion, stored),
                DocumentLists.Entry(stored.Summary),
                [.. Doubts(stored)]
            )
        );
    }

    private static IEnumerable<DoubtfulWords> Doubts(Retrieval.Indexing.StoredDocument stored)
    {
        foreach (var block in stored.Document.Blocks)
        {
            var text = block.Text.Text;
            foreach (var doubt in block.Doubts)
            {
                var end = doubt.Start + doubt.Length;
                string?[] place =
                [
                    stored.Document.SectionPath(block.Section) is [.., var section] ? section : null,
                    PageAt(stored.Document, block, doubt.Start) is { } label ? "p. " + label : null,
                ];
                yield return new DoubtfulWords(
                    string.Join(", ", place.OfType<string>()),
                    Before(text, doubt.Start),
                    After(text, end),
                    DoubtReading.Of(doubt, text, doubt.Start, end)
                );
            }
        }
    }

    private static string? PageAt(Document document, Block block, int offset)
    {
        string? label = null;
        foreach (var page in block.Pages.TakeWhile(page => page.Offset <= offset))
        {
            label = document.Pages[page.Page].Label;
        }

        return label;
    }

    /// <summary>The words before a place, behind an ellipsis where there are more of them.</summary>
    private static string Before(string text, int end)
    {
        var start = end - Context;
        return start <= 0
            ? text[..end]
            : "…" + text[(text.IndexOf(' ', start, Context) + 1 is var word and > 0 ? word : start)..end];
    }

    private static string After(string text, int start)
    {
        var end = start + Context;
        return end >= text.Length
            ? text[start..]
            : text[start..(text.LastIndexOf(' ', end, Context) is var space and > 0 ? space : end)] + "…";
    }
}
