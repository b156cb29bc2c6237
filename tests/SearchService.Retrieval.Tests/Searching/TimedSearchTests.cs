using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>A search that takes too long answers what it has; one that is cancelled answers nothing.</summary>
[Collection(TimedTests.Name)]
public sealed class TimedSearchTests
{
    private static readonly SearchLimits Short = new() { Time = TimeSpan.FromMilliseconds(1_000) };

    /// <summary>What is left after counting, about a sixth, is enough to read a few lines also on a busy machine.</summary>
    private static readonly SearchLimits Longer = new() { Time = TimeSpan.FromMilliseconds(4_000) };

    /// <summary>Everything once without haste: what is compiled when it is first used takes longer than the times above.</summary>
    public TimedSearchTests()
    {
        using var index = Samples.Index(Document(0), Document(1));
        using var leases = new SnapshotLeases(TimeProvider.System);
        var search = SearchRequest.For("troops") with { Facets = [PassageColumn.Document], Documents = ["d0", "d1"] };
        new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default).Search(search, default);
        var concordance = new Concordance(index, leases, RankingPlan.Default, SearchLimits.Default);
        concordance.Read(new ConcordanceRequest(search, 20, ConcordanceSort.Left, Dispersion: true), default);
        new Collocates(index, RankingPlan.Default, SearchLimits.Default).Find(
            search,
            Collocates.DefaultSpan,
            CollocateSort.Count,
            default
        );
    }

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

    [Theory]
    [InlineData(ConcordanceSort.Document)]
    [InlineData(ConcordanceSort.Left)]
    public void Concordance_TakesTooLong_AnswersWhatWasCountedAndSaysSo(ConcordanceSort sort)
    {
        using var index = new SlowIndex(Samples.Index([.. Enumerable.Range(0, 9).Select(Document)]), most: 2);
        using var leases = new SnapshotLeases(TimeProvider.System);
        var concordance = new Concordance(index, leases, RankingPlan.Default, Longer);
        var request = new ConcordanceRequest(SearchRequest.For("troops"), 20, sort, Dispersion: true);

        var partial = concordance.Read(request, CancellationToken.None).Results!;

        Assert.Equal(new MatchTotal(3, "gte"), partial.Total);
        Assert.Equal(["d0", "d1", "d2"], partial.Lines.Select(line => line.DocumentId));
        Assert.Equal(["d0", "d1", "d2"], partial.Dispersion!.Select(document => document.DocumentId));
        Assert.Equal(nameof(SearchLimits.Time), Assert.Single(partial.Query.Errors).Limit);

        // What was counted in part does not stand in for a count that has the time.
        index.Most = int.MaxValue;
        var whole = concordance.Read(request, CancellationToken.None).Results!;

        Assert.Equal(new MatchTotal(9, "eq"), whole.Total);
        Assert.Equal(9, whole.Lines.Count);
        Assert.Empty(whole.Query.Errors);
    }

    [Fact]
    public void Concordance_NextPageOfAPartialCount_IsOfTheSameCount()
    {
        using var index = new SlowIndex(Samples.Index([.. Enumerable.Range(0, 9).Select(Document)]), most: 2);
        using var leases = new SnapshotLeases(TimeProvider.System);
        var concordance = new Concordance(index, leases, RankingPlan.Default, Longer);
        var search = SearchRequest.For("troops") with { Limit = 2 };
        var request = new ConcordanceRequest(search, 20, ConcordanceSort.Document, Dispersion: false);
        var first = concordance.Read(request, CancellationToken.None).Results!;

        var second = concordance
            .Read(request with { Search = search with { Cursor = first.Next } }, CancellationToken.None)
            .Results!;

        Assert.Equal(["d0", "d1"], first.Lines.Select(line => line.DocumentId));
        Assert.Equal(["d2"], second.Lines.Select(line => line.DocumentId));
        Assert.Equal(new MatchTotal(3, "gte"), second.Total);
        Assert.Equal(nameof(SearchLimits.Time), Assert.Single(second.Query.Errors).Limit);
        Assert.Null(second.Next);
    }

    [Fact]
    public void Collocates_TakeTooLong_AreThoseCountedUntilThenAndSaySo()
    {
        using var index = new SlowIndex(Samples.Index([.. Enumerable.Range(0, 9).Select(Document)]), most: 2);

        var results = new Collocates(index, RankingPlan.Default, Longer)
            .Find(SearchRequest.For("troops"), Collocates.DefaultSpan, CollocateSort.Count, CancellationToken.None)
            .Results!;

        Assert.Equal((3, 6), (results.Occurrences, results.WordsAround));
        Assert.Equal([("came", 3), ("the", 3)], results.Collocates.Select(word => (word.Word, word.Count)));
        Assert.Equal(nameof(SearchLimits.Time), Assert.Single(results.Query.Errors).Limit);
    }

    [Fact]
    public void Concordance_RequestCancelled_Ends()
    {
        using var index = new SlowIndex(Samples.Index(Document(0)), most: 0);
        using var leases = new SnapshotLeases(TimeProvider.System);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var request = new ConcordanceRequest(SearchRequest.For("troops"), 20, ConcordanceSort.Document, false);
        var concordance = new Concordance(index, leases, RankingPlan.Default, SearchLimits.Default);

        Assert.ThrowsAny<OperationCanceledException>(() => concordance.Read(request, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => concordance.Stream(request, cancelled.Token).Count());
    }

    private static IndexedDocument Document(int number) =>
        Samples.Document(FormattableString.Invariant($"d{number}"), "The troops came.");

    /// <summary>An index that never comes to an end but for searches within so many documents.</summary>
    private sealed class SlowIndex(IPassageIndex inner, int most) : IPassageIndex
    {
        public int Most { get; set; } = most;

        public string Engine => inner.Engine;

        public IPassageSnapshot AcquireSnapshot() => new SlowSnapshot(inner.AcquireSnapshot(), Most);

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

        public IReadOnlyList<StoredPassage> Passages(string documentId) => inner.Passages(documentId);

        public StoredPassage? Passage(string documentId, int ordinal) => inner.Passage(documentId, ordinal);

        public DocumentCatalogue Catalogue => inner.Catalogue;

        public PassageMatches Search(PassageQuery query, CancellationToken cancellation)
        {
            Wait(query.Clause, cancellation);
            return inner.Search(query, cancellation);
        }

        public PlaceCounts CountPlaces(PassageClause clause, PassageClause marks, CancellationToken cancellation)
        {
            Wait(clause, cancellation);
            return inner.CountPlaces(clause, marks, cancellation);
        }

        private void Wait(PassageClause clause, CancellationToken cancellation)
        {
            var documents = clause is AllClause { Children: [_, ValueClause { Column: PassageColumn.Document } ids] }
                ? ids.Values.Count
                : int.MaxValue;
            if (documents > most)
            {
                cancellation.WaitHandle.WaitOne();
                throw new OperationCanceledException(cancellation);
            }
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
