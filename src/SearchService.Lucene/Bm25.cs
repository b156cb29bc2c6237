using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>The scores of a word or of words in a field.</summary>
internal readonly struct Bm25(PassageStatistics statistics, string field, double weight)
{
    private readonly double _mean = statistics.Lengths(field).Mean;

    /// <param name="length">Terms that the passage has in the field.</param>
    public double Score(int frequency, long length) => weight * Scoring.Saturated(frequency, length / _mean);
}
