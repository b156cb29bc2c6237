using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Tests.Citations.Formatting;

/// <summary>What the styles are made of: quotation marks, ranges of pages, capitals, templates.</summary>
public sealed class FormattingTests
{
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
}
