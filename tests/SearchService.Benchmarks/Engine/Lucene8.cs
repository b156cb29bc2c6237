using System.Diagnostics;
using System.Globalization;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// The peer, by its own script: <c>index PASSAGES DIR</c> and
/// <c>search DIR QUERIES K RESULTS WARM TIMED THRESHOLD</c>, each with a report of tab separated lines.
/// </summary>
internal sealed class Lucene8(string script, string folder)
{
    private string IndexFolder => Path.Combine(folder, "lucene");

    private string ReportPath => Path.Combine(folder, "lucene.report");

    /// <summary>
    /// The seconds of processors that a run took, by what the shell says at its end: the user's and the system's, of itself, then
    /// of what it started.
    /// </summary>
    private static string Processor(string output)
    {
        string[] parts = output.TrimEnd().Split('\n')[^1].Split(' ');
        double seconds = parts.Sum(part =>
            (60 * Number(part[..part.IndexOf('m', StringComparison.Ordinal)]))
            + Number(part[(part.IndexOf('m', StringComparison.Ordinal) + 1)..^1])
        );
        return seconds.ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>Indexes the passages; an index of the same file and length is used again, with the figures of its first run.</summary>
    public Dictionary<string, string> Index(string passages)
    {
        FileInfo file = new(passages);
        string about = FormattableString.Invariant($"of\t{file.FullName} {file.Length}\n");
        string report = File.Exists(ReportPath) ? File.ReadAllText(ReportPath) : "";
        if (!report.StartsWith(about, StringComparison.Ordinal))
        {
            report = about + Run("index", passages, IndexFolder);
            report += $"processor_s\t{Processor(report)}\n";
            File.WriteAllText(ReportPath, report);
        }

        return report
            .Split('\n')
            .Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    /// <summary>What it took by kind of query; kinds that were not asked are not there.</summary>
    public Dictionary<string, Timings> Search(string queries, int hits, int warm, int timed, int threshold)
    {
        string results = Path.Combine(folder, "lucene.tsv");
        string report = Run([
            "search",
            IndexFolder,
            queries,
            Text(hits),
            results,
            .. new[] { warm, timed, threshold }.Select(Text),
        ]);
        ILookup<string, double> medians = File.ReadLines(results)
            .Skip(1)
            .Select(line => line.Split('\t'))
            .ToLookup(parts => parts[0], parts => Number(parts[5]), StringComparer.Ordinal);
        Dictionary<string, Timings> timings = new(StringComparer.Ordinal);
        foreach (string[] line in report.Split('\n').Select(line => line.Split('\t')))
        {
            if (line.Length == 5 && BenchQuery.Kinds.Contains(line[0]))
            {
                double[] ofKind = [.. medians[line[0]].Order()];
                timings[line[0]] = new Timings(
                    ofKind.Length,
                    Number(line[4]),
                    Number(line[3]),
                    ofKind.Average(),
                    Timings.Percentile(ofKind, 0.99)
                );
            }
        }

        return timings;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Run(params string[] arguments)
    {
        ProcessStartInfo start = new("bash", ["-c", "bash \"$0\" \"$@\" && times", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{script} {arguments[0]} ended with {process.ExitCode}");
    }
}
