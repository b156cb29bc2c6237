using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class HeadingMarksTests
{
    private const string Markdown = """
        ## The Old Harbour of Peace-Keeping

        Ships of the old harbour.

        ## What the US Ships Carried

        Corn and wine, in peacekeeping.
        """;

    [Theory]
    [InlineData("harbours", "Harbour | harbour")]
    [InlineData("\"old harbour\"", "Old Harbour | old harbour")]
    [InlineData("\"harbour old\"", "")]
    [InlineData("\"harbour of peace\"", "Harbour of Peace")]
    [InlineData("peacekeeping", "Peace-Keeping | peacekeeping")]
    [InlineData("US", "US")]
    [InlineData("harb*", "Harbour | harbour")]
    [InlineData("hrabour~1", "Harbour | harbour")]
    [InlineData("(harbour OR carried)", "Harbour | harbour | Carried")]
    [InlineData("\"ships carried\"~3", "")]
    [InlineData("ships -harbour", "Ships")]
    [InlineData("ships section:carried", "")]
    [InlineData("ships section:old", "Ships")]
    public void Mark_WordsInHeadings_AreMarkedAsInTheText(string query, string marked)
    {
        var document = Samples.Document("a", Markdown);
        using var index = Samples.Index(document);
        using var leases = new SnapshotLeases(TimeProvider.System);
        using var snapshot = index.AcquireSnapshot();
        var search = new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default);

        var marks = search.Mark(snapshot, snapshot.Document("a")!, query, default);

        var text = snapshot.Document("a")!.Text;
        Assert.Equal(marked, string.Join(" | ", marks.Ranges.Select(range => text[range.Start..range.End])));
    }
}
