using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>A document whose title, author, heading, note and text are scripts is shown as it is written, and nothing of it runs.</summary>
[Collection(Browser.Reading)]
public sealed class HostilePageTests(Browser browser, SampleCollection sample)
{
    private const string Title = "<script>document.title='run'</script> & \"Title\"";

    private const string Text =
        "# <img src=x onerror=\"document.title='run'\">\n\n"
        + "He wrote <script>document.title='run'</script> and </blockquote><b>1 < 2</b> into his silver codex.[^1] Nobody escaped it.\n\n"
        + "[^1]: A note on <svg onload=\"document.title='run'\"> and its like.\n";

    private const string Record = """
        [{"id": "script", "type": "book", "title": "<script>document.title='run'</script> & \"Title\"", "issued": {"date-parts": [[1999]]},
          "author": [{"family": "<b>O'Html</b>", "given": "Eve & Co"}], "custom": {"file": "script.md"}}]
        """;

    [BrowserFact]
    public async Task Scripts_InADocument_AreTextOnEveryPage()
    {
        await using var service = await RunningService.OnAsync(("script.md", Text), ("library.json", Record));
        await using var reader = await browser.ReaderAsync(service);
        var page = reader.Page;

        await reader.OpenAsync("/?q=codex&explain=true&author=" + Uri.EscapeDataString("Eve & Co <b>O'Html</b>"));
        Assert.Equal(Title, await page.Locator("a.title").First.InnerTextAsync());
        Assert.Contains(
            "<script>document.title='run'</script>",
            await page.Locator(".snippet").First.InnerTextAsync(),
            StringComparison.Ordinal
        );
        await IsHarmlessAsync(reader);

        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await page.Keyboard.PressAsync("c");
        await page.Locator("dialog[open] #cite-quotation").WaitForAsync();
        await IsHarmlessAsync(reader);
        await reader.OpenAsync((await page.Locator("a.cite").First.GetAttributeAsync("href"))!);
        await IsHarmlessAsync(reader);
        await reader.OpenAsync("/list");
        await page.Locator(".gathered").WaitForAsync();
        await IsHarmlessAsync(reader);
        await reader.OpenAsync("/");
        await IsHarmlessAsync(reader);
    }

    [BrowserFact]
    public async Task Scripts_InTheAddress_AreTextOnEveryPage()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var script = Uri.EscapeDataString("\"><script>document.title='run'</script>");
        foreach (
            var path in (string[])
                [
                    $"/?q=index{script}&author={script}&section={script}",
                    $"/?{script}={script}&style={script}",
                    $"/list?id={script}&style={script}",
                ]
        )
        {
            await reader.OpenAsync(path);
            await IsHarmlessAsync(reader);
        }
    }

    private static async Task IsHarmlessAsync(Reader reader)
    {
        Assert.NotEqual("run", await reader.Page.TitleAsync());
        Assert.Equal(
            0,
            await reader
                .Page.Locator("main b, main img, main script, dialog script, .hit svg, .citation svg")
                .CountAsync()
        );
        Assert.Empty(reader.Faults);
    }
}
