using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Tests.Bibliography;

public sealed class WorkDescriptionTests
{
    [Fact]
    public void Of_AllThreeSources_TakesEachFieldFromTheMostTrusted()
    {
        var record = new Work("emma-1815", "book") { Title = "Emma", Publisher = "John Murray" };
        var page = new TitlePage("EMMA", ["Jane Austen"], 1816, "title: Emma!\ndate: 1815\nlanguage: en\n");

        var described = WorkDescription.Of(File(record), page, out var problems);

        Assert.Empty(problems);
        Assert.Equal("emma-1815", described.Work.Id);
        Assert.Equal("Emma", described.Work.Title);
        Assert.Equal(1815, described.Work.Year);
        Assert.Equal(["Jane Austen"], described.Work.Authors);
        Assert.Equal(FieldOrigin.Library, described.Origins["title"]);
        Assert.Equal(FieldOrigin.Library, described.Origins["type"]);
        Assert.Equal(FieldOrigin.FrontMatter, described.Origins["issued"]);
        Assert.Equal(FieldOrigin.FrontMatter, described.Origins["language"]);
        Assert.Equal(FieldOrigin.TitlePage, described.Origins["author"]);
    }

    [Fact]
    public void Of_NothingKnown_NamesTheFileAndInventsNothing()
    {
        var described = WorkDescription.Of(File(null), TitlePage.Unknown, out _);

        Assert.Equal("Some Text", described.Work.Title);
        Assert.Equal(FieldOrigin.FileName, described.Origins["title"]);
        Assert.Equal("document", described.Work.Type);
        Assert.Single(described.Origins);
        Assert.Empty(described.Work.Authors);
        Assert.Null(described.Work.Year);
    }

    [Fact]
    public void Of_FrontMatter_ReadsWhatMarkdownWritersWrite()
    {
        var work = Described(
            """
            title: "What is a page?"
            subtitle: A note
            authors:
              - Bas C. van Fraassen
              - {family: King, given: Martin Luther, suffix: Jr.}
              - Danish Institute for International Studies
              - name: Trine Flockhart
                affiliation: somewhere
            date: 3 October 2005
            journal: The Journal
            doi: 10.1000/1
            isbn: 978-0-521-12203-0
            type: article-journal
            volume: 12
            lang: en-GB
            draft: true
            """
        );

        Assert.Equal("What is a page? A note", work.Title);
        Assert.Equal(
            [
                "Bas C. van Fraassen",
                "Martin Luther King Jr.",
                "Danish Institute for International Studies",
                "Trine Flockhart",
            ],
            work.Authors
        );
        Assert.Equal("van", work.Author[0].NonDroppingParticle);
        Assert.NotNull(work.Author[2].Literal);
        Assert.Equal(new DateParts(2005, 10, 3), work.Issued!.Start);
        Assert.Equal(
            ("The Journal", "10.1000/1", "12", "en-GB"),
            (work.ContainerTitle, work.Doi, work.Volume, work.Language)
        );
        Assert.Equal("article-journal", work.Type);
    }

    [Theory]
    [InlineData("author: Cooper, Andrew F.", "Andrew F.|Cooper")]
    [InlineData("author: Andrew F. Cooper", "Andrew F.|Cooper")]
    [InlineData("author: Charles de Gaulle", "Charles|Gaulle")]
    [InlineData("author: Martin Luther King, Jr.", "Martin Luther|King")]
    [InlineData("author: Plato", "|Plato")]
    [InlineData(
        "author: International Commission on Intervention and State Sovereignty",
        "|International Commission on Intervention and State Sovereignty"
    )]
    [InlineData("author: Smith, Booth, Zalewski", "|Smith, Booth, Zalewski")]
    public void Of_AuthorInOnePiece_IsDividedOnlyWhereThatIsPlain(string yaml, string expected)
    {
        var name = Assert.Single(Described(yaml).Author);

        Assert.Equal(expected, $"{name.Given}|{name.Family ?? name.Literal}");
    }

    [Theory]
    [InlineData("title: [unclosed\nauthor: x", 2)]
    [InlineData("title: \"open", 2)]
    [InlineData("a: b: c", 2)]
    [InlineData("- a\n- b", 2)]
    [InlineData("title: Emma\ntype: tome", 3)]
    [InlineData("title: Emma\nauthor: {born: 1775}", 3)]
    [InlineData("title: {a: b}", 2)]
    public void Of_FaultyFrontMatter_IsAProblemWithTheFilesLine(string yaml, int line)
    {
        WorkDescription.Of(File(null), TitlePage.Unknown with { FrontMatterYaml = yaml }, out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal("folder/Some Text.md", problem.File);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void Of_HostileFrontMatter_NeitherThrowsNorGrows()
    {
        string[] hostile =
        [
            new string('[', 100_000),
            new string('{', 100_000),
            "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\nauthor: *c",
            "title: !!binary aGVsbG8=\nauthor: !!python/object x",
            "? [a]\n: b",
            "title: \0",
            "&a a: *a",
            "--- \n...\n---\n",
            "%YAML 9.9\n---\ntitle: x",
            "title: \"\\ud800\"",
            "\t\ttitle: x",
        ];
        foreach (var yaml in hostile)
        {
            var described = WorkDescription.Of(File(null), TitlePage.Unknown with { FrontMatterYaml = yaml }, out _);
            Assert.True(described.Work.ToString().Length < 1000);
        }
    }

    private static Work Described(string yaml)
    {
        var described = WorkDescription.Of(
            File(null),
            TitlePage.Unknown with
            {
                FrontMatterYaml = yaml,
            },
            out var problems
        );
        Assert.Empty(problems);
        return described.Work;
    }

    private static CorpusFile File(Work? record) => new("folder/Some Text.md", "", 0, record, "some-text");
}
