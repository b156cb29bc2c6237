using SearchService.Corpus.Citations.Apa;
using SearchService.Corpus.Citations.Formatting;
using SearchService.Corpus.Citations.Styles;

namespace SearchService.Corpus.Citations;

/// <summary>The styles by the names that the API uses.</summary>
public static class CitationStyles
{
    public const string Default = "apa";

    private static readonly CitationStyle[] Styles =
    [
        new ApaStyle(),
        new TableStyle(Mla.Rules),
        new TableStyle(Chicago.AuthorDate),
        new TableStyle(Chicago.Notes),
        new TableStyle(Harvard.Rules),
        new TableStyle(Ieee.Rules),
        new TableStyle(Vancouver.Rules),
        new TableStyle(InternationalAffairs.Rules),
    ];

    /// <summary>In the order of the API's documentation.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Styles.Select(style => style.Name)];

    /// <summary>The style of a name; null when there is none.</summary>
    public static CitationStyle? Find(string name) =>
        Array.Find(Styles, style => string.Equals(style.Name, name, StringComparison.OrdinalIgnoreCase));
}
