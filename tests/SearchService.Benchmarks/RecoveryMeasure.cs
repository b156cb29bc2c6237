using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using SearchService.Corpus.Passages;
using SearchService.Corpus.Recovery;
using SearchService.Corpus.Sources;

namespace SearchService.Benchmarks;

/// <summary>
/// How fast a file is read on one core, and what memory that takes: its bytes decoded, recovered to a document and cut into passages.
/// The texts are those of the command line; with several, the last line is of all of them together.
/// </summary>
/// <remarks>
/// Memory is what the working set grew by at its peak, after a full collection, so a file should have ten megabytes or more for its ratio
/// to say anything: below that the collector's own nursery outweighs it. Time is the processor's, of this process on one core with
/// collector and compiler included: what others do on the machine counts little. A program that has just begun compiles its code and
/// its patterns while it reads: the first reading is told apart, in time and memory, and the figures are those of the readings behind
/// some seconds of them.
/// </remarks>
internal static class RecoveryMeasure
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    /// <summary>The time in which the compiler sees what is worth its care, and is done with it.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    /// <summary>So many readings at the least, or one that a neighbour slowed down would be the figure.</summary>
    private const int FewestReadings = 3;

    public static int Run(IReadOnlyList<string> files)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            process.ProcessorAffinity = 1;
        }

        var (bytes, time) = (0L, TimeSpan.Zero);
        foreach (var path in files.Select(Path.GetFullPath))
        {
            var folder = new CorpusFolder(Path.GetDirectoryName(path)!);
            var size = new FileInfo(path).Length;
            var file = new CorpusFile(Path.GetFileName(path), Sha256(path), size, null, "measured");
            var cold = TimeSpan.Zero;
            var coldPeak = PeakMemory(process, () => cold = TimeOf(process, () => Read(folder, file)));
            for (var spent = cold; spent < WarmUp; )
            {
                spent += TimeOf(process, () => Read(folder, file));
            }

            var peak = PeakMemory(process, () => Read(folder, file));
            var times = new List<TimeSpan>();
            for (var spent = TimeSpan.Zero; times.Count < FewestReadings || spent < Enough; spent += times[^1])
            {
                GC.Collect();
                times.Add(TimeOf(process, () => Read(folder, file)));
            }

            times.Sort();
            var median = times[times.Count / 2];
            bytes += size;
            time += median;
            Console.WriteLine(
                FormattableString.Invariant(
                    $"{file.RelativePath}: {size / 1e6:0.00} MB at {size / 1e6 / median.TotalSeconds:0.0} MB/s (median of {times.Count}); peak memory {peak / 1e6:0} MB, {peak / (double)size:0.0} times the file; when first read {size / 1e6 / cold.TotalSeconds:0.0} MB/s, {coldPeak / 1e6:0} MB"
                )
            );
        }

        if (files.Count > 1)
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"together: {bytes / 1e6:0.0} MB at {bytes / 1e6 / time.TotalSeconds:0.0} MB/s"
                )
            );
        }

        return 0;
    }

    private static TimeSpan TimeOf(Process process, Func<int> act)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        act();
        process.Refresh();
        return process.TotalProcessorTime - before;
    }

    // Optimised at once, as the recovery itself is: else the source would live until the passages are cut.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Read(CorpusFolder folder, CorpusFile file) =>
        folder.Read(file) is { Source: { } source }
            ? PassageSplitter.Split(RecoveryPipeline.Recover(source.Text)).Count
            : throw new InvalidDataException($"{file.RelativePath} is no text.");

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static long PeakMemory(Process process, Action act)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        var baseline = process.WorkingSet64;
        var peak = baseline;
        using var ended = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            using var sampled = Process.GetCurrentProcess();
            do
            {
                sampled.Refresh();
                peak = Math.Max(peak, sampled.WorkingSet64);
            } while (!ended.Wait(TimeSpan.FromMilliseconds(5)));
        });
        sampler.Start();
        act();
        ended.Set();
        sampler.Join();
        return peak - baseline;
    }
}
