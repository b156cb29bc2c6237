using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>What occurrences are worth in documents of a field; <see cref="Bm25Parameters"/> has the formula.</summary>
/// <param name="lengths">The field's lengths, as the formula takes them.</param>
/// <param name="idf">The inverse document frequency.</param>
internal sealed class Bm25Weight(Bm25Lengths lengths, double idf)
{
    public int Field => lengths.Field;

    public double Score(int frequency, int length) =>
        idf * frequency * lengths.Rise / (frequency + lengths.Saturation(length));

    /// <summary>The most that any of the documents can score that some impacts stand for.</summary>
    public double Most(ReadOnlySpan<Impact> impacts)
    {
        double most = 0;
        foreach (Impact impact in impacts)
        {
            most = Math.Max(most, Score(impact.Frequency, impact.Length));
        }

        return most;
    }

    public static double Idf(FieldTotals totals, long documentFrequency) =>
        Math.Log(1 + ((totals.Documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));
}

/// <summary>The part of the formula that a document's length makes, worked out beforehand for the common lengths.</summary>
internal sealed class Bm25Lengths
{
    private const int Common = 1024;

    private readonly double[] _saturations = new double[Common];
    private readonly double _meanLength;
    private readonly Bm25Parameters _parameters;

    public Bm25Lengths(int field, FieldTotals totals, Bm25Parameters parameters)
    {
        Field = field;
        _meanLength = totals.Documents == 0 ? 1 : (double)totals.Tokens / totals.Documents;
        _parameters = parameters;
        for (int length = 0; length < Common; length++)
        {
            _saturations[length] = WorkOut(length);
        }
    }

    public int Field { get; }

    public double Rise => _parameters.K1 + 1;

    public double Saturation(int length) => (uint)length < Common ? _saturations[length] : WorkOut(length);

    private double WorkOut(int length) =>
        _parameters.K1 * (1 - _parameters.B + (_parameters.B * (double)length / _meanLength));
}
