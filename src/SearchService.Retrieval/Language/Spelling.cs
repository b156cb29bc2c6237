namespace SearchService.Retrieval.Language;

/// <summary>What was probably meant.</summary>
internal static class Spelling
{
    private const int Longest = 64;

    /// <summary>The known text within two edits, case aside, and within half its length; null when there is none.</summary>
    public static string? Nearest(string text, IEnumerable<string> known)
    {
        if (text.Length is < 2 or > Longest)
        {
            return null;
        }

        var lower = text.ToLowerInvariant();
        var allowed = Math.Min(2, text.Length / 2);
        return known
            .Where(name => Math.Abs(name.Length - text.Length) <= allowed)
            .Select(name => (Name: name, Edits: Edits(lower, name.ToLowerInvariant())))
            .Where(name => name.Edits <= allowed)
            .OrderBy(name => name.Edits)
            .Select(name => name.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance.</summary>
    public static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
