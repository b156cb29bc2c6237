using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Each pass on small texts of its kind of damage, and on clean ones.</summary>
public sealed class StructurePassesTests
{
    private const string Prose =
        "This is a paragraph of running text, long enough that nobody would take it for the title of anything at all.";

    /// <summary>Like the first, in other words: lines that recur are taken for running heads.</summary>
    private const string WrappedToo =
        "Another paragraph stands here, which was set by the same hand and to the same width,\n"
        + "and which has nothing to say either, except that it goes on from line to line until\n"
        + "it has come to its end, as a paragraph does. It, too, has a second sentence in it.";

    private const string WrappedLast =
        "The last of the three keeps to the measure of the two before it, and is no shorter,\n"
        + "since a reader who measures the lines should find that all of them are as long as a\n"
        + "line can be on this page. The end of it, however, is a little short of the margin.";

    private const string Wrapped =
        "This is a paragraph that a page has set in lines of much the same length, so that\n"
        + "each but the last comes up to the margin, as the lines of a page do, and no line is\n"
        + "a paragraph by itself. It has a second sentence, which ends before the margin does.";

    [Fact]
    public void Headings_InMarkdown_NestByTheirSigns()
    {
        var document = RecoveryPipeline.Recover(
            $"# One\n\n{Prose}\n\n### Deep ###\n\n{Prose}\n\n## Less deep\n\n{Prose}\n\n# Two\n\n{Prose}"
        );

        Assert.Equal(["1 One", "2 Deep", "2 Less deep", "1 Two"], Tree(document));
    }

    [Fact]
    public void Headings_InDecomposedLetters_AreHeadings()
    {
        var document = RecoveryPipeline.Recover($"1. Cafe\u0301\n\n{Prose}\n\n2. E\u0301te\u0301s\n\n{Prose}");

        Assert.Equal(2, Tree(document).Count());
    }

    [Fact]
    public void ReferenceEntries_OnShortLinesOneBelowTheOther_AreApart()
    {
        var document = RecoveryPipeline.Recover(
            $"1. Introduction\n\n{Prose}\n\nReferences\n\nHaas, R. N. (2001) A Claim. New York: Council Press.\n____. (2003) Again. New York: Council Press.\nSmith, J. and Rowe, M. (1999) ‘Old claims’, in P. Gale (ed.), Ports. London: Tide Press, pp. 1–20.\nSmith, J. (2004). Readers. Port Studies, 12(3), 33–51.\n"
        );

        Assert.Equal(4, document.Blocks.Count(block => block.Kind == BlockKind.Reference));
        Assert.Equal(
            ["2001 R. N. Haas", "2003 R. N. Haas", "1999 J. Smith", "2004 J. Smith"],
            document.CitedWorks.Select(work =>
                $"{work.Year?.Of(document.Blocks[work.Block])} {work.Authors[0].Display()}"
            )
        );
    }

    [Fact]
    public void Headings_Underlined_AreHeadings()
    {
        var document = RecoveryPipeline.Recover($"One\n===\n\n{Prose}\n\nTwo\n---\n\n{Prose}\n\nThree\n===\n\n{Prose}");

        Assert.Equal(["1 One", "2 Two", "1 Three"], Tree(document));
        Assert.Equal(3, document.Blocks.Count(block => block.Text.Text == Prose));
    }

    [Fact]
    public void Headings_Numbered_NestByTheirNumbers()
    {
        var document = RecoveryPipeline.Recover(
            $"1. Introduction\n\n{Prose}\n\n2 Method\n\n2.1 Data\n\n{Prose}\n\n2.1.1 Sources of data\n\n{Prose}\n\n2.2 Measures\n\n{Prose}\n\nReferences\n\nLee, A. (1999). Words.\n\nPoe, B. (2001). More."
        );

        Assert.Equal(
            [
                "1 1. Introduction",
                "1 2 Method",
                "2 2.1 Data",
                "3 2.1.1 Sources of data",
                "2 2.2 Measures",
                "1 References",
            ],
            Tree(document)
        );
    }

    [Fact]
    public void Headings_PlainUnderNumbered_StandBelowThem()
    {
        var document = RecoveryPipeline.Recover(
            $"1. First part\n\n{Wrapped}\n\nA plain heading\n{WrappedToo}\n\n2. Second part\n\n{WrappedLast}"
        );

        Assert.Equal(["1 1. First part", "2 A plain heading", "1 2. Second part"], Tree(document));
    }

    [Fact]
    public void Headings_PartsAndChapters_Nest()
    {
        var document = RecoveryPipeline.Recover(
            $"PART I\n\nChapter 1 The start\n\n{Prose}\n\nChapter 2 The end\n\n{Prose}\n\nPART II\n\nChapter 3 After that\n\n{Prose}"
        );

        Assert.Equal(
            ["1 PART I", "2 Chapter 1 The start", "2 Chapter 2 The end", "1 PART II", "2 Chapter 3 After that"],
            Tree(document)
        );
    }

    [Theory]
    [InlineData("1945 was a year of decisions")]
    [InlineData("Figure 1. A map of it")]
    [InlineData("see www.example.org")]
    [InlineData("It ended there.")]
    [InlineData("and so it went on")]
    [InlineData("“So it goes on and on,” he said, “and never ends.”")]
    public void Headings_AmongProse_AreNotSeenWhereThereAreNone(string line) =>
        Assert.Empty(Tree(RecoveryPipeline.Recover($"{Prose}\n\n{line}\n\n{Prose}")));

    [Fact]
    public void Headings_LinesOfAPoemOrAnAddress_AreNone() =>
        Assert.Empty(
            Tree(
                RecoveryPipeline.Recover(
                    $"{Prose}\n\nFirst Line\n\nSecond Line\n\nThird Line\n\nFourth Line\n\n{Prose}"
                )
            )
        );

    [Fact]
    public void Headings_WithoutBlankLines_AreFoundByNumberAndTitle()
    {
        var document = RecoveryPipeline.Recover(
            $"Abstract\n{Wrapped}\n1. Introduction\n{WrappedToo}\n2. What was done\n{WrappedLast}\nReferences\n[1] Lee, A. (1999). Words.\n[2] Poe, B. (2001). More words.\n"
        );

        Assert.Equal(["1 Abstract", "1 1. Introduction", "1 2. What was done", "1 References"], Tree(document));
        Assert.Equal(2, Count(document, BlockKind.Reference));
    }

    [Fact]
    public void FrontMatter_OfBook_EndsWhereTheBodyBegins()
    {
        var document = RecoveryPipeline.Recover(
            $"The Art of Finding\n\nAnn Lee\n\n© Ann Lee 2011\n\nISBN 978-0-00-000000-2\n\nContents\n\n1 Introduction ........ 1\n2 Method ........ 17\nIndex ........ 99\n\n1 Introduction\n\n{Prose}\n\n{Prose}\n\n2 Method\n\n{Prose}\n\nIndex\n\nfinding, 3"
        );

        Assert.Equal(("The Art of Finding", 2011), (document.TitlePage.Title, document.TitlePage.Year));
        Assert.Equal(["Ann Lee"], document.TitlePage.Authors);
        Assert.Equal(["978-0-00-000000-2"], document.TitlePage.Isbns);
        Assert.Equal(["1 Contents", "1 1 Introduction", "1 2 Method", "1 Index"], Tree(document));
        Assert.Equal(3, Count(document, BlockKind.TableRow));
        Assert.Equal(
            [SectionRole.Front, SectionRole.Front, SectionRole.Body, SectionRole.Body, SectionRole.Back],
            document.Sections.Select(section => section.Role)
        );
    }

    [Fact]
    public void FrontMatter_OfTextThatBeginsAtOnce_IsNone()
    {
        var document = RecoveryPipeline.Recover($"{Prose}\n\n{Prose}");

        Assert.Equal(SectionRole.Body, Assert.Single(document.Sections).Role);
        Assert.Null(document.TitlePage.Title);
    }

    [Fact]
    public void FrontMatter_AbstractOnItsOwnLine_IsARegion()
    {
        var document = RecoveryPipeline.Recover($"Abstract: {Prose}\n\n{Prose}");

        Assert.Equal([SectionRole.Abstract, SectionRole.Body], document.Sections.Select(section => section.Role));
    }

    [Theory]
    [InlineData("- Lee, A. (1999). Words.\n- __. (2001). More.", 2)]
    [InlineData(
        "[1] Lee, A. Words, 1999.\n[2] Poe, B. A title that runs on over\nits line, 2001.\n[3] Wit, C. Three, 2003.",
        3
    )]
    [InlineData(
        "Lee, A. (1999). Words that run on over\n   the line. London.\nPoe, B. (2001). More words on\n   the next. Paris.",
        2
    )]
    [InlineData("Lee, A. (1999). Words.\n\nPoe, B. (2001). More\nwords. Paris.\n\nWit, C. (2003). Three.", 3)]
    [InlineData("1. Lee A. Words. 1999.\n2. Poe B. More.\n2001.\n3. Wit C. Three. 2003.", 3)]
    public void References_OfEveryLayout_AreEntries(string list, int expected)
    {
        var document = RecoveryPipeline.Recover($"1. Introduction\n\n{Prose}\n\n{Prose}\n\nReferences\n\n{list}\n");

        Assert.Equal(expected, Count(document, BlockKind.Reference));
    }

    [Fact]
    public void Tables_WithTabsAndBars_HaveARowABlock()
    {
        var document = RecoveryPipeline.Recover(
            $"{Prose}\n\nEU\tEuropean Union\nUN\tUnited Nations\n\n{Prose}\n\nName | Count\n---- | ----:\n*one* | 1\ntwo | 2\n\n{Prose}"
        );

        Assert.Equal(
            ["EU\tEuropean Union", "UN\tUnited Nations", "Name\tCount", "one\t1", "two\t2"],
            document.Blocks.Where(block => block.Kind == BlockKind.TableRow).Select(block => block.Text.Text)
        );
    }

    [Fact]
    public void Tables_WithGaps_HaveCells()
    {
        var document = RecoveryPipeline.Recover(
            $"{Wrapped}\n\nYear      Texts     Words\n1999      12        3,000\n2000      15        4,100\n\n{WrappedToo}"
        );

        Assert.Equal(3, Count(document, BlockKind.TableRow));
        Assert.Contains(document.Blocks, block => block.Text.Text == "1999\t12\t3,000");
    }

    [Theory]
    [InlineData("- one\n- two", "one|two")]
    [InlineData("* one\n  runs on\n* two", "one runs on|two")]
    [InlineData("• one\n• two", "one|two")]
    [InlineData("1. one\n2. two", "1. one|2. two")]
    [InlineData("1.\t one\n\n2.\t two", "1. one|2. two")]
    [InlineData("(a) one\n(b) two", "(a) one|(b) two")]
    [InlineData("- [x] done\n- [ ] open", "done|open")]
    public void Lists_OfEveryMark_AreItems(string list, string expected)
    {
        var document = RecoveryPipeline.Recover($"{Prose} These are:\n\n{list}\n\n{Prose}");

        Assert.Equal(
            expected.Split('|'),
            document.Blocks.Where(block => block.Kind == BlockKind.ListItem).Select(block => block.Text.Text)
        );
    }

    [Theory]
    [InlineData("1. Security, and what it is. 2. Another subject.")]
    [InlineData("— That may be, said she, and it was said with a smile.")]
    [InlineData("(b) is the case that remains to be looked at here.")]
    public void Lists_OfOneNumberOrDash_AreNone(string line) =>
        Assert.Equal(0, Count(RecoveryPipeline.Recover($"{Prose}\n\n{line}\n\n{Prose}"), BlockKind.ListItem));

    [Fact]
    public void BlockQuotations_InMarkdown_LoseTheirMarks()
    {
        var document = RecoveryPipeline.Recover($"{Prose}\n\n> One line\n> and another.\n>\n> > Deeper.\n\n{Prose}");

        Assert.Equal(
            ["One line and another.", "Deeper."],
            document.Blocks.Where(block => block.Kind == BlockKind.BlockQuotation).Select(block => block.Text.Text)
        );
    }

    [Fact]
    public void BlockQuotations_BelowAColonOrComma_AreSeen()
    {
        const string Quoted = "“What we read here are the words of another, set apart by the page.”";
        const string Bare = "What we read here are the words of another, set apart by the page.";
        var document = RecoveryPipeline.Recover(
            $"1. Introduction\n\n{Prose}\n\nAs one of them put it in a letter:\n\n{Quoted}\n\n{Prose}\n\nAs another wrote in a letter to him,\n\n{Bare}\n\n{Prose}"
        );

        Assert.Equal(
            [Quoted, Bare],
            document.Blocks.Where(block => block.Kind == BlockKind.BlockQuotation).Select(block => block.Text.Text)
        );
    }

    [Fact]
    public void BlockQuotations_SetIn_AreSeen()
    {
        var document = RecoveryPipeline.Recover(
            $"1. Introduction\n\n{Wrapped}\n\n{WrappedToo}\n\n     Words of another are set in from the margin on both\n     sides, so that a reader knows them for what they are,\n     without any mark of quotation.\n\n{WrappedLast}"
        );

        Assert.StartsWith(
            "Words of another",
            document.Blocks.Single(block => block.Kind == BlockKind.BlockQuotation).Text.Text
        );
    }

    [Theory]
    [InlineData("“Words come first, and all the rest comes after them.”")]
    [InlineData("\"Words come first, and all the rest comes after them\".1")]
    [InlineData("Words come first, and all the rest comes after them\".")]
    [InlineData("*Words come first, and all the rest.*\n\n*Ann Lee, Letters (1901)*")]
    [InlineData("> Words come first, and all the rest.\n> — Ann Lee")]
    [InlineData("“Words come first, and all the rest.”\n— Ann Lee")]
    [InlineData("“Words come first, and all the rest.”\n\nAnn Lee, Letters")]
    public void Epigraphs_UnderAHeading_AreMottoes(string motto)
    {
        var document = RecoveryPipeline.Recover($"1. Introduction\n\n{motto}\n\n{Prose}\n\n{Prose}");

        Assert.Contains(document.Blocks, block => block.Kind == BlockKind.Epigraph);
        Assert.Equal(2, Count(document, BlockKind.Paragraph));
        Assert.Single(Tree(document));
    }

    [Theory]
    [InlineData("‘Words come first, and all the rest.’\n— Ann Lee, Letters")]
    [InlineData("Words come first, and all the rest.\n— Ann Lee, Letters")]
    public void Epigraphs_AboveTextInLines_AreNoHeadings(string motto)
    {
        var document = RecoveryPipeline.Recover(
            $"1. Introduction\n\n{motto}\n\n{Wrapped}\n\n{WrappedToo}\n\n{WrappedLast}\n"
        );

        Assert.Single(document.Blocks, block => block.Kind == BlockKind.Epigraph);
        Assert.Equal(["1 1. Introduction"], Tree(document));
    }

    [Fact]
    public void Markdown_OfEveryKind_ComesOutWhole()
    {
        var document = RecoveryPipeline.Recover(
            "---\ntitle: On Words\n---\n\n# On Words\n\nA *first* paragraph.[^1]\n\n## Method\n\n- one\n- two\n    - three\n\n1. a\n2. b\n\n> Quoted words.\n\n```\ncode\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n"
        );

        Assert.Equal("On Words", document.TitlePage.Title);
        Assert.Equal(["1 Method"], Tree(document));
        Assert.Equal(5, Count(document, BlockKind.ListItem));
        Assert.Equal(2, Count(document, BlockKind.TableRow));
        Assert.Equal("A note.", document.Blocks[Assert.Single(document.Notes).Block].Text.Text);
        Assert.Equal("1", document.Notes[0].Label);
    }

    [Theory]
    [InlineData("title: A Note on Apples", "# First", "1 First")]
    [InlineData("title: A Note on Apples", "# A note on “apples”", "")]
    [InlineData("title: A Note on Apples\nsubtitle: And Pears", "# A Note on Apples", "")]
    [InlineData("title: A Note on Apples", "# A Note on Apples: And Pears", "")]
    [InlineData("title: A Note on Apples", "First\n=====", "1 First")]
    [InlineData("author: Ann Lee", "# First", "")]
    [InlineData("title:", "# First", "")]
    public void MarkdownHeading_OneAlone_IsTheTitleUnlessTheHeadNamesAnother(
        string head,
        string heading,
        string expected
    )
    {
        var document = RecoveryPipeline.Recover($"---\n{head}\n---\n\n{heading}\n\n{Prose}\n\n{Prose}\n");

        Assert.Equal(expected, string.Join("; ", Tree(document)));
        Assert.Equal(expected.Length > 0, document.TitlePage.Title is null);
    }

    [Theory]
    [InlineData("ANN LEE AND BO DE WIT*", "Ann Lee; Bo de Wit")]
    [InlineData("by G. W. F. Hegel, Jean-Paul Sartre and Ann Lee", "G. W. F. Hegel; Jean-Paul Sartre; Ann Lee")]
    [InlineData("The Centre for Words", "")]
    [InlineData("Distinguished Fellow", "")]
    [InlineData("Words", "")]
    [InlineData("Ann Lee wrote this", "")]
    public void Persons_OfALine_AreItsNamesAlone(string line, string expected) =>
        Assert.Equal(expected, string.Join("; ", TitleLines.Persons(line)));

    private static IEnumerable<string> Tree(Document document) =>
        document
            .Sections.Where(section => section.Heading is not null)
            .Select(section => $"{section.Level} {section.Title}");

    private static int Count(Document document, BlockKind kind) => document.Blocks.Count(block => block.Kind == kind);
}
