namespace SearchService.Benchmarks.Engine;

/// <summary>
/// What was measured of one kind of query, in microseconds. The medians are taken per query over its passes first: they show
/// the engine, the others the machine's other work as well.
/// </summary>
internal sealed record Timings(int Queries, double Mean, double P99, double MeanOfMedians, double P99OfMedians)
{
    /// <param name="times">Microseconds by query and pass.</param>
    public static Timings Of(IReadOnlyList<double[]> times)
    {
        double[] all = [.. times.SelectMany(passes => passes).Order()];
        double[] medians = [.. times.Select(passes => Percentile([.. passes.Order()], 0.5)).Order()];
        return new Timings(
            times.Count,
            all.Average(),
            Percentile(all, 0.99),
            medians.Average(),
            Percentile(medians, 0.99)
        );
    }

    /// <summary>The nearest rank, as the peer's benchmark takes it.</summary>
    public static double Percentile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
