using SearchService.Analysis;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class SelectorsTests
{
    [Fact]
    public void Of_EveryPassageOfTheCollection_FindsItsWordsInTheStream()
    {
        Assert.NotEmpty(Samples.Collection);
        foreach (var document in Samples.Collection)
        {
            var runes = document.Stored.Text.EnumerateRunes().ToArray();
            foreach (var passage in document.Passages.Select(passage => passage.Stored))
            {
                var words = new List<string>();
                foreach (var (quote, position) in SelectorPairs(passage, 0, passage.Text.Length))
                {
                    var slice = string.Concat(runes[position.Start..position.End]);
                    Assert.Equal(quote.Exact, slice);
                    Assert.Contains(
                        quote.Prefix + quote.Exact + quote.Suffix,
                        document.Stored.Text,
                        StringComparison.Ordinal
                    );
                    Assert.InRange(quote.Prefix.Length, Math.Min(31, position.Start), 32);
                    Assert.InRange(quote.Suffix.Length, Math.Min(31, runes.Length - position.End), 32);
                    words.AddRange(Words.Tokenize(slice).Select(token => token.Term));
                }

                Assert.Equal(Words.Tokenize(passage.Text).Select(token => token.Term), words);
            }
        }
    }

    [Fact]
    public void Of_RangeInAPassage_IsThoseWordsWithTheirContext()
    {
        var document = Samples.Document("a", "𝒳 marks the spot. Ships lie in the harbour at night.");
        var passage = document.Passages[0].Stored;
        var at = passage.Text.IndexOf("harbour", StringComparison.Ordinal);

        var (quote, position) = Assert.Single(SelectorPairs(passage, at, at + 7));

        Assert.Equal(
            new TextQuoteSelector("harbour", "s the spot. Ships lie in the ", " at night."),
            quote with
            {
                Prefix = quote.Prefix[^29..],
            }
        );
        Assert.Equal((at - 1, at + 6), (position.Start, position.End));
    }

    private static IEnumerable<(TextQuoteSelector Quote, TextPositionSelector Position)> SelectorPairs(
        StoredPassage passage,
        int start,
        int end
    )
    {
        var runs = Selectors.Runs([(passage, new TextRange(start, end))]);
        return Selectors
            .Of(runs)
            .Chunk(2)
            .Select(pair => (Assert.IsType<TextQuoteSelector>(pair[0]), Assert.IsType<TextPositionSelector>(pair[1])));
    }
}
