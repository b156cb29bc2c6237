using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Words and addresses that the page or the conversion broke, each put together by what the text has elsewhere.</summary>
public sealed class MendedWordsTests
{
    [Theory]
    [InlineData("It was an inter-\nnational affair.", "It was an international affair.")]
    [InlineData("They said “busi-\nness”, they did.", "They said “business”, they did.")]
    [InlineData("Out-of-\narea talk. The far-out-of-area role.", "Out-of-area talk. The far-out-of-area role.")]
    [InlineData(
        "The neo-\nconservatives came. A neo-conservative too.",
        "The neo-conservatives came. A neo-conservative too."
    )]
    [InlineData("The Euro-\nAtlantic area.", "The Euro-Atlantic area.")]
    [InlineData("From 1999-\n2003 it was.", "From 1999-2003 it was.")]
    [InlineData("A decision-mak-\ning body.", "A decision-making body.")]
    [InlineData("A soft\u00adly broken co\u00ad\noperation.", "A softly broken cooperation.")]
    public void LineEndHyphen_IsDroppedUnlessTheTextHasIt(string source, string expected)
    {
        Assert.Equal(expected, Single(source).Text.Text);
    }

    [Theory]
    [InlineData("The non- European and the non-European.", "The non-European and the non-European.")]
    [InlineData("It is un- known, and unknown it stays.", "It is unknown, and unknown it stays.")]
    [InlineData("Pre- and post-war and pre-war things.", "Pre- and post-war and pre-war things.")]
    [InlineData("The Pf P again; PfP, PfP and PfP.", "The PfP again; PfP, PfP and PfP.")]
    [InlineData("After 9 /11 as before 9/11.", "After 9/11 as before 9/11.")]
    [InlineData("The USled model and the US-led coalition.", "The US-led model and the US-led coalition.")]
    [InlineData("The Twenty--first and the twenty-first.", "The Twenty-first and the twenty-first.")]
    [InlineData("A pause -- as here--and no word.", "A pause -- as here--and no word.")]
    public void SpaceOrHyphen_InsideAWord_GoesWhereTheTextProvesIt(string source, string expected)
    {
        Assert.Equal(expected, Single(source).Text.Text);
    }

    [Fact]
    public void CompoundRunTogether_StaysAndIsDoubted()
    {
        var block = Single("A highprofile visit, a high-profile guest and a high-profile host.");

        Assert.Equal("A highprofile visit, a high-profile guest and a high-profile host.", block.Text.Text);
        Assert.Equal("high-profile", Assert.Single(block.Doubts).Suggestion);
    }

    [Theory]
    [InlineData("See http://www.a.org/docu/\ncomm/49.htm for it.", "See http://www.a.org/docu/comm/49.htm for it.")]
    [InlineData("See http://www.a.\norg/news for it.", "See http://www.a.org/news for it.")]
    [InlineData("See http://a.org/1994bc.\nhtml", "See http://a.org/1994bc.html")]
    [InlineData("See http://a.org/x.asp\nand the rest.", "See http://a.org/x.asp and the rest.")]
    [InlineData("See http://a.org/peace/ etimor/docs.htm, p. 4.", "See http://a.org/peace/etimor/docs.htm, p. 4.")]
    public void Address_BrokenByLineOrSpace_IsOne(string source, string expected)
    {
        Assert.Equal(expected, Single(source).Text.Text);
    }

    [Theory]
    [InlineData(
        "He said ‘hors zone, hors sujet’hors zone, hors sujet’.’.t . Then",
        "He said ‘hors zone, hors sujet’. Then"
    )]
    [InlineData(
        "It is called ‘A World of Liberty and of Law under ‘A World of Liberty and of Law under the sun",
        "It is called ‘A World of Liberty and of Law under the sun"
    )]
    public void Overprint_KeepsOneCopy(string source, string expected)
    {
        Assert.Equal(expected, Single(source).Text.Text);
    }

    [Theory]
    [InlineData("Tomorrow and tomorrow and tomorrow and tomorrow creeps")]
    [InlineData("I want to hold your hand, I want to hold your hand, I want to hold it")]
    [InlineData("Row, row, row your boat. Row, row, row your boat.")]
    public void Repetition_ThatIsProse_Stays(string source)
    {
        Assert.Equal(source, Single(source).Text.Text);
    }

    private static Block Single(string source) => Assert.Single(RecoveredText.Of(source).Document.Blocks);
}
