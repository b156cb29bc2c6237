using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The quotation check in a real browser, on the sample collection.</summary>
[Collection(Browser.Reading)]
public sealed class QuotationPageTests(Browser browser, SampleCollection sample)
{
    private const string Wrong = "the public of the fifteenth century voted with its scribes";

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Manuscript_WithAChangedNumberAndAnInvention_IsReportedQuotationByQuotation(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        await reader.OpenAsync("/quotations");

        await page.GetByLabel("A quotation, or a paragraph")
            .FillAsync(
                $"They knew that “{Wrong}” (SearchService project, 2026).\n\nBut “no such sentence was ever written down by anybody here”."
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        Assert.Equal(["altered", "not found"], await page.Locator(".verdict").AllInnerTextsAsync());
        var first = page.Locator(".finding").First;
        Assert.Equal("fifteenth", await first.Locator("del").First.InnerTextAsync());
        Assert.Equal("thirteenth", await first.Locator("ins").First.InnerTextAsync());
        Assert.Contains("number", await first.Locator(".flag").AllInnerTextsAsync());
        Assert.Contains("p. 3", await first.Locator(".where").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Quotation_WithoutMarks_IsCheckedAsOne()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/quotations");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(Wrong.Replace("fifteenth", "thirteenth", StringComparison.Ordinal));
        await reader.FollowAsync("Check");

        Assert.Equal("exact", await page.Locator(".verdict").InnerTextAsync());
    }
}
