using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The concordance in a real browser, on the sample collection.</summary>
[Collection(Browser.Reading)]
public sealed class ConcordancePageTests(Browser browser, SampleCollection sample)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lines_SortedByWhatFollows_StandAlignedAndInOrder(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        await reader.OpenAsync("/concordance");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("word");
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");

        await page.GetByRole(AriaRole.Link, new() { Name = "words behind" }).ClickAsync();

        var right = await page.Locator(".kwic .right").AllInnerTextsAsync();
        var behind = right.Select(line => line[line.IndexOfAny([' ', '.', ',', ';', ':'])..].TrimStart(' ')).ToList();
        var edges = await page.Locator(".kwic .match")
            .EvaluateAllAsync<double[]>("all => all.map(match => Math.round(match.getBoundingClientRect().left))");
        Assert.True(right.Count > 20, $"{right.Count} lines");
        Assert.Single(edges.Distinct());
        Assert.Equal(behind.Count, behind.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("sort=right", page.Url, StringComparison.Ordinal);
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Pages_OneAfterTheOther_HaveEveryLineOnce()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/concordance?q=word&limit=10");
        var lines = new List<string>();
        var total = (await page.Locator(".count").InnerTextAsync())
            .Split(' ')[0]
            .Replace(",", "", StringComparison.Ordinal);
        while (true)
        {
            lines.AddRange(
                await page.Locator(".kwic li")
                    .EvaluateAllAsync<string[]>("all => all.map(line => line.innerText + line.querySelector('a').href)")
            );
            var next = page.GetByRole(AriaRole.Link, new() { Name = "Next" });
            if (await next.CountAsync() == 0)
            {
                break;
            }

            await next.ClickAsync();
        }

        Assert.True(lines.Count > 20, $"{lines.Count} lines");
        Assert.Equal(int.Parse(total, System.Globalization.CultureInfo.InvariantCulture), lines.Count);
    }

    [BrowserFact]
    public async Task Dispersion_OfAWord_HasAPlotForEachDocumentThatHasIt()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        await reader.OpenAsync("/concordance?q=concordance");

        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Where they stand" }).ClickAsync();

        var rows = reader.Page.Locator(".dispersion tbody tr");
        var counts = await rows.Locator("td:nth-child(2)").AllInnerTextsAsync();
        var strokes = await rows.Locator("path")
            .EvaluateAllAsync<int[]>("all => all.map(path => path.getAttribute('d').split('M').length - 1)");
        Assert.True(counts.Count > 1, $"{counts.Count} documents");
        Assert.All(
            counts.Zip(strokes),
            row =>
                Assert.InRange(row.Second, 1, int.Parse(row.First, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [BrowserFact]
    public async Task Collocate_Followed_ShowsTheLinesInWhichBothStand()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/concordance?q=verify&view=collocates");

        var word = await page.Locator(".collocates tbody a").First.InnerTextAsync();
        await page.Locator(".collocates tbody a").First.ClickAsync();

        var lines = await page.Locator(".kwic li").AllInnerTextsAsync();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(word, line, StringComparison.OrdinalIgnoreCase));
    }
}
