using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>From a phrase to its citation, on the sample collection: what the service is for.</summary>
[Collection(SampleCollection.Name)]
public sealed class MainJobTests(SampleCollection sample)
{
    private const string Phrase = "negotiation among the three";

    private RunningService Service => sample.Service;

    [Fact]
    public async Task Documents_OfTheSampleCollection_AreListedWithAuthorsTitleAndYear()
    {
        var list = (await Service.GetAsync("/v1/documents")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(7, list.Number("total"));
        Assert.Equal(
            [
                "A Handbook of Finding and Citing",
                "Asking Well: The Query Language of SearchService",
                "At the Foot of the Page: Notes, Numbers and Other Locators",
                "From Concordance to Index: A Report on the Finding of Words",
                "How a Ranked List Is Made: From Cranfield to BM25",
                "On Quoting without Misquoting",
                "Words in Company: Phrase and Proximity",
            ],
            list.Items("documents").Select(document => document.Text("title")).Order(StringComparer.Ordinal)
        );
        Assert.All(
            list.Items("documents"),
            document =>
            {
                Assert.Equal(["SearchService project"], document.Texts("authors"));
                Assert.Equal(2026, document.Number("year"));
                Assert.True(document.Number("words") > 500);
                Assert.True(document.Number("passages") > 5);
                Assert.True(document.Number("problems") == 0, document.ToString());
            }
        );
    }

    [Theory]
    [InlineData("verify your references", "quoting-2026", 2)]
    [InlineData("negotiation among the three", "concordance-to-index-2026", 1)]
    [InlineData("an alphabetical list of words", "concordance-to-index-2026", 1)]
    [InlineData("the man who copies his own memory", null, 0)]
    public async Task Phrase_InTheSampleCollection_IsMarkedAndNothingElse(string phrase, string? document, int count)
    {
        var answer = await Service.SearchAsync($"\"{phrase}\"");

        Assert.Equal(count, answer.Number("total", "value"));
        Assert.Equal(document, answer.Items("results") is [var first, ..] ? first.Text("document", "id") : null);
        Assert.All(
            answer.Items("results"),
            hit =>
            {
                Assert.Equal([phrase], CodePointText.Marked(hit).Distinct(StringComparer.Ordinal));
                var html = hit.Text("snippet", "html")!;
                Assert.Contains($"<mark>{phrase}</mark>", html, StringComparison.Ordinal);
                Assert.Equal(
                    hit.Text("snippet", "text"),
                    WebUtility.HtmlDecode(
                        html.Replace("<mark>", "", StringComparison.Ordinal)
                            .Replace("</mark>", "", StringComparison.Ordinal)
                    )
                );
            }
        );
    }

    [Fact]
    public async Task Hit_OfAPhrase_LeadsToItsPassageWithPageAndSource()
    {
        var answer = await Service.SearchAsync($"\"{Phrase}\"");
        var hit = answer.Items("results").Single();
        var passage = (await Service.GetAsync(hit.Text("links", "self") + "?before=1&after=1"))
            .Is(HttpStatusCode.OK)
            .Json;

        Assert.Equal(hit.Text("passage", "id"), passage.Text("id"));
        Assert.Equal(hit.Text("passage", "textHash"), passage.Text("textHash"));
        Assert.Equal(["1. Introduction"], passage.Texts("section"));
        Assert.Equal("2", passage.Text("pages", "first"));
        Assert.Equal("printed", passage.Text("pages", "method"));
        Assert.Contains(Phrase, passage.Text("text"), StringComparison.Ordinal);
        Assert.Single(passage.Items("before"));
        Assert.Single(passage.Items("after"));
        Assert.Equal("SearchService project", hit.Texts("document", "authors").Single());
        Assert.Equal("(SearchService project, 2026c, p. 2)", hit.Text("citation", "inText"));
        Assert.Equal(answer.Text("corpusVersion"), passage.Text("corpusVersion"));
    }

    [Fact]
    public async Task EveryPassageOfAText_WithItsRepairsUndone_IsTheSourceCharacterByCharacter()
    {
        foreach (var entry in (await Service.GetAsync("/v1/documents")).Json.Items("documents"))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Service.Corpus, entry.Text("file")!));
            var source = System.Text.Encoding.UTF8.GetString(bytes);
            for (var ordinal = 1; ordinal <= entry.Number("passages"); ordinal += 7)
            {
                var passage = (await Service.GetAsync($"/v1/passages/{entry.Text("id")}:{ordinal}"))
                    .Is(HttpStatusCode.OK)
                    .Json;

                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), passage.Text("source", "sha256"));
                AssertVerbatim(passage, source);
            }
        }
    }

    [Fact]
    public async Task Selectors_OfAHit_FindItsWordsInTheTextOfTheDocument()
    {
        var hit = (await Service.SearchAsync($"\"{Phrase}\"")).Items("results").Single();
        var text = await RecoveredTextAsync(hit.Text("document", "id")!);
        var quote = hit.Items("selectors").Single(selector => selector.Text("type") == "TextQuoteSelector");
        var position = hit.Items("selectors").Single(selector => selector.Text("type") == "TextPositionSelector");

        Assert.Equal(Phrase, quote.Text("exact"));
        Assert.Equal(Phrase, CodePointText.Cut(text, position.Number("start"), position.Number("end")));
        Assert.Contains(quote.Text("prefix") + Phrase + quote.Text("suffix"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainText_OfADocument_IsTheStreamInWhichAllOffsetsCount()
    {
        var hit = (await Service.SearchAsync($"\"{Phrase}\"")).Items("results").Single();
        var link = hit.Text("links", "text")!.Split('#');
        var plain = (await Service.GetAsync(link[0])).Is(HttpStatusCode.OK);
        var asked = await Service.GetAsync(
            link[0].Split('?')[0],
            ("Accept", "text/plain, application/json;q=0.5, */*;q=0.1")
        );
        var range = link[1].Split('=', ',', ';');

        Assert.Equal("text/plain", plain.MediaType);
        Assert.Equal(await RecoveredTextAsync(hit.Text("document", "id")!), plain.Body);
        Assert.Equal(plain.Body, asked.Is(HttpStatusCode.OK).Body);
        Assert.Equal(
            Phrase,
            CodePointText.Cut(
                plain.Body,
                int.Parse(range[1], System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(range[2], System.Globalization.CultureInfo.InvariantCulture)
            )
        );
        Assert.StartsWith(
            FormattableString.Invariant($"length={System.Text.Encoding.UTF8.GetByteCount(plain.Body)},UTF-8"),
            link[1].Split(';')[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Citation_OfWordsInAPassage_IsReadyToPasteInEveryFormat()
    {
        var hit = (await Service.SearchAsync($"\"{Phrase}\"")).Items("results").Single();
        var self = hit.Text("links", "self")!;
        var passage = (await Service.GetAsync(self)).Json.Text("text")!;
        var start = CodePointText.Length(passage[..passage.IndexOf(Phrase, StringComparison.Ordinal)]);
        var words = FormattableString.Invariant($"start={start}&end={start + Phrase.Length}");

        var text = (await Service.GetAsync($"{self}/citation?{words}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("(SearchService project, 2026c, p. 2)", text.Text("inText"));
        Assert.Equal(
            "SearchService project. (2026c). From Concordance to Index: A Report on the Finding of Words (Report No. 1).",
            text.Text("reference")
        );
        Assert.Equal("“negotiation among the three” (SearchService project, 2026c, p. 2)", text.Text("quotation"));
        Assert.Equal("printed", text.Text("locator", "method"));

        var html = (await Service.GetAsync($"{self}/citation?{words}&format=html")).Is(HttpStatusCode.OK).Json;
        Assert.Contains(
            "<i>From Concordance to Index: A Report on the Finding of Words</i>",
            html.Text("reference"),
            StringComparison.Ordinal
        );
        var markdown = (await Service.GetAsync($"{self}/citation?{words}&format=markdown")).Is(HttpStatusCode.OK).Json;
        Assert.Contains(
            "*From Concordance to Index: A Report on the Finding of Words*",
            markdown.Text("reference"),
            StringComparison.Ordinal
        );

        var csl = (await Service.GetAsync($"{self}/citation?{words}&format=csl-json")).Is(HttpStatusCode.OK);
        Assert.Equal("application/vnd.citationstyles.csl+json", csl.MediaType);
        Assert.Equal("SearchService project", csl.Json[0].Items("author").Single().Text("literal"));
        Assert.Equal(2026, csl.Json[0].Items("issued", "date-parts").Single()[0].GetInt32());

        var bibTex = (await Service.GetAsync($"{self}/citation?{words}&format=bibtex")).Is(HttpStatusCode.OK);
        Assert.Equal("application/x-bibtex", bibTex.MediaType);
        Assert.StartsWith("@techreport{concordance-to-index-2026,", bibTex.Body, StringComparison.Ordinal);
        Assert.Contains("{{SearchService project}}", bibTex.Body, StringComparison.Ordinal);

        // The place and the words are carried in the note.
        var exported = (await Service.GetAsync($"{self}/citation?{words}&format=csl-json")).Is(HttpStatusCode.OK);
        Assert.Contains("\"note\": \"", exported.Body, StringComparison.Ordinal);

        var ris = (await Service.GetAsync($"{self}/citation?{words}&format=ris")).Is(HttpStatusCode.OK);
        Assert.Equal("application/x-research-info-systems", ris.MediaType);
        Assert.StartsWith("TY  - RPRT", ris.Body, StringComparison.Ordinal);
        Assert.Contains("PY  - 2026", ris.Body, StringComparison.Ordinal);
        Assert.Contains("\nER  - ", ris.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OnItsOwn_ShowsItsWorkSectionsAndAClosedLedger()
    {
        var document = (await Service.GetAsync("/v1/documents/concordance-to-index-2026")).Is(HttpStatusCode.OK).Json;

        Assert.Equal("library.json", document.Text("origins", "title"));
        Assert.Equal("From Concordance to Index: A Report on the Finding of Words", document.Text("item", "title"));
        Assert.Equal(22, document.Number("counts", "notes"));
        Assert.Equal(22, document.Number("counts", "callouts"));
        Assert.Equal(11, document.Number("counts", "pages"));
        var sections = document.Items("sections").Select(section => section.Text("title")).ToList();
        Assert.Equal("1. Introduction", sections[1]);
        Assert.Equal("2. The friars of Saint-Jacques", sections[2]);
        Assert.Equal(3, document.Items("sections")[2].Items("sections").Count);
        var at = 0;
        foreach (var entry in document.Items("ledger"))
        {
            Assert.Equal(at, entry.Number("start"));
            Assert.NotEqual("unaccounted", entry.Text("kind"));
            at = entry.Number("end");
        }

        Assert.Equal(document.Number("file", "length"), at);
    }

    [Fact]
    public async Task Text_OfADocument_IsItsBlocksWithoutRunningHeadsOrBrokenWords()
    {
        var answer = (await Service.GetAsync("/v1/documents/concordance-to-index-2026/text"))
            .Is(HttpStatusCode.OK)
            .Json;
        var section = (await Service.GetAsync("/v1/documents/concordance-to-index-2026/text?section=CRUDEN"))
            .Is(HttpStatusCode.OK)
            .Json;

        Assert.All(
            answer.Items("blocks"),
            block =>
            {
                Assert.DoesNotMatch(
                    "SearchService project$|From Concordance to Index +[0-9]+$|-\n|\f",
                    block.Text("text")
                );
                Assert.Equal(block.Number("end") - block.Number("start"), CodePointText.Length(block.Text("text")!));
            }
        );
        Assert.NotEmpty(section.Items("blocks"));
        Assert.All(section.Items("blocks"), block => Assert.Contains("3.1. Alexander Cruden", block.Texts("section")));
    }

    [Theory]
    [InlineData("/v1/search?q=footnote")]
    [InlineData("/v1/documents")]
    [InlineData("/v1/documents/quoting-2026")]
    [InlineData("/v1/documents/quoting-2026/text")]
    [InlineData("/v1/documents/quoting-2026/citation")]
    [InlineData("/v1/passages/quoting-2026:3")]
    [InlineData("/v1/passages/quoting-2026:3/citation?format=ris")]
    public async Task Answer_AskedForAgainWithItsTag_IsNotSentAgain(string path)
    {
        var first = (await Service.GetAsync(path)).Is(HttpStatusCode.OK);
        var tag = first.Headers.ETag!.ToString();
        var again = await Service.GetAsync(path, ("If-None-Match", tag));
        var other = await Service.GetAsync(path, ("If-None-Match", "W/\"another\""));

        again.Is(HttpStatusCode.NotModified);
        Assert.Equal("", again.Body);
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        other.Is(HttpStatusCode.OK);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Health_OfAnIndexedService_IsLiveAndReady()
    {
        Assert.Equal("live", (await Service.GetAsync("/health/live")).Is(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("ready", (await Service.GetAsync("/health/ready")).Is(HttpStatusCode.OK).Json.Text("status"));
    }

    [Fact]
    public async Task Corpus_OfAnIndexedService_ShowsCountsEngineAndState()
    {
        var answer = (await Service.GetAsync("/v1/corpus")).Is(HttpStatusCode.OK);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal(7, answer.Json.Number("counts", "documents"));
        Assert.True(answer.Json.Number("counts", "words") > 12_000);
        Assert.Equal(RunningService.Engine, answer.Json.Text("engine"));
        Assert.Equal("watching", answer.Json.Text("indexing", "state"));
        Assert.StartsWith("sha256:", answer.Json.Text("corpusVersion"), StringComparison.Ordinal);
        Assert.Empty(answer.Json.Items("problems"));
    }

    private static void AssertVerbatim(JsonElement passage, string source)
    {
        // A repair is undone where it stands; what came to stand there in its place is as long as it says.
        var text = passage.Text("text")!;
        var undone = new System.Text.StringBuilder();
        var at = 0;
        foreach (var repair in passage.Items("repairs").OrderBy(repair => repair.Number("at")))
        {
            undone.Append(CodePointText.Cut(text, at, repair.Number("at"))).Append(repair.Text("original"));
            at = repair.Number("at") + repair.Number("length");
        }

        undone.Append(CodePointText.Cut(text, at, CodePointText.Length(text)));
        var ranges = passage.Items("source", "ranges");
        var expected = string.Concat(
            ranges.Select(range => CodePointText.Cut(source, range.Number("start"), range.Number("end")))
        );
        if (ranges.Count == 1)
        {
            Assert.Equal(expected, undone.ToString());
        }

        // Between the blocks of a passage stands white space of the recovered text.
        Assert.Equal(WithoutSpace(expected), WithoutSpace(undone.ToString()));
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private async Task<string> RecoveredTextAsync(string document)
    {
        var text = (await Service.GetAsync($"/v1/documents/{document}/text")).Is(HttpStatusCode.OK).Json;
        return string.Join(text.Text("separator"), text.Items("blocks").Select(block => block.Text("text")));
    }
}
