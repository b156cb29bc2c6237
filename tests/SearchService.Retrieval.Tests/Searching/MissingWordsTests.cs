using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using Xunit.Abstractions;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class MissingWordsTests(ITestOutputHelper output)
{
    private const string Markdown = """
        The security council met in Iraq by authorization of nobody.

        A counsel spoke for the defence. Another counsel wrote. A third counsel slept, and every counsel was paid.

        A transatlantic voyage of self-defence, than which there is none longer.

        Every counsel was heard by another counsel.
        """;

    [Theory]
    [InlineData("securty counsil", "security council")]
    [InlineData("counsl defnce", "counsel defence")]
    [InlineData("\"securty counsil\" authorizatoin", "\"security council\" authorization")]
    [InlineData("self-defnce voyge", "self-defence voyage")]
    [InlineData("sefl-defnce", "self-defence")]
    [InlineData("trans-atlantc voyge", "transatlantic voyage")]
    [InlineData("Iarq authorisatoin", "iraq authorization")]
    [InlineData("securty zzzzzzzz voyge", "security zzzzzzzz voyage")]
    [InlineData("(securty OR voyge) -counsl", "(security OR voyage) -counsl")]
    [InlineData("author:copper securty", "author:cooper security")]
    [InlineData("author:nobody securty", "author:nobody security")]
    [InlineData("zzzzzzzz", null)]
    public void Search_MisspeltWords_AreMendedEachInItsPlace(string query, string? suggestion)
    {
        using var index = Samples.Index(Samples.Document("a", Markdown, null, null, "Cooper"));

        Assert.Equal(suggestion, Suggestion(index, query));
    }

    [Fact]
    public void Search_EveryWordOfSeveralMisspelt_IsMostlyLedToTheWordsOfTheText()
    {
        using var index = Samples.Index(Samples.Collection);
        var random = new Random(11);
        string[][] runs =
        [
            .. Samples
                .Collection.SelectMany(document => document.Passages)
                .Select(passage => Words.Tokenize(passage.Stored.Text).Select(token => token.Term))
                .SelectMany(terms => terms.Where(term => term.Length > 5 && term.All(char.IsAsciiLetter)).Chunk(3))
                .Where(run => run.Length == 3),
        ];
        random.Shuffle(runs);
        var (words, mended) = (0, 0);
        foreach (var run in runs.Take(150))
        {
            var led = Suggestion(index, string.Join(' ', run.Select(word => Misspelt(word, random))))?.Split(' ') ?? [];
            words += run.Length;
            mended += led.Length == run.Length ? run.Zip(led).Count(pair => pair.First == pair.Second) : 0;
        }

        output.WriteLine($"{mended} of {words} words mended");
        Assert.True(mended * 100 >= words * 85, $"{mended} of {words}");
    }

    /// <summary>A letter left out, doubled, replaced or exchanged with its neighbour; not the first.</summary>
    private static string Misspelt(string word, Random random)
    {
        var at = 1 + random.Next(word.Length - 2);
        return random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => word.Remove(at, 1).Insert(at, ((char)('a' + random.Next(26))).ToString()),
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
    }

    private static string? Suggestion(IPassageIndex index, string query) =>
        Samples.Search(index, query).Query.Suggestion;
}
