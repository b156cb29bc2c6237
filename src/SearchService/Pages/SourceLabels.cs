using System.Globalization;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages;

/// <summary>
/// Short names of documents, for lines that have no room for a reference: "Flockhart and Kristensen 2008", with the letter that the
/// citation has where there are several of one year.
/// </summary>
/// <param name="snapshot">In which the documents are looked up; one that is not in it any more keeps its id.</param>
internal sealed class SourceLabels(IPassageSnapshot snapshot)
{
    private const int NamedAuthors = 2;

    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    public string Of(string documentId)
    {
        if (!_labels.TryGetValue(documentId, out var label))
        {
            label = snapshot.Summary(documentId) is { } summary ? Of(summary) : documentId;
            _labels[documentId] = label;
        }

        return label;
    }

    private string Of(DocumentSummary summary)
    {
        var work = summary.Work.Work;
        var names = work.Author.Select(name => name.Family ?? name.Literal ?? name.Given ?? "").ToList();
        var who = names switch
        {
            [] => work.Title ?? summary.File,
            { Count: <= NamedAuthors } => string.Join(" and ", names),
            _ => names[0] + " et al.",
        };
        return work.Year is { } year
            ? string.Create(CultureInfo.InvariantCulture, $"{who} {year}{YearSuffixes.Of(snapshot).For(summary.Id)}")
            : who;
    }
}
