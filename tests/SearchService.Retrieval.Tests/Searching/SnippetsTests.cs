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

    [Theory]
    [InlineData("始", "字", "漢語")]
    [InlineData("https://example.org", "/path", "/harbour")]
    public void Make_LongTextWithoutWhiteSpace_ShowsTheMarkAmongItsNeighbours(string begin, string each, string sought)
    {
        var filling = string.Concat(Enumerable.Repeat(each, 200));

        var snippet = Make(begin + filling + sought + filling, 60, sought);

        Assert.InRange(snippet.Text.Length, 50, 62);
        Assert.Equal([sought], Marked(snippet));
        Assert.Matches($"^….*{each}{sought}{each}.*…$", snippet.Text);
    }

    [Fact]
    public void Make_LongTextWithoutWhiteSpaceOrMarks_ShowsItsBeginning()
    {
        var snippet = Make(string.Concat(Enumerable.Repeat("漢字", 200)), 60);

        Assert.Equal(string.Concat(Enumerable.Repeat("漢字", 30)) + "…", snippet.Text);
    }

    [Fact]
    public void Make_MarkLongerThanTheSnippetWithoutWhiteSpace_IsCut()
    {
        var text = string.Concat(Enumerable.Repeat("漢字", 200));

        var snippet = Snippets.Make(text, [new TextRange(4, text.Length - 4)], 60);

        Assert.InRange(snippet.Text.Length, 40, 62);
        Assert.Single(snippet.Highlights);
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
    public void Make_TwoMatchesInOneSnippet_ShowsOneFragment()
    {
        var snippet = Make(Text, 120, "harbour", "third");

        Assert.Equal(
            "The second one is about the harbour and its master. A third one follows at once.",
            snippet.Text[..80]
        );
        Assert.DoesNotContain(" … ", snippet.Text, StringComparison.Ordinal);
        Assert.Equal(["harbour", "third"], Marked(snippet));
    }

    [Fact]
    public void Make_DistantMatches_ShowsTheSentenceOfEach()
    {
        var snippet = Make(Text, 75, "ships", "ends");

        Assert.Equal("The first sentence is about ships. … The last sentence ends it.", snippet.Text);
        Assert.True(snippet.Truncated);
        Assert.Equal(["ships", "ends"], Marked(snippet));
        Assert.Equal(
            "The first sentence is about <mark>ships</mark>. … The last sentence <mark>ends</mark> it.",
            snippet.Html
        );
    }

    [Theory]
    [InlineData(64, "The first sentence is about ships. … The last sentence is of a ship.")]
    [InlineData(50, "The first sentence is about ships.")]
    public void Make_SameMatchTwice_ShowsTheSecondWhereItsSentenceFits(int length, string expected)
    {
        const string text =
            "The first sentence is about ships. The second one is about a harbour, its master and much else. The last sentence is of a ship.";

        Assert.Equal(expected, Make(text, length + 4, "ships", "ship.").Text);
    }

    [Fact]
    public void Make_DistantMatchesInOneLongSentence_ShowsEachAmongItsWords()
    {
        var sentence = string.Join(' ', Enumerable.Range(100, 100).Select(i => $"word{i}"));

        var snippet = Make(sentence, 120, "word110", "word180");

        Assert.Matches("^…(word\\d{3} )+word110( word\\d{3})+ … (word\\d{3} )+word180( word\\d{3})+…$", snippet.Text);
        Assert.InRange(snippet.Text.Length, 100, 122);
        Assert.Equal(["word110", "word180"], Marked(snippet));
    }

    [Fact]
    public void Make_WholeSentenceAndALongOne_CutsTheLongOneForAMatchThatTheOtherHasNot()
    {
        var sentence = string.Join(' ', Enumerable.Range(100, 60).Select(i => $"word{i}"));

        var snippet = Make($"The ships came home at last. Then {sentence}.", 130, "ships", "word140");

        Assert.Matches("^The ships came home at last\\. … (word\\d{3} )+word140( word\\d{3})+…$", snippet.Text);
        Assert.Equal(["ships", "word140"], Marked(snippet));
    }

    [Fact]
    public void Make_ManyDistantMatches_ShowsThreeFragmentsAtMost()
    {
        var text = string.Join(
            ' ',
            Enumerable.Range(10, 40).Select(i => i % 10 == 0 ? $"Here is match{i}." : "Nothing stands here at all.")
        );

        var snippet = Make(text, 100, "match10", "match20", "match30", "match40");

        Assert.Equal(3, Regex.Split(snippet.Text, " … ").Length);
        Assert.Equal(["match10", "match20", "match30"], Marked(snippet));
    }

    [Fact]
    public void Make_AstralCharactersInTwoFragments_CountsCodePoints()
    {
        var snippet = Make("𝒳𝒴𝒵 ships. " + Text + " 𝒳𝒴𝒵 lanterns.", 40, "ships", "lanterns");

        Assert.Equal("𝒳𝒴𝒵 ships. … 𝒳𝒴𝒵 lanterns.", snippet.Text);
        Assert.Equal([new TextRange(4, 9), new TextRange(17, 25)], snippet.Highlights);
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
            string.Concat(Enumerable.Repeat("漢、字", 90)),
            string.Concat(Enumerable.Repeat("𠀀", 130)),
        ];
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Join(
                ' ',
                Enumerable
                    .Range(0, 1 + random.Next(120))
                    .Select(_ => words[random.Next(words.Length - (round % 20 == 0 ? 0 : 2))])
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
        var sentences = Sentences.Split(text);
        var fragments = SnippetFragments.Of(text, sentences, marks, length);
        var pieces = fragments.Select(fragment => text[fragment.Start..fragment.End]).ToList();
        Assert.Equal(string.Join(" … ", pieces), snippet.Text.Trim('…'));
        Assert.InRange(snippet.Text.Trim('…').Length, 0, length);
        Assert.InRange(fragments.Count, text.Trim().Length > 0 ? 1 : 0, 3);
        for (var i = 1; i < fragments.Count; i++)
        {
            Assert.True(fragments[i - 1].End < fragments[i].Start, $"{fragments[i - 1]} before {fragments[i]}");
            Assert.NotEqual("", text[fragments[i - 1].End..fragments[i].Start].Trim());
        }

        foreach (var end in fragments.SelectMany(fragment => new[] { fragment.Start, fragment.End }))
        {
            Assert.DoesNotContain(tokens, token => token.Start < end && end < token.End);
            Assert.DoesNotContain(marks, mark => mark.Start < end && end < mark.End && mark.End - mark.Start <= length);
        }

        // A match whose sentences fit is shown in whole ones.
        if (marks is [var only])
        {
            var around = sentences.Where(one => one.Start < only.End && only.Start < one.End).ToList();
            if (around[^1].End - around[0].Start <= length)
            {
                var fragment = Assert.Single(fragments);
                Assert.Contains(sentences, one => one.Start == fragment.Start);
                Assert.Contains(sentences, one => one.End == fragment.End);
            }
        }

        Assert.Equal(
            fragments.Sum(fragment => marks.Count(mark => mark.Start < fragment.End && fragment.Start < mark.End)),
            snippet.Highlights.Count
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

    private static Snippet Make(string text, int length, params IEnumerable<string> marked) =>
        Snippets.Make(
            text,
            [
                .. marked
                    .Select(one => new TextRange(
                        text.IndexOf(one, StringComparison.Ordinal),
                        text.IndexOf(one, StringComparison.Ordinal) + one.Length
                    ))
                    .OrderBy(mark => mark.Start),
            ],
            length
        );

    private static IEnumerable<string> Marked(Snippet snippet) =>
        snippet.Highlights.Select(range =>
            snippet.Text[CodePoints.ToUtf16(snippet.Text, range.Start)..CodePoints.ToUtf16(snippet.Text, range.End)]
        );
}
