using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Cites the very words of a range of a passage.</summary>
public static class PassageCitations
{
    /// <summary>What a hit shows: plain text.</summary>
    public static CitationHead Head(
        CitationStyle style,
        DocumentSummary document,
        StoredPassage passage,
        int start,
        int end
    )
    {
        var citation = Cite(style, document, passage, start, end);
        return new CitationHead(
            style.Name,
            citation.InText.Plain,
            citation.Reference.Plain,
            Shown(citation.Locator),
            citation.Warnings
        );
    }

    /// <param name="start">UTF-16 in the passage's text.</param>
    public static Citation Cite(
        CitationStyle style,
        DocumentSummary document,
        StoredPassage passage,
        int start,
        int end
    ) =>
        style.Cite(
            document.Work.Work,
            PassageLocator.Of(passage, start, end) ?? new Locator(LocatorLabel.Page, "", LocatorMethod.Unknown)
        );

    /// <summary>The coarse part of a locator, as the API shows it; null when nothing is known.</summary>
    public static CitationLocator? Shown(Locator? locator) =>
        locator is null or { Method: LocatorMethod.Unknown }
            ? null
            : new CitationLocator(
                System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(locator.Label.ToString()),
                locator.Value,
                PassageHeads.Method(locator.Method)
            );
}
