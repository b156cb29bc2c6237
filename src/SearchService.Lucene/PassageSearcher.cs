using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SearchService.Lucene;

/// <summary>A searcher over a commit, with what the scores need of all its passages.</summary>
internal sealed class PassageSearcher : IndexSearcher
{
    public PassageSearcher(IndexReader reader)
        : base(reader)
    {
        Similarity = new ExactLengths();
        Statistics = new PassageStatistics(reader);
    }

    public PassageStatistics Statistics { get; }
}

internal sealed class PassageSearcherFactory : SearcherFactory
{
    public override IndexSearcher NewSearcher(IndexReader reader) => new PassageSearcher(reader);
}
