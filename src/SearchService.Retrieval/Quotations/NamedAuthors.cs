using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Quotations;

/// <summary>Authors as a citation names them: "Flockhart and Kristensen", "Cooper et al.", "Tsilimantos, Nogales-Gómez &amp; Valentin".</summary>
internal static class NamedAuthors
{
    private static readonly string[] Joints = [" and ", " & ", ";", " und ", " et "];

    /// <summary>The keys under which each is sought; all of them are to be authors of the work.</summary>
    public static IReadOnlyList<string> Keys(string names)
    {
        var keys = new List<string>();
        foreach (
            var part in names
                .Replace("et al.", "", StringComparison.OrdinalIgnoreCase)
                .Replace("et al", "", StringComparison.OrdinalIgnoreCase)
                .Split(Joints, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var pieces = part.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

            // "Cooper, Andrew F." and "Cooper, A. F." are one person, "Berg, Holm" may be two; the first name is a family's in either case.
            if (pieces.Length > 0 && AuthorKeys.Key(pieces[0]) is { Length: > 0 } key)
            {
                keys.Add(key);
            }
        }

        return [.. keys.Distinct(StringComparer.Ordinal)];
    }
}
