using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using SearchService.Retrieval.Tests.Engines;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>What each way of writing finds, on both engines; and that a sentence and a paragraph are what a reader takes for one.</summary>
public sealed class LanguageSearchTests
{
    // One paragraph a line, numbered from 1.
    private const string Text = """
        The peace-keeping activity went on. Nobody saw the troops.

        The peacekeeping activity ended when J. S. Mill wrote.

        A peace keeping activity of J.S. Mill began with 40,000 troops.

        The U.S. policy and 40000 men. It told us of practices.

        Security practices and secure practices; secured the practice.

        The US and its policy makers. A naïve oﬃcer’s café–bar.

        A policymaker of another state told us a long story.
        """;

    [Theory]
    [InlineData("\"peacekeeping activity\"", "1 2 3")]
    [InlineData("\"peace-keeping activity\"", "1 2 3")]
    [InlineData("\"peace keeping activity\"", "1 2 3")]
    [InlineData("\"the peacekeeping activity\"", "1 2")]
    [InlineData("\"the peace keeping activity went\"", "1")]
    [InlineData("peacekeeping", "1 2 3")]
    [InlineData("peace-keeping", "1 2 3")]
    [InlineData("\"policy makers\"", "6")]
    [InlineData("\"policy maker\"", "7")]
    [InlineData("\"policymaker of\"", "7")]
    [InlineData("\"J.S. Mill\"", "2 3")]
    [InlineData("\"J. S. Mill\"", "2 3")]
    [InlineData("J. S. Mill", "2 3")]
    [InlineData("J.S. Mill", "2 3")]
    [InlineData("40,000", "3 4")]
    [InlineData("40000", "3 4")]
    [InlineData("US", "4 6")]
    [InlineData("U.S.", "4 6")]
    [InlineData("us", "4 6 7")]
    [InlineData("\"secur* practices\"", "5")]
    [InlineData("\"secur* pract*\"", "5")]
    [InlineData("\"secur* the practice\"", "5")]
    [InlineData("\"secur* nothing\"", "")]
    [InlineData("\"zzz* practices\"", "")]
    [InlineData("\"activity troops\"~s", "3")]
    [InlineData("\"activity troops\"~p", "1 3")]
    [InlineData("\"troops activity\"~p", "1 3")]
    [InlineData("\"policy practices\"~s", "")]
    [InlineData("\"policy practices\"~p", "4")]
    [InlineData("\"peacekeeping troops\"~p", "1 3")]
    [InlineData("\"pract* secur*\"~s", "5")]
    [InlineData("naive OFFICER’S cafe-bar", "6")]
    [InlineData("\"naive officer's cafe bar\"", "6")]
    [InlineData("-\"activity troops\"~s activity", "1 2")]
    [InlineData("document:a policy -document:a", "")]
    public void Search_AsWritten_FindsTheParagraphs(string query, string expected)
    {
        var document = Samples.Document("a", Text);
        foreach (var index in Both(document))
        {
            using var snapshot = index.AcquireSnapshot();
            var request = SearchRequest.For(query);
            var bound = new QueryBinder(RankingPlan.Default, snapshot).Bind(QueryParser.Parse(query).Root!, request);
            var found = snapshot
                .Search(
                    new PassageQuery(bound.CountedWith(bound.Words), null, PassageSort.Document, 0, 100, null, []),
                    CancellationToken.None
                )
                .Matches.Select(match => match.Passage.Ordinal);

            Assert.Equal((index.Engine, expected), (index.Engine, string.Join(' ', found)));
        }
    }

    [Fact]
    public void Search_Capitals_DoNotMarkTheWord()
    {
        var marked = Search(Samples.Document("a", Text), "US")
            .Results.SelectMany(hit => hit.Snippet.Highlights.Select(mark => hit.Snippet.Text[mark.Start..mark.End]));

        Assert.Equal(["U.S.", "US"], marked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"activity troops\"~p", "activity went on. Nobody saw the troops")]
    [InlineData("\"nobody troops\"~s", "Nobody saw the troops")]
    [InlineData("\"policy makers\"~s", "policy makers")]
    public void Search_WithinAUnit_MarksTheWindow(string query, string marked)
    {
        var hit = Search(Samples.Document("a", Text), query).Results[0];

        Assert.Equal(marked, Marked(hit));
    }

    [Fact]
    public void Search_WithinUnits_FindsWhatStandsInOne()
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            var sentences = Enumerable
                .Range(0, 24)
                .Select(_ =>
                    string.Join(' ', Enumerable.Range(0, 2 + random.Next(5)).Select(_ => "w" + random.Next(9)))
                )
                .Select(words => $"X{words}.")
                .ToList();
            var paragraphs = sentences.Chunk(1 + random.Next(4)).Select(some => string.Join(' ', some)).ToList();
            var document = Samples.Document("a", string.Join("\n\n", paragraphs));
            var (left, right) = ("w" + random.Next(9), "w" + random.Next(9));
            foreach (var index in left == right ? [] : Both(document))
            {
                using var snapshot = index.AcquireSnapshot();
                var bySentence = paragraphs.Select(p =>
                    Sentences.Split(p).Any(s => Holds(p[s.Start..s.End], left, right))
                );
                var byParagraph = paragraphs.Select(p => Holds(p, left, right));
                Assert.Equal(Ordinals(bySentence), Found(snapshot, $"\"{left} {right}\"~s"));
                Assert.Equal(Ordinals(byParagraph), Found(snapshot, $"\"{left} {right}\"~p"));
            }
        }
    }

    [Fact]
    public void Search_NothingThere_SaysWhatIsNearest()
    {
        var results = Search(Samples.Document("a", Text), "polcy +trops");

        Assert.Equal(0, results.Total.Value);
        Assert.Equal("policy +troops", results.Query.Suggestion);
        Assert.Equal([(0, 5), (7, 5), (0, 12)], results.Query.Errors.Select(error => (error.Start, error.Length)));
    }

    [Fact]
    public void Search_PastedParagraph_IsAQuotationWhereItStands()
    {
        var document = Samples.Document(
            "a",
            "It was said of the troops, when they came to the town in the spring, that nobody had ever seen so many of them.\n\nThe troops in the spring came to the town, and nobody had ever seen them when so many of it was said, that they."
        );

        var pasted = Search(
            document,
            "of the troops, when they came to\nthe town in the spring, that nobody had ever seen so many"
        );
        var altered = Search(
            document,
            "of the troops, when they went to the town in the spring, that nobody had ever seen so many"
        );

        Assert.StartsWith("\"of the troops when", pasted.Query.Parsed, StringComparison.Ordinal);
        Assert.Equal(1, pasted.Total.Value);
        Assert.StartsWith("of the troops when", altered.Query.Parsed, StringComparison.Ordinal);
        Assert.NotEmpty(altered.Results);
    }

    private static IEnumerable<int> Ordinals(IEnumerable<bool> found) =>
        found.Index().Where(paragraph => paragraph.Item).Select(paragraph => paragraph.Index + 1);

    private static bool Holds(string text, string left, string right)
    {
        var words = Words.Tokenize(text).Select(token => token.Term).ToList();
        return words.Contains(left) && words.Contains(right);
    }

    private static IEnumerable<int> Found(IPassageSnapshot snapshot, string query)
    {
        var bound = new QueryBinder(RankingPlan.Default, snapshot).Bind(
            QueryParser.Parse(query).Root!,
            SearchRequest.For(query)
        );
        return snapshot
            .Search(
                new PassageQuery(bound.Ranked, null, PassageSort.Document, 0, 100, null, []),
                CancellationToken.None
            )
            .Matches.Select(match => match.Passage.Ordinal);
    }

    private static IPassageIndex[] Both(Retrieval.Indexing.IndexedDocument document)
    {
        var brute = new BruteForcePassageIndex(new BruteForceStore());
        using var writer = brute.OpenWriter();
        writer.Put(document);
        writer.Commit("sha256:samples");
        return [Samples.Index(document), brute];
    }

    private static SearchResults Search(Retrieval.Indexing.IndexedDocument document, string query)
    {
        using var index = Samples.Index(document);
        return Samples.Search(index, query);
    }

    private static string Marked(Hit hit)
    {
        var mark = hit.Snippet.Highlights[^1];
        return hit.Snippet.Text[mark.Start..mark.End];
    }
}
