using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using SearchService.Tests.FourTexts;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Pages;

/// <summary>The reading view as programs read it: its text, its links, and what it says of the work.</summary>
[Collection(SampleCollection.Name)]
public sealed class ReadingViewTests(SampleCollection sample, SharedTexts texts) : IClassFixture<SharedTexts>
{
    private const string Needed = "corpus/library.json";
    private const int MostBesideTheText = 60_000;

    [Fact]
    public async Task Text_OfEverySampleDocument_IsTheRecoveredTextToTheCharacter() =>
        await AssertTextsAsync(sample.Service);

    [SharedFact(Needed)]
    public async Task Text_OfTheFourTexts_IsTheRecoveredTextToTheCharacter() => await AssertTextsAsync(texts.Service);

    [Fact]
    public async Task ReadLink_OfEverySamplePassage_FindsItsWordsInThePage() => await AssertLinksAsync(sample.Service);

    [SharedFact(Needed)]
    public async Task ReadLink_OfEveryPassageOfTheFourTexts_FindsItsWordsInThePage() =>
        await AssertLinksAsync(texts.Service);

    [Fact]
    public async Task Work_OfEverySampleDocument_IsReadRightByAReferenceManager() =>
        await AssertWorksAsync(sample.Service);

    [SharedFact(Needed)]
    public async Task Work_OfEachOfTheFourTexts_IsReadRightByAReferenceManager() =>
        await AssertWorksAsync(texts.Service);

    [Fact]
    public async Task LongDocument_InParts_IsWholeAndEveryLinkInItLeadsToItsPlace()
    {
        var book = new StringBuilder("# The long book\n\n");
        for (var chapter = 1; chapter <= 7; chapter++)
        {
            book.Append(CultureInfo.InvariantCulture, $"## Chapter {chapter}\n\n");
            for (var paragraph = 1; paragraph <= 50; paragraph++)
            {
                book.Append(
                    CultureInfo.InvariantCulture,
                    $"Paragraph {paragraph} of chapter {chapter} {string.Join(' ', Enumerable.Range(1, 60).Select(i => $"word{(i * 37 + paragraph * 11 + chapter) % 997}"))}.\n\n"
                );
            }
        }

        await using var service = await RunningService.OnAsync(("book.md", book.ToString()));
        await AssertTextsAsync(service);
        var (_, parts) = await HtmlPage.ReadAsync(service, "book");
        Assert.True(parts.Count > 3, $"{parts.Count} parts");
        foreach (var link in parts[0].QuerySelectorAll(".tree a"))
        {
            await AssertLeadsAsync(service, "/documents/book", link.GetAttribute("href")!, link.TextContent);
        }

        var (_, page) = await HtmlPage.OpenAsync(service, "/documents/book?q=%22Paragraph+7+of%22");
        var seen = 0;
        for (var at = page.QuerySelector(".count a")!.GetAttribute("href")!; at is not null; seen++)
        {
            var place = at.Split('#');
            if (place[0].Length > 0)
            {
                (_, page) = await HtmlPage.OpenAsync(service, place[0]);
            }

            var mark = page.GetElementById(place[1]);
            Assert.Equal("Paragraph 7 of", mark!.TextContent);
            at = mark.NextElementSibling is { } next && next.ClassName == "step" ? next.GetAttribute("href") : null;
        }

        Assert.Equal(7, seen);
        Assert.Equal(["/documents/book?passage=300", "p300"], await HtmlPage.LedToAsync(service, "/p/book:300"));
        var (_, there) = await HtmlPage.OpenAsync(service, "/documents/book?passage=300");
        Assert.NotNull(there.GetElementById("p300"));
        Assert.NotEmpty(there.QuerySelectorAll(".here"));
    }

    [Fact]
    public async Task Notes_OfASampleDocument_AreLinkedWithTheirMarksBothWays()
    {
        var (_, page) = await HtmlPage.OpenAsync(sample.Service, "/documents/concordance-to-index-2026");
        var marks = page.QuerySelectorAll("article a.call");

        Assert.Equal(22, marks.Length);
        Assert.All(
            marks,
            mark =>
            {
                var note = page.GetElementById(mark.GetAttribute("href")![1..])!;
                Assert.Equal(mark.GetAttribute("data-mark"), note.QuerySelector(".back")!.GetAttribute("data-mark"));
                Assert.Equal("#" + mark.Id, note.QuerySelector(".back")!.GetAttribute("href"));
            }
        );
        Assert.All(
            page.QuerySelectorAll("article .page"),
            label => Assert.Equal("separator", label.GetAttribute("role"))
        );
        Assert.Contains(
            page.QuerySelectorAll("article .page"),
            label => label.GetAttribute("data-mark") == "3" && label.GetAttribute("aria-label") == "Page 3"
        );
    }

    [Fact]
    public async Task Permalink_OfATextThatChanges_SaysWhatBecameOfIt()
    {
        const string First = "Ships lie in the harbour at night, and the watch is kept from dusk to dawn by two men.";
        const string Second = "The lamps are lit when the bell has rung, and nobody goes ashore before the morning.";
        await using var service = await RunningService.OnAsync(
            ("log.md", $"# Log\n\n## One\n\n{First}\n\n## Two\n\n{Second}\n")
        );
        var first = await LinkAsync("ships lie");
        var second = await LinkAsync("lamps");
        await AssertLandsAsync(first, First, null);
        await AssertLandsAsync(second + "&start=4&end=9", Second, null, "lamps");

        await EditAsync(
            $"# Log\n\n## Nought\n\nA new beginning stands here now.\n\n## One\n\n{First}\n\n## Two\n\n{Second}\n"
        );
        await AssertLandsAsync(first, First, "they are the same");
        await AssertLandsAsync(second + "&start=4&end=9", Second, "they are the same", "lamps");

        var changed = First.Replace("two men", "three", StringComparison.Ordinal);
        await EditAsync($"# Log\n\n## Nought\n\nA new beginning stands here now.\n\n## One\n\n{changed}\n");
        await AssertLandsAsync(first, changed, "has changed since");
        var nowhere = "/p/log:99" + second[second.IndexOf('?', StringComparison.Ordinal)..];
        var (_, gone) = await HtmlPage.OpenAsync(service, nowhere, HttpStatusCode.Gone);
        Assert.Contains("This passage is gone", gone.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The lamps are lit when the bell has", gone.Body!.TextContent, StringComparison.Ordinal);
        (await service.GetAsync("/p/log:99", ("Accept", "text/html"))).Is(HttpStatusCode.NotFound);

        async Task<string> LinkAsync(string words) =>
            (await service.SearchAsync($"\"{words}\"")).Items("results").Single().Text("links", "page")!;

        Task EditAsync(string text) => ReadingViewTests.EditAsync(service, "log.md", text);

        async Task AssertLandsAsync(string link, string passage, string? notice, string? words = null)
        {
            var place = await HtmlPage.LedToAsync(service, link);
            var (_, page) = await HtmlPage.OpenAsync(service, place[0]);
            Assert.Equal(passage, string.Concat(page.QuerySelectorAll(".here").Select(here => here.TextContent)));
            Assert.NotNull(page.GetElementById(place[1]));
            Assert.Equal(words, page.GetElementById("words")?.TextContent);
            var said = page.QuerySelector("#cite .notice")?.TextContent;
            Assert.Equal(notice is null, said is null);
            Assert.Contains(notice ?? "", said ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Permalink_ThroughSeveralPassages_KnowsWhenOneOfThemHasChanged()
    {
        const string Begun = "the watch is kept from dusk to dawn by two men.";
        const string First = "Ships lie in the harbour at night, and " + Begun;
        const string Middle = "Nobody counts the hours, for the bell of the church is heard as far as the outer mole.";
        const string Last = "The lamps are lit when the bell has rung, and nobody goes ashore before the morning.";
        await using var service = await RunningService.OnAsync(("log.md", Written(Middle, Last)));
        var text = (await service.GetAsync("/v1/documents/log/text?format=text")).Is(HttpStatusCode.OK).Body;
        var (start, end) = (
            text.IndexOf(Begun, StringComparison.Ordinal),
            text.IndexOf(" when the bell", StringComparison.Ordinal)
        );
        var (_, part) = await HtmlPage.OpenAsync(
            service,
            FormattableString.Invariant($"/documents/log/words?start={start}&end={end}")
        );
        var link = part.QuerySelector(".permalink")!.GetAttribute("href")!;
        await AssertMarksAsync(Begun, Middle, "The lamps are lit");

        // Behind the words another text may stand.
        await EditAsync(Written(Middle, Last.Replace("the morning", "noon", StringComparison.Ordinal)));
        await AssertMarksAsync(Begun, Middle, "The lamps are lit");

        await EditAsync(Written(Middle.Replace("church", "chapel", StringComparison.Ordinal), Last));
        var page = await AssertMarksAsync(Begun);
        Assert.Equal("through", page.QuerySelector(".notice.bad strong")!.TextContent);

        static string Written(string middle, string last) =>
            $"# Log\n\n## One\n\n{First}\n\n## Two\n\n{middle}\n\n## Three\n\n{last}\n";

        Task EditAsync(string written) => ReadingViewTests.EditAsync(service, "log.md", written);

        async Task<IDocument> AssertMarksAsync(params string[] words)
        {
            var place = await HtmlPage.LedToAsync(service, link);
            var (_, read) = await HtmlPage.OpenAsync(service, place[0]);
            Assert.Equal(words, read.QuerySelectorAll("mark.asked").Select(mark => mark.TextContent));
            return read;
        }
    }

    [Fact]
    public async Task Page_OfATextThatIsHtml_ShowsItAsTextAndRunsNothing()
    {
        const string Script =
            "<script>alert(1)</script> & <img src=x onerror=alert(2)> “quoted” 'single' \"double\" &amp; 𝒳";
        await using var service = await RunningService.OnAsync(
            ("evil.txt", $"Evil & <b>bold</b>\n\n{Script}\n\nMore </article></main> of it.\n"),
            (
                "library.json",
                """[{"id":"evil","type":"book","title":"</title></script><script>alert(3)</script>","author":[{"family":"\"><script>","given":"x"}],"custom":{"file":"evil.txt"}}]"""
            )
        );

        await AssertTextsAsync(service);
        await AssertWorksAsync(service);
        var (_, page) = await HtmlPage.OpenAsync(service, "/documents/evil?q=%3Cscript%3E&style=%22%3E%3Cscript%3E");
        Assert.Empty(page.QuerySelectorAll("article script, article img, article b"));
        Assert.Contains(
            "<script>alert(1)</script>",
            page.QuerySelector("article")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/documents/quoting-2026?passage=99999", "passage")]
    [InlineData("/documents/quoting-2026?part=7", "part")]
    [InlineData("/documents/quoting-2026?passage=3&start=9&end=2", "start")]
    [InlineData("/documents/quoting-2026?style=nosuch", "style")]
    [InlineData("/documents/quoting-2026?colour=red", "colour")]
    public async Task WrongParameter_OfAReadingView_IsNamedAndTheTextShown(string path, string parameter)
    {
        var (_, page) = await HtmlPage.OpenAsync(sample.Service, path);

        Assert.Contains(page.QuerySelectorAll(".notice.bad strong"), fault => fault.TextContent == parameter);
        Assert.NotEmpty(page.QuerySelectorAll("article p"));
    }

    [Fact]
    public async Task ReadingView_OfNoDocument_IsAPageThatSaysSo()
    {
        var (_, page) = await HtmlPage.OpenAsync(sample.Service, "/documents/nothing", HttpStatusCode.NotFound);

        Assert.Contains("no such document", page.Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Writes a text anew, and waits until the collection has it.</summary>
    private static async Task EditAsync(RunningService service, string file, string text)
    {
        var before = (await service.CorpusAsync("the index", _ => true)).Text("corpusVersion");
        await File.WriteAllTextAsync(Path.Combine(service.Corpus, file), text);
        await service.CorpusAsync("the edited text", corpus => corpus.Text("corpusVersion") != before);
    }

    private static async Task<IReadOnlyList<JsonElement>> DocumentsAsync(RunningService service) =>
        (await service.GetAsync("/v1/documents?limit=100")).Is(HttpStatusCode.OK).Json.Items("documents");

    private static async Task AssertTextsAsync(RunningService service)
    {
        foreach (var document in await DocumentsAsync(service))
        {
            var id = document.Text("id")!;
            var plain = (await service.GetAsync($"/v1/documents/{id}/text?format=text")).Is(HttpStatusCode.OK).Body;
            var (text, parts) = await HtmlPage.ReadAsync(service, id);

            Assert.Equal(plain, text);
            foreach (var page in parts)
            {
                var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
                Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
                Assert.Empty(
                    page.QuerySelectorAll(
                        "[style], [onclick], [onload], style, script:not([src]):not([type='application/ld+json'])"
                    )
                );
                Assert.All(
                    page.QuerySelectorAll("article a[href^='#']"),
                    link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..]))
                );
                var beside =
                    Encoding.UTF8.GetByteCount(page.Source.Text)
                    - Encoding.UTF8.GetByteCount(page.QuerySelector("article")!.TextContent);
                Assert.True(beside < MostBesideTheText, $"{id}: {beside} bytes beside the text");
            }
        }
    }

    private static async Task AssertLinksAsync(RunningService service)
    {
        foreach (var document in await DocumentsAsync(service))
        {
            var id = document.Text("id")!;
            var (_, parts) = await HtmlPage.ReadAsync(service, id);
            var blocks = parts.SelectMany(HtmlPage.TextBlocks).ToList();
            foreach (var ordinals in Enumerable.Range(1, document.Number("passages")).Chunk(100))
            {
                var ids = string.Join(',', ordinals.Select(ordinal => $"\"{id}:{ordinal}\""));
                var answer = (await service.PostAsync("/v1/passages", $"{{\"ids\":[{ids}]}}"))
                    .Is(HttpStatusCode.OK)
                    .Json;
                foreach (var passage in answer.Items("passages"))
                {
                    var link = passage.Text("links", "read")!;
                    var anchor = link.Split('#', ':')[1..];
                    Assert.Contains(
                        parts,
                        page => page.GetElementById(anchor.First(part => part.StartsWith('p'))) is not null
                    );
                    if (link.Contains(":~:", StringComparison.Ordinal))
                    {
                        var found = TextFragment.Find(link, blocks);
                        Assert.NotNull(found);
                        var words = TextFragment.Collapsed(passage.Text("text")!);
                        Assert.StartsWith(
                            words[..Math.Min(60, words.Length)],
                            found.Value.Words,
                            StringComparison.Ordinal
                        );
                        Assert.EndsWith(
                            words[^Math.Min(60, words.Length)..],
                            found.Value.Words,
                            StringComparison.Ordinal
                        );
                    }
                }
            }
        }
    }

    private static async Task AssertWorksAsync(RunningService service)
    {
        var seen = 0;
        foreach (var document in await DocumentsAsync(service))
        {
            var item = (await service.GetAsync("/v1/documents/" + document.Text("id")))
                .Is(HttpStatusCode.OK)
                .Json.At("item");
            var (_, page) = await HtmlPage.OpenAsync(service, "/documents/" + document.Text("id"));
            var expected = EmbeddedMetadata.Expected(item);
            var json = JsonDocument
                .Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)
                .RootElement;

            seen++;
            Assert.Equal(expected with { Number = null }, EmbeddedMetadata.FromCoins(page));
            Assert.Equal(expected.Title, json.Text("name"));
            if (expected.Type != "document")
            {
                Assert.Equal(expected, EmbeddedMetadata.FromMetadata(page));
            }
        }

        Assert.True(seen > 0);
    }

    /// <summary>A link's place is there, and has these words.</summary>
    private static async Task AssertLeadsAsync(RunningService service, string from, string href, string words)
    {
        var place = href.Split('#');
        var (_, page) = await HtmlPage.OpenAsync(service, place[0].Length == 0 ? from : place[0]);
        Assert.Equal(words, page.GetElementById(place[1])?.TextContent);
    }
}
