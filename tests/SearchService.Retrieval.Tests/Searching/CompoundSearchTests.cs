using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>Compounds are found joined and apart, and marked whole.</summary>
public sealed class CompoundSearchTests
{
    [Theory]
    [InlineData("highprofile", "highprofile")]
    [InlineData("\"high-profile visits\"", "highprofile visits")]
    [InlineData("\"highprofile visits\"", "highprofile visits")]
    [InlineData("peacekeeping", "peace-keeping")]
    [InlineData("\"peace-keeping force\"", "peace-keeping force")]
    [InlineData("\"out of busi- ness\"", "out of business")]
    public void Search_CompoundInEitherForm_MarksItWhole(string query, string marked)
    {
        var hit = Search(query).Results!.Results.Single();

        var highlight = hit.Snippet.Highlights.Single();
        Assert.Equal(marked, hit.Snippet.Text[highlight.Start..highlight.End]);
        Assert.Equal(marked, hit.Selectors.OfType<TextQuoteSelector>().Single().Exact);
    }

    [Fact]
    public void Search_HalfOfADoubtfulWord_IsNoMatch() => Assert.Empty(Search("\"profile\"").Results!.Results);

    private static SearchAnswer Search(string query)
    {
        using var index = Samples.Index(
            Samples.Document("a", "They made highprofile visits.\n\nA peace-keeping force went out of business.")
        );
        using var leases = new SnapshotLeases(TimeProvider.System);
        return new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default).Search(
            SearchRequest.For(query),
            CancellationToken.None
        );
    }
}
