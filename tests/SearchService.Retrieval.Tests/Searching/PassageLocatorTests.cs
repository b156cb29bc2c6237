using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class PassageLocatorTests
{
    private static readonly StoredPassage Passage = Samples
        .Document("a", "Ten words are here so that pages can begin inside.")
        .Passages[0]
        .Stored with
    {
        Section = ["2. The Model", "2.1 Its parts"],
        FirstParagraph = 3,
        LastParagraph = 3,
        Pages = [],
        Parts = [],
    };

    [Fact]
    public void Of_PrintedPages_IsThePageOfThoseWords()
    {
        var passage = Passage with
        {
            Pages =
            [
                new StoredPage(0, 5, "111", LocatorMethod.Printed),
                new StoredPage(20, 6, "112", LocatorMethod.Inferred),
            ],
        };

        Assert.Equal(new Locator(LocatorLabel.Page, "111", LocatorMethod.Printed), PassageLocator.Of(passage, 0, 10));
        Assert.Equal(new Locator(LocatorLabel.Page, "112", LocatorMethod.Inferred), PassageLocator.Of(passage, 20, 30));
        Assert.Equal(
            new Locator(LocatorLabel.Page, "111–112", LocatorMethod.Inferred),
            PassageLocator.Of(passage, 10, 30)
        );
        Assert.Equal(new Locator(LocatorLabel.Page, "111", LocatorMethod.Printed), PassageLocator.Of(passage, 10, 20));
    }

    [Fact]
    public void Of_PageKnownAtOneEndOnly_IsSectionAndParagraph()
    {
        var passage = Passage with
        {
            Pages =
            [
                new StoredPage(0, 5, "111", LocatorMethod.Printed),
                new StoredPage(20, 6, null, LocatorMethod.Unknown),
            ],
        };

        var locator = PassageLocator.Of(passage, 10, 30)!;

        Assert.Equal((LocatorLabel.Section, "2.1"), (locator.Label, locator.Value));
    }

    [Theory]
    [InlineData(0, 5, "3")]
    [InlineData(12, 20, "4")]
    [InlineData(8, 14, "3–4")]
    public void Of_WordsInSomeOfItsParagraphs_NamesThose(int start, int end, string paragraphs)
    {
        var passage = Passage with
        {
            LastParagraph = 4,
            Parts = [new StoredPart(0, 10, 0, 0, 0, 3), new StoredPart(12, 20, 1, 0, 12, 4)],
        };

        Assert.Equal(paragraphs, PassageLocator.Of(passage, start, end)!.Within!.Value);
    }

    [Fact]
    public void Of_WordsOverACut_GoesToTheLastOfThem()
    {
        var next = Passage with { FirstParagraph = 4, LastParagraph = 5 };

        var locator = PassageLocator.Of([
            (Passage, new TextRange(0, 10)),
            (next with { LastParagraph = 4 }, new TextRange(0, 3)),
        ]);

        Assert.Equal("3–4", locator!.Within!.Value);
    }

    [Fact]
    public void Of_SectionWithNumberOrWithout_NamesIt()
    {
        var paragraph = new Locator(LocatorLabel.Paragraph, "3", LocatorMethod.Inferred);

        Assert.Equal(
            new Locator(LocatorLabel.Section, "2.1", LocatorMethod.Printed, paragraph),
            PassageLocator.Of(Passage, 0, 5)
        );
        Assert.Equal(
            new Locator(LocatorLabel.Section, "Conclusion", LocatorMethod.Printed, paragraph),
            PassageLocator.Of(Passage with { Section = ["Conclusion"] }, 0, 5)
        );
        Assert.Equal("3–4", PassageLocator.Of(Passage with { Section = [], LastParagraph = 4 }, 0, 5)!.Value);
        Assert.Null(PassageLocator.Of(Passage with { Section = [], FirstParagraph = null }, 0, 5));
    }

    [Fact]
    public void Of_Note_IsItsNumberAndItsPage()
    {
        var note = Passage with { Kind = PassageKind.Note, NoteLabel = "15", NoteLabelMethod = LocatorMethod.Printed };
        var number = new Locator(LocatorLabel.Note, "15", LocatorMethod.Printed);

        Assert.Equal(number, PassageLocator.Of(note, 0, 5));
        Assert.Equal(
            new Locator(LocatorLabel.Page, "xiii", LocatorMethod.Printed, number),
            PassageLocator.Of(note with { Pages = [new StoredPage(0, 1, "xiii", LocatorMethod.Printed)] }, 0, 5)
        );
        Assert.Equal(LocatorLabel.Section, PassageLocator.Of(note with { NoteLabel = null }, 0, 5)!.Label);
    }
}
