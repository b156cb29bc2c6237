using SearchService.Corpus.Passages;

namespace SearchService.Retrieval.Indexing;

/// <summary>The names of passage kinds in the query language and the API.</summary>
public static class PassageKinds
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<PassageKind>().Select(Name)];

    /// <summary>body, note, blockQuotation, epigraph, abstract, list, table, reference, front.</summary>
    public static string Name(PassageKind kind) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>The API's spelling of a kind's name in any case; null when there is no such kind.</summary>
    public static string? Find(string name) =>
        Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
}
