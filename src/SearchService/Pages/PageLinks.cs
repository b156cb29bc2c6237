namespace SearchService.Pages;

/// <summary>Paths of the pages, and queries in them.</summary>
internal static class PageLinks
{
    public const string Search = "/";
    public const string Concordance = "/concordance";
    public const string Quotations = "/quotations";
    public const string Corpus = "/corpus";
    public const string Lists = "/list";

    /// <summary>The pages that each page leads to.</summary>
    public static IReadOnlyList<(string Name, string Path)> All { get; } =
    [
        ("Search", Search),
        ("Concordance", Concordance),
        ("Quotations", Quotations),
        ("Collection", Corpus),
        ("List", Lists),
    ];

    /// <summary>The place of a passage in the reading view.</summary>
    public static string Passage(string id) => "/p/" + Uri.EscapeDataString(id);

    /// <summary>The reading view of a document.</summary>
    public static string Document(string id) => "/documents/" + Uri.EscapeDataString(id);

    /// <summary>What is known of a document and its file.</summary>
    public static string Record(string id) => $"{Corpus}/{Uri.EscapeDataString(id)}";

    /// <summary>The beginning of a corpus version, enough to tell two apart at a glance.</summary>
    public static string Short(string corpusVersion)
    {
        var hash = corpusVersion[(corpusVersion.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hash[..Math.Min(8, hash.Length)];
    }

    /// <summary>A path with a query of these names and values, in their order; a name may occur many times.</summary>
    public static string With(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        var query = string.Join(
            '&',
            values.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")
        );
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
