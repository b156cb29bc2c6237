namespace SearchService.Analysis.Tests;

public sealed class StopWordsTests
{
    [Theory]
    [InlineData("the", true)]
    [InlineData("why", true)]
    [InlineData("don't", true)]
    [InlineData("against", true)]
    [InlineData("coalition", false)]
    [InlineData("war", false)]
    [InlineData("", false)]
    public void IsFunctionWord_Term_TellsGrammarFromSubject(string term, bool expected) =>
        Assert.Equal(expected, StopWords.IsFunctionWord(term));
}
