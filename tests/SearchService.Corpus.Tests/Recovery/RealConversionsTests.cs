using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;
using Xunit.Abstractions;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>
/// Papers whose layout a converter lost, each line labelled by hand: how much of what a line is, is found. The floors stand a
/// little under what is reached; they are what a change may not lose.
/// </summary>
public sealed partial class RealConversionsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, double> Floors = new(StringComparer.Ordinal)
    {
        ["body"] = 0.98,
        ["references"] = 0.90,
        ["headnote"] = 0.88,
        ["page"] = 0.93,
        ["footnote"] = 0.60,
    };

    [SharedFact("messy")]
    public void LabelledLines_OfRealConversions_AreFoundByKind()
    {
        var files = Directory.GetFiles(Repository.SharedPath("messy"), "*.txt");
        var results = new ConcurrentBag<(string Wanted, string Found)>();
        Parallel.ForEach(
            files,
            file =>
            {
                foreach (var line in Compare(file))
                {
                    results.Add(line);
                }
            }
        );

        var missed = new List<string>();
        foreach (var (kind, floor) in Floors)
        {
            var right = results.Count(line => line.Wanted == kind && line.Found == kind);
            double wanted = results.Count(line => line.Wanted == kind);
            double found = results.Count(line => line.Found == kind);
            var f1 = 2 * right / Math.Max(1, wanted + found);
            var report = FormattableString.Invariant(
                $"{kind}: precision {right / Math.Max(1, found):F3}, recall {right / Math.Max(1, wanted):F3}, F1 {f1:F3}"
            );
            output.WriteLine(report);
            if (f1 < floor)
            {
                missed.Add(report);
            }
        }

        Assert.Empty(missed);
    }

    private static IEnumerable<(string Wanted, string Found)> Compare(string file)
    {
        var source = File.ReadAllText(file);
        var labels = File.ReadAllText(Path.ChangeExtension(file, ".labels")).Split('\n');
        var kinds = Kinds(source);
        var lines = source.Split('\n');
        var alike = lines.GroupBy(Alike).ToDictionary(group => group.Key, group => group.Count());
        var start = 0;
        for (var i = 0; i < Math.Min(lines.Length, labels.Length); i++)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var kind in kinds.AsSpan(start, lines[i].Length))
            {
                if (kind is not null)
                {
                    counts[kind] = counts.GetValueOrDefault(kind) + 1;
                }
            }

            start += lines[i].Length + 1;
            var wanted = labels[i];
            if (wanted == "front")
            {
                // Where front matter ends is a matter of taste.
                continue;
            }

            // What stands at the foot of every page is a journal's running foot.
            wanted =
                wanted == "footnote" && alike[Alike(lines[i])] > 2 ? "headnote"
                : Floors.ContainsKey(wanted) ? wanted
                : "body";
            yield return (wanted, counts.Count == 0 ? "body" : counts.MaxBy(count => count.Value).Key);
        }
    }

    /// <summary>For each character the label it would have; null for what joins the words of any kind.</summary>
    private static string?[] Kinds(string source)
    {
        var document = RecoveryPipeline.Recover(source);
        var kinds = new string?[source.Length];
        foreach (var entry in document.Ledger)
        {
            var kind = entry.Block is { } block
                ? document.Blocks[block].Kind switch
                {
                    BlockKind.Note => "footnote",
                    BlockKind.Reference => "references",
                    _ => "body",
                }
                : entry.Noise switch
                {
                    NoiseKind.RunningHead => "headnote",
                    NoiseKind.PageNumber => "page",
                    NoiseKind.None or NoiseKind.Overprint => "body",
                    _ => null,
                };
            kinds.AsSpan(entry.Span.Start, entry.Span.Length).Fill(kind);
        }

        return kinds;
    }

    private static string Alike(string line) => Digits().Replace(line.ToLowerInvariant(), "#");

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
