using System.Globalization;
using System.Text;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Pages, their heads, numbers and labels, and what a page's end cuts: one kind of damage a test.</summary>
public sealed class PagesTests
{
    [Fact]
    public void FormFeeds_EvenInsideALine_BeginPages()
    {
        var document = RecoveredText
            .Of("The first page ends in the midst\f of a sentence. Then more.\n\fThe third one.\n\f")
            .Document;

        Assert.Equal((3, PageMark.FormFeed), (document.Pages.Count, document.PageMark));
        Assert.Equal("The first page ends in the midst of a sentence. Then more.", document.Blocks[0].Text.Text);
        Assert.Equal([new PageStart(0, 0), new PageStart(33, 1)], document.Blocks[0].Pages);
        Assert.Equal([new PageStart(0, 2)], document.Blocks[1].Pages);
    }

    [Fact]
    public void LeadingSpaces_AtAPagesDistance_BeginPages()
    {
        var source = Pages(4, page => " " + Lines(20, page));

        Assert.Equal((4, PageMark.FormFeedRemnant), Marks(source));
    }

    [Fact]
    public void LeadingSpaces_AmongOtherIndents_AreNoPages()
    {
        var source = Pages(4, page => " " + Lines(20, page) + "    indented\n");

        Assert.Equal((0, PageMark.None), Marks(source));
    }

    [Fact]
    public void LeadingSpaces_OnNeighbouringLines_AreNoPages()
    {
        Assert.Equal((0, PageMark.None), Marks(" a line of verse\n another line\n a third one\n and a fourth\n"));
    }

    [Fact]
    public void HeadsAndNumbers_OnAlternatingPages_AreNoiseAndLabels()
    {
        var source = Pages(
            6,
            page =>
                (
                    page % 2 == 0
                        ? Number(page + 41) + "      A History of Finding\n\n"
                        : "The Second Chapter      " + Number(page + 41) + "\n\n"
                )
                + Lines(12, page)
                + "\f"
        );
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(["41", "42", "43", "44", "45", "46"], document.Pages.Select(page => page.Label));
        Assert.DoesNotContain(document.Blocks, block => block.Text.Text.Contains("History", StringComparison.Ordinal));
        Assert.DoesNotContain(
            document.Blocks,
            block => block.Text.Text.Contains("Second Chapter", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void NumbersAtTheFoot_WithOneMissing_AreInferredBetweenTheirNeighbours()
    {
        var source = Pages(5, page => Lines(12, page) + "\n" + (page == 2 ? "" : Number(page + 7)) + "\n\f");
        var pages = RecoveredText.Of(source).Document.Pages;

        Assert.Equal(["7", "8", "9", "10", "11"], pages.Select(page => page.Label));
        Assert.Equal(
            [LocatorMethod.Inferred],
            pages.Where(page => page.Method != LocatorMethod.Printed).Select(page => page.Method)
        );
    }

    [Fact]
    public void NumbersAlone_CuttingSentences_MarkPages()
    {
        string[] words = ["alpha", "beta", "gamma", "delta", "epsilon"];
        var source = new StringBuilder();
        for (var page = 1; page <= 5; page++)
        {
            var word = words[page - 1];
            source
                .Append(Lines(12, page))
                .Append(CultureInfo.InvariantCulture, $"and here the sentence on {word} is cut by\n\n")
                .Append(Number(page))
                .Append(CultureInfo.InvariantCulture, $"\n\nthe end of the page, and {word} goes on.\n");
        }

        var document = RecoveredText.Of(source.ToString()).Document;
        Assert.Equal(PageMark.PageNumber, document.PageMark);
        Assert.Equal(["1", "2", "3", "4", "5"], document.Pages.Take(5).Select(page => page.Label));
        Assert.Contains(
            document.Blocks,
            block =>
                block.Text.Text.Contains("on beta is cut by the end of the page, and beta", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void NumbersAlone_AboveVerses_MarkNoPages()
    {
        var source = string.Concat(
            Enumerable.Range(1, 8).Select(verse => $"{Number(verse)}\n\nA verse that ends with a stop.\n\n")
        );

        Assert.Equal((0, PageMark.None), Marks(source));
    }

    [Fact]
    public void BlankLine_InTheMidstOfASentence_IsNoParagraphEnd()
    {
        var document = RecoveredText
            .Of("A proposal that they called the forum of all,\n\nwhich would serve to bring them in. And more.\n")
            .Document;

        Assert.Equal(
            "A proposal that they called the forum of all, which would serve to bring them in. And more.",
            Assert.Single(document.Blocks).Text.Text
        );
    }

    [Theory]
    [InlineData("The argument that we have followed until here is:\n\nfirst of all a matter of taste.\n")]
    [InlineData("This paragraph ends as a paragraph should end.\n\nand this one begins with a small letter.\n")]
    [InlineData("Thank you for your kind interest,\n\nThe Editor\n")]
    public void BlankLine_WithoutSuchEvidence_EndsTheParagraph(string source)
    {
        Assert.Equal(2, RecoveredText.Of(source).Document.Blocks.Count);
    }

    [Fact]
    public void CleanText_HasNothingInvented()
    {
        var source =
            "In 1999 the forum met in Room 101, and 26+1 states came.\n\nIt was the year of 9/11 and G8, of CO2 and R2P; see § 11 and p. 4.\n\n1. First things\n2. Second things\n\nThe end of 3.5 years.\n";
        var document = RecoveredText.Of(source).Document;

        Assert.Empty(document.Notes);
        Assert.Empty(document.Pages);
        Assert.Empty(document.Problems);
        Assert.All(document.Blocks, block => Assert.Empty(block.Callouts));
        Assert.All(document.Blocks, block => Assert.Empty(block.Doubts));
        Assert.Contains(
            document.Blocks,
            block => block.Text.Text == "It was the year of 9/11 and G8, of CO2 and R2P; see § 11 and p. 4."
        );
    }

    private static (int Pages, PageMark Mark) Marks(string source)
    {
        var document = RecoveredText.Of(source).Document;
        return (document.Pages.Count, document.PageMark);
    }

    private static string Pages(int count, Func<int, string> page) =>
        string.Concat(Enumerable.Range(0, count).Select(page));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines of running text, no two alike; the last one ends a sentence.</summary>
    private static string Lines(int count, int seed) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(line =>
                    $"the {(char)('a' + (seed % 26))}{(char)('a' + (line % 26))} words of this line go on until the margin{(line == count - 1 ? "." : "")}\n"
                )
        );
}
