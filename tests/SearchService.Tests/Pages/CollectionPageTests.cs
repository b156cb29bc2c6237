using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The collection and the records of documents in a real browser.</summary>
[Collection(Browser.Name)]
public sealed class CollectionPageTests(Browser browser)
{
    [BrowserFact]
    public async Task Documents_SortedByTitle_LeadToTheirRecords()
    {
        await using var reader = await browser.ReaderAsync();
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

    [BrowserTheory]
    [InlineData("/corpus")]
    [InlineData("/corpus?author=nobody")]
    [InlineData("/corpus?year=soon&page=x")]
    [InlineData("/corpus/quoting-2026")]
    public async Task Page_OnAnyScreen_IsSound(string path)
    {
        foreach (var (width, dark) in ((int, bool)[])[(360, false), (1_600, true)])
        {
            await using var reader = await browser.ReaderAsync(width: width, dark: dark);
            await reader.OpenAsync(path);
            await reader.IsSoundAsync();
        }
    }

    [BrowserFact]
    public async Task Document_ThatIsNotThere_IsAPageThatSaysSo()
    {
        await using var reader = await browser.ReaderAsync();

        var answer = await reader.Page.GotoAsync("/corpus/nothing");

        Assert.Equal(404, answer!.Status);
        Assert.Contains("no such document", await reader.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
    }
}
