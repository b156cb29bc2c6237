using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The reading view in a real browser, on the sample collection.</summary>
[Collection(Browser.Reading)]
public sealed class ReadingPageTests(Browser browser, SampleCollection sample)
{
    private const string Report = "/documents/concordance-to-index-2026";

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hits_OfAQueryInTheText_AreMarkedAndWalkedThroughByLinks(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
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
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        var link = (await sample.Service.GetAsync("/v1/passages/concordance-to-index-2026:30")).Json.Text(
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
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        var hit = (await sample.Service.SearchAsync("\"voted with its scribes\"")).Items("results").Single();
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
        await using var reader = await browser.ReaderAsync(sample.Service);
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
            await using var other = await browser.ReaderAsync(sample.Service, scripts: false);
            await other.OpenAsync(link!);
            Assert.Equal(words, await other.Page.Locator("#words").TextContentAsync());
            Assert.True(await IsInViewAsync(other.Page, "#words"));
        }

        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task SelectedWords_FromOnePageToTheNext_AreCitedAndLinkedWithBothPages()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        var (before, after) = await AcrossPagesAsync();
        var first = string.Join(' ', before.Text("text")!.Split(' ')[^4..]);
        var last = string.Join(' ', after.Text("text")!.Split(' ')[..4]);
        await reader.OpenAsync(Report);
        await page.EvaluateAsync(
            """
            ([first, last]) => {
              const article = document.querySelector("article");
              const range = document.createRange();
              const place = (at) => {
                const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
                for (let node; (node = walker.nextNode()); at -= node.data.length) {
                  if (at <= node.data.length) return [node, at];
                }
              };
              range.setStart(...place(article.textContent.indexOf(first)));
              range.setEnd(...place(article.textContent.indexOf(last, article.textContent.indexOf(first)) + last.length));
              getSelection().addRange(range);
            }
            """,
            new[] { first, last }
        );

        var words = page.Locator("#cite .words");
        await words.GetByText(last).WaitForAsync();
        var said = await words.InnerTextAsync();
        Assert.StartsWith($"“{first} {last}", said, StringComparison.Ordinal);
        Assert.Contains(
            $", pp. {before.Text("pages", "last")}–{after.Text("pages", "first")})",
            said,
            StringComparison.Ordinal
        );

        var link = await page.Locator("#cite .permalink").GetAttributeAsync("href");
        await using var other = await browser.ReaderAsync(sample.Service, scripts: false);
        await other.OpenAsync(link!);
        Assert.Equal(
            $"{first} {last}",
            string.Join(' ', await other.Page.Locator("mark.asked").AllTextContentsAsync())
        );
        Assert.Equal(said, await other.Page.Locator("#cite .words").InnerTextAsync());
        Assert.True(await IsInViewAsync(other.Page, "#words"));

        // Where the passage that the words end in is another one, this is said, and only the beginning is marked.
        await other.OpenAsync(Regex.Replace(link!, "through=[0-9]+-[0-9a-f]+", "through=999-00000000"));
        Assert.Equal("through", await other.Page.Locator(".notice.bad strong").InnerTextAsync());
        Assert.Equal(first, string.Concat(await other.Page.Locator("mark.asked").AllTextContentsAsync()));
    }

    /// <summary>Two passages of running text, one behind the other, on different pages.</summary>
    private async Task<(JsonElement Before, JsonElement After)> AcrossPagesAsync()
    {
        var read = new List<JsonElement>();
        for (var ordinal = 1; ; ordinal++)
        {
            var answer = await sample.Service.GetAsync(
                FormattableString.Invariant($"/v1/passages/concordance-to-index-2026:{ordinal}")
            );
            var passage = answer.Is(HttpStatusCode.OK).Json;
            if (passage.Text("kind") == "body")
            {
                read.Add(passage);
            }

            if (
                read is [.., var one, var next]
                && one.Text("pages", "last") is { } page
                && next.Text("pages", "first") is { } other
                && page != other
            )
            {
                return (one, next);
            }
        }
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
