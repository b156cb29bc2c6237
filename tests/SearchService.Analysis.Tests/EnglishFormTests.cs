namespace SearchService.Analysis.Tests;

public sealed class EnglishFormTests
{
    [Theory]
    [InlineData("recognise", "recognizes")]
    [InlineData("organisation", "organizations")]
    [InlineData("analysing", "analyzed")]
    [InlineData("behaviour", "behaviors")]
    [InlineData("neighbouring", "neighbor")]
    [InlineData("defence", "defense")]
    [InlineData("programmes", "programs")]
    public void Of_BritishAndAmericanSpelling_AreOne(string one, string other) =>
        Assert.Equal(EnglishForm.Of(one), EnglishForm.Of(other));

    [Theory]
    [InlineData("four", "for")]
    [InlineData("science", "sciens")]
    [InlineData("wise", "wizen")]
    [InlineData("hour", "hor")]
    public void Of_WordsThatOnlyLookAlike_StayApart(string one, string other) =>
        Assert.NotEqual(EnglishForm.Of(one), EnglishForm.Of(other));
}
