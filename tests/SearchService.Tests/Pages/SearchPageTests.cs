using Microsoft.Playwright;

namespace SearchService.Tests.Pages;

/// <summary>The search page in a real browser, on the sample collection.</summary>
[Collection(Browser.Name)]
public sealed class SearchPageTests(Browser browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Phrase_TypedAndSent_IsShownMarkedWithItsCitation(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(scripts: scripts);
        var page = reader.Page;
        await reader.OpenAsync("/");

        await page.GetByRole(AriaRole.Searchbox).FillAsync("\"verify your references\"");
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");

        Assert.Equal(
            "verify your references",
            (await page.Locator(".hits mark").First.InnerTextAsync()).ToLowerInvariant()
        );
        Assert.Contains(
            "(SearchService project, 2026",
            await page.Locator(".hits").InnerTextAsync(),
            StringComparison.Ordinal
        );
        if (scripts)
        {
            await reader.IsSoundAsync();
        }
    }
}
