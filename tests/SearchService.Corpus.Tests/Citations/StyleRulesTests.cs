using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Citations;

/// <summary>What the manual of one style rules, or of some.</summary>
public sealed class StyleRulesTests
{
    private static readonly Work Farrow = new("x", "book")
    {
        Title = "T",
        Author = [new PersonName("Farrow", "Denise")],
        Issued = CslDate.OfYear(2010),
    };

    public static TheoryData<string, string> Manuals
    {
        get
        {
            var cases = new TheoryData<string, string>();
            var lines = File.ReadAllLines(CitationCases.PathOf("manuals.txt"));
            foreach (var (line, next) in lines.Zip(lines.Skip(1)))
            {
                if (next.StartsWith("  ", StringComparison.Ordinal))
                {
                    cases.Add(line, next.Trim());
                }
            }

            return cases;
        }
    }

    /// <param name="cited">"mla, reference: {a record}" or "mla, in-text, page 12: {a record}".</param>
    [Theory]
    [MemberData(nameof(Manuals))]
    public void Cite_WorkOfAManualsRule_IsAsTheManualHasIt(string cited, string expected)
    {
        var at = cited.IndexOf(": {", StringComparison.Ordinal);
        var head = cited[..at].Split(", ");
        var work = CslJsonReader
            .Read(Encoding.UTF8.GetBytes("[{\"id\":\"x\"," + cited[(at + 3)..] + "]"))
            .Works.Single()
            .Work;
        var locator =
            head is [_, _, var place] && place.Split(' ', 2) is [var label, var value]
                ? new Locator(Enum.Parse<LocatorLabel>(label, ignoreCase: true), value, LocatorMethod.Printed)
                : null;

        var citation = CitationStyles.Find(head[0])!.Cite(work, locator);
        var text = head[1] switch
        {
            "in-text" => citation.InText,
            "note" => citation.Note!.Full,
            "short note" => citation.Note!.Short,
            _ => citation.Reference,
        };
        Assert.Equal(expected, string.Concat(text.Runs.Select(run => run.Italic ? $"*{run.Text}*" : run.Text)));
    }

    [Theory]
    [InlineData("vancouver", true)]
    [InlineData("harvard", true)]
    [InlineData("apa", false)]
    public void Cite_BookWithoutItsPlace_WarnsWhereTheStyleNamesPlaces(string style, bool warns)
    {
        var work = new Work("x", "book") { Title = "Ports", Publisher = "Harbour Board" };

        Assert.Equal(
            warns,
            CitationStyles
                .Find(style)!
                .Cite(work)
                .Warnings.Any(warning => warning.Contains("place of publication", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("Coastal Trade Review", null, true)]
    [InlineData("Coastal Trade Review", "Coast. Trade Rev.", false)]
    [InlineData("Ports", null, false)]
    public void Cite_JournalInVancouver_WarnsWhereItsAbbreviationIsNotKnown(
        string name,
        string? abbreviated,
        bool warns
    )
    {
        var work = new Work("x", "article-journal") { Title = "Tides", ContainerTitle = name };
        work = abbreviated is null ? work : work with { Texts = work.Texts.Add("container-title-short", abbreviated) };
        var citation = CitationStyles.Find("vancouver")!.Cite(work);

        Assert.Contains(abbreviated ?? name, citation.Reference.Plain, StringComparison.Ordinal);
        Assert.Equal(
            warns,
            citation.Warnings.Any(warning => warning.Contains("abbreviated title", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Cite_NewspaperWithoutAuthor_SaysWhatStandsInTheAuthorsPlace()
    {
        var work = new Work("x", "article-newspaper") { Title = "Tides", ContainerTitle = "The Harbour Times" };

        Assert.Contains(
            "no author is known: the name of what it appeared in stands in the author's place",
            CitationStyles.Find("harvard")!.Cite(work).Warnings
        );
    }

    [Theory]
    [InlineData("mla", LocatorLabel.Section, "Who should intervene?", "(Farrow, section “Who should intervene?”)")]
    [InlineData("chicago-author-date", LocatorLabel.Section, "Conclusion", "(Farrow 2010, under “Conclusion”)")]
    [InlineData("harvard", LocatorLabel.Section, "Conclusion", "(Farrow, 2010, section ‘Conclusion’)")]
    public void Cite_SectionWithoutANumber_IsNamedByItsHeading(
        string style,
        LocatorLabel label,
        string heading,
        string inText
    )
    {
        Assert.Equal(
            inText,
            CitationStyles.Find(style)!.Cite(Farrow, new Locator(label, heading, LocatorMethod.Printed)).InText.Plain
        );
    }

    [Theory]
    [InlineData("mla", "(Farrow, section “Buffer State,” par. 2)")]
    [InlineData("chicago-author-date", "(Farrow 2010, under “Buffer State,” para. 2)")]
    [InlineData("harvard", "(Farrow, 2010, section ‘Buffer State’, para. 2)")]
    public void Cite_ParagraphOfASectionWithoutANumber_HasTheCommaWhereTheStyleHasIt(string style, string inText)
    {
        var place = new Locator(LocatorLabel.Section, "Buffer State", LocatorMethod.Printed)
        {
            Within = new Locator(LocatorLabel.Paragraph, "2", LocatorMethod.Printed),
        };

        Assert.Equal(inText, CitationStyles.Find(style)!.Cite(Farrow, place).InText.Plain);
    }

    [Theory]
    [InlineData("University of Chicago Press", "U of Chicago P")]
    [InlineData("United Nations University Press", "United Nations UP")]
    [InlineData("University Press of Kansas", "UP of Kansas")]
    [InlineData("University of Chicago Press / Harbour Press", "U of Chicago P / Harbour Press")]
    [InlineData("Presses Universitaires de France", "Presses Universitaires de France")]
    [InlineData("MIT Press", "MIT Press")]
    public void Cite_PublisherInMla_IsShortenedWhereItIsAUniversitysInEnglish(string publisher, string expected)
    {
        var work = new Work("x", "book")
        {
            Title = "Rivers",
            Author = [new PersonName("Farrow", "Denise")],
            Publisher = publisher,
            Issued = CslDate.OfYear(2010),
        };

        Assert.Equal(
            $"Farrow, Denise. Rivers. {expected}, 2010.",
            CitationStyles.Find("mla")!.Cite(work).Reference.Plain
        );
    }

    [Theory]
    [InlineData("The Lantern Society", "(Slow Tides 4)", "Slow Tides: A Survey. Lantern Society, 2010.")]
    [InlineData("Harbour Board", "(Harbour Board 4)", "Harbour Board. Slow Tides: A Survey. Lantern Society, 2010.")]
    public void Cite_BodyInMla_IsTheAuthorOnlyOfWhatAnotherPublishes(string body, string inText, string reference)
    {
        var work = new Work("x", "report")
        {
            Title = "Slow tides: A survey",
            Author = [PersonName.Whole(body)],
            Publisher = "Lantern Society",
            Issued = CslDate.OfYear(2010),
        };
        var citation = CitationStyles
            .Find("mla")!
            .Cite(work, new Locator(LocatorLabel.Page, "4", LocatorMethod.Printed));

        Assert.Equal(inText, citation.InText.Plain);
        Assert.Equal(reference, citation.Reference.Plain);
        Assert.DoesNotContain(citation.Warnings, warning => warning.Contains("author", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mla", "dataset")]
    [InlineData("chicago-author-date", "dataset")]
    [InlineData("chicago-notes", "software")]
    [InlineData("harvard", "dataset")]
    [InlineData("ieee", "software")]
    [InlineData("ieee", "dataset")]
    [InlineData("vancouver", "software")]
    [InlineData("vancouver", "dataset")]
    [InlineData("international-affairs", "dataset")]
    public void Cite_DataOrProgram_NamesItsVersionOnce(string style, string type)
    {
        var cites = CitationStyles.Find(style)!;
        var work = new Work("x", type) { Title = "Ports", Publisher = "Harbour Board" };

        foreach (var version in (string[])["2.1", "v2.1"])
        {
            var reference = cites.Cite(work with { Version = version }).Reference.Plain;
            Assert.Contains("ersion 2.1", reference, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ersion", cites.Cite(work).Reference.Plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("An autumn of envoys: A history", "en", "Farrow, Autumn of Envoys.")]
    [InlineData("A város", "hu", "Farrow, A város.")]
    [InlineData("Theory", null, "Farrow, Theory.")]
    public void Cite_ShortNoteInChicago_LeavesOutTheEnglishArticle(string title, string? language, string expected)
    {
        var work = new Work("x", "book")
        {
            Title = title,
            Author = [new PersonName("Farrow", "Denise")],
            Language = language,
        };

        Assert.Equal(expected, CitationStyles.Find("chicago-notes")!.Cite(work).Note!.Short.Plain);
    }

    [Theory]
    [InlineData("chicago-notes", "Farrow, Denise. Introduction to The Long Quarrel, edited by Jan Meer. n.d.")]
    [InlineData("chicago-author-date", "Farrow, Denise. n.d. Introduction to The Long Quarrel, edited by Jan Meer.")]
    public void Cite_ChapterThatIsAnIntroduction_NamesItWithoutMarks(string style, string expected)
    {
        var work = new Work("x", "chapter")
        {
            Title = "Introduction",
            ContainerTitle = "The long quarrel",
            Author = [new PersonName("Farrow", "Denise")],
            Editor = [new PersonName("Meer", "Jan")],
        };
        var cites = CitationStyles.Find(style)!;

        Assert.Equal(expected, cites.Cite(work).Reference.Plain);
        Assert.StartsWith(
            "Introduction to The Long Quarrel",
            CitationStyles.Find("chicago-notes")!.Cite(work with { Author = [] }).Note!.Full.Plain,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("book", false)]
    [InlineData("article-journal", true)]
    public void Cite_TitleWithCapitalsInIeee_WarnsWhereTheStyleHasNone(string type, bool warns)
    {
        var work = new Work("x", type) { Title = "Strategic Questions and Practical Considerations of the Alliance" };

        Assert.Equal(
            warns,
            CitationStyles
                .Find("ieee")!
                .Cite(work)
                .Warnings.Any(warning => warning.Contains("sentence case", StringComparison.Ordinal))
        );
    }
}
