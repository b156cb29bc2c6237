using System.Globalization;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Citations.Formatting;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Citations;

/// <summary>What holds in each style, whatever the work.</summary>
public sealed class EveryStyleTests
{
    public static TheoryData<string> Styles => [.. CitationStyles.Names];

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
}
