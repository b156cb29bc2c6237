using System.Globalization;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages;

/// <summary>Where a passage stands, in words.</summary>
internal static class PlaceWords
{
    private const int NamedAuthors = 3;

    /// <summary>"Cooper · 2005 · 3. Models · p. 12 (printed)": what is not known is left out.</summary>
    public static string Of(DocumentHead document, PassageHead passage) =>
        string.Join(
            " · ",
            new[] { Authors(document), Year(document), Section(passage), Page(passage) }.OfType<string>()
        );

    /// <summary>Null where none is known.</summary>
    public static string? Authors(DocumentHead document) =>
        document.Authors switch
        {
            [] => null,
            [var one] => one,
            { Count: <= NamedAuthors } some => $"{string.Join(", ", some.SkipLast(1))} and {some[^1]}",
            var many => $"{many[0]} and others",
        };

    public static string? Year(DocumentHead document) => document.Year?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The headings above the passage; null where there is none.</summary>
    public static string? Section(PassageHead passage) =>
        passage.Section.Count == 0 ? null : string.Join(" › ", passage.Section);

    /// <summary>The page and how it is known, else the paragraph.</summary>
    public static string? Page(PassageHead passage) =>
        (PageWords.Pages(passage.Pages), passage.Pages.Method) switch
        {
            (null, _) when passage.Pages.Ordinal is { } ordinal => string.Create(
                CultureInfo.InvariantCulture,
                $"page number unknown (page {ordinal} of the file)"
            ),
            (null, _) => Paragraph(passage.Paragraphs),
            (var page, var method) => $"{page} ({method})",
        };

    private static string? Paragraph(ParagraphRange? paragraphs) =>
        paragraphs switch
        {
            null => null,
            { First: var first, Last: var last } when first == last => string.Create(
                CultureInfo.InvariantCulture,
                $"para. {first}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"paras. {paragraphs.First}–{paragraphs.Last}"),
        };
}
