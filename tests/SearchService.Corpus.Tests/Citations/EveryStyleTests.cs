using System.Collections.Immutable;
using System.Globalization;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations;
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
                foreach (var text in TextsOf(citation))
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
        Assert.DoesNotContain("href", citation.Reference.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<javascript", citation.Reference.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "<script",
            citation.Reference.Markdown.Replace("\\<", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Cite_AnyWorkWithOddFields_IsOfWholeRuns(string style)
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
                                ImmutableArray.Create(
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
                    foreach (var text in TextsOf(citation))
                    {
                        Assert.True(IsOfWholeRuns(text), $"{type} of “{value}”: {text.Markdown}");
                    }
                }
            }
        }
    }

    private static IEnumerable<FormattedText> TextsOf(Citation citation) =>
        new[]
        {
            citation.InText,
            citation.Reference,
            citation.Note?.Full,
            citation.Note?.Short,
        }.OfType<FormattedText>();

    /// <summary>No run is empty, and neighbours differ in face.</summary>
    private static bool IsOfWholeRuns(FormattedText text) =>
        text.Runs.All(run => run.Text.Length > 0)
        && text.Runs.Zip(text.Runs.Skip(1)).All(pair => pair.First.Italic != pair.Second.Italic);
}
