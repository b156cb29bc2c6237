using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Tests.Recovery;

public sealed class InlineMarkupTests
{
    [Theory]
    [InlineData("A *word* and **two words** here", "A word and two words here")]
    [InlineData("***both*** and _this_ and __that__", "both and this and that")]
    [InlineData("nested **bold *and italic* text** end", "nested bold and italic text end")]
    [InlineData("*Journal of Peace*⁵ and (*Title*), 3", "Journal of Peace⁵ and (Title), 3")]
    [InlineData("*Title.*⁵", "Title.⁵")]
    [InlineData("ANNE VISOKA* and 5 * 3 = 15", "ANNE VISOKA* and 5 * 3 = 15")]
    [InlineData("2*3*4 and a_b_c stay", "2*3*4 and a_b_c stay")]
    [InlineData("see http://a.org/x_y_z/_q_/p and *that*", "see http://a.org/x_y_z/_q_/p and that")]
    [InlineData("__. (2002) A title. __, and ____. (2003)", "__. (2002) A title. __, and ____. (2003)")]
    [InlineData("a [link](http://x.org/a_(b)) here", "a link here")]
    [InlineData("[More](#) text [sic](see there) [^1]", "More text [sic](see there) [^1]")]
    [InlineData("![A map](maps/a.png) of it", "A map of it")]
    [InlineData("see <https://x.org/a>, end", "see https://x.org/a, end")]
    [InlineData("online at http://x.org/a/b.html>, end", "online at http://x.org/a/b.html, end")]
    [InlineData("title < http://x.org/a b.html >, end", "title http://x.org/a b.html, end")]
    [InlineData("title < http://x.org/a.htm 49 (2).", "title http://x.org/a.htm 49 (2).")]
    [InlineData("<i>List</i> of <b>figures</b><br/>", "List of figures")]
    [InlineData("if a < b and b > c then a -> c", "if a < b and b > c then a -> c")]
    [InlineData("Smith &amp; Sons &#8211; &quot;x&quot; AT&T", "Smith & Sons – \"x\" AT&T")]
    [InlineData("not \\*emphasis\\* here", "not *emphasis* here")]
    [InlineData("run `dotnet *x* test` now", "run dotnet *x* test now")]
    [InlineData("he said `so' and `so' again", "he said `so' and `so' again")]
    [InlineData("<!-- hidden -->shown", "shown")]
    [InlineData("*over\ntwo lines* end", "over two lines end")]
    public void Markup_OfWords_LeavesTheWords(string source, string expected)
    {
        var document = RecoveryPipeline.Recover(source);

        Assert.Equal(expected, Assert.Single(document.Blocks).Text.Text);
    }

    [Theory]
    [InlineData("First.\n\n---\n\nSecond.")]
    [InlineData("First.\n\n* * *\n\nSecond.")]
    [InlineData("First.\n***\nSecond.")]
    [InlineData("First.\n\n[1]: http://x.org/a \"Title\"\n\nSecond.")]
    public void Rule_BetweenParagraphs_IsNoise(string source)
    {
        var document = RecoveryPipeline.Recover(source);

        Assert.Equal("First.\n\nSecond.", document.Text());
        Assert.Contains(document.Ledger, entry => entry.Noise == NoiseKind.Markup);
    }

    [Fact]
    public void FencedCode_KeepsItsLines()
    {
        var document = RecoveryPipeline.Recover("Text.\n\n```py\nx = 1 * 2  \n\n  y = *a*\n```\n\nMore.");

        Assert.Equal(["Text.", "x = 1 * 2  \n\n  y = *a*", "More."], document.Blocks.Select(block => block.Text.Text));
    }

    [Fact]
    public void FrontMatterYaml_AtTheTop_IsKeptForTheBibliography()
    {
        var document = RecoveryPipeline.Recover("---\ntitle: A Text\nauthor:\n  - Ann Lee\n---\n\nWords.");

        Assert.Equal("title: A Text\nauthor:\n  - Ann Lee\n", document.TitlePage.FrontMatterYaml);
        Assert.Equal("Words.", document.Text());
    }

    [Theory]
    [InlineData("---\nNo data here, but a line of prose.\n---\n\nWords.")]
    [InlineData("Words.\n\n---\na: b\n---\n")]
    public void FrontMatterYaml_ElsewhereOrProse_IsNone(string source) =>
        Assert.Null(RecoveryPipeline.Recover(source).TitlePage.FrontMatterYaml);
}
