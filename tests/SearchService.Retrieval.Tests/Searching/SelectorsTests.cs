using System.Globalization;
using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Shared;
using Xunit.Abstractions;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>Selectors and links are resolved here by what their specifications say, and must find the words that they were made for.</summary>
public sealed class SelectorsTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryPassage_OfTheCollection_IsFoundByItsSelectorsAndLinks() => AssertFound(Samples.Collection);

    [SharedFact("corpus/library.json")]
    public void EveryPassage_OfTheFourTexts_IsFoundByItsSelectorsAndLinks() =>
        AssertFound(Samples.Read(Repository.SharedPath("corpus")));

    [Fact]
    public void SomeWords_OfTheCollection_AreFoundByTheirSelectorsAndLinks() =>
        AssertFound(Samples.Collection, words: true);

    [SharedFact("corpus/library.json")]
    public void SomeWords_OfTheFourTexts_AreFoundByTheirSelectorsAndLinks() =>
        AssertFound(Samples.Read(Repository.SharedPath("corpus")), words: true);

    [Fact]
    public void Of_RangeInAPassage_IsThoseWordsAloneWhereTheyAreTheOnlyOnes()
    {
        var document = Samples.Document("a", "𝒳 marks the spot. Ships lie in the harbour at night.");
        var passage = document.Passages[0].Stored;
        var at = passage.Text.IndexOf("harbour", StringComparison.Ordinal);

        var (quote, position) = Assert.Single(Pairs(document.Stored, passage, at, at + 7));

        Assert.Equal(new TextQuoteSelector("harbour", "", ""), quote);
        Assert.Equal((at - 1, at + 6), (position.Start, position.End));
    }

    [Theory]
    [InlineData("red fish, blue fish, old fish", "fish", 1, "blue ", "")]
    [InlineData("one fish, one fish. two fish", "fish", 0, "", ",")]
    [InlineData("a b c. a b d. e b c.", "b", 1, "", " d.")]
    [InlineData("a b c. a b d. e b c. a", "b", 0, "a ", " c.")]
    [InlineData("the art of the party", "art", 0, "", " of")]
    public void Quote_OfRepeatedWords_HasTheFewestWordsAroundThemThatAreEnough(
        string text,
        string words,
        int occurrence,
        string prefix,
        string suffix
    )
    {
        var document = Samples.Document("a", text);
        var at = -1;
        for (var i = 0; i <= occurrence; i++)
        {
            at = text.IndexOf(words, at + 1, StringComparison.Ordinal);
        }

        var (quote, _) = Assert.Single(Pairs(document.Stored, document.Passages[0].Stored, at, at + words.Length));

        Assert.Equal(new TextQuoteSelector(words, prefix, suffix), quote);
    }

    [Fact]
    public void Quote_OfAParagraphThatIsRepeatedWhole_SaysThatThePositionDecides()
    {
        const string Refrain =
            "And so the watch is kept from dusk to dawn and from dawn to dusk, as it was kept before.";
        var document = Samples.Document("a", $"{Refrain}\n\n{Refrain}\n\n{Refrain}\n\n{Refrain}");
        var passage = document.Passages[1].Stored;
        var at = passage.Text.IndexOf("dawn and", StringComparison.Ordinal);

        var (quote, position) = Assert.Single(Pairs(document.Stored, passage, at, at + 4));

        Assert.True(quote.Repeats);
        Assert.Equal(Refrain.Length + 2 + at, position.Start);
        Assert.DoesNotContain(":~:", Links(document.Stored, passage, at, at + 4).Read, StringComparison.Ordinal);
    }

    [Fact]
    public void SurroundingWords_OfAnyRangeOfRandomTexts_AreTheFewestByBruteForce()
    {
        var random = new Random(20260);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Join(
                ' ',
                Enumerable.Range(0, random.Next(4, 14)).Select(_ => new[] { "a", "ab", "b", "ba" }[random.Next(4)])
            );
            var start = random.Next(text.Length);
            var end = random.Next(start + 1, text.Length + 1);

            var found = SurroundingWords.Of(
                new TextPlaces(text),
                new TextRange(start, end),
                new TextRange(0, text.Length),
                false
            );

            var expected = Fewest(text, start, end);
            Assert.True(
                expected is null
                    ? !found.AreEnough
                    : found.AreEnough && (found.Start, found.End) == (expected.Value.Start, expected.Value.End),
                $"'{text}' {start}..{end}: {found}, expected {expected}"
            );
        }
    }

    /// <summary>By trying all words before and behind, the fewest first, of those the fewest before.</summary>
    private static (int Start, int End)? Fewest(string text, int start, int end)
    {
        var before = Enumerable
            .Range(0, start)
            .Where(i => text[i] != ' ' && (i == 0 || text[i - 1] == ' '))
            .Reverse()
            .Prepend(start)
            .ToList();
        var behind = Enumerable
            .Range(end + 1, text.Length - end)
            .Where(i => text[i - 1] != ' ' && (i == text.Length || text[i] == ' '))
            .Prepend(end)
            .ToList();
        var ways =
            from b in before.Index()
            from e in behind.Index()
            where b.Index <= SurroundingWords.Most && e.Index <= SurroundingWords.Most
            orderby b.Index + e.Index, b.Index
            select (Start: b.Item, End: e.Item);
        return ways.Cast<(int Start, int End)?>()
            .FirstOrDefault(way => PlacesOf(text, text[way!.Value.Start..way.Value.End]).Count == 1);
    }

    [Fact]
    public void TextDirective_OfARowWhoseLastCellStandsInItBefore_NamesWhatFollows()
    {
        var document = Samples.Document(
            "table",
            "What a search does with words:\n\n| what | apart | together |\n|---|---|---|\n| capital | kept | kept |\n"
                + "| plural | kept | kept |\n| accent | lost | kept |\n\nNear is not next to."
        );

        AssertFound([document]);
        var row = document
            .Passages.Select(passage => passage.Stored)
            .First(passage => passage.Text.StartsWith("capital", StringComparison.Ordinal));
        Assert.EndsWith(
            "capital,kept,-plural",
            Links(document.Stored, row, 0, row.Text.Length).Read,
            StringComparison.Ordinal
        );
    }

    private void AssertFound(IReadOnlyList<IndexedDocument> documents, bool words = false)
    {
        Assert.NotEmpty(documents);
        var random = new Random(1);
        int passages = 0,
            repeated = 0,
            without = 0,
            longest = 0;
        foreach (var document in documents.Select(document => (document.Stored, document.Passages)))
        {
            var runes = document.Stored.Text.EnumerateRunes().ToArray();
            var blocks = document.Stored.Document.Blocks.SelectMany(Pieces).ToList();
            foreach (var passage in document.Passages.Select(passage => passage.Stored))
            {
                var (start, end) = words ? SomeWords(passage.Text, random) : (0, passage.Text.Length);
                passages++;
                var found = new List<string>();
                foreach (var (quote, position) in Pairs(document.Stored, passage, start, end))
                {
                    var slice = string.Concat(runes[position.Start..position.End]);
                    Assert.Equal(quote.Exact, slice);
                    AssertOnlyPlace(document.Stored.Text, runes, quote, position);
                    found.Add(slice);
                    repeated += quote.Repeats ? 1 : 0;
                    longest = Math.Max(longest, quote.Prefix.Length + quote.Suffix.Length);
                }

                Assert.Equal(
                    Words.Tokenize(passage.Text[start..end]).Select(token => token.Term),
                    found.SelectMany(run => Words.Tokenize(run)).Select(token => token.Term)
                );
                var links = Links(document.Stored, passage, start, end);
                Assert.Equal(found[0], PlainTextRange(document.Stored.Text, links.Text));
                if (!links.Read.Contains(":~:", StringComparison.Ordinal))
                {
                    without++;
                    output.WriteLine($"{passage.Id}: {Permalinks.Opening(passage.Text[start..end])}");
                    continue;
                }

                var read = TextFragment.Find(links.Read, blocks);
                Assert.NotNull(read);
                Assert.Equal(TextFragment.Collapsed(Whole(document.Stored, passage, start, end)), read.Value.Words);
            }
        }

        output.WriteLine(
            $"{passages} ranges; repeated with all words around: {repeated}; without a text directive: {without}; longest context: {longest} characters"
        );
        Assert.True(without <= passages / 20, $"{without} of {passages} have no text directive.");
    }

    /// <summary>What the words are in the recovered text, with what stands between their runs.</summary>
    private static string Whole(StoredDocument document, StoredPassage passage, int start, int end)
    {
        var runs = Selectors.Runs(document, [(passage, new TextRange(start, end))]);
        return document.Text[runs[0].Start..runs[^1].End];
    }

    private static (int Start, int End) SomeWords(string text, Random random)
    {
        var tokens = Words.Tokenize(text);
        if (tokens.Count == 0)
        {
            return (0, text.Length);
        }

        var first = random.Next(tokens.Count);
        var last = Math.Min(tokens.Count - 1, first + random.Next(1, 6) - 1);
        return (tokens[first].Start, tokens[last].Start + tokens[last].Length);
    }

    /// <summary>The quote with its context stands at its position and, unless it says so, nowhere else; with a word less it stands elsewhere, too.</summary>
    private static void AssertOnlyPlace(
        string text,
        Rune[] runes,
        TextQuoteSelector quote,
        TextPositionSelector position
    )
    {
        var places = PlacesOf(text, quote.Prefix + quote.Exact + quote.Suffix);
        var start = runes.Take(position.Start).Sum(rune => rune.Utf16SequenceLength) - quote.Prefix.Length;
        Assert.Contains(start, places);
        Assert.Equal(quote.Repeats, places.Count > 1);
        if (quote.Repeats)
        {
            return;
        }

        var shorterBefore = quote.Prefix.TrimStart().SkipWhile(letter => !char.IsWhiteSpace(letter)).ToArray();
        var shorterBehind = quote.Suffix.TrimEnd();
        shorterBehind = shorterBehind[..(shorterBehind.LastIndexOfAny([' ', '\n', '\t', '\u00A0']) + 1)];
        if (quote.Prefix.Length > 0)
        {
            Assert.True(
                PlacesOf(text, new string(shorterBefore).TrimStart() + quote.Exact + quote.Suffix).Count > 1
                    || PlacesOf(text, new string(shorterBefore) + quote.Exact + quote.Suffix).Count > 1,
                quote.ToString()
            );
        }

        if (quote.Suffix.Length > 0)
        {
            Assert.True(
                PlacesOf(text, quote.Prefix + quote.Exact + shorterBehind.TrimEnd()).Count > 1,
                quote.ToString()
            );
        }
    }

    private static List<int> PlacesOf(string text, string words)
    {
        var places = new List<int>();
        for (
            var at = text.IndexOf(words, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(words, at + 1, StringComparison.Ordinal)
        )
        {
            places.Add(at);
        }

        return places;
    }

    /// <summary>What a fragment of RFC 5147 names in a plain text: positions count characters; its length check counts bytes.</summary>
    private static string PlainTextRange(string text, string link)
    {
        var fragment = link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(';');
        Assert.Equal(
            $"length={Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture)},UTF-8",
            fragment[1]
        );
        var range = fragment[0]["char=".Length..].Split(',');
        var runes = text.EnumerateRunes().ToArray();
        return string.Concat(
            runes[int.Parse(range[0], CultureInfo.InvariantCulture)..int.Parse(range[1], CultureInfo.InvariantCulture)]
        );
    }

    /// <summary>What a browser finds words within: a block, and of a row of a table each cell.</summary>
    private static IEnumerable<string> Pieces(Block block) =>
        block.Kind == BlockKind.TableRow ? block.Text.Text.Split('\t') : [block.Text.Text];

    private static HitLinks Links(StoredDocument document, StoredPassage passage, int start, int end) =>
        PassageLinks.Of(document, passage, Selectors.Runs(document, [(passage, new TextRange(start, end))]));

    private static IEnumerable<(TextQuoteSelector Quote, TextPositionSelector Position)> Pairs(
        StoredDocument document,
        StoredPassage passage,
        int start,
        int end
    ) =>
        Selectors
            .Of(document, Selectors.Runs(document, [(passage, new TextRange(start, end))]))
            .Chunk(2)
            .Select(pair => (Assert.IsType<TextQuoteSelector>(pair[0]), Assert.IsType<TextPositionSelector>(pair[1])));
}
