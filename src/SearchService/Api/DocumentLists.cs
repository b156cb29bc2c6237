using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>Lists of documents: which, and in what order.</summary>
internal static class DocumentLists
{
    public static (IReadOnlyList<string> Authors, IReadOnlyList<YearSpan> Years, string Sort) Read(
        ParameterValues values
    )
    {
        var years = new List<YearSpan>();
        foreach (var text in values.Texts("year"))
        {
            if (YearSpan.TryParse(text, out var span))
            {
                years.Add(span);
            }
            else
            {
                values.Fault("year", $"'{text}' is no year; write 2005, 2000..2010, 2000.. or ..2010.");
            }
        }

        return (
            values.Texts("author"),
            years,
            values.Choice("sort", ["document", "title", "year", "-year"]) ?? "document"
        );
    }

    public static IReadOnlyList<CatalogueEntry> Found(
        DocumentCatalogue documents,
        IReadOnlyList<string> authors,
        IReadOnlyList<YearSpan> years,
        string sort
    )
    {
        var sorted = sort switch
        {
            "title" => documents.ByTitle,
            "year" => documents.ByYear,
            "-year" => documents.ByYearDescending,
            _ => documents.Entries,
        };
        if (authors.Count == 0 && years.Count == 0)
        {
            return sorted;
        }

        var keys = authors.Select(AuthorKeys.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sorted
                .Where(document => keys.Count == 0 || document.AuthorKeys.Any(keys.Contains))
                .Where(document =>
                    years.Count == 0
                    || (document.Year is { } year && years.Any(span => !(year < span.From) && !(year > span.To)))
                ),
        ];
    }

    public static DocumentEntry Entry(DocumentSummary document)
    {
        var head = PassageHeads.Head(document);
        return new DocumentEntry(
            head.Id,
            head.Title,
            head.Authors,
            head.Year,
            head.Type,
            document.File,
            document.Words,
            document.Passages,
            document.Problems.Count
        );
    }
}
