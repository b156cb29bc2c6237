using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace SearchService.Lucene;

/// <summary>
/// Keeps how many terms a field of a passage has, to the last one: a byte, as Lucene's own scoring keeps it, would give near lengths
/// one score. The scores themselves are worked out by the queries of this engine.
/// </summary>
internal sealed class ExactLengths : Similarity
{
    public override long ComputeNorm(FieldInvertState state) => state.Length;

    public override SimWeight ComputeWeight(
        float queryBoost,
        CollectionStatistics collectionStats,
        params TermStatistics[] termStats
    ) => throw new NotSupportedException("Every query of this engine scores on its own.");

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) =>
        throw new NotSupportedException("Every query of this engine scores on its own.");
}
