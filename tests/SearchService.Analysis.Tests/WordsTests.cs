namespace SearchService.Analysis.Tests;

public sealed class WordsTests
{
    public static TheoryData<string, string> WordCases => CaseTable.Read("words.txt");

    public static TheoryData<string, string> CompoundCases => CaseTable.Read("compounds.txt");

    [Theory]
    [MemberData(nameof(WordCases))]
    public void Tokenize_Text_GivesTerms(string text, string terms) =>
        Assert.Equal(terms, string.Join('|', Words.Tokenize(CaseTable.Unescape(text)).Select(token => token.Term)));

    [Theory]
    [MemberData(nameof(CompoundCases))]
    public void Compounds_Text_GivesJoinedForms(string text, string joined)
    {
        var compounds = Words.Compounds(text, Words.Tokenize(text));
        Assert.Equal(joined, string.Join('|', compounds.Select(token => $"{token.Term}@{token.Position}")));
        Assert.All(compounds, compound => Assert.Contains('-', Folding.Fold(text[compound.Start..compound.End])));
    }

    [Theory]
    [InlineData("the U.S. Army", 1, "U.S.")]
    [InlineData("co\u00ADoperation, now", 0, "co\u00ADoperation")]
    [InlineData("say “NATO’s”", 1, "NATO’s")]
    [InlineData("cafe\u0301.", 0, "cafe\u0301")]
    public void Tokenize_Word_RangeIsAsWritten(string text, int word, string written)
    {
        var token = Words.Tokenize(text)[word];
        Assert.Equal(written, text[token.Start..token.End]);
    }

    [Theory]
    [InlineData("nato's", "nato")]
    [InlineData("states'", "states")]
    [InlineData("'s", "'s")]
    [InlineData("state", "state")]
    public void WithoutPossessive_Term_DropsEnding(string term, string expected) =>
        Assert.Equal(expected, Words.WithoutPossessive(term));
}
