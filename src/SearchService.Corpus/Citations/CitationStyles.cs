using SearchService.Corpus.Citations.Apa;

namespace SearchService.Corpus.Citations;

/// <summary>The styles by the names that the API uses.</summary>
public static class CitationStyles
{
    public const string Default = "apa";

    private static readonly CitationStyle[] Styles = [new ApaStyle()];

    /// <summary>All names that the API knows, whether or not the style is there yet.</summary>
    public static IReadOnlyList<string> Known { get; } =
    ["apa", "mla", "chicago-author-date", "chicago-notes", "harvard", "ieee", "vancouver", "international-affairs"];

    /// <summary>The names of the styles that are there.</summary>
    public static IReadOnlyList<string> Available { get; } = [.. Styles.Select(style => style.Name)];

    /// <summary>The style of a name; null when there is none, or not yet: <see cref="IsKnown"/> tells the two apart.</summary>
    public static CitationStyle? Find(string name) =>
        Array.Find(Styles, style => string.Equals(style.Name, name, StringComparison.OrdinalIgnoreCase));

    public static bool IsKnown(string name) => Known.Contains(name, StringComparer.OrdinalIgnoreCase);
}
