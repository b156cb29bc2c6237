using System.Globalization;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Citations.Apa;
using SearchService.Corpus.Documents;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Citations;

public sealed class ApaStyleTests
{
    private static readonly ApaStyle Apa = new();

    public static TheoryData<string> CaseNames => [.. CitationCases.All.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Cite_EachCaseOfTheTable_ReadsAsTheTableSays(string name)
    {
        var expected = CitationCases.All[name];

        var citation = Apa.Cite(expected.Work, expected.Locator);

        Assert.Equal(expected.InText, Starred(citation.InText));
        if (expected.Reference is not null)
        {
            Assert.Equal(expected.Reference, Starred(citation.Reference));
        }
    }

    [Fact]
    public void Cite_UnderATurkishCulture_ReadsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            foreach (var expected in CitationCases.All.Values)
            {
                Assert.Equal(expected.InText, Starred(Apa.Cite(expected.Work, expected.Locator).InText));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Cite_UnknownPage_WarnsAndNamesNoNumber()
    {
        var citation = Apa.Cite(Cooper, new Locator(LocatorLabel.Page, "17", LocatorMethod.Unknown));

        Assert.Equal("(Cooper, 2005)", citation.InText.Plain);
        Assert.Contains(citation.Warnings, warning => warning.Contains("page is not known", StringComparison.Ordinal));
        Assert.Contains(citation.Warnings, warning => warning.Contains("no place", StringComparison.Ordinal));
        Assert.DoesNotContain(citation.Warnings, warning => warning.Contains("17", StringComparison.Ordinal));
    }

    [Fact]
    public void Cite_InferredPage_CitesItAndSaysThatItIsInferred()
    {
        var citation = Apa.Cite(Cooper, new Locator(LocatorLabel.Page, "17", LocatorMethod.Inferred));

        Assert.Equal("(Cooper, 2005, p. 17)", citation.InText.Plain);
        Assert.Contains(citation.Warnings, warning => warning.Contains("inferred", StringComparison.Ordinal));
    }

    [Fact]
    public void Cite_PrintedPage_HasNothingToWarnOf()
    {
        var work = Cooper with { Title = "Stretching the model of “coalitions of the willing”" };

        Assert.Empty(Apa.Cite(work, new Locator(LocatorLabel.Page, "17", LocatorMethod.Printed)).Warnings);
    }

    [Theory]
    [InlineData("Stretching the Model of “Coalitions of the Willing”", "en-CA", true)]
    [InlineData("International Security in Practice: The Politics of NATO–Russia Diplomacy", "en", true)]
    [InlineData("The Logic of Successful Practices without Formal Agreement", null, true)]
    [InlineData("NATO in Kosovo and the logic of successful security practices", "en", false)]
    [InlineData("NATO in Kosovo and the logic of successful security practices", null, false)]
    [InlineData("Explaining Kosovo through Serbia and Albania", "en", false)]
    [InlineData("The United Nations, the African Union and the North Atlantic Treaty Organization", "en", false)]
    [InlineData("Die Politik der Sicherheit und die Macht der Organisationen und Regierungen", "de", false)]
    [InlineData("Die Politik der Sicherheit und die Macht der Organisationen und Regierungen", null, false)]
    [InlineData("Positivism and Beyond", "en", false)]
    public void Cite_EnglishTitleInTitleCase_Warns(string title, string? language, bool expected)
    {
        var warnings = Apa.Cite(Cooper with { Title = title, Language = language }).Warnings;

        Assert.Equal(expected, warnings.Any(warning => warning.Contains("sentence case", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cite_NothingKnown_IsStillACitation()
    {
        var citation = Apa.Cite(new Work("x", "document"));

        Assert.Equal("(Untitled, n.d.)", citation.InText.Plain);
        Assert.Equal("Untitled. (n.d.).", citation.Reference.Plain);
        Assert.Equal(3, citation.Warnings.Count);
    }

    [Fact]
    public void Cite_DateInWords_StandsAsRecordedAndWarns()
    {
        var citation = Apa.Cite(Cooper with { Issued = new CslDate(null, Literal: "forthcoming") });

        Assert.StartsWith("Cooper, A. F. (forthcoming).", citation.Reference.Plain, StringComparison.Ordinal);
        Assert.Contains(citation.Warnings, warning => warning.Contains("no year", StringComparison.Ordinal));
    }

    [Fact]
    public void Cite_TitleFromTheFilesName_Warns()
    {
        var described = new DescribedWork(
            new Work("notes", "document") { Title = "notes" },
            new Dictionary<string, FieldOrigin>(StringComparer.Ordinal) { ["title"] = FieldOrigin.FileName }
        );

        Assert.Contains(
            Apa.Cite(described).Warnings,
            warning => warning.Contains("name of the file", StringComparison.Ordinal)
        );
    }

    [SharedFact("corpus/library.json")]
    public void Cite_TheFourWorks_AreRight()
    {
        var works = CslJsonReader.Read(File.ReadAllBytes(Repository.SharedPath("corpus", "library.json"))).Works;

        Assert.Equal(4, works.Count);
        foreach (var work in works.Select(read => read.Work))
        {
            Assert.Equal(CitationCases.All[work.Id].Reference, Starred(Apa.Cite(work).Reference));
        }
    }

    private static Work Cooper => CitationCases.All["cooper-2005"].Work;

    private static string Starred(FormattedText text) =>
        string.Concat(text.Runs.Select(run => run.Italic ? $"*{run.Text}*" : run.Text));
}
