using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>Passages with a word of one or several forms, scored as one word.</summary>
internal sealed class WordQuery(string field, IReadOnlyCollection<string> forms) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) =>
        new WordWeight(
            this,
            field,
            [.. forms.Distinct(StringComparer.Ordinal)],
            ((PassageSearcher)searcher).Statistics
        );

    public override string ToString(string shownField) => $"{field}:({string.Join('|', forms)})";

    private sealed class WordWeight(
        WordQuery query,
        string field,
        IReadOnlyCollection<string> forms,
        PassageStatistics statistics
    ) : PassageWeight(query)
    {
        private Bm25? _scoring;

        public override void Normalize(float norm, float topLevelBoost)
        {
            base.Normalize(norm, topLevelBoost);
            _scoring = new Bm25(statistics, field, Boost * statistics.Rarity(field, forms));
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var segment = context.AtomicReader;
            var docs = forms
                .Select(form => Postings.Docs(segment, field, form, acceptDocs, frequencies: true))
                .OfType<DocsEnum>()
                .Select(form => (form, 1f))
                .ToList();
            var lengths = segment.GetNormValues(field);
            return docs.Count == 0
                ? null
                : new TermUnionScorer(
                    this,
                    new TermUnion(docs),
                    union => _scoring!.Value.Score(union.Frequency, lengths.Get(union.Document))
                );
        }
    }
}
