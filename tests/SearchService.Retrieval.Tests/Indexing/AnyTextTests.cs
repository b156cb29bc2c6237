using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Indexing;

/// <summary>
/// From the bytes of a file to a hit: whatever a text's characters are, a phrase typed in plain ones finds it, and what is handed over are
/// the text's own. <c>SEARCHSERVICE_SIZE=50</c> indexes a line of 50 MB and a file of 200 MB.
/// </summary>
public sealed class AnyTextTests : IDisposable
{
    private const int Megabyte = 1_000_000;

    private static readonly int Size = int.Parse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_SIZE") ?? "1",
        System.Globalization.CultureInfo.InvariantCulture
    );

    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _indexFolder = new();
    private readonly SnapshotLeases _leases = new(TimeProvider.System);
    private readonly IPassageIndex _index;

    public AnyTextTests() => _index = EmbeddedPassageIndex.Open(_indexFolder.Path);

    public void Dispose()
    {
        _leases.Dispose();
        _index.Dispose();
        _corpus.Dispose();
        _indexFolder.Dispose();
    }

    [Theory]
    [InlineData(
        "decomposed accents",
        "The cafe\u0301 of Ko\u0308nig Milos\u030Cevic\u0301 closed.",
        "café of König Milošević"
    )]
    [InlineData(
        "composed accents",
        "The café of König Milošević closed.",
        "cafe\u0301 of Ko\u0308nig Milos\u030Cevic\u0301"
    )]
    [InlineData("accents left off", "The café of König Milošević closed.", "cafe of konig milosevic")]
    [InlineData("ligatures", "The ﬁnal ﬂow of eﬀort, oﬃce and baﬄe.", "final flow of effort, office and baffle")]
    [InlineData("soft hyphens", "The co\u00ADop\u00ADer\u00ADation of na\u00ADtions.", "cooperation of nations")]
    [InlineData("soft hyphen at a line's end", "The coop\u00AD\neration of nations.", "cooperation of nations")]
    [InlineData("spaces of no width", "The co\u200Boper\u2060ation of\uFEFF nations.", "cooperation of nations")]
    [InlineData("joiners", "The co\u200Coperation of\u200D nations.", "cooperation of nations")]
    [InlineData("direction marks", "The \u200Ecooperation\u200F of \u202Anations\u202C.", "cooperation of nations")]
    [InlineData(
        "non-breaking spaces",
        "Article\u00A05 of\u00A0the\u202Ftreaty, pp.\u200944\u2013\u200960.",
        "article 5 of the treaty, pp. 44-60"
    )]
    [InlineData(
        "spaces of every width",
        "one\u2000two\u2003three\u2007four\u2009five\u200Asix\u205Fseven\u3000eight",
        "one two three four five six seven eight"
    )]
    [InlineData("separators of Unicode", "one two\u2028three four\u2029five six", "two three four five")]
    [InlineData(
        "primes",
        "The states\u2032 rights and O\u2032Neill\u02BCs 5\u2032 wall.",
        "states' rights and o'neill's 5' wall"
    )]
    [InlineData(
        "quotation marks",
        "He said „so“ and «thus» and ‹then› and 「here」.",
        "said so and thus and then and here"
    )]
    [InlineData(
        "dashes",
        "war\u2014and \u2012 peace \u2015 the self\u2010made\u2011man \u2212 of 1914\u20131918",
        "war and peace the self-made-man of 1914-1918"
    )]
    [InlineData("full width", "Ｔｈｅ　ｗｏｒｄ ＮＡＴＯ ２０２４", "the word nato 2024")]
    [InlineData(
        "Windows lines",
        "The council met\r\nin the spring\r\nof that year.\r\n",
        "council met in the spring of that year"
    )]
    [InlineData(
        "Macintosh lines",
        "The council met\rin the spring\rof that year.\r",
        "council met in the spring of that year"
    )]
    [InlineData("Greek", "Μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος", "μηνιν αειδε θεα")]
    [InlineData("Cyrillic", "Все счастливые семьи похожи друг на друга, Ёлка.", "ВСЕ СЧАСТЛИВЫЕ СЕМЬИ")]
    [InlineData("Hebrew with points", "בְּרֵאשִׁית בָּרָא אֱלֹהִים", "בראשית ברא אלהים")]
    [InlineData("Arabic with vowels", "قال مُحَمَّدٌ في الأمـــم المتحدة", "محمد في الأمم المتحدة")]
    [InlineData("Chinese", "聯合國安全理事會通過決議。第二句。", "安全理事會")]
    [InlineData("Japanese", "彼は日本語の文書を読みました。", "日本語の文書")]
    [InlineData("Korean", "그는 한국어 사전을 샀다.", "한국어 사전을")]
    [InlineData("Devanagari", "हिन्दी भाषा का इतिहास", "भाषा का इतिहास")]
    [InlineData("Thai", "ภาษาไทยเป็นภาษาราชการ", "ภาษาราชการ")]
    [InlineData("emoji", "The fox 🦊 and the family 👩\u200D👩\u200D👧 went home.", "fox and the family went home")]
    [InlineData("letters of other planes", "The word 𐌰𐌱𐌲 is Gothic, 𝒜𝓃𝒹 𝐛𝐨𝐥𝐝.", "word 𐌰𐌱𐌲 is gothic")]
    [InlineData("mathematical letters", "The word 𝐛𝐨𝐥𝐝 stands here.", "word bold stands")]
    public void Index_TextOfAnyCharacters_IsFoundByPlainOnesAndHandedOverAsItIs(string kind, string text, string phrase)
    {
        _corpus.Write("a.txt", text);
        _corpus.Write("b.txt", "Another text with other words.");

        Update();

        var hit = Assert.Single(Search("\"" + phrase + "\""));
        Assert.True("a" == hit.Document.Id, kind);
        CheckVerbatim(text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Index_FileWithAByteOrderMark_IsFoundAndCountsItsCharacters(string encoding)
    {
        const string Text = "The café’s “rule” – of 😀 the treaty.\r\n\r\nAnother paragraph stands here.\r\n";
        var coding = Encoding.GetEncoding(encoding);
        _corpus.Write("a.txt", [.. coding.Preamble, .. coding.GetBytes(Text)]);

        Assert.Empty(Update().Problems);

        Assert.Single(Search("\"cafe's rule of the treaty\""));
        CheckVerbatim(Text);
        using var snapshot = _index.AcquireSnapshot();
        Assert.Equal(Text.Length, snapshot.Summary("a")!.SourceLength);
        Assert.StartsWith(encoding[..5], snapshot.Summary("a")!.Encoding, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_FileInWindows1252_IsFoundAndReportedByEveryRun()
    {
        _corpus.Write("a.txt", [.. "The caf"u8, 0xE9, 0x92, .. "s "u8, 0x93, .. "rule"u8, 0x94, .. " holds.\n"u8]);

        var problem = Assert.Single(Update().Problems);

        Assert.Equal(("a.txt", 1, 8), (problem.File, problem.Line, problem.Column));
        Assert.Contains("Windows-1252", problem.Message, StringComparison.Ordinal);
        Assert.Equal("The café’s “rule” holds.", Assert.Single(Search("\"café's rule\"")).Snippet.Text);
        Assert.Equal(problem, Assert.Single(Update().Problems));
    }

    [Fact]
    public void Index_OneLineOfAnyLength_IsFoundInItsMidst()
    {
        var text = Prose(Size * Megabyte, "");
        _corpus.Write("line.txt", text);
        _corpus.Write("small.txt", "A small text stands beside it.");

        Assert.Empty(Update().Problems);

        Assert.Single(Search("\"silver codex in the midst\""));
        Assert.Single(Search("\"small text stands\""));
        using var snapshot = _index.AcquireSnapshot();
        Assert.All(
            Enumerable.Range(1, 50),
            ordinal => Assert.InRange(snapshot.Passage("line", ordinal)!.Words, 1, 260)
        );
    }

    [Fact]
    public void Index_FileOfAnySize_IsFoundInItsMidst()
    {
        _corpus.Write("large.txt", Prose(4 * Size * Megabyte, "\n\n"));

        Assert.Empty(Update().Problems);

        var hit = Assert.Single(Search("\"silver codex in the midst\""));
        Assert.Contains("silver codex", hit.Snippet.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_LineWithoutAnEnd_AndAWordWithoutOne_StopNothing()
    {
        _corpus.Write("words.txt", string.Concat(Enumerable.Repeat("word and other ", Size * Megabyte / 60)) + "heron");
        _corpus.Write("letters.txt", new string('a', Size * Megabyte / 5) + " heron");
        _corpus.Write("marks.txt", new string('*', Size * Megabyte / 5) + " heron");
        _corpus.Write("brackets.txt", new string('[', Size * Megabyte / 5) + " heron");
        _corpus.Write("pages.txt", new string('\f', Size * Megabyte / 5) + "heron");
        _corpus.Write("blank.txt", new string('\n', Size * Megabyte) + "heron");

        Assert.Empty(Update().Problems);

        Assert.Equal(6, Search("heron").Count);
    }

    private static string Prose(int length, string end)
    {
        var random = new Random(20261121);
        string[] nouns = ["council", "harvest", "mill", "treaty", "river", "bridge", "archive", "letter"];
        var text = new StringBuilder(length + 400);
        var codex = false;
        while (text.Length < length)
        {
            text.Append("The ").Append(nouns[random.Next(nouns.Length)]).Append(" was older than the ");
            text.Append(nouns[random.Next(nouns.Length)])
                .Append(" of number ")
                .Append(random.Next(100_000))
                .Append(". ");
            if (!codex && text.Length > length / 2)
            {
                codex = true;
                text.Append("There lay the silver codex in the midst of them. ");
            }

            if (random.Next(6) == 0)
            {
                text.Append(end);
            }
        }

        return text.ToString();
    }

    /// <summary>Every block's text is the source's own once its repairs are undone.</summary>
    private void CheckVerbatim(string source)
    {
        using var snapshot = _index.AcquireSnapshot();
        var document = snapshot.Document("a")!.Document;
        Assert.Equal(source.Length, document.Ledger[^1].Span.End);
        foreach (var block in document.Blocks)
        {
            foreach (var piece in block.Text.Pieces)
            {
                Assert.Equal(
                    source.Substring(piece.Source.Start, piece.Source.Length),
                    piece.Original ?? block.Text.Text.Substring(piece.TextStart, piece.TextLength)
                );
            }
        }
    }

    private IndexingReport Update()
    {
        using var writer = _index.OpenWriter();
        return new CorpusIndexer(new CorpusFolder(_corpus.Path), _index, NullLogger<CorpusIndexer>.Instance).Update(
            writer,
            null,
            default
        );
    }

    private IReadOnlyList<Hit> Search(string query) =>
        new PassageSearch(_index, _leases, RankingPlan.Default, SearchLimits.Default)
            .Search(SearchRequest.For(query), default)
            .Results!.Results;
}
