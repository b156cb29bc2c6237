namespace SearchService.Retrieval.Engines;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) as every engine of the port computes it: a word's frequency counts with falling returns, in long
/// passages less. Passages are cut to about one length, so that length says less here than it does of whole documents.
/// </summary>
public static class Scoring
{
    public const double K1 = 1.2;
    public const double B = 0.6;

    /// <summary>The inverse document frequency.</summary>
    public static double Rarity(long passages, long all) =>
        Math.Log(1 + ((Math.Max(0, all - passages) + 0.5) / (passages + 0.5)));

    /// <param name="length">The passage's, as a multiple of the mean.</param>
    public static double Saturated(int frequency, double length) =>
        frequency * (K1 + 1) / (frequency + (K1 * (1 - B + (B * length))));
}
