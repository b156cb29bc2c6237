using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Tests.Recovery;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>
/// The table <c>Cases/Bibliography/losses.txt</c>: what a format has no field for, "format: field: types". The types are "all", "all but …"
/// or a list; "type" as the field names types that come back as another.
/// </summary>
internal static class LossTable
{
    public static readonly string[] Fields =
    [
        .. CslFields
            .Texts.Concat(CslFields.Numbers)
            .Where(field => field is not ("title" or "event" or "shortTitle" or "journalAbbreviation"))
            .Distinct()
            .Order(StringComparer.Ordinal),
        .. CslFields.Names.Order(StringComparer.Ordinal),
        .. CslFields.Dates.Order(StringComparer.Ordinal),
        "categories",
        "custom",
    ];

    private static readonly string[] AllTypes = [.. CslFields.Types.Order(StringComparer.Ordinal)];

    private static readonly ILookup<(string Format, string Type), string> Lost = CaseTable
        .Lines("Bibliography/losses.txt")
        .SelectMany(line =>
        {
            var parts = CaseTable.Cut(line, ":", ":");
            return TypesOf(parts[2]).Select(type => (Key: (parts[0], type), Field: parts[1]));
        })
        .ToLookup(row => row.Key, row => row.Field);

    public static IEnumerable<string> Of(ExchangeFormat format, string type) => Lost[(format.Name, type)];

    /// <summary>A row for types, in the shortest of the three forms.</summary>
    public static string Row(ExchangeFormat format, string field, IReadOnlyCollection<string> types)
    {
        var others = AllTypes.Except(types, StringComparer.Ordinal).ToList();
        var named =
            others.Count == 0 ? "all"
            : others.Count < types.Count ? "all but " + string.Join(' ', others)
            : string.Join(' ', types.Order(StringComparer.Ordinal));
        return $"{format.Name}: {field}: {named}";
    }

    /// <summary>The work without what its type has no field for.</summary>
    public static Work Without(ExchangeFormat format, Work work)
    {
        var lost = Of(format, work.Type).ToHashSet(StringComparer.Ordinal);
        return work with
        {
            Texts = work.Texts.RemoveRange(lost),
            Names = work.Names.RemoveRange(lost),
            Dates = work.Dates.RemoveRange(lost),
            Categories = lost.Contains("categories") ? [] : work.Categories,
            Custom = lost.Contains("custom")
                ? work.Custom.Where(member => member.Key == "file").ToImmutableSortedDictionary(StringComparer.Ordinal)
                : work.Custom,
        };
    }

    private static IEnumerable<string> TypesOf(string written) =>
        written == "all" ? AllTypes
        : written.StartsWith("all but ", StringComparison.Ordinal)
            ? AllTypes.Except(written[8..].Split(' '), StringComparer.Ordinal)
        : written.Split(' ');
}
