using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The reading view in a real browser, on the sample collection.</summary>
[Collection(Browser.Name)]
public sealed class ReadingPageTests(Browser browser)
{
    private const string Report = "/documents/concordance-to-index-2026";

    [BrowserTheory]
    [InlineData(360, false, "/documents/foot-of-the-page-2026?q=page&passage=5&start=4&end=30#words")]
    [InlineData(1_600, true, "/documents/handbook-2026?passage=1#p1")]
    [InlineData(360, true, "/documents/handbook-2026?passage=3&was=handbook-2026:3&hash=0&words=no+such+words")]
    public async Task ReadingView_AtAnyWidth_IsSound(int width, bool dark, string path)
    {
        await using var reader = await browser.ReaderAsync(width: width, dark: dark);
        await reader.OpenAsync(path);

        await reader.IsSoundAsync();
    }

    [BrowserFact]
    public async Task GonePassage_InABrowser_IsSound()
    {
        await using var reader = await browser.ReaderAsync();
        var answer = await reader.Page.GotoAsync("/p/quoting-2026:99999?hash=0&words=qwertz");

        Assert.Equal(410, answer!.Status);
        Assert.Equal("This passage is gone.", await reader.Page.Locator("h1").InnerTextAsync());
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hits_OfAQueryInTheText_AreMarkedAndWalkedThroughByLinks(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(scripts: scripts);
        var page = reader.Page;
        await reader.OpenAsync(Report);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("\"concordance\"");
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await reader.IsAtAsync("q=");
        var hits = await page.Locator("article mark.hit").CountAsync();
        Assert.True(hits > 5);

        await page.Locator(".count a").ClickAsync();
        Assert.EndsWith("#h1", page.Url, StringComparison.Ordinal);
        await page.Locator("#h1 + a.step").ClickAsync();
        Assert.EndsWith("#h2", page.Url, StringComparison.Ordinal);
        Assert.True(await IsInViewAsync(page, "#h2"));
        if (scripts)
        {
            await page.Keyboard.PressAsync("n");
            await reader.IsAtAsync("#h3");
            await page.Keyboard.PressAsync("p");
            await page.Keyboard.PressAsync("p");
            await reader.IsAtAsync("#h1");
            Assert.True(await IsInViewAsync(page, "#h1"));
        }

        Assert.Empty(reader.Faults);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Permalink_FollowedInABrowser_LandsOnThePassageAndItsCitation(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(scripts: scripts);
        var page = reader.Page;
        var link = (await browser.Service.GetAsync("/v1/passages/concordance-to-index-2026:30")).Json.Text(
            "links",
            "page"
        )!;
        await reader.OpenAsync(link);

        Assert.True(await IsInViewAsync(page, "#p30"));
        Assert.Equal("p30", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Contains(
            "(SearchService project, 2026",
            await page.Locator("#cite").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.True(await IsInViewAsync(page, "#cite"));
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task TextFragment_OfAHit_BringsItsWordsIntoView()
    {
        await using var reader = await browser.ReaderAsync();
        var page = reader.Page;
        var hit = (await browser.Service.SearchAsync("\"voted with its scribes\"")).Items("results").Single();
        var link = hit.Text("links", "read")!;
        Assert.Contains(":~:text=", link, StringComparison.Ordinal);

        // Without the passage, so that only the words themselves can bring the place into view.
        var words = link[link.IndexOf(":~:", StringComparison.Ordinal)..];
        await reader.OpenAsync($"{Report}#{words}");
        await page.WaitForFunctionAsync("scrollY > 0");

        Assert.True(
            await page.EvaluateAsync<bool>(
                """
                () => {
                  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
                  for (let node; (node = walker.nextNode()); ) {
                    const at = node.data.indexOf("voted with its scribes");
                    if (at >= 0) {
                      const range = document.createRange();
                      range.setStart(node, at);
                      range.setEnd(node, at + 22);
                      const box = range.getBoundingClientRect();
                      return box.top >= 0 && box.bottom <= innerHeight;
                    }
                  }
                  return false;
                }
                """
            )
        );
    }

    [BrowserFact]
    public async Task SelectedWords_InABodyAndBehindItsNotes_GiveTheirQuotationAndAPermalinkToThem()
    {
        await using var reader = await browser.ReaderAsync();
        var page = reader.Page;
        await reader.OpenAsync(Report);
        foreach (var words in new[] { "voted with its scribes", "negotiation among the three" })
        {
            await page.EvaluateAsync(
                """
                (words) => {
                  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
                  for (let node; (node = walker.nextNode()); ) {
                    const at = node.data.indexOf(words);
                    if (at >= 0) {
                      getSelection().setBaseAndExtent(node, at, node, at + words.length);
                      return;
                    }
                  }
                }
                """,
                words
            );
            await page.Locator("#cite .words", new PageLocatorOptions { HasTextString = words }).WaitForAsync();
            Assert.StartsWith(
                $"“{words}” (SearchService project, 2026",
                await page.Locator("#cite .words").InnerTextAsync(),
                StringComparison.Ordinal
            );
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copy quotation" }).ClickAsync();
            Assert.StartsWith(
                $"“{words}”",
                await page.EvaluateAsync<string>("navigator.clipboard.readText()"),
                StringComparison.Ordinal
            );

            var link = await page.Locator("#cite .permalink").GetAttributeAsync("href");
            await using var other = await browser.ReaderAsync(scripts: false);
            await other.OpenAsync(link!);
            Assert.Equal(words, await other.Page.Locator("#words").TextContentAsync());
            Assert.True(await IsInViewAsync(other.Page, "#words"));
        }

        Assert.Empty(reader.Faults);
    }

    private static Task<bool> IsInViewAsync(IPage page, string selector) =>
        page.EvaluateAsync<bool>(
            """
            (selector) => {
              const box = document.querySelector(selector).getBoundingClientRect();
              return box.bottom > 0 && box.top < innerHeight;
            }
            """,
            selector
        );
}
