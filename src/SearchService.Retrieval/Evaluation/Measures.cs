namespace SearchService.Retrieval.Evaluation;

/// <summary>
/// How well documents were ranked for one query, each 0 to 1: nDCG at 10 with the grade as gain (Järvelin and Kekäläinen 2002), average
/// precision, reciprocal rank of the first relevant document, and recall at 100.
/// </summary>
public sealed record Measures(double Ndcg, double AveragePrecision, double ReciprocalRank, double Recall)
{
    private const int NdcgDepth = 10;
    private const int RecallDepth = 100;

    /// <param name="ranked">Ids of documents, best first, none twice.</param>
    /// <param name="grades">Of the relevant documents; at least one.</param>
    public static Measures Of(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> grades)
    {
        var (gain, precisions, first, recalled, found) = (0.0, 0.0, 0, 0, 0);
        for (var rank = 1; rank <= ranked.Count; rank++)
        {
            if (!grades.TryGetValue(ranked[rank - 1], out var grade))
            {
                continue;
            }

            found++;
            precisions += (double)found / rank;
            first = first == 0 ? rank : first;
            recalled += rank <= RecallDepth ? 1 : 0;
            gain += rank <= NdcgDepth ? Gain(grade, rank) : 0;
        }

        var ideal = grades.Values.OrderDescending().Take(NdcgDepth).Select((grade, i) => Gain(grade, i + 1)).Sum();
        return new Measures(
            gain / ideal,
            precisions / grades.Count,
            first == 0 ? 0 : 1.0 / first,
            (double)recalled / grades.Count
        );
    }

    private static double Gain(int grade, int rank) => grade / Math.Log2(rank + 1);
}

/// <summary>A mean over queries with the bounds that hold 95 in 100 of the means of queries drawn anew (percentile bootstrap; Efron 1979).</summary>
public readonly record struct Mean(double Value, double Low, double High)
{
    private const int Draws = 2000;

    /// <param name="values">One a query; at least one. The same values give the same bounds in every run.</param>
    public static Mean Of(IReadOnlyList<double> values)
    {
        var random = new Random(1979);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
            {
                sum += values[random.Next(values.Count)];
            }

            means[draw] = sum / values.Count;
        }

        Array.Sort(means);
        return new Mean(values.Average(), means[Draws * 25 / 1000], means[Draws * 975 / 1000]);
    }
}
