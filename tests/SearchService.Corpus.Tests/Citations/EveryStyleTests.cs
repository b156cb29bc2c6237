using System.Globalization;
using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Citations.Formatting;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Citations;

/// <summary>What holds in each style, whatever the work.</summary>
public sealed class EveryStyleTests
{
    public static TheoryData<string> Styles => [.. CitationStyles.Names];

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
    [MemberData(nameof(Styles))]
    public void Cite_UnderATurkishCulture_ReadsTheSame(string style)
    {
        var cites = CitationStyles.Find(style)!;
        var before = CultureInfo.CurrentCulture;
        var expected = CitationCases.Works.Values.Select(work => cites.Cite(work).Reference.Plain).ToList();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(expected, CitationCases.Works.Values.Select(work => cites.Cite(work).Reference.Plain));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Cite_WorkWithFieldsLeftOut_HasNoPunctuationTwice(string style)
    {
        var cites = CitationStyles.Find(style)!;
        string[] doubled =
        [
            ",,",
            ", ,",
            ". .",
            "..",
            "()",
            "( ",
            " )",
            "  ",
            ":,",
            ": ,",
            ": .",
            ";.",
            ",.",
            "; ;",
            " ,",
            " .",
            "‘’",
            "“”",
            "[]",
        ];
        foreach (var work in CitationCases.Works.Values)
        {
            foreach (var field in work.Texts.Keys.Concat(work.Names.Keys).Concat(work.Dates.Keys))
            {
                var less = work with
                {
                    Texts = work.Texts.Remove(field),
                    Names = work.Names.Remove(field),
                    Dates = work.Dates.Remove(field),
                };
                var citation = cites.Cite(less, new Locator(LocatorLabel.Page, "12", LocatorMethod.Printed));
                foreach (
                    var text in new[]
                    {
                        citation.InText,
                        citation.Reference,
                        citation.Note?.Full,
                        citation.Note?.Short,
                    }.OfType<FormattedText>()
                )
                {
                    Assert.All(
                        doubled,
                        marks =>
                            Assert.False(
                                text.Plain.Contains(marks, StringComparison.Ordinal),
                                $"{work.Id} without {field}: {text}"
                            )
                    );
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Cite_ScriptInEveryField_IsOnlyText(string style)
    {
        const string script = "<script>alert('x')</script>";
        var citation = CitationStyles
            .Find(style)!
            .Cite(
                new Work("x", "chapter")
                {
                    Title = script,
                    Author = [new PersonName(script, script)],
                    ContainerTitle = script,
                    Publisher = script,
                    Url = "javascript:alert(1)",
                },
                new Locator(LocatorLabel.Section, script, LocatorMethod.Printed)
            );

        Assert.DoesNotContain("<script", citation.Reference.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", citation.InText.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;", citation.Reference.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "<script",
            citation.Reference.Markdown.Replace("\\<", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Cite_AnyWorkWithOddFields_NeverThrows(string style)
    {
        var cites = CitationStyles.Find(style)!;
        string[] odd =
        [
            "",
            " ",
            "-",
            "–",
            "”",
            "“",
            "?",
            "a",
            "...",
            "<i>",
            "</i>",
            "<i></i>",
            "\u00A0",
            "-.-",
            "'",
            "İ",
            "ß",
            "𝔘",
            "王",
            "1-",
            ",&",
        ];
        foreach (var type in CslFields.Types)
        {
            foreach (var value in odd)
            {
                var work = new Work(value, type)
                {
                    Texts = CslFields.Texts.Concat(CslFields.Numbers).ToDictionary(f => f, _ => value).ToSorted(),
                    Names = CslFields
                        .Names.ToDictionary(
                            f => f,
                            _ =>
                                System.Collections.Immutable.ImmutableArray.Create(
                                    new PersonName(value, value, null, value, value, value),
                                    PersonName.Whole(value),
                                    new PersonName(value)
                                )
                        )
                        .ToSorted(),
                    Dates = CslFields.Dates.ToDictionary(f => f, _ => new CslDate(null, Literal: value)).ToSorted(),
                };
                foreach (var label in Enum.GetValues<LocatorLabel>())
                {
                    var citation = cites.Cite(work, new Locator(label, value, LocatorMethod.Printed));
                    Assert.NotNull(citation.Reference.Html + citation.Reference.Markdown + citation.InText.Plain);
                }
            }
        }
    }

    [Theory]
    [InlineData("a “b” c", "“a ‘b’ c”", "‘a “b” c’")]
    [InlineData("a ‘b’ c", "“a ‘b’ c”", "‘a “b” c’")]
    [InlineData("“a ‘b’ c”", "“‘a “b” c’”", "‘“a ‘b’ c”’")]
    [InlineData("the states’ \"b\" o’clock", "“the states’ ‘b’ o’clock”", "‘the states’ “b” o’clock’")]
    [InlineData("b” and c", "“b’ and c”", "‘b” and c’")]
    public void Quote_WordsWithMarks_TurnsThoseWithin(string words, string american, string british)
    {
        Assert.Equal(american, QuotationMarks.American.Quote(words));
        Assert.Equal(british, QuotationMarks.British.Quote(words));
    }

    [Theory]
    [InlineData("112-113", "112–113", "112–13", "112–13", "112–3")]
    [InlineData("101-08", "101–108", "101–8", "101–08", "101–8")]
    [InlineData("100-104", "100–104", "100–104", "100–04", "100–4")]
    [InlineData("1496-1500", "1496–1500", "1496–500", "1496–500", "1496–500")]
    [InlineData("71-72", "71–72", "71–72", "71–72", "71–2")]
    [InlineData("xi-xiv", "xi–xiv", "xi–xiv", "xi–xiv", "xi–xiv")]
    public void Range_OfPages_IsShortenedAsTheManualRules(
        string pages,
        string full,
        string chicago,
        string two,
        string fewest
    )
    {
        Assert.Equal(
            [full, chicago, two, fewest],
            new[] { RangeForm.Full, RangeForm.Chicago, RangeForm.TwoDigits, RangeForm.Fewest }.Select(form =>
                Numerals.Range(pages, form)
            )
        );
    }

    [Theory]
    [InlineData("{nothing}")]
    [InlineData("<{title}")]
    [InlineData("<?nothing:a>")]
    public void Template_WithAFault_IsRefused(string template)
    {
        Assert.Throws<FormatException>(() => Template.Parse(template));
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
        var work = new Work("x", "book")
        {
            Title = "T",
            Author = [new PersonName("Farrow", "Denise")],
            Issued = CslDate.OfYear(2010),
        };

        Assert.Equal(
            inText,
            CitationStyles.Find(style)!.Cite(work, new Locator(label, heading, LocatorMethod.Printed)).InText.Plain
        );
    }

    [Theory]
    [InlineData("mla", "(Farrow, section “Buffer State,” par. 2)")]
    [InlineData("chicago-author-date", "(Farrow 2010, under “Buffer State,” para. 2)")]
    [InlineData("harvard", "(Farrow, 2010, section ‘Buffer State’, para. 2)")]
    public void Cite_ParagraphOfASectionWithoutANumber_HasTheCommaWhereTheStyleHasIt(string style, string inText)
    {
        var work = new Work("x", "book")
        {
            Title = "T",
            Author = [new PersonName("Farrow", "Denise")],
            Issued = CslDate.OfYear(2010),
        };
        var place = new Locator(LocatorLabel.Section, "Buffer State", LocatorMethod.Printed)
        {
            Within = new Locator(LocatorLabel.Paragraph, "2", LocatorMethod.Printed),
        };

        Assert.Equal(inText, CitationStyles.Find(style)!.Cite(work, place).InText.Plain);
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
    [InlineData("Borders and bridges: A history", null, "Borders and bridges: a history")]
    [InlineData("Borders and bridges: Africa and the sea", "en", "Borders and bridges: Africa and the sea")]
    [InlineData("Borders and bridges: Turing in the north", "en", "Borders and bridges: Turing in the north")]
    [InlineData("Borders and Bridges: A History", "en", "Borders and Bridges: A History")]
    [InlineData("Un monde plein: In memoriam", "fr", "Un monde plein: In memoriam")]
    [InlineData("The salt road: Archives of the deaf", "en", "The salt road: archives of the deaf")]
    [InlineData("The salt road: Coping with high debt", "en", "The salt road: coping with high debt")]
    [InlineData("The salt road: Coalitions and trust", "en", "The salt road: coalitions and trust")]
    [InlineData("The salt road: War Office letters", "en", "The salt road: War Office letters")]
    [InlineData("The salt road: House of Commons debates", "en", "The salt road: House of Commons debates")]
    [InlineData("The salt road: Beijing with open eyes", "en", "The salt road: Beijing with open eyes")]
    [InlineData("The salt road: Peace of Westphalia revisited", "en", "The salt road: Peace of Westphalia revisited")]
    public void SentenceCase_BehindAColon_IsOnlyOfWordsThatNameNobody(string title, string? language, string expected)
    {
        Assert.Equal(expected, SentenceCase.Of(title, language));
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
