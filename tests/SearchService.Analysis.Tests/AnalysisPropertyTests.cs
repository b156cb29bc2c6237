using System.Globalization;
using SearchService.Tests.Shared;

namespace SearchService.Analysis.Tests;

/// <summary>What holds of every text, on generated ones and on those that Unicode breaks words with.</summary>
public sealed class AnalysisPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a",
        "B",
        "word",
        "Words",
        "NATO",
        "’",
        "'",
        "s",
        ".",
        "...",
        "…",
        ",",
        "-",
        "‐",
        "–",
        "—",
        "/",
        ":",
        "!",
        "?",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        "\"",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\u00A0",
        "\u2029",
        "1",
        "50,000",
        "2.5",
        "U.S.",
        "e.g.",
        "et al.",
        "Dr.",
        "p.",
        "no.",
        "I",
        "The",
        "é",
        "e\u0301",
        "\u0301",
        "ß",
        "ﬁ",
        "²",
        "Σ",
        "ς",
        "İ",
        "北京",
        "か\u3099",
        "ไทย",
        "한국",
        "\u00AD",
        "\u200B",
        "\u200D",
        "\uFEFF",
        "\uD83D\uDE42",
        "\uD800",
        "\uDC00",
        "\uD835\uDC01",
        "\0",
        "_",
        "*",
        "‘",
        "ʹ",
        "ʻ",
        "ـ",
        "ﹰ",
        "Ⅳ",
        "ª",
    ];

    [Fact]
    public void Analysis_GeneratedText_Holds()
    {
        foreach (var text in GeneratedTexts(6_000))
        {
            AssertWords(text);
            AssertSentences(text);
        }
    }

    [Fact]
    public void Analysis_RandomUnits_Holds()
    {
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(0x10000)));
            AssertWords(text);
            AssertSentences(text);
        }
    }

    [Fact]
    public void Tokenize_TextsApart_TokenizeAlike()
    {
        var texts = GeneratedTexts(2_000).ToList();
        foreach (var (left, right) in texts.Zip(texts.Skip(1)))
        {
            var apart = Words
                .Tokenize(left)
                .Select(token => token.Term)
                .Concat(Words.Tokenize(right).Select(token => token.Term));
            var together = Words.Tokenize(left + " \n " + right).Select(token => token.Term);
            Assert.Equal(apart, together);
        }
    }

    /// <summary>
    /// By intention we differ from the standard's default: no token for white space, punctuation or symbols; underscore, colon and middle dot
    /// separate; a comma joins only groups of thousands; an apostrophe joins digits too; points join single letters and digits only;
    /// Hiragana, Han, Thai and their like are one word a character; emoji are no words. So the table serves as a store of hard texts.
    /// </summary>
    [SharedFact("lang/WordBreakTest.txt")]
    public void Analysis_UnicodeBreakTexts_Holds()
    {
        var read = 0;
        foreach (var file in new[] { "WordBreakTest.txt", "SentenceBreakTest.txt" })
        {
            foreach (var line in File.ReadLines(Repository.SharedPath("lang", file)))
            {
                var codes = line.Split('#')[0].Split([' ', '\t', '÷', '×'], StringSplitOptions.RemoveEmptyEntries);
                if (codes.Length == 0)
                {
                    continue;
                }

                var text = string.Concat(
                    codes.Select(code =>
                        char.ConvertFromUtf32(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                    )
                );
                AssertWords(text);
                AssertSentences(text);
                read++;
            }
        }

        Assert.True(read > 2_000);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    [InlineData("th-TH")]
    public void Analysis_HostileCulture_IsTheSame(string culture)
    {
        const string Text =
            "IN THE TITLE of İstanbul, I WILL cite it (Vol. I, pp. 4–6). It IS 50,000. The U.S. Istanbul.";
        var before = (
            Words.Tokenize(Text),
            Sentences.Split(Text),
            EnglishStemmer.Stem("institutions"),
            Folding.Fold("TITLE İI")
        );
        var old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(before.Item1, Words.Tokenize(Text));
            Assert.Equal(before.Item2, Sentences.Split(Text));
            Assert.Equal(before.Item3, EnglishStemmer.Stem("institutions"));
            Assert.Equal("title ii", Folding.Fold("TITLE İI"));
            Assert.True(StopWords.IsFunctionWord(Words.Term("IN")));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    private static IEnumerable<string> GeneratedTexts(int count)
    {
        var random = new Random(20261121);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(
                Enumerable.Range(0, random.Next(20)).Select(_ => Pieces[random.Next(Pieces.Length)])
            );
        }
    }

    private static void AssertWords(string text)
    {
        var tokens = Words.Tokenize(text);
        var end = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            Assert.Equal(i, token.Position);
            Assert.True(token.Start >= end && token.Length > 0 && token.End <= text.Length, Escape(text));
            Assert.NotEmpty(token.Term);
            Assert.DoesNotContain(token.Term, char.IsWhiteSpace);
            var written = text[token.Start..token.End];
            Assert.Equal(token.Term, Words.Term(written));
            Assert.Equal(
                token.Term.Replace(".", "", StringComparison.Ordinal),
                Folding
                    .Fold(written)
                    .Replace(".", "", StringComparison.Ordinal)
                    .Replace(",", "", StringComparison.Ordinal)
            );
            end = token.End;
        }

        Assert.Equal(tokens.Count, Words.Count(text));
        foreach (var compound in Words.Compounds(text, tokens))
        {
            Assert.Equal(tokens[compound.Position].Start, compound.Start);
            Assert.Contains(tokens, token => token.End == compound.End);
        }

        var folded = Folding.Fold(text);
        Assert.Equal(folded, Folding.Fold(folded));
    }

    private static void AssertSentences(string text)
    {
        var words = Words.Tokenize(text);
        var end = 0;
        foreach (var (start, sentenceEnd) in Sentences.Split(text))
        {
            Assert.True(start >= end && sentenceEnd > start && sentenceEnd <= text.Length, Escape(text));
            Assert.True(string.IsNullOrWhiteSpace(text[end..start]), Escape(text));
            Assert.False(char.IsWhiteSpace(text[start]) || char.IsWhiteSpace(text[sentenceEnd - 1]), Escape(text));
            end = sentenceEnd;
            Assert.DoesNotContain(words, word => word.Start < sentenceEnd && word.End > sentenceEnd);
        }

        Assert.True(string.IsNullOrWhiteSpace(text[end..]), Escape(text));
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(unit => unit is < ' ' or > '~' ? $"\\u{(int)unit:X4}" : unit.ToString()));
}
