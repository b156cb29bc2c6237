using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Cites the very words of a range of a passage.</summary>
public static class PassageCitations
{
    /// <summary>What a hit shows: plain text.</summary>
    public static CitationHead Head(
        CitationStyle style,
        IPassageSnapshot snapshot,
        DocumentSummary document,
        IReadOnlyList<(StoredPassage Passage, TextRange Range)> words
    )
    {
        var citation = Cite(style, snapshot, document, words);
        return new CitationHead(
            style.Name,
            citation.InText.Plain,
            citation.Reference.Plain,
            Shown(citation.Locator),
            citation.Warnings
        );
    }

    /// <param name="words">UTF-16 ranges of passages that follow one another, where the words run through several.</param>
    public static Citation Cite(
        CitationStyle style,
        IPassageSnapshot snapshot,
        DocumentSummary document,
        IReadOnlyList<(StoredPassage Passage, TextRange Range)> words
    )
    {
        var locator = PassageLocator.Of(words) ?? new Locator(LocatorLabel.Page, "", LocatorMethod.Unknown);
        var citation = style.Cite(document.Work, locator, YearSuffixes.Of(snapshot).For(document.Id));
        return words[0].Passage.Kind is PassageKind.BlockQuotation or PassageKind.Epigraph
            ? citation with
            {
                Warnings =
                [
                    .. citation.Warnings,
                    "the source quotes these words from another work; cite that work, or say “as cited in”",
                ],
            }
            : citation;
    }

    /// <summary>Cites the whole work.</summary>
    public static Citation Cite(CitationStyle style, IPassageSnapshot snapshot, DocumentSummary document) =>
        style.Cite(document.Work, null, YearSuffixes.Of(snapshot).For(document.Id));

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
