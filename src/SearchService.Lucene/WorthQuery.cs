using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace SearchService.Lucene;

/// <summary>Passages with any of several terms; the score is what the best of those in the passage is worth.</summary>
internal sealed class WorthQuery(string field, IReadOnlyCollection<(string Term, float Worth)> terms) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) => new WorthWeight(this, field, terms);

    public override string ToString(string shownField) => $"{field}:({string.Join('|', terms)})";

    private sealed class WorthWeight(
        WorthQuery query,
        string field,
        IReadOnlyCollection<(string Term, float Worth)> terms
    ) : PassageWeight(query)
    {
        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var docs = terms
                .Select(term => (Docs: Postings.Docs(context.AtomicReader, field, term.Term, acceptDocs), term.Worth))
                .Where(term => term.Docs is not null)
                .Select(term => (term.Docs!, term.Worth))
                .ToList();
            return docs.Count == 0 ? null : new TermUnionScorer(this, new TermUnion(docs), union => Boost * union.Best);
        }
    }
}
