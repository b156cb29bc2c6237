using SearchService.Corpus.Citations;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Tests.Citations;

public sealed class FormattedTextTests
{
    [Fact]
    public void Forms_OfOneText_SayTheSame()
    {
        var text = new FormattedTextBuilder()
            .Add("Gëzim & co. (")
            .Add("A *b* <c>", italic: true)
            .Add("). https://x.org/a_b*c")
            .ToText();

        Assert.Equal("Gëzim & co. (A *b* <c>). https://x.org/a_b*c", text.Plain);
        Assert.Equal("Gëzim &amp; co. (<i>A *b* &lt;c&gt;</i>). https://x.org/a_b*c", text.Html);
        Assert.Equal(@"Gëzim & co. (*A \*b\* \<c\>*). <https://x.org/a_b*c>", text.Markdown);
    }

    [Fact]
    public void Markdown_SpacesAtTheEdgesOfItalics_StandOutside()
    {
        Assert.Equal(
            "a *b* c",
            new FormattedTextBuilder().Add("a").Add(" b ", italic: true).Add("c").ToText().Markdown
        );
        Assert.Equal("a  c", new FormattedTextBuilder().Add("a").Add("  ", italic: true).Add("c").ToText().Markdown);
    }

    [Fact]
    public void Markdown_SignsThatWouldBeMarkup_AreEscaped()
    {
        Assert.Equal(
            @"\# \[x\]\(y\) &lt;"
                .Replace(@"\(y\)", "(y)", StringComparison.Ordinal)
                .Replace("&lt;", @"\&lt;", StringComparison.Ordinal),
            One("# [x](y) &lt;")
        );
        Assert.Equal(@"\- a", One("- a"));
        Assert.Equal("a # b - c", One("a # b - c"));

        static string One(string text) => new FormattedText([new TextRun(text, false)]).Markdown;
    }

    [Fact]
    public void AddTitle_InlineTags_TurnTheFace()
    {
        var text = new FormattedTextBuilder().AddTitle("The <i>E. coli</i> <b>K-12</b> <x>", italic: true).ToText();

        Assert.Equal([new("The ", true), new("E. coli", false), new(" K-12 <x>", true)], text.Runs);
    }

    [Theory]
    [InlineData("a", "a.")]
    [InlineData("a.", "a.")]
    [InlineData("a?", "a?")]
    [InlineData("“a”", "“a.”")]
    [InlineData("“a?”", "“a?”")]
    [InlineData("a’", "a’.")]
    public void Stop_EndsASentenceOnce(string words, string expected)
    {
        Assert.Equal(expected, new FormattedTextBuilder().Add(words).Stop().ToText().Plain);
    }

    [Theory]
    [InlineData("Andrew F.", "A. F.")]
    [InlineData("Jean-Paul", "J.-P.")]
    [InlineData("J.R.R.", "J. R. R.")]
    [InlineData("J. R. R.", "J. R. R.")]
    [InlineData("J.-P.", "J.-P.")]
    [InlineData("Ludwig van", "L. van")]
    [InlineData("bell", "b.")]
    [InlineData("Yu. M.", "Yu. M.")]
    [InlineData("Łukasz", "Ł.")]
    [InlineData("E\u0301mile", "E\u0301.")]
    [InlineData("E\u0301.", "E\u0301.")]
    [InlineData("小明", "小明")]
    [InlineData("ibrahim", "i.")]
    [InlineData("", "")]
    public void Initials_OfGivenNames(string given, string expected)
    {
        Assert.Equal(expected, Initials.Of(given));
    }

    [Theory]
    [InlineData("a mathematical theory of communication", null, "A Mathematical Theory of Communication")]
    [InlineData("the art: of war", "en-GB", "The Art: Of War")]
    [InlineData("NATO and arXiv in love", "en", "NATO and arXiv in Love")]
    [InlineData("de la démocratie en Amérique", "fr", "de la démocratie en Amérique")]
    [InlineData("a letter from a friend with love", "en", "A Letter From a Friend With Love")]
    [InlineData("“in” quotes", null, "“In” Quotes")]
    public void TitleCase_OfEnglishOnly(string title, string? language, string expected)
    {
        Assert.Equal(expected, TitleCase.Of(title, language, SmallWords.Apa));
    }

    [Fact]
    public void Styles_OfTheApi_AreThere()
    {
        Assert.Equal(
            [
                "apa",
                "mla",
                "chicago-author-date",
                "chicago-notes",
                "harvard",
                "ieee",
                "vancouver",
                "international-affairs",
            ],
            CitationStyles.Names
        );
        Assert.Equal("APA 7", CitationStyles.Find("APA")!.Title);
        Assert.Null(CitationStyles.Find("turabian"));
    }
}
