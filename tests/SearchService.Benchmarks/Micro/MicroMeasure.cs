using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace SearchService.Benchmarks.Micro;

/// <summary>
/// Times the engine's innermost parts, one by one, by BenchmarkDotNet: mean time and bytes allocated an operation. The corpus is
/// <see cref="MicroIndex"/>'s, always the same. All run in this process, so that nothing is built or restored for them.
/// </summary>
internal static class MicroMeasure
{
    /// <param name="arguments">BenchmarkDotNet's own options; without any all are run.</param>
    /// <returns>0 where every benchmark that was asked for ran to its end.</returns>
    public static int Run(string[] arguments)
    {
        // Seven short ones rather than the usual three, which leave the mean's error as large as the mean.
        Job job = Job
            .ShortRun.WithIterationCount(7)
            .WithIterationTime(TimeInterval.FromMilliseconds(250))
            .WithToolchain(InProcessEmitToolchain.Instance);
        ManualConfig config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "SearchService-micro"));
        BenchmarkSwitcher all = BenchmarkSwitcher.FromTypes([
            typeof(DecodeBenchmarks),
            typeof(IntersectBenchmarks),
            typeof(ScoreBenchmarks),
            typeof(TokenizeBenchmarks),
        ]);
        string[] chosen = arguments.Length == 0 ? ["--filter", "*"] : arguments;
        var reports = all.Run(chosen, config).SelectMany(summary => summary.Reports).ToList();
        return reports.Count > 0 && reports.TrueForAll(report => report.Success) ? 0 : 1;
    }
}
