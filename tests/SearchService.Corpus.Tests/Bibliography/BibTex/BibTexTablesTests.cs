using System.Globalization;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Tests.Recovery;

namespace SearchService.Corpus.Tests.Bibliography.BibTex;

/// <summary>The tables <c>latex.txt</c>, <c>bibtex-names.txt</c> and <c>bibtex-dates.txt</c> of <c>Cases/Bibliography</c>.</summary>
public sealed class BibTexTablesTests
{
    [Fact]
    public void LatexDecoder_EachCase_IsWhatTheTableSays() =>
        AssertEach("latex.txt", latex => LatexDecoder.Decode(latex).Replace('\u00A0', '␣'));

    [Fact]
    public void Names_EachCase_AreDividedAsTheTableSays() =>
        AssertEach(
            "bibtex-names.txt",
            latex => string.Join("; ", BibTexNames.Read(latex, droppingParticles: false, []).Select(Divided))
        );

    [Fact]
    public void Dates_EachCase_AreWhatTheTableSays() =>
        AssertEach(
            "bibtex-dates.txt",
            row =>
            {
                var fields = row.Split('|', StringSplitOptions.TrimEntries)
                    .Zip((string[])["year", "month", "day", "date"])
                    .Where(field => field.First != "-")
                    .Select(field => $"{field.Second} = {{{field.First}}}");
                var read = BibTexReader.Read($"@book{{x, title = {{T}}, {string.Join(", ", fields)}}}");
                return Said(Assert.Single(read.Works).Work.Issued);
            }
        );

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("texts/a b.txt", "texts/a b.txt")]
    [InlineData("Full Text:files/12/Eco 1992.pdf:application/pdf", "files/12/Eco 1992.pdf")]
    [InlineData(":Eco1992.pdf:PDF;Notes:notes.txt:Text", "Eco1992.pdf|notes.txt")]
    [InlineData(@":C\:/texts/a.txt:Text", "C:/texts/a.txt")]
    [InlineData(@":C$\backslash$:/Users/x/a.pdf:pdf", "C:/Users/x/a.pdf")]
    [InlineData(@"C:\texts\a.txt", @"C:\texts\a.txt")]
    [InlineData(@":volumes/*.txt:", "volumes/*.txt")]
    [InlineData(
        @"/home/x/Zotero/storage/AB12/Eco.pdf;/home/x/b.html",
        "/home/x/Zotero/storage/AB12/Eco.pdf|/home/x/b.html"
    )]
    [InlineData(@":one\;two.txt:Text", "one;two.txt")]
    [InlineData(@":a\_b.txt:Text", "a_b.txt")]
    [InlineData(";;", "")]
    public void AttachedFiles_AsProgramsWriteThem_AreTheirPaths(string field, string paths) =>
        Assert.Equal(paths, string.Join('|', AttachedFiles.Read(field)));

    private static void AssertEach(string table, Func<string, string> read)
    {
        var faults = new List<string>();
        foreach (var line in CaseTable.Lines("Bibliography/" + table))
        {
            var parts = CaseTable.Cut(line, " => ");
            if (read(parts[0]) is var found && found != parts[1])
            {
                faults.Add($"{parts[0]}\n  expected {parts[1]}\n  found    {found}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string Divided(PersonName name) =>
        name.Literal is { } body
            ? "{" + body + "}"
            : $"{name.Family} | {name.Given ?? "-"} | {name.NonDroppingParticle ?? "-"} | {name.Suffix ?? "-"}";

    internal static string Said(CslDate? date)
    {
        if (date?.Start is not { } start)
        {
            return date is null ? "-" : $"\"{date.Literal}\"";
        }

        var said = Day(start) + (date.End is { } end ? " to " + Day(end) : "") + (date.Circa ? " circa" : "");
        return date.Season is { } season ? said + " " + Seasons[season - 1] : said;
    }

    private static readonly string[] Seasons = ["spring", "summer", "autumn", "winter"];

    private static string Day(DateParts day) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{day.Year}{(day.Month is { } month ? $"-{month:00}" : "")}{(day.Day is { } d ? $"-{d:00}" : "")}"
        );
}
