using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>Compounds are found joined and apart, and marked whole.</summary>
public sealed class CompoundSearchTests
{
    [Theory]
    [InlineData("highprofile", "high-profile|highprofile")]
    [InlineData("\"high-profile visits\"", "highprofile visits")]
    [InlineData("\"highprofile visits\"", "highprofile visits")]
    [InlineData("peacekeeping", "peace-keeping")]
    [InlineData("paecekeeping~1", "peace-keeping")]
    [InlineData("\"peace-keeping force\"", "peace-keeping force")]
    [InlineData("\"out of busi- ness\"", "out of business")]
    [InlineData("\"high profile visits\"", "highprofile visits")]
    [InlineData("\"high profile\"", "high-profile|highprofile")]
    [InlineData("\"made high profile visits\"", "made highprofile visits")]
    [InlineData("\"peacekeeping force went\"", "peace-keeping force went")]
    [InlineData("\"a peacekeeping force\"", "A peace-keeping force")]
    [InlineData("\"will do nations\"", "willdo nations")]
    [InlineData("\"will-do nations\"", "willdo nations")]
    [InlineData("\"state of the art\"", "state ofthe art")]
    [InlineData("\"state ofthe art\"", "state ofthe art")]
    [InlineData("\"the unknown soldier\"", "the un- known soldier")]
    [InlineData("\"the alliance from issues\"", "the Alliance form issues")]
    [InlineData("\"the alliance form issues\"", "the Alliance form issues")]
    [InlineData("\"Alwin Merton and\"", "Alwyn Merton and")]
    public void Search_CompoundInEitherForm_MarksItWhole(string query, string marked)
    {
        var hits = Search(query).Results;

        Assert.Equal(
            marked.Split('|').Order(StringComparer.Ordinal),
            hits.SelectMany(hit =>
                    hit.Snippet.Highlights.Select(highlight => hit.Snippet.Text[highlight.Start..highlight.End])
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            marked.Split('|').Order(StringComparer.Ordinal),
            hits.SelectMany(hit => hit.Selectors.OfType<TextQuoteSelector>())
                .Select(selector => selector.Exact)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("\"high visits\"")]
    [InlineData("\"made high\"")]
    [InlineData("\"do nations\"")]
    public void Search_WordsThatStandNotTogether_FindNothing(string query) => Assert.Empty(Search(query).Results);

    [Fact]
    public void Search_HalfOfADoubtfulWord_IsNoMatch() => Assert.Empty(Search("\"will\"").Results);

    private static SearchResults Search(string query)
    {
        using var index = Samples.Index(
            Samples.Document(
                "a",
                """
                They made highprofile visits, and with willdo nations the state ofthe art.

                A peace-keeping force went out of business.

                To insulate the Alliance form issues was the un- known soldier too, and high-profile it was.

                So Alwin Merton said, and Alwyn Merton and Alwin Merton again.
                """
            )
        );
        return Samples.Search(index, query);
    }
}
