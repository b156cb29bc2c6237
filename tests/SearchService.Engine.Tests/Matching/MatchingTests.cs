using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Matching;

/// <summary>The queries' meaning, by examples that can be followed by eye.</summary>
public sealed class MatchingTests
{
    [Theory]
    [InlineData("coalition of the willing", "g[0]")]
    [InlineData("the willing", "g[0]")]
    [InlineData("willing and able", "g[1]")]
    [InlineData("of the willing and able to", "g[0]")]
    [InlineData("able to act", "g[1]")]
    [InlineData("willing coalition", "")]
    [InlineData("act other", "")]
    public void Phrase_OverTheCutsOfAGroup_BelongsToTheDocumentItStartsIn(string words, string expected)
    {
        using IndexSnapshot snapshot = Index(
            Samples.Group("g", "a coalition of the", "willing and able", "to", "act"),
            Samples.Group("h", "other words")
        );
        PhraseQuery phrase = PhraseQuery.Of("text", words.Split(' '));
        SearchMatches matches = snapshot.Search(phrase);
        Assert.Equal(expected, string.Join(' ', matches.Hits.Select(hit => Name(snapshot, hit.Document))));
        foreach (SearchHit hit in matches.Hits)
        {
            Assert.Equal(words.Split(' ').Length, Assert.Single(snapshot.Spans(phrase, hit.Document)).Length);
        }
    }

    [Theory]
    [InlineData("security practices", 0, true, "0+2 5+2")]
    [InlineData("practices security", 0, true, "")]
    [InlineData("practices security", 0, false, "0+2 5+2")]
    [InlineData("security of", 1, true, "0+3")]
    [InlineData("practices security", 3, true, "1+5")]
    [InlineData("practices security", 2, true, "")]
    [InlineData("security security", 9, false, "0+6")]
    [InlineData("security security security", 9, false, "")]
    [InlineData("practices of security", 3, false, "0+3 1+5 2+5")]
    public void Proximity_OfWords_IsTheShortestWindowsWithFewWordsBetween(
        string words,
        int gap,
        bool ordered,
        string expected
    )
    {
        using IndexSnapshot snapshot = Index(Samples.Group("g", "security practices of the old", "security practices"));
        ProximityQuery query = new("text", [.. words.Split(' ').Select(w => (IReadOnlyList<string>)[w])], gap, ordered);
        IEnumerable<MatchSpan> spans = snapshot
            .Search(query)
            .Hits.SelectMany(hit => snapshot.Spans(query, hit.Document))
            .OrderBy(span => span.Start);
        Assert.Equal(expected, string.Join(' ', spans.Select(s => $"{s.Start}+{s.Length}")));
    }

    [Theory]
    [InlineData("sovereign*", "sovereign sovereigns sovereignty")]
    [InlineData("*ation", "nation organisation organization")]
    [InlineData("organi?ation", "organisation organization")]
    [InlineData("s*n*y", "sovereignty")]
    [InlineData("????", "ünïc")]
    [InlineData("?", "\U0001D538")]
    [InlineData("nothing*", "")]
    public void Wildcard_StandsForWholeTerms(string pattern, string expected)
    {
        using IndexSnapshot snapshot = Index(
            Samples.Group("g", "nation organisation organization sovereign sovereigns sovereignty ünïc \U0001D538")
        );
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            snapshot.Expand(new WildcardQuery("text", pattern))
        );
    }

    [Theory]
    [InlineData(0, "milosevic")]
    [InlineData(1, "milosevic milosevich")]
    [InlineData(2, "milosevic milosevich miloševič")]
    public void Fuzzy_StandsForTheNearestTermsFirst(int edits, string expected)
    {
        using IndexSnapshot snapshot = Index(Samples.Group("g", "miloševič milosevich milosevic malosovica"));
        FuzzyQuery query = new("text", "milosevic", edits);
        Assert.Equal(expected.Split(' '), snapshot.Expand(query));
        Assert.Equal(1f, snapshot.Search(query).Hits[0].Score);
    }

    [Theory]
    [InlineData("from", 1, "form from")]
    [InlineData("ofrm", 2, "form from")]
    [InlineData("ab", 1, "ab abc ba")]
    [InlineData("cbax", 2, "ba")]
    [InlineData("bxxa", 2, "ba")]
    [InlineData("\U0001D538\U0001D539", 1, "\U0001D539\U0001D538")]
    [InlineData("", 2, "ab ba \U0001D539\U0001D538")]
    public void Fuzzy_CountsASwapOfNeighboursAsOneEdit(string term, int edits, string expected)
    {
        using IndexSnapshot snapshot = Index(Samples.Group("g", "form from abc ba ab \U0001D539\U0001D538 something"));
        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            snapshot.Expand(new FuzzyQuery("text", term, edits)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Patterns_OverALargeDictionary_StandForTheTermsThatAScanFinds()
    {
        Random random = new(5);
        string[] letters = ["a", "b", "c", "d", "é", "\uE000", "\U0001D538", "\U0001D539"];
        string Word(int most) =>
            string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => letters[random.Next(letters.Length)]));
        DocumentGroup[] groups =
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i => Samples.Group($"g{i}", string.Join(' ', Enumerable.Range(0, 100).Select(_ => Word(9))))),
        ];
        using IndexSnapshot snapshot = Index(groups);
        BruteForce truth = new(groups);
        for (int i = 0; i < 400; i++)
        {
            FuzzyQuery fuzzy = new("text", Word(9), random.Next(3), int.MaxValue);
            Assert.Equal(truth.Expand(fuzzy).Select(e => e.Term), snapshot.Expand(fuzzy));
            string pattern = string.Concat(
                Enumerable
                    .Range(0, random.Next(6))
                    .Select(_ => random.Next(3) == 0 ? "*?"[random.Next(2)..][..1] : Word(3))
            );
            WildcardQuery wildcard = new("text", pattern, int.MaxValue);
            Assert.Equal(
                truth.Expand(wildcard).Order(StringComparer.Ordinal),
                snapshot.Expand(wildcard).Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public void Wildcard_LongerThanAWordOfBits_IsMatchedWhole()
    {
        string word = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('a' + (i % 7))));
        using IndexSnapshot snapshot = Index(Samples.Group("g", word + " " + word[..150] + " " + word[..64]));
        string ofAny = new('?', 63);
        Assert.Equal([word], snapshot.Expand(new WildcardQuery("text", word[..130] + "*" + word[^20..])));
        Assert.Equal([word[..64]], snapshot.Expand(new WildcardQuery("text", ofAny + "?")));
        Assert.Equal([word, word[..150]], snapshot.Expand(new WildcardQuery("text", ofAny + "??*")).Order().Reverse());
        Assert.Equal([word[..150]], snapshot.Expand(new FuzzyQuery("text", word[..149] + "?", 2)));
    }

    [Fact]
    public void Expansion_BeyondItsLimit_TakesTheMostFrequentTermsAndSaysSo()
    {
        using IndexSnapshot snapshot = Index(
            Samples.Group("g", "ab ac ad"),
            Samples.Group("h", "ad ac"),
            Samples.Group("i", "ad")
        );
        WildcardQuery query = new("text", "a*", MaxExpansions: 2);
        SearchMatches matches = snapshot.Search(query);
        Assert.Equal(["ad", "ac"], snapshot.Expand(query));
        Assert.Equal([new CutExpansion(query, 2, 3)], matches.CutExpansions);
    }

    [Fact]
    public void Score_OfATerm_IsBm25WorkedOutByHand()
    {
        using IndexSnapshot snapshot = Index(Samples.Group("g", "x x y", "y z", "z z z"), Samples.Group("h", ""));

        // N = 3 documents with tokens, df = 1, mean length 8/3, length 3, tf = 2.
        double idf = Math.Log(1 + (2.5 / 1.5));
        double expected = idf * 2 * 2.2 / (2 + (1.2 * (0.25 + (0.75 * 3 / (8.0 / 3)))));
        Assert.Equal((float)expected, snapshot.Search(new TermQuery("text", "x")).Hits[0].Score, 1e-6f);
        SearchOptions flat = new()
        {
            Bm25 = new Dictionary<string, Bm25Parameters>(StringComparer.Ordinal) { ["text"] = new(K1: 0, B: 0) },
        };
        Assert.Equal((float)idf, snapshot.Search(new TermQuery("text", "x"), flat).Hits[0].Score, 1e-6f);
    }

    [Fact]
    public void Hits_OfEqualScore_ComeInTheOrderOfKeysAndPlaces()
    {
        using IndexSnapshot snapshot = Index(
            Samples.Group("b", "x", "x"),
            Samples.Group("\U0001D538", "x"),
            Samples.Group("\uE000", "x"),
            Samples.Group("a", "x")
        );
        Assert.Equal(
            "a[0] b[0] b[1] \uE000[0] \U0001D538[0]",
            string.Join(' ', snapshot.Search(new TermQuery("text", "x")).Hits.Select(h => Name(snapshot, h.Document)))
        );
    }

    [Fact]
    public void Query_OfFieldsAndColumnsThatAreNotThere_IsTheCallersMistake()
    {
        using IndexSnapshot snapshot = Index(Samples.Group("g", "x"));
        Assert.Throws<ArgumentException>(() => snapshot.Search(new TermQuery("title", "x")));
        Assert.Throws<ArgumentException>(() => snapshot.Search(new KeywordFilter("year", ["1"])));
        Assert.Throws<ArgumentException>(() =>
            snapshot.Search(new MatchAll(), new SearchOptions { Facets = ["none"] })
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            snapshot.Search(new MatchAll(), new SearchOptions { Skip = -1 })
        );
    }

    [Fact]
    public void Index_UnderATurkishCulture_AnswersAsUnderAnyOther()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            RandomCorpus random = new(77);
            DocumentGroup[] groups = [.. Enumerable.Range(0, 20).Select(i => random.Group($"I{i}"))];
            using IndexSnapshot snapshot = Index(groups);
            Comparison comparison = new(snapshot, groups, random);
            comparison.CheckContents();
            for (int i = 0; i < 50; i++)
            {
                comparison.CheckQuery();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Name(IndexSnapshot snapshot, DocId document)
    {
        GroupEntry group = snapshot.GroupOf(document);
        return $"{group.Key}[{document.Value - group.First.Value}]";
    }

    /// <summary>A snapshot outlives its index, so that one thing is to be disposed.</summary>
    private static IndexSnapshot Index(params DocumentGroup[] groups)
    {
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema, Samples.TinyOptions);
        using IndexWriter writer = index.OpenWriter();
        foreach (DocumentGroup group in groups)
        {
            writer.Put(group);
        }

        writer.Commit(Samples.NoUserData);
        return index.AcquireSnapshot();
    }
}
