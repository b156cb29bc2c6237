using Microsoft.Playwright;

namespace SearchService.Tests.Pages;

/// <summary>
/// Pictures of every page, light and dark, wide and narrow, for whoever looks at them:
/// <c>SEARCHSERVICE_SCREENSHOTS=FOLDER dotnet test tests/SearchService.Tests --filter Screenshots</c>.
/// </summary>
[Collection(Browser.Name)]
public sealed class Screenshots(Browser browser, DatedSample sample) : IClassFixture<DatedSample>
{
    private const string Variable = "SEARCHSERVICE_SCREENSHOTS";

    private static readonly int[] Widths = [1_200, 360];

    /// <summary>Name, address, and what is done there before the picture is taken.</summary>
    private static readonly (string Name, string Path, Func<IPage, Task>? Act)[] Pages =
    [
        ("search-start", "/", null),
        ("search-results", "/?q=ranked+list+of+passages", null),
        ("search-phrase", "/?q=%22foot+of+the+page%22&kind=body&kind=note", null),
        ("search-notes", "/?q=footnote+OR+endnote&sort=year", OpenAll),
        ("search-faults", "/?q=(catalouge+foo:bar+%22page+foot%22~&year=abc", null),
        ("search-nothing", "/?q=%22no+such+words+anywhere%22&year=1998", null),
        ("search-completion", "/", page => TypeAsync(page, "conc")),
        ("search-cite", "/?q=%22voted+with+its+scribes%22", page => PressAsync(page, "j", "c")),
        ("search-keys", "/?q=ranked", page => PressAsync(page, "?")),
        ("cite", "{cite}", OpenAll),
        ("cite-notes", "{cite}&style=chicago-notes", null),
        ("list", "{list}", null),
        ("list-notes", "{list}&style=chicago-notes", null),
        ("list-empty", "/list", null),
    ];

    [ScreenshotFact]
    public async Task Pages_OfTheSample_ArePictured()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable(Variable)!).FullName;
        await using var first = await browser.ReaderAsync(sample.Service);
        await first.OpenAsync("/?q=ranked+list&perDocument=1");
        var cite = await first.Page.Locator("a.cite").First.GetAttributeAsync("href");
        var ids = await first
            .Page.Locator(".hit input[type=checkbox]")
            .EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)");
        var list = "/list?" + string.Join('&', ids.Select(id => "id=" + Uri.EscapeDataString(id)));
        foreach (var dark in (bool[])[false, true])
        {
            foreach (var width in Widths)
            {
                await using var reader = await browser.ReaderAsync(sample.Service, width, dark: dark);
                foreach (var (name, path, act) in Pages)
                {
                    await reader.OpenAsync(
                        path.Replace("{cite}", cite, StringComparison.Ordinal)
                            .Replace("{list}", list, StringComparison.Ordinal)
                    );
                    if (act is not null)
                    {
                        await act(reader.Page);
                    }

                    await reader.Page.ScreenshotAsync(
                        new PageScreenshotOptions
                        {
                            Path = Path.Combine(folder, $"{name}-{width}{(dark ? "-dark" : "")}.png"),
                            FullPage = act is null || act == OpenAll,
                        }
                    );
                }
            }
        }

        Assert.Equal(Pages.Length * Widths.Length * 2, Directory.GetFiles(folder, "*.png").Length);
    }

    private static Task OpenAll(IPage page) =>
        page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => details.open = true)");

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Locator("#q").PressSequentiallyAsync(text);
        await page.Locator("#completions li").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }

        await page.Locator("dialog[open]").WaitForAsync();
    }

    /// <summary>Skipped unless the folder for the pictures is named.</summary>
    private sealed class ScreenshotFactAttribute : FactAttribute
    {
        public ScreenshotFactAttribute() =>
            Skip =
                Browser.Missing
                ?? (Environment.GetEnvironmentVariable(Variable) is null ? $"{Variable} names no folder" : null!);
    }
}
