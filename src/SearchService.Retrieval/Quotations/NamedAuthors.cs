using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Quotations;

/// <summary>Authors as a citation names them: "Flockhart and Kristensen", "Cooper et al.", "Tsilimantos, Nogales-Gómez &amp; Valentin".</summary>
internal static class NamedAuthors
{
    private static readonly string[] Joints = [" and ", " & ", ";"];

    /// <summary>The keys under which each is sought; all of them are to be authors of the work.</summary>
    public static IReadOnlyList<string> Keys(IPassageSnapshot snapshot, string names)
    {
        // "Organisation for Security and Co-operation in Europe" is one name.
        var whole = AuthorKeys.Key(names);
        if (IsAuthor(snapshot, whole))
        {
            return [whole];
        }

        var others = names
            .Replace("et al.", "", StringComparison.OrdinalIgnoreCase)
            .Replace("et al", "", StringComparison.OrdinalIgnoreCase);
        var keys = new List<string>();
        foreach (var part in others.Split(Joints, StringSplitOptions.TrimEntries))
        {
            // "Cooper, Andrew F." and "Cooper, A." are one person, "Cooper, Berg" may be two.
            var pieces = part.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            keys.AddRange(
                pieces.Select(AuthorKeys.Key).Where((key, i) => key.Length > 0 && (i == 0 || IsAuthor(snapshot, key)))
            );
        }

        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsAuthor(IPassageSnapshot snapshot, string key) =>
        key.Length > 0
        && snapshot
            .Search(
                new PassageQuery(
                    new ValueClause(PassageColumn.AuthorKey, [key]),
                    null,
                    PassageSort.Document,
                    0,
                    1,
                    null,
                    [],
                    CountExactly: false
                ),
                CancellationToken.None
            )
            .Matches.Count > 0;
}
