using System.Globalization;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Indexing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SearchService.Hosting;

/// <summary>Shows an indexing run: a bar in a terminal, plain lines elsewhere.</summary>
internal static class IndexingDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(1);

    public static IndexingReport Run(
        IAnsiConsole console,
        Action<IndexingStep> heard,
        Func<IProgress<IndexingStep>, IndexingReport> run
    )
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            var lastLine = TimeSpan.Zero;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            return run(
                new Steps(step =>
                {
                    heard(step);
                    if (step.Total > 0 && (step.Done == step.Total || clock.Elapsed - lastLine > LineInterval))
                    {
                        lastLine = clock.Elapsed;
                        console.WriteLine(
                            $"Indexing: {Written(step.Done)} of {Written(step.Total)} texts{Rate(step, clock.Elapsed)}"
                        );
                    }
                })
            );
        }

        IndexingReport report = null!;
        console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                var bar = context.AddTask("Indexing", autoStart: true, maxValue: 1);
                report = run(
                    new Steps(step =>
                    {
                        heard(step);
                        bar.MaxValue = Math.Max(1, step.Total);
                        bar.Value = step.Done;
                    })
                );
            });
        return report;
    }

    /// <summary>What came of a run, in a few lines.</summary>
    public static IEnumerable<string> Lines(IndexingReport report, int documents, int passages)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Indexed {documents} documents, {passages} passages ({report.Added} added, {report.Updated} updated, {report.Removed} removed, {report.Unchanged} unchanged) in {report.Duration.TotalSeconds:0.0} s."
        );
        foreach (var problem in report.Problems)
        {
            yield return "  " + Line(problem);
        }
    }

    public static string Line(CorpusProblem problem)
    {
        var place = problem switch
        {
            { Line: { } line, Column: { } column } => string.Create(CultureInfo.InvariantCulture, $":{line}:{column}"),
            { Line: { } line } => string.Create(CultureInfo.InvariantCulture, $":{line}"),
            _ => "",
        };
        return $"{problem.File}{place}: {problem.Message}";
    }

    private static string Written(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How many a second so far and how long it may still take, once there is enough to tell; how many when all are done.</summary>
    private static string Rate(IndexingStep step, TimeSpan elapsed)
    {
        if (step.Done == 0 || elapsed < LineInterval)
        {
            return "";
        }

        var perSecond = step.Done / elapsed.TotalSeconds;
        var remaining = TimeSpan.FromSeconds((step.Total - step.Done) / perSecond);
        var rate = FormattableString.Invariant($", {perSecond:N0} a second");
        return step.Done == step.Total ? rate : FormattableString.Invariant($"{rate}, {remaining:h\\:mm\\:ss} left");
    }

    /// <summary>Texts a second.</summary>
    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0}/s") : "");
    }

    private sealed class Steps(Action<IndexingStep> report) : IProgress<IndexingStep>
    {
        public void Report(IndexingStep value) => report(value);
    }
}
