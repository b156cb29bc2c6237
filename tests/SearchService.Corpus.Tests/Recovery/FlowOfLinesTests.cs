using System.Globalization;
using System.Text;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Texts of which a conversion left nothing but lines: no blank line, no form feed, no indent. One kind of damage a test.</summary>
public sealed class FlowOfLinesTests
{
    private static readonly string[] Subjects =
    [
        "rivers",
        "harbours",
        "letters",
        "ledgers",
        "maps",
        "treaties",
        "mills",
        "bridges",
        "orchards",
        "markets",
        "archives",
        "sermons",
    ];

    private static readonly string[] Verbs =
    [
        "changed",
        "kept",
        "measured",
        "described",
        "lost",
        "repaired",
        "counted",
    ];

    [Fact]
    public void PageNumbers_AtIrregularDistances_AreNoiseAndTellPages()
    {
        var source = Pages(8, page => "", page => Plain(page + 40), page => 20 + (page * 7 % 12));
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(8, Count(document, NoiseKind.PageNumber));
        Assert.Equal(PageMark.PageNumber, document.PageMark);
        Assert.Equal(["41", "42", "43"], document.Pages.Take(3).Select(page => page.Label));
    }

    [Fact]
    public void PageNumbers_WithOneLost_LeaveThatPageWithoutALabel()
    {
        var source = Pages(9, page => "", page => page == 5 ? "" : Plain(page), page => 24);
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(8, Count(document, NoiseKind.PageNumber));
        Assert.Equal(["1", "2", "3", "4", null, "7", "8", "9"], document.Pages.Take(8).Select(page => page.Label));
    }

    [Fact]
    public void PageNumbers_AtTheHeads_LabelThePagesBelowThem()
    {
        var source = Pages(6, page => page == 1 ? "" : Plain(page), page => "", page => 24);
        var document = RecoveredText.Of(source).Document;

        Assert.Equal([null, "2", "3", "4", "5", "6"], document.Pages.Select(page => page.Label));
    }

    [Fact]
    public void PageNumbers_OfWhichHeadOrFootCannotBeTold_GiveNoLabels()
    {
        var source = Pages(6, page => page == 1 ? "" : Plain(page + 800), page => "", page => 24);
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(6, document.Pages.Count);
        Assert.All(document.Pages, page => Assert.Null(page.Label));
    }

    [Fact]
    public void RunningHeads_WithoutNumbers_AreNoiseFromTheFirstThatCutsASentence()
    {
        var source = Pages(
            8,
            page =>
                page == 1 ? ""
                : page % 2 == 0 ? "The Clerk and His List"
                : "The Harbour Office Book",
            page => "",
            page => 12
        );
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(7, Count(document, NoiseKind.RunningHead));
        Assert.DoesNotContain(
            document.Blocks,
            block => block.Text.Text.Contains("Harbour Office Book", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Refrains_ThatCutNoSentence_AreNoHeads()
    {
        var source = string.Concat(
            Enumerable
                .Range(1, 6)
                .Select(part =>
                    Prose(24, part)
                    + $"went home to the {Subjects[part]} again.\nQuestions for the reader\nWhat had the {Subjects[part]} to do with it?\n"
                )
        );

        Assert.Equal(0, Count(RecoveredText.Of(source).Document, NoiseKind.RunningHead));
    }

    [Theory]
    [InlineData("Page {0} of 9")]
    [InlineData("{0} / 9")]
    [InlineData("{0} of 9")]
    [InlineData("– {0} –")]
    [InlineData("052005-{0}")]
    public void PageNumbers_InAWording_AreNoise(string wording)
    {
        var source = Pages(
            9,
            page => "",
            page => string.Format(CultureInfo.InvariantCulture, wording, page),
            page => 22 + (page % 5)
        );

        Assert.Equal(9, Count(RecoveredText.Of(source).Document, NoiseKind.PageNumber));
    }

    [Fact]
    public void NumbersOfATable_ACellALine_AreNoPages()
    {
        var table = string.Concat(Enumerable.Range(1, 30).Select(row => Plain(row) + "\n" + Plain(row * 3) + "\n"));
        var document = RecoveredText.Of(Prose(40, 1) + table + Prose(40, 2)).Document;

        Assert.Equal((0, 0), (Count(document, NoiseKind.PageNumber), document.Pages.Count));
    }

    [Fact]
    public void RunningHeads_WithVaryingNumbers_AreNoiseBesideThePagesNumbers()
    {
        var source = Pages(
            9,
            page =>
                page == 1 ? ""
                : page % 2 == 0 ? "Lee and Moor"
                : string.Create(CultureInfo.InvariantCulture, $"Journal of Rivers 12 ({page}) 2011"),
            Plain,
            page => 22 + (page % 5)
        );
        var document = RecoveredText.Of(source).Document;

        Assert.Equal((8, 9), (Count(document, NoiseKind.RunningHead), Count(document, NoiseKind.PageNumber)));
        Assert.DoesNotContain(
            document.Blocks,
            block => block.Text.Text.Contains("Journal of Rivers", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void RowsOfATable_ThatRecurCloseTogether_AreNoHeads()
    {
        var rows = string.Concat(Enumerable.Range(1, 20).Select(row => $"Standard deviation\n{Plain(row * 7)}\n"));
        var source = Pages(6, page => "", page => (page == 3 ? rows : "") + Plain(page), page => 24);

        Assert.Equal(0, Count(RecoveredText.Of(source).Document, NoiseKind.RunningHead));
    }

    [Theory]
    [InlineData("[{0}] ")]
    [InlineData("{0}. ")]
    [InlineData("({0}) ")]
    public void References_NumberedAndWithoutAHeading_AreEntries(string mark)
    {
        var list = string.Concat(
            Enumerable
                .Range(1, 12)
                .Select(entry =>
                    string.Format(CultureInfo.InvariantCulture, mark, entry)
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"A. Lee and B. Moor, On the {Subjects[entry % 12]} of the\nlower valley. Annals {entry}, {100 + entry}-{120 + entry} ({1980 + entry}).\n"
                    )
                )
        );
        var document = RecoveredText.Of(Prose(80, 1) + list).Document;

        Assert.Equal(12, document.Blocks.Count(block => block.Kind == BlockKind.Reference));
        Assert.All(
            document.Blocks.Where(block => block.Kind == BlockKind.Reference),
            block => Assert.EndsWith(").", block.Text.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void References_ByNameAndYearWithoutAHeading_AreReferences()
    {
        string[] names =
        [
            "Abel, R.",
            "Birk, T.",
            "Corr, J.",
            "Dahl, M.",
            "Esch, P.",
            "Fenn, O.",
            "Gale, W.",
            "Hurd, S.",
        ];
        var list = string.Concat(
            names.Select(
                (name, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}, Moor, B. The {Subjects[i]} of the\nlower valley. Annals 2001;{i + 3}:{i + 40}-{i + 52}.\n"
                    )
            )
        );
        var document = RecoveredText.Of(Prose(80, 1) + list).Document;
        var listed = string.Concat(
            document.Blocks.Where(block => block.Kind == BlockKind.Reference).Select(block => block.Text.Text)
        );

        Assert.All(names, name => Assert.Contains(name, listed, StringComparison.Ordinal));
        Assert.DoesNotContain("the clerks", listed, StringComparison.Ordinal);
    }

    [Fact]
    public void References_BeforeCaptions_EndThere()
    {
        var list = string.Concat(
            Enumerable
                .Range(1, 8)
                .Select(entry =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{entry}. Lee A, Moor B (1999) The {Subjects[entry]}. Annals {entry}: 10-20.\n"
                    )
                )
        );
        var document = RecoveredText
            .Of(Prose(60, 1) + "References\n" + list + "Figure 1. The valley in 1850 and in 1900.\n" + Prose(6, 2))
            .Document;

        Assert.Equal(8, document.Blocks.Count(block => block.Kind == BlockKind.Reference));
    }

    [Fact]
    public void Notes_AtThePagesEnd_AreLiftedOut()
    {
        string[] notes =
        [
            "1 Moor gives another date for the same\njourney, without a source.\n",
            "",
            "2 The copy that Moor had seen is lost.\n3 Lee saw it once more before the war, in\na house by the harbour.\n",
            "",
            "4 Compare the ledgers of the two mills that\nstood above the bridge.\n",
            "",
        ];
        var source = Pages(6, page => "", page => notes[page - 1] + Plain(page), page => 24);
        var document = RecoveredText.Of(source).Document;

        Assert.Equal(["1", "2", "3", "4"], document.Notes.Select(note => note.Label));
        Assert.Equal(
            "Lee saw it once more before the war, in a house by the harbour.",
            document.Blocks[document.Notes[2].Block].Text.Text
        );
    }

    [Fact]
    public void Sections_ThatAreNumbered_AreNoNotes()
    {
        var source = string.Concat(
            Enumerable
                .Range(1, 6)
                .Select(section =>
                    string.Create(CultureInfo.InvariantCulture, $"{section} The old {Subjects[section]} again\n")
                    + Prose(24, section)
                    + Plain(section)
                    + "\n"
                )
        );

        Assert.Empty(RecoveredText.Of(source).Document.Notes);
    }

    private static int Count(Document document, NoiseKind kind) =>
        document.Ledger.Count(entry => entry.Block is null && entry.Noise == kind);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Pages of prose with a line above and one below, where there is any; a page's end cuts a sentence.</summary>
    private static string Pages(int pages, Func<int, string> head, Func<int, string> foot, Func<int, int> lines)
    {
        var source = new StringBuilder();
        for (var page = 1; page <= pages; page++)
        {
            source.Append(Ended(head(page))).Append(Prose(lines(page), page)).Append(Ended(foot(page)));
        }

        return source.ToString();

        static string Ended(string text) => text.Length == 0 ? "" : text + "\n";
    }

    /// <summary>Lines of running text, no two of one text alike.</summary>
    private static string Prose(int lines, int seed)
    {
        var prose = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            var word = Subjects[(line + (seed * 5)) % Subjects.Length];
            var verb = Verbs[((line * 3) + seed) % Verbs.Length];
            var name = $"{(char)('K' + (seed % 12))}{(char)('a' + (line / 26))}{(char)('a' + (line % 26))}";
            prose.Append(
                line % 3 == 1
                    ? $"of the {word} that {name} and they {verb}. In that year the clerks\n"
                    : $"{verb} the {word} of the lower valley of {name} and of the {verb} towns\n"
            );
        }

        return prose.ToString();
    }
}
