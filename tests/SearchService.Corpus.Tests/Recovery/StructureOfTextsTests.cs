using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>What the structure of the four damaged texts must come out as.</summary>
public sealed class StructureOfTextsTests
{
    [SharedTheory("corpus")]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    public void Sections_OfText_AreItsHeadingsAndNoOther(string number)
    {
        var (source, document) = SourceTexts.Read(number);
        var expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "headings.txt"))
            .Where(line => line.StartsWith(number, StringComparison.Ordinal))
            .Select(line => line.Split(" | "))
            .ToList();

        var actual = document.Sections.Where(section => section.Heading is not null).ToList();

        Assert.Equal(
            expected.Select(row => $"{row[1]} {row[2]} {row[3]}"),
            actual.Select(section =>
                $"{SourceTexts.Line(source, document.Blocks[section.Heading!.Value])} {section.Level} {section.Role}"
            )
        );
        Assert.All(expected.Zip(actual), pair => Assert.StartsWith(pair.First[4], pair.Second.Title));
    }

    [SharedTheory("corpus")]
    [InlineData("000", BlockKind.ListItem, 3)]
    [InlineData("000", BlockKind.BlockQuotation, 2)]
    [InlineData("000", BlockKind.TableRow, 0)]
    [InlineData("000", BlockKind.Reference, 0)]
    [InlineData("001", BlockKind.Reference, 52)]
    [InlineData("001", BlockKind.Epigraph, 2)]
    [InlineData("001", BlockKind.ListItem, 4)]
    [InlineData("002", BlockKind.TableRow, 14 + 7 + 31)]
    [InlineData("002", BlockKind.ListItem, 11)]
    [InlineData("002", BlockKind.Epigraph, 2)]
    [InlineData("002", BlockKind.Note, 0)]
    [InlineData("003", BlockKind.BlockQuotation, 1)]
    [InlineData("003", BlockKind.ListItem, 0)]
    [InlineData("003", BlockKind.TableRow, 0)]
    public void Blocks_OfKind_AreCounted(string number, BlockKind kind, int expected) =>
        Assert.Equal(expected, SourceTexts.Read(number).Document.Blocks.Count(block => block.Kind == kind));

    [SharedFact("corpus")]
    public void TablesOfFrontMatter_KeepTheirCells()
    {
        var (_, document) = SourceTexts.Read("002");
        var rows = document.Blocks.Where(block => block.Kind == BlockKind.TableRow).ToList();

        Assert.All(rows, row => Assert.Contains('\t', row.Text.Text));
        Assert.Equal(14, rows.Count(row => document.Sections[row.Section].Title == "Contents"));
        Assert.Equal(7, rows.Count(row => document.Sections[row.Section].Title == "Figures and tables"));
        Assert.Equal(31, rows.Count(row => document.Sections[row.Section].Title == "Abbreviations"));
        Assert.DoesNotContain(rows, row => row.Text.Text.Contains('<'));
    }

    [SharedTheory("corpus")]
    [InlineData("000", "", null, null)]
    [InlineData("001", "Andrew F. Cooper", "Stretching the Model of \"Coalitions of the Willing\"", 2005)]
    [InlineData(
        "002",
        "Vincent Pouliot",
        "International Security in Practice: The Politics of NATO–Russia Diplomacy",
        2010
    )]
    [InlineData(
        "003",
        "Edward Newman; Gëzim Visoka",
        "NATO in Kosovo and the logic of successful security practices",
        null
    )]
    public void TitlePage_OfText_SaysWhatIsCertain(string number, string authors, string? title, int? year)
    {
        var page = SourceTexts.Read(number).Document.TitlePage;

        Assert.Equal(title, page.Title);
        Assert.Equal(authors, string.Join("; ", page.Authors));
        Assert.Equal(year, page.Year);
    }

    [SharedFact("corpus")]
    public void FrontAndBackMatter_AreNoBody()
    {
        Assert.All(SourceTexts.Read("002").Document.Sections, section => Assert.Equal(SectionRole.Front, section.Role));
        var (source, cooper) = SourceTexts.Read("001");
        Assert.All(
            cooper.Blocks.Where(block => SourceTexts.Line(source, block) < 98),
            block => Assert.Equal(SectionRole.Front, cooper.Sections[block.Section].Role)
        );
        Assert.All(
            cooper.Blocks.Where(block => SourceTexts.Line(source, block) >= 321),
            block => Assert.Equal(SectionRole.Back, cooper.Sections[block.Section].Role)
        );
        var (newman, article) = SourceTexts.Read("003");
        Assert.Equal(
            [SectionRole.Front, SectionRole.Body],
            article.Sections.Where(section => section.Heading is null).Select(section => section.Role)
        );
        Assert.Equal(
            SectionRole.Body,
            article.Sections[article.Blocks.Single(block => SourceTexts.Line(newman, block) == 7).Section].Role
        );
    }

    [SharedTheory("corpus")]
    [InlineData("001", "*")]
    [InlineData("001", "<u>")]
    [InlineData("001", ">")]
    [InlineData("002", "**")]
    [InlineData("002", "](")]
    [InlineData("002", "##")]
    [InlineData("003", "<http")]
    [InlineData("003", "*")]
    public void Markup_OfText_IsGone(string number, string mark) =>
        Assert.DoesNotContain(
            SourceTexts.Read(number).Document.Blocks,
            block => block.Text.Text.Contains(mark, StringComparison.Ordinal)
        );
}
