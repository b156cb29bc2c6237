using FsCheck;
using FsCheck.Fluent;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("a𝒳b", 0, 0)]
    [InlineData("a𝒳b", 1, 1)]
    [InlineData("a𝒳b", 3, 2)]
    [InlineData("a𝒳b", 4, 3)]
    [InlineData("", 0, 0)]
    public void Count_AndBack_PassAstralCharactersAsOne(string text, int utf16, int codePoints)
    {
        Assert.Equal(codePoints, CodePoints.Count(text, utf16));
        Assert.Equal(utf16, CodePoints.ToUtf16(text, codePoints));
    }

    [Fact]
    public void ToUtf16_BeyondTheEnd_IsTheLength() => Assert.Equal(4, CodePoints.ToUtf16("a𝒳b", 17));

    [Fact]
    public void Count_OfAnyTextLoneSurrogatesToo_IsUndoneByToUtf16() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                given =>
                {
                    var text = given + "\uDC00x\uD835\uDCB3\uD800y";
                    return Enumerable
                        .Range(0, text.Length + 1)
                        .Where(at => at == 0 || at == text.Length || !char.IsSurrogatePair(text, at - 1))
                        .All(at => CodePoints.ToUtf16(text, CodePoints.Count(text, at)) == at);
                }
            )
            .QuickCheckThrowOnFailure();
}
