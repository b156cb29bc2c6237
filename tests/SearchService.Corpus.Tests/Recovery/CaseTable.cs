using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>A table of cases in a text file that a scholar can read: one case a line, "#" for a comment.</summary>
internal static class CaseTable
{
    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", file))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Cuts a case at the first occurrence of each separator, in their order.</summary>
    public static string[] Cut(string line, params string[] separators)
    {
        var parts = new List<string>();
        foreach (var separator in separators)
        {
            var at = line.IndexOf(separator, StringComparison.Ordinal);
            parts.Add(line[..at].Trim());
            line = line[(at + separator.Length)..];
        }

        parts.Add(line.Trim());
        return [.. parts];
    }
}
