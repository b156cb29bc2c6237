using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Tests.Sources;

public sealed class FilePatternTests
{
    [Theory]
    [InlineData("a.txt", "a.txt", true)]
    [InlineData("a.txt", "b/a.txt", false)]
    [InlineData("./a.txt", "a.txt", true)]
    [InlineData("a\\b.txt", "a/b.txt", true)]
    [InlineData("volumes/*.txt", "volumes/1.txt", true)]
    [InlineData("volumes/*.txt", "volumes/deep/1.txt", false)]
    [InlineData("volumes/**", "volumes/deep/1.txt", true)]
    [InlineData("**/1.txt", "1.txt", true)]
    [InlineData("**/1.txt", "a/b/1.txt", true)]
    [InlineData("a/**/c.txt", "a/c.txt", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("*", "a", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("*.md", "a.txt", false)]
    [InlineData("what?.txt", "what?.txt", true)]
    [InlineData("e\u0301.txt", "\u00e9.txt", true)]
    [InlineData("", "a.txt", false)]
    public void Matches_PathsAndPatterns(string pattern, string path, bool matches)
    {
        Assert.Equal(matches, new FilePattern(pattern).Matches(path));
    }

    [Fact]
    public void Matches_ManyStars_TakeNoTime()
    {
        var pattern = new FilePattern(string.Concat(Enumerable.Repeat("*a", 40)) + "b");

        Assert.False(pattern.Matches(new string('a', 2000)));
    }
}
