using SearchService.Tests.Shared;

namespace SearchService.Analysis.Tests;

public sealed class EnglishStemmerTests
{
    [SharedFact("lang/english-voc.txt")]
    public void Stem_PublishedVocabulary_AgreesInFull()
    {
        var words = File.ReadAllLines(Repository.SharedPath("lang", "english-voc.txt"));
        var stems = File.ReadAllLines(Repository.SharedPath("lang", "english-stems.txt"));

        var differences = words
            .Zip(stems)
            .Where(pair => EnglishStemmer.Stem(pair.First) != pair.Second)
            .Select(pair => $"{pair.First}: {EnglishStemmer.Stem(pair.First)} for {pair.Second}")
            .ToList();

        Assert.Equal(words.Length, stems.Length);
        Assert.True(words.Length > 42_000);
        Assert.True(differences.Count == 0, $"{differences.Count}: {string.Join("; ", differences.Take(40))}");
    }

    [Theory]
    [InlineData("coalitions", "coalit")]
    [InlineData("coalition", "coalit")]
    [InlineData("nato's", "nato")]
    [InlineData("states'", "state")]
    [InlineData("us", "us")]
    [InlineData("policies", "polici")]
    [InlineData("sovereignty", "sovereignti")]
    [InlineData("50,000", "50,000")]
    [InlineData("σοφια", "σοφια")]
    [InlineData("", "")]
    public void Stem_Word_DropsItsEnding(string term, string stem) => Assert.Equal(stem, EnglishStemmer.Stem(term));

    [Fact]
    public void Stem_AnyString_NeverThrowsNorGrows()
    {
        const string Letters = "aeiouyY'bdlsstngiedx\uD800é";
        var random = new Random(20261121);
        for (var i = 0; i < 50_000; i++)
        {
            var term = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)])
            );
            Assert.True(EnglishStemmer.Stem(term).Length <= term.Length + 1);
        }
    }
}
