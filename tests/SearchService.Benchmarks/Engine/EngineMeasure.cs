using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Indexing and searching, by kind of query, ours beside Lucene 8 in one run. Corpus, queries and seed are the caller's
/// (<see cref="EngineOptions"/>); ratios of one run count, not the figures by themselves.
/// </summary>
internal static class EngineMeasure
{
    public static int Run(EngineOptions options)
    {
        using WorkFolder work = new(options.Work);
        List<BenchQuery> queries = options.Rounds > 0 ? options.ReadQueries() : [];
        Say(
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; {Path.GetFileName(options.Passages)}, {queries.Count} queries, {options.Warm} warm and {options.Timed} timed passes, top {options.Hits}"
        );
        Say($"");

        Lucene8? lucene = options.Lucene is null ? null : new Lucene8(options.Lucene, work.Folder);
        Indexing(options, work, lucene);
        if (options.Rounds > 0)
        {
            Searching(options, work, lucene, queries);
        }

        return 0;
    }

    private static void Indexing(EngineOptions options, WorkFolder work, Lucene8? lucene)
    {
        string ours = work.At("ours");
        Say($"| indexing | docs/s | index MB | seconds | of processors |");
        Say($"|---|---|---|---|---|");
        double rate = 0;
        if (!options.Reuse)
        {
            (int documents, double seconds, double processor) = PassageIndex.Build(
                options.Passages,
                ours,
                options.Limit
            );
            rate = documents / seconds;
            Say($"| ours | {rate:0} | {Megabytes(ours):0.0} | {seconds:0.0} | {processor:0.0} |");
        }

#if LUCENE_NET
        if (!options.Reuse)
        {
            (int documents, double seconds) = LuceneNet.Build(options.Passages, work.At("lucene.net"), options.Limit);
            Say(
                $"| Lucene.Net, one thread | {documents / seconds:0} | {Megabytes(work.At("lucene.net")):0.0} | {seconds:0.0} | |"
            );
        }
#endif

        if (lucene is not null)
        {
            Dictionary<string, string> report = lucene.Index(Cut(options, work));
            double peer = Lucene8.Number(report["docs_per_s"]);
            double size = Lucene8.Number(report["index_mb"]);
            Say($"| Lucene 8, one thread | {peer:0} | {size:0.0} | {report["commit_s"]} | {report["processor_s"]} |");
            Say($"| ratio | {rate / peer:0.00} | {Megabytes(ours) / size:0.00} | | |");
        }

        Say($"");
    }

    private static void Searching(EngineOptions options, WorkFolder work, Lucene8? lucene, List<BenchQuery> queries)
    {
        string queryFile = work.At("queries.tsv");
        BenchQuery.Write(queryFile, queries);

        // What was needed to make the queries is given back first.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        long started = Stopwatch.GetTimestamp();
        using PassageIndex index = options.Reuse
            ? PassageIndex.OpenMadeOf(PassageIndex.SourceOf(options.Passages, options.Limit), work.At("ours"))
            : PassageIndex.Open(work.At("ours"));
        double opened = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        Say(
            $"{index.Snapshot.DocumentCount} passages opened in {opened:0} ms, {heap / 1048576.0:0.0} MB of managed heap"
        );
        Say($"");
        for (int round = 0; round < options.Rounds; round++)
        {
            Dictionary<string, Timings>? peer = lucene?.Search(
                queryFile,
                options.Hits,
                options.Warm,
                options.Timed,
                options.Threshold
            );
            var ours = index.Time(queries, options.Hits, options.Warm, options.Timed);
            Print(ours.ToDictionary(o => o.Key, o => (Timings.Of(o.Value.Times), o.Value.Bytes)), peer);
#if LUCENE_NET
            PrintLuceneNet(
                LuceneNet.Time(work.At("lucene.net"), queries, options.Hits, options.Warm, options.Timed),
                peer
            );
#endif
        }

        if (PrivateMegabytes() is long megabytes)
        {
            Say($"{megabytes} MB resident after searching, mapped files not counted");
        }
    }

    /// <summary>What Linux says of memory that no file stands behind; null elsewhere.</summary>
    private static long? PrivateMegabytes() =>
        OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status")
            .FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal))
            is string line
            ? long.Parse(
                line.AsSpan("RssAnon:".Length, line.Length - "RssAnon: kB".Length),
                CultureInfo.InvariantCulture
            ) / 1024
            : null;

    private static void Print(
        Dictionary<string, (Timings Times, double Bytes)> ours,
        IReadOnlyDictionary<string, Timings>? peers
    )
    {
        Say(
            $"| kind | queries | ours, mean µs | Lucene 8 | ratio | ours, p99 µs | Lucene 8 | ratio | ratio by medians: mean | p99 | ours, bytes/query |"
        );
        Say($"|---|---|---|---|---|---|---|---|---|---|---|");
        foreach ((string kind, (Timings times, double bytes)) in ours)
        {
            Timings? peer = peers?.GetValueOrDefault(kind);
            Say(
                peer is null
                    ? (FormattableString)
                        $"| {kind} | {times.Queries} | {times.Mean:0.0} | | | {times.P99:0.0} | | | {times.MeanOfMedians:0.0} µs | {times.P99OfMedians:0.0} µs | {bytes:0} |"
                    : $"| {kind} | {times.Queries} | {times.Mean:0.0} | {peer.Mean:0.0} | {times.Mean / peer.Mean:0.00} | {times.P99:0.0} | {peer.P99:0.0} | {times.P99 / peer.P99:0.00} | {times.MeanOfMedians / peer.MeanOfMedians:0.00} | {times.P99OfMedians / peer.P99OfMedians:0.00} | {bytes:0} |"
            );
        }

        Say($"");
    }

#if LUCENE_NET
    private static void PrintLuceneNet(
        Dictionary<string, Timings> measured,
        IReadOnlyDictionary<string, Timings>? peers
    )
    {
        Say($"| kind | Lucene.Net, mean µs | to Lucene 8 | p99 µs | to Lucene 8 |");
        Say($"|---|---|---|---|---|");
        foreach ((string kind, Timings times) in measured)
        {
            Timings? peer = peers?.GetValueOrDefault(kind);
            Say(
                $"| {kind} | {times.Mean:0.0} | {times.Mean / peer?.Mean:0.00} | {times.P99:0.0} | {times.P99 / peer?.P99:0.00} |"
            );
        }

        Say($"");
    }
#endif

    /// <summary>The peer has no limit of its own: it gets a file of as many passages.</summary>
    private static string Cut(EngineOptions options, WorkFolder work)
    {
        if (options.Limit == int.MaxValue)
        {
            return options.Passages;
        }

        string cut = work.At("passages.jsonl");
        File.WriteAllLines(
            cut,
            File.ReadLines(options.Passages).Where(line => !string.IsNullOrWhiteSpace(line)).Take(options.Limit)
        );
        return cut;
    }

    private static double Megabytes(string folder) =>
        Directory.Exists(folder) ? PassageIndex.Bytes(folder) / 1048576.0 : double.NaN;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
