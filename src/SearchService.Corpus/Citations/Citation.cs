namespace SearchService.Corpus.Citations;

/// <summary>A work, and a place in it, cited in a style.</summary>
/// <param name="Style">The style's name in the API: "apa".</param>
/// <param name="InText">With its brackets: "(Cooper, 2005, p. 12)"; in styles that cite in notes the full note.</param>
/// <param name="Reference">The entry of the reference list.</param>
/// <param name="Note">Null in styles that cite in the text.</param>
/// <param name="Locator">As it was given; what of it is unknown is not in <paramref name="InText"/>.</param>
/// <param name="Warnings">For the writer: what the style wants and the record has not, and what was inferred.</param>
public sealed record Citation(
    string Style,
    FormattedText InText,
    FormattedText Reference,
    Footnote? Note,
    Locator? Locator,
    IReadOnlyList<string> Warnings
);

/// <param name="Full">Where the work is cited for the first time.</param>
/// <param name="Short">Each time after that.</param>
public sealed record Footnote(FormattedText Full, FormattedText Short);
