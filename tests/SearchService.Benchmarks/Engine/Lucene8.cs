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
            report = about + Run([], "index", passages, IndexFolder);
            report += $"processor_s\t{Processor(report)}\n";
            File.WriteAllText(ReportPath, report);
        }

        return report
            .Split('\n')
            .Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    /// <param name="withoutNorms">Scores as if all passages were of one length, which the peer's rounded norms cannot blur.</param>
    public LuceneAnswers Search(string queries, int hits, int warm, int timed, int threshold, bool withoutNorms)
    {
        string results = Path.Combine(folder, "lucene.tsv");
        string[] arguments =
        [
            "search",
            IndexFolder,
            queries,
            .. new[] { hits }.Select(Text),
            results,
            .. new[] { warm, timed, threshold }.Select(Text),
        ];
        string report = Run(withoutNorms ? [("BM25_B", "0")] : [], arguments);
        LuceneAnswer[] answers = [.. File.ReadLines(results).Skip(1).Select(LuceneAnswer.Parse)];
        Dictionary<string, Timings> timings = new(StringComparer.Ordinal);
        foreach (string[] line in report.Split('\n').Select(line => line.Split('\t')))
        {
            if (line.Length == 5 && BenchQuery.Kinds.Contains(line[0]))
            {
                double[] medians = [.. answers.Where(a => a.Query.Kind == line[0]).Select(a => a.Median).Order()];
                timings[line[0]] = new Timings(
                    medians.Length,
                    Number(line[4]),
                    Number(line[3]),
                    medians.Average(),
                    Timings.Percentile(medians, 0.99)
                );
            }
        }

        return new LuceneAnswers(answers, timings);

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Run((string Name, string Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new("bash", ["-c", "bash \"$0\" \"$@\" && times", script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{script} {arguments[0]} ended with {process.ExitCode}");
    }
}

/// <summary>What the peer found and how long it took, by kind.</summary>
internal sealed record LuceneAnswers(IReadOnlyList<LuceneAnswer> Answers, IReadOnlyDictionary<string, Timings> Timings);

/// <summary>One query's hits: how many in all, and the best with their scores to four decimals.</summary>
internal sealed record LuceneAnswer(BenchQuery Query, long Total, double Median, string[] Ids, double[] Scores)
{
    public static LuceneAnswer Parse(string line)
    {
        string[] parts = line.Split('\t');
        return new LuceneAnswer(
            new BenchQuery(parts[0], parts[1]),
            long.Parse(parts[4], CultureInfo.InvariantCulture),
            Lucene8.Number(parts[5]),
            parts[6].Split(',', StringSplitOptions.RemoveEmptyEntries),
            [.. parts[7].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Lucene8.Number)]
        );
    }
}
