namespace SearchService.Analysis.Tests;

public sealed class WordCacheTests
{
    /// <summary>Letters that fill a byte, that need two, that have the same low byte, and that end or join words.</summary>
    private const string Letters = "aaabbcdezXYZ019 ''.,-éÿāŁ☃中\u0301 \n";

    [Fact]
    public void Of_RandomTexts_IsWhatIsMadeOfEachWord()
    {
        var random = new Random(11);
        var made = 0;
        var cache = new WordCache<string>(word =>
        {
            made++;
            return word + "!";
        });
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(80)).Select(_ => Letters[random.Next(Letters.Length)])
            );
            var expected = Written(text);
            Assert.Equal(expected.Select(word => word + "!"), cache.Of(text).ToArray());
            words.UnionWith(expected);
        }

        // A word at the end of a text, where nothing can be read with it, is the same word.
        Assert.Equal(words.Count, made);
    }

    [Fact]
    public void Of_WordsThatDifferInOnePlace_AreTold()
    {
        var cache = new WordCache<string>(word => word);
        for (var length = 1; length <= 20; length++)
        {
            for (var place = 0; place < length; place++)
            {
                var word = new string('a', place) + "b" + new string('a', length - place - 1);
                var text = $"{word} {new string('a', length)} and sixteen letters more";
                Assert.Equal([word, new string('a', length)], cache.Of(text)[..2].ToArray());
            }
        }
    }

    [Fact]
    public void Clear_FullCache_BeginsAnew()
    {
        var number = 0;
        var cache = new WordCache<int>(_ => number++);
        for (var i = 0; !cache.IsFull; i++)
        {
            cache.Of($"word{i} and sixteen letters more");
        }

        Assert.InRange(number, 100_000, 100_010);
        Assert.Equal(0, cache.Of("word0 and sixteen letters more")[0]);
        cache.Clear();
        Assert.False(cache.IsFull);
        Assert.Equal(number, cache.Of("word0 and sixteen letters more")[0]);
    }

    private static List<string> Written(string text)
    {
        var words = new List<string>();
        foreach (var (start, length) in Words.Ranges(text))
        {
            words.Add(text.Substring(start, length));
        }

        return words;
    }
}
