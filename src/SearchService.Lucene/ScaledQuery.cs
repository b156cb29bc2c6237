using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>Matches as another query does; the score is multiplied by the factor of the passage's kind, by 1 where none is given.</summary>
internal sealed class ScaledQuery(Query child, IReadOnlyDictionary<string, float> factors) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) =>
        new ScaledWeight(this, child.CreateWeight(searcher), factors);

    public override Query Rewrite(IndexReader reader)
    {
        var rewritten = child.Rewrite(reader);
        return ReferenceEquals(rewritten, child) ? this : new ScaledQuery(rewritten, factors) { Boost = Boost };
    }

    public override string ToString(string shownField) => $"scaled({child.ToString(shownField)})";

    private sealed class ScaledWeight(ScaledQuery query, Weight child, IReadOnlyDictionary<string, float> factors)
        : PassageWeight(query)
    {
        public override float GetValueForNormalization() => child.GetValueForNormalization();

        public override void Normalize(float norm, float topLevelBoost) =>
            child.Normalize(norm, topLevelBoost * Query.Boost);

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs) =>
            child.GetScorer(context, acceptDocs) is { } scorer
                ? new ScaledScorer(this, scorer, Factors(context.AtomicReader))
                : null;

        /// <summary>The factor of a passage of the segment.</summary>
        private Func<int, float> Factors(AtomicReader segment)
        {
            var kinds = segment.GetSortedSetDocValues(PassageFields.Name(PassageColumn.Kind));
            if (kinds is null)
            {
                return _ => 1;
            }

            var known = new float[kinds.ValueCount];
            var bytes = new BytesRef();
            for (var kind = 0; kind < known.Length; kind++)
            {
                kinds.LookupOrd(kind, bytes);
                known[kind] = factors.GetValueOrDefault(bytes.Utf8ToString(), 1);
            }

            return document =>
            {
                kinds.SetDocument(document);
                var kind = kinds.NextOrd();
                return kind == SortedSetDocValues.NO_MORE_ORDS ? 1 : known[kind];
            };
        }
    }

    private sealed class ScaledScorer(Weight weight, Scorer child, Func<int, float> factor) : Scorer(weight)
    {
        public override int DocID => child.DocID;

        public override int Freq => child.Freq;

        public override int NextDoc() => child.NextDoc();

        public override int Advance(int target) => child.Advance(target);

        public override long GetCost() => child.GetCost();

        public override float GetScore() => child.GetScore() * factor(child.DocID);
    }
}
