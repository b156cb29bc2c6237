using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Citations;

/// <summary>The table <c>Cases/Citations/apa.txt</c> and its records; the table's head says how it is read.</summary>
internal sealed record CitationCase(Work Work, Locator? Locator, string InText, string? Reference);

internal static class CitationCases
{
    public static IReadOnlyDictionary<string, Work> Works { get; } =
        CslJsonReader
            .Read(File.ReadAllBytes(PathOf("works.json")))
            .Works.ToDictionary(read => read.Work.Id, read => read.Work);

    public static IReadOnlyDictionary<string, CitationCase> All { get; } = Read();

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Cases", "Citations", file);

    public static ImmutableSortedDictionary<string, T> ToSorted<T>(this IReadOnlyDictionary<string, T> fields) =>
        fields.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Dictionary<string, CitationCase> Read()
    {
        var cases = new Dictionary<string, CitationCase>(StringComparer.Ordinal);
        string? name = null;
        foreach (var line in File.ReadLines(PathOf("apa.txt")))
        {
            if (
                line.Length == 0
                || line[0] == '#'
                || line.StartsWith("  !", StringComparison.Ordinal)
                || line.StartsWith("  pandoc:", StringComparison.Ordinal)
            )
            {
                continue;
            }

            if (line[0] != ' ')
            {
                name = line;
                var parts = line.Split(", ", 2);
                cases.Add(name, new CitationCase(Works[parts[0]], parts.Length > 1 ? Place(parts[1]) : null, "", null));
            }
            else if (cases[name!] is { InText: "" } opened)
            {
                cases[name!] = opened with { InText = line.Trim() };
            }
            else
            {
                cases[name!] = cases[name!] with { Reference = line.Trim() };
            }
        }

        return cases;
    }

    private static Locator? Place(string written)
    {
        Locator? place = null;
        foreach (var step in written.Split(" > ").Reverse())
        {
            var (label, value) = step.Split(' ', 2) is [var l, var v] ? (l, v) : ("", "");
            var method =
                value.EndsWith(" inferred", StringComparison.Ordinal) ? LocatorMethod.Inferred
                : value.EndsWith(" unknown", StringComparison.Ordinal) ? LocatorMethod.Unknown
                : LocatorMethod.Printed;
            value = method == LocatorMethod.Printed ? value : value[..value.LastIndexOf(' ')];
            place = new Locator(Enum.Parse<LocatorLabel>(label, ignoreCase: true), value, method, place);
        }

        return place;
    }
}
