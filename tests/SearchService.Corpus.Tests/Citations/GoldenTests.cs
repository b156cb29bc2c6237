using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Citations;

/// <summary>
/// Every style against two independent CSL processors. <c>Cases/Citations/goldens.txt</c> is what they answer (made by
/// <c>make_goldens.mjs</c> beside it), <c>differences.txt</c> is where this project answers otherwise, and why.
/// </summary>
public sealed partial class GoldenTests
{
    internal static readonly Dictionary<string, Work> Works = CslJsonReader
        .Read(File.ReadAllBytes(CitationCases.PathOf("works.json")))
        .Works.Concat(CslJsonReader.Read(File.ReadAllBytes(CitationCases.PathOf("styles-works.json"))).Works)
        .ToDictionary(read => read.Work.Id, read => read.Work);

    private static readonly List<Golden> Goldens = ReadGoldens();

    private static readonly Dictionary<string, (string Ours, string Reasons)> Differences = [];

    private static readonly List<string> Reasons = [];

    static GoldenTests() => ReadDifferences();

    public static TheoryData<string> Styles => [.. CitationStyles.Names];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Style_EachGolden_EqualsBothProcessorsButForTheListedDifferences(string style)
    {
        var faults = new List<string>();
        var goldens = Goldens.Where(golden => golden.Style == style).ToList();
        foreach (var golden in goldens)
        {
            var ours = Ours(golden);
            var agrees = ours == golden.Citeproc && ours == golden.Pandoc;
            var listed = Differences.GetValueOrDefault(golden.Key).Ours;
            if (agrees ? listed is not null : ours != listed)
            {
                faults.Add(
                    $"{golden.Key}\n  ours: {ours}\n"
                        + (
                            listed is null
                                ? $"  citeproc: {golden.Citeproc}\n  pandoc: {golden.Pandoc}"
                                : $"  listed: {listed}"
                        )
                );
            }
        }

        Assert.NotEmpty(goldens);
        Assert.True(faults.Count == 0, $"{faults.Count} of {goldens.Count}\n" + string.Join('\n', faults));
    }

    [Fact]
    public void Goldens_AreFourHundredAndMore()
    {
        Assert.True(Goldens.Count >= 400, $"{Goldens.Count}");
        Assert.Equal(Goldens.Count, Goldens.Select(golden => golden.Key).Distinct().Count());
        Assert.All(Differences.Keys, key => Assert.Contains(Goldens, golden => golden.Key == key));
    }

    [Fact]
    public void Differences_HaveTwentyReasonsAtMostAndEachIsUsed()
    {
        var used = Differences.Values.SelectMany(one => one.Reasons.Split(", ")).ToHashSet();

        Assert.InRange(Reasons.Count, 1, 20);
        Assert.Equal(Enumerable.Range(1, Reasons.Count).Select(number => $"{number}").Order(), used.Order());
    }

    private static string Ours(Golden golden)
    {
        var citation = CitationStyles.Find(golden.Style)!.Cite(golden.Work, golden.Locator);
        var text = golden.Kind switch
        {
            "in-text" => citation.InText,
            "note" => citation.Note!.Full,
            "short note" => citation.Note!.Short,
            _ => citation.Reference,
        };
        return string.Concat(text.Runs.Select(run => run.Italic ? $"*{run.Text}*" : run.Text));
    }

    private static List<Golden> ReadGoldens()
    {
        var goldens = new List<Golden>();
        foreach (var line in File.ReadLines(CitationCases.PathOf("goldens.txt")))
        {
            if (Head().Match(line) is { Success: true } head)
            {
                var locator = head.Groups["label"].Success
                    ? new Locator(
                        Enum.Parse<LocatorLabel>(head.Groups["label"].Value, ignoreCase: true),
                        head.Groups["value"].Value,
                        LocatorMethod.Printed
                    )
                    : null;
                goldens.Add(
                    new Golden(
                        line,
                        head.Groups["style"].Value,
                        head.Groups["kind"].Value,
                        Works[head.Groups["id"].Value],
                        locator,
                        "",
                        ""
                    )
                );
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                var (name, answer) = line.Trim().Split(": ", 2) is [var n, var a] ? (n, a) : ("", "");
                goldens[^1] = goldens[^1] with
                {
                    Citeproc = name == "pandoc" ? goldens[^1].Citeproc : answer,
                    Pandoc = name == "citeproc" ? goldens[^1].Pandoc : answer,
                };
            }
        }

        return goldens;
    }

    private static void ReadDifferences()
    {
        (string Key, string Reasons) row = ("", "");
        foreach (var line in File.ReadLines(CitationCases.PathOf("differences.txt")))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                Differences.Add(row.Key, (line.Trim(), row.Reasons));
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                var open = line.LastIndexOf('(');
                row = (line[..open].Trim(), line[(open + 1)..].TrimEnd(')'));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                Assert.StartsWith($"{Reasons.Count + 1}. ", line, StringComparison.Ordinal);
                Reasons.Add(line);
            }
        }
    }

    [GeneratedRegex(
        @"^(?<style>[a-z-]+), (?<kind>in-text|note|short note|reference): (?<id>[^ ,]+)(, (?<label>[a-z]+) (?<value>.+))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Head();

    private sealed record Golden(
        string Key,
        string Style,
        string Kind,
        Work Work,
        Locator? Locator,
        string Citeproc,
        string Pandoc
    );
}
