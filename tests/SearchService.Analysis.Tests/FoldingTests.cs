using System.Text;

namespace SearchService.Analysis.Tests;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("NATO’s", "nato's")]
    [InlineData("‘quoted’", "'quoted'")]
    [InlineData("“quoted” «quoted»", "\"quoted\" \"quoted\"")]
    [InlineData("1999–2001 — and − so", "1999-2001 - and - so")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("Ørsted Łódź Đorđe Þór Æther œuvre Ǿ ǽ", "orsted lodz dorde thor aether oeuvre o ae")]
    [InlineData("ﬁnal ﬂuid ﬃ", "final fluid ffi")]
    [InlineData("ＦＵＬＬ　１２３", "full 123")]
    [InlineData("x² H₂O ½", "x2 h2o 1/2")]
    [InlineData("İSTANBUL ISI Iı", "istanbul isi ii")]
    [InlineData("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ")]
    [InlineData("co\u00ADoperation zero\u200Bwidth", "cooperation zerowidth")]
    [InlineData("e\u0301 é E\u0301", "e e e")]
    [InlineData("हिन्दी ไทย が", "हिन्दी ไทย が")]
    [InlineData("", "")]
    public void Fold_Spelling_GivesPlainForm(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void Fold_LoneSurrogate_BecomesReplacement() => Assert.Equal("a\uFFFDb", Folding.Fold("a\uD800b"));

    [Fact]
    public void Fold_FoldedText_IsTheSameInstance()
    {
        const string Text = "folded already, isn't it";
        Assert.Same(Text, Folding.Fold(Text));
    }

    [Fact]
    public void Fold_EveryCharacter_IsIdempotentAlone()
    {
        for (var value = 0; value <= 0x10FFFF; value += value == 0xD7FF ? 0x801 : 1)
        {
            var folded = Folding.Fold(new Rune(value).ToString());
            Assert.True(folded == Folding.Fold(folded), $"U+{value:X4}");
        }
    }
}
