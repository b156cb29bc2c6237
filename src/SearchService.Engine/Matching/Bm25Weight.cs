using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>What occurrences are worth in documents of a field; <see cref="Bm25Parameters"/> has the formula.</summary>
internal sealed class Bm25Weight(int field, double idf, FieldTotals totals, Bm25Parameters parameters)
{
    private readonly double _meanLength = totals.Documents == 0 ? 1 : (double)totals.Tokens / totals.Documents;

    public double Score(SegmentFile segment, int document, int frequency)
    {
        double length = segment.Norm(field, document);
        double saturation = parameters.K1 * (1 - parameters.B + (parameters.B * length / _meanLength));
        return idf * frequency * (parameters.K1 + 1) / (frequency + saturation);
    }

    public static double Idf(FieldTotals totals, long documentFrequency) =>
        Math.Log(1 + ((totals.Documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));
}
