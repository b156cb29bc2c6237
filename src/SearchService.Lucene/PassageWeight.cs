using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SearchService.Lucene;

/// <summary>A query whose scores are the port's own: multiplied by boosts, and by nothing else.</summary>
internal abstract class PassageWeight(Query query) : Weight
{
    /// <summary>Its own boost and those above it.</summary>
    protected float Boost { get; private set; }

    public override Query Query => query;

    public override float GetValueForNormalization() => 1;

    /// <summary>Not called where nothing is scored.</summary>
    public override void Normalize(float norm, float topLevelBoost) => Boost = topLevelBoost * query.Boost;

    public override Explanation Explain(AtomicReaderContext context, int doc) =>
        throw new NotSupportedException("Scores are explained by the ranking, not by the engine.");
}
