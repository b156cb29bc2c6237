using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The collection and the records of documents in a real browser.</summary>
[Collection(Browser.Reading)]
public sealed class CollectionPageTests(Browser browser, SampleCollection sample)
{
    [BrowserFact]
    public async Task Documents_SortedByTitle_LeadToTheirRecords()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/corpus");

        await page.GetByRole(AriaRole.Link, new() { Name = "Title", Exact = true }).ClickAsync();
        var titles = await page.Locator(".documents tbody th").AllInnerTextsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Record of On Quoting" }).ClickAsync();

        Assert.Equal(titles.Order(StringComparer.OrdinalIgnoreCase), titles);
        Assert.Equal(7, titles.Count);
        Assert.Contains("On Quoting", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "the record in library.json",
            await page.Locator("table").First.InnerTextAsync(),
            StringComparison.Ordinal
        );
    }

    [BrowserFact]
    public async Task File_ThatCannotBeRead_IsNamedWithItsProblem()
    {
        await using var service = await RunningService.OnAsync(
            ("good.txt", "A text of a few words that can be read."),
            ("empty.txt", ""),
            ("library.json", "[ { \"id\": ")
        );
        await using var reader = await browser.ReaderAsync(service);

        await reader.OpenAsync("/corpus");

        var problems = await reader.Page.Locator(".problems").InnerTextAsync();
        Assert.Contains("empty.txt", problems, StringComparison.Ordinal);
        Assert.Contains("library.json", problems, StringComparison.Ordinal);
        Assert.Contains("line 1", problems, StringComparison.Ordinal);
        await reader.IsSoundAsync();
    }

    [BrowserFact]
    public async Task Texts_ThatAreScripts_AreShownAsText()
    {
        const string Script = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        await using var service = await RunningService.OnAsync(
            ("hostile.txt", $"{Script}\n\nThe {Script} stands here in plain words and \"{Script}\" again."),
            (
                "library.json",
                System.Text.Json.JsonSerializer.Serialize(
                    new object[]
                    {
                        new
                        {
                            id = "hostile",
                            type = "book",
                            title = Script,
                            author = new[] { new { family = Script } },
                            custom = new { file = "hostile.txt" },
                        },
                    }
                )
            )
        );
        await using var reader = await browser.ReaderAsync(service);
        var script = Uri.EscapeDataString(Script);
        foreach (
            var path in (string[])
                [
                    "/?q=plain",
                    "/?q=" + script,
                    "/concordance?q=plain",
                    "/concordance?q=plain&view=dispersion",
                    "/concordance?q=" + script,
                    "/quotations?text=stands+here+in+plain+words+and",
                    $"/quotations?text={script}+stands+here+in+plain+words",
                    "/corpus",
                    "/corpus/hostile",
                ]
        )
        {
            await reader.OpenAsync(path);
            Assert.NotEqual("taken", await reader.Page.TitleAsync());
            Assert.True((await reader.Page.InnerTextAsync("body")).Contains("onerror", StringComparison.Ordinal), path);
            Assert.Equal(0, await reader.Page.Locator("main script, main img").CountAsync());
        }

        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Page_OfACollectionThatGrows_ShowsHowFarItIsAndThenWhatItHas()
    {
        const int Many = 6_000;
        await using var service = await RunningService.OnAsync(
            ("first.txt", "A text of a few words that can be read.")
        );
        await using var reader = await browser.ReaderAsync(service);
        var page = reader.Page;
        await reader.OpenAsync("/corpus");
        await Assertions.Expect(page.Locator("main > p").First).ToContainTextAsync("1 document,");

        // What the page says while nobody touches it.
        await page.EvaluateAsync(
            """
            window.said = [];
            new MutationObserver(() => {
              const progress = document.querySelector("#indexing:not([hidden]) progress");
              if (progress?.max > 1) said.push([progress.value, progress.max]);
            }).observe(document.querySelector("main"), { subtree: true, attributes: true, childList: true, characterData: true });
            """
        );

        // It comes whole, as what is copied and then named does.
        var coming = service.Corpus + ".coming";
        await File.WriteAllLinesAsync(
            coming,
            Enumerable
                .Range(1, Many)
                .Select(i =>
                    $"{{\"id\":\"t{i}\",\"title\":\"Text {i}\",\"text\":\"{string.Concat(Enumerable.Repeat($"Some words of text {i}. ", 20))}\"}}"
                )
        );
        File.Move(coming, Path.Combine(service.Corpus, "many.jsonl"));

        await Assertions
            .Expect(page.Locator("main > p").First)
            .ToContainTextAsync("6,001 documents", new() { Timeout = 120_000 });
        Assert.False(await page.Locator("#indexing").IsVisibleAsync());
        var said = await page.EvaluateAsync<double[][]>("said");
        Assert.Contains(said, progress => progress[0] > 0 && progress[0] < progress[1]);
        Assert.Equal(said.Select(progress => progress[0]).Order(), said.Select(progress => progress[0]));
        await reader.IsSoundAsync();
    }
}
