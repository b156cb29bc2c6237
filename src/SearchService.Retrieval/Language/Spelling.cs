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

    /// <summary>Letters to put in, leave out, replace, or exchange with their neighbour (optimal string alignment), as an index counts them.</summary>
    public static int Edits(string from, string to)
    {
        var (beforeLast, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }

        return row[^1];
    }
}
