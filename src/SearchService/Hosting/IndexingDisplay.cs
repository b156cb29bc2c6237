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

    /// <summary>With what is said beside it, a bar stays within a terminal of 80 columns.</summary>
    private const int BarWidth = 30;

    public static IndexingReport Run(
        IAnsiConsole console,
        Action<IndexingStep> heard,
        Func<IProgress<IndexingStep>, IndexingReport> run
    )
    {
        var pace = new IndexingPace(TimeProvider.System);
        if (!console.Profile.Capabilities.Interactive)
        {
            var lastLine = TimeSpan.Zero;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            return run(
                new Steps(step =>
                {
                    heard(step);
                    pace.Report(step);
                    if (step.Total > 0 && (step.Done == step.Total || clock.Elapsed - lastLine > LineInterval))
                    {
                        lastLine = clock.Elapsed;
                        console.WriteLine(
                            $"Indexing: {Written(step.Done)} of {Written(step.Total)} texts{Pace(step, pace)}"
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
                new ProgressBarColumn { Width = BarWidth },
                new PercentageColumn(),
                new PaceColumn(pace)
            )
            .Start(context =>
            {
                var bar = context.AddTask("Reading the folder", autoStart: true, maxValue: 1);
                report = run(
                    new Steps(step =>
                    {
                        heard(step);
                        pace.Report(step);
                        bar.Description = step.Done < step.Total ? "Indexing" : "Writing the index";
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

    /// <summary>How many a second and how long it may still take, once there is enough to tell; how many when all are done.</summary>
    private static string Pace(IndexingStep step, IndexingPace pace) =>
        step.Done == step.Total
            ? pace.Overall() is { } overall
                ? $", {Rate(overall)}"
                : ""
            : pace.Now() is { } now
                ? $", {Said(now)}"
                : "";

    private static string Rate(double perSecond) =>
        (perSecond < 10 ? perSecond.ToString("0.0", CultureInfo.InvariantCulture) : Written((int)Math.Round(perSecond)))
        + " a second";

    private static string Said((double PerSecond, TimeSpan? Left) pace) =>
        Rate(pace.PerSecond) + (pace.Left is { } left ? FormattableString.Invariant($", {left:h\\:mm\\:ss} left") : "");

    private sealed class PaceColumn(IndexingPace pace) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(!task.IsFinished && pace.Now() is { } now ? Said(now) : "");
    }

    private sealed class Steps(Action<IndexingStep> report) : IProgress<IndexingStep>
    {
        public void Report(IndexingStep value) => report(value);
    }
}
