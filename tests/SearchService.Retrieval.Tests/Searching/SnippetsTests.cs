using System.Net;
using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class SnippetsTests
{
    private const string Text =
        "The first sentence is about ships. The second one is about the harbour and its master. A third one follows at once. The last sentence ends it.";

    [Fact]
    public void Make_TextThatFits_IsShownWhole()
    {
        var snippet = Make(Text, 320, "harbour");

        Assert.Equal(Text, snippet.Text);
        Assert.False(snippet.Truncated);
        Assert.Equal(["harbour"], Marked(snippet));
    }

    [Fact]
    public void Make_TextTooLong_ShowsWholeSentencesAroundTheMark()
    {
        var snippet = Make(Text, 90, "third");

        Assert.Equal("A third one follows at once. The last sentence ends it.", snippet.Text);
        Assert.True(snippet.Truncated);
        Assert.Equal(["third"], Marked(snippet));
    }

    [Fact]
    public void Make_SentenceTooLong_IsCutAtWords()
    {
        var sentence = string.Join(' ', Enumerable.Range(100, 60).Select(i => $"word{i}"));

        var snippet = Make(sentence, 60, "word130");

        Assert.Matches("^…word\\d{3}( word\\d{3})* word130 (word\\d{3} )*word\\d{3}…$", snippet.Text);
        Assert.InRange(snippet.Text.Length, 40, 62);
        Assert.Equal(["word130"], Marked(snippet));
    }

    [Fact]
    public void Make_MarkOverTwoLongSentences_IsShown()
    {
        var before = string.Join(' ', Enumerable.Repeat("early", 40));
        var after = string.Join(' ', Enumerable.Repeat("late", 50));

        var snippet = Make($"Other things stand here. {before} end. Begin {after}.", 100, "end. Begin");

        Assert.Equal(["end. Begin"], Marked(snippet));
        Assert.InRange(snippet.Text.Length, 50, 102);
    }

    [Fact]
    public void Make_MarkLongerThanTheSnippet_IsCutAtWords()
    {
        var text = string.Join(' ', Enumerable.Range(100, 100).Select(i => $"word{i}"));

        var snippet = Snippets.Make(text, [new TextRange(8, text.Length - 8)], 80);

        Assert.StartsWith("…word101", snippet.Text, StringComparison.Ordinal);
        Assert.InRange(snippet.Text.Length, 40, 82);
        Assert.Matches("word\\d{3}…$", snippet.Text);
        Assert.Single(snippet.Highlights);
    }

    [Fact]
    public void Make_HostileText_IsEscapedAndOnlyMarked()
    {
        const string hostile = "<script>alert('x')</script> & <mark>old</mark> \"quoted\" <b onclick=evil>ships</b>";

        var snippet = Make(hostile, 320, "ships");

        Assert.Equal(hostile, snippet.Text);
        Assert.Contains("<mark>ships</mark>", snippet.Html, StringComparison.Ordinal);
        var rest = snippet.Html.Replace("<mark>ships</mark>", "ships", StringComparison.Ordinal);
        Assert.DoesNotContain('<', rest);
        Assert.Equal(hostile, WebUtility.HtmlDecode(rest));
    }

    [Fact]
    public void Make_AstralCharacters_CountsCodePoints()
    {
        var snippet = Make("𝒳𝒴𝒵 ships", 320, "ships");

        Assert.Equal([new TextRange(4, 9)], snippet.Highlights);
    }

    [Fact]
    public void Make_NoText_IsEmpty() => Assert.Equal("", Snippets.Make("", [], 40).Text);

    [Fact]
    public void Make_RandomTexts_ShowsWholeWordsWithinTheLimitAndTheMarks()
    {
        var random = new Random(7);
        string[] words =
        [
            "a",
            "ships",
            "harbour",
            "<i>",
            "&",
            "co-operation",
            "Mr.",
            "naïve",
            "𝒳𝒴",
            "end.",
            "Why?",
            "\n\n",
            "“so”",
            "incomprehensibilities",
        ];
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Join(
                ' ',
                Enumerable.Range(0, 1 + random.Next(120)).Select(_ => words[random.Next(words.Length)])
            );
            var tokens = Words.Tokenize(text);
            var marks = new List<TextRange>();
            for (var i = random.Next(20); i < tokens.Count; i += 1 + random.Next(30))
            {
                var last = Math.Min(tokens.Count - 1, i + random.Next(3));
                marks.Add(new TextRange(tokens[i].Start, tokens[last].End));
                i = last;
            }

            var length = 40 + random.Next(200);
            Check(text, tokens, marks, length, Snippets.Make(text, marks, length));
        }
    }

    private static void Check(
        string text,
        IReadOnlyList<Token> tokens,
        List<TextRange> marks,
        int length,
        Snippet snippet
    )
    {
        var shown = snippet.Text.Trim('…');
        Assert.Contains(shown, text, StringComparison.Ordinal);

        // At most one word more than asked for, where nothing else can be shown.
        Assert.InRange(shown.Length, 0, length + "incomprehensibilities”".Length);
        var places = Enumerable
            .Range(0, text.Length - shown.Length + 1)
            .Where(at => string.CompareOrdinal(text, at, shown, 0, shown.Length) == 0);
        Assert.Contains(
            places,
            at =>
                tokens.All(token =>
                    token.End <= at
                    || token.Start >= at + shown.Length
                    || (token.Start >= at && token.End <= at + shown.Length)
                )
        );
        if (marks.Count > 0)
        {
            Assert.NotEmpty(snippet.Highlights);
        }

        var inSnippet = Words.Tokenize(snippet.Text);
        foreach (var range in snippet.Highlights)
        {
            var (start, end) = (
                CodePoints.ToUtf16(snippet.Text, range.Start),
                CodePoints.ToUtf16(snippet.Text, range.End)
            );
            Assert.InRange(start, 0, end - 1);
            Assert.DoesNotContain(inSnippet, token => token.Start < start && start < token.End);
            Assert.DoesNotContain(inSnippet, token => token.Start < end && end < token.End);
            Assert.Contains(inSnippet, token => token.Start >= start && token.End <= end);
        }

        Assert.Equal(snippet.Text, WebUtility.HtmlDecode(Regex.Replace(snippet.Html, "</?mark>", "")));
        Assert.Equal(snippet.Highlights.Count, Regex.Count(snippet.Html, "<mark>"));
    }

    private static Snippet Make(string text, int length, string marked)
    {
        var at = text.IndexOf(marked, StringComparison.Ordinal);
        return Snippets.Make(text, [new TextRange(at, at + marked.Length)], length);
    }

    private static IEnumerable<string> Marked(Snippet snippet) =>
        snippet.Highlights.Select(range =>
            snippet.Text[CodePoints.ToUtf16(snippet.Text, range.Start)..CodePoints.ToUtf16(snippet.Text, range.End)]
        );
}
