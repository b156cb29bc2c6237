using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>A search that takes too long answers what it has; one that is cancelled answers nothing.</summary>
public sealed class TimedSearchTests
{
    private static readonly SearchLimits Short = new() { Time = TimeSpan.FromMilliseconds(400) };

    [Fact]
    public void Search_TakesTooLong_AnswersWhatWasFoundAndSaysSo()
    {
        using var index = new SlowIndex(Samples.Index([.. Enumerable.Range(0, 9).Select(Document)]), most: 2);
        using var leases = new SnapshotLeases(TimeProvider.System);

        var results = new PassageSearch(index, leases, RankingPlan.Default, Short)
            .Search(SearchRequest.For("troops") with { Facets = [PassageColumn.Document] }, CancellationToken.None)
            .Results!;

        Assert.Equal(["d0", "d1", "d2"], results.Results.Select(hit => hit.Document.Id).Order(StringComparer.Ordinal));
        Assert.Equal(new MatchTotal(3, "gte"), results.Total);
        Assert.Equal(3, results.Facets!["document"].Count);
        Assert.Equal(nameof(SearchLimits.Time), Assert.Single(results.Query.Errors).Limit);
        Assert.Null(results.Next);
    }

    [Fact]
    public void Search_RequestCancelled_Ends()
    {
        using var index = new SlowIndex(Samples.Index(Document(0)), most: 0);
        using var leases = new SnapshotLeases(TimeProvider.System);
        using var request = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default).Search(
                SearchRequest.For("troops"),
                request.Token
            )
        );
    }

    private static IndexedDocument Document(int number) =>
        Samples.Document(FormattableString.Invariant($"d{number}"), "The troops came.");

    /// <summary>An index that never comes to an end but for searches within so many documents.</summary>
    private sealed class SlowIndex(IPassageIndex inner, int most) : IPassageIndex
    {
        public string Engine => inner.Engine;

        public IPassageSnapshot AcquireSnapshot() => new SlowSnapshot(inner.AcquireSnapshot(), most);

        public IPassageWriter OpenWriter() => inner.OpenWriter();

        public void Refresh() => inner.Refresh();

        public void Dispose() => inner.Dispose();
    }

    private sealed class SlowSnapshot(IPassageSnapshot inner, int most) : IPassageSnapshot
    {
        public string CorpusVersion => inner.CorpusVersion;

        public int PassageCount => inner.PassageCount;

        public IReadOnlyList<string> DocumentIds => inner.DocumentIds;

        public DocumentSummary? Summary(string documentId) => inner.Summary(documentId);

        public StoredDocument? Document(string documentId) => inner.Document(documentId);

        public StoredPassage? Passage(string documentId, int ordinal) => inner.Passage(documentId, ordinal);

        public PassageMatches Search(PassageQuery query, CancellationToken cancellation)
        {
            var documents = query.Clause
                is AllClause { Children: [_, ValueClause { Column: PassageColumn.Document } ids] }
                ? ids.Values.Count
                : int.MaxValue;
            if (documents > most)
            {
                cancellation.WaitHandle.WaitOne();
                throw new OperationCanceledException(cancellation);
            }

            return inner.Search(query, cancellation);
        }

        public IPassageSnapshot Share() => new SlowSnapshot(inner.Share(), most);

        public long Occurrences(PassageField field, string term) => inner.Occurrences(field, term);

        public long PassagesWith(PassageField field, string term) => inner.PassagesWith(field, term);

        public IReadOnlyList<string> Expand(WildcardClause pattern, int most) => inner.Expand(pattern, most);

        public IReadOnlyList<string> Expand(FuzzyClause spelling, int most) => inner.Expand(spelling, most);

        public IReadOnlyList<string> Values(PassageColumn column) => inner.Values(column);

        public void Dispose() => inner.Dispose();
    }
}
