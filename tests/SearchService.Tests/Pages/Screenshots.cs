using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>
/// Pictures of every page, light and dark, wide and narrow, for whoever looks at them:
/// <c>SEARCHSERVICE_SCREENSHOTS=FOLDER dotnet test tests/SearchService.Tests --filter Screenshots</c>. Without a folder they are taken
/// narrow and dark only, and thrown away: each page is reached and nothing goes wrong in it.
/// </summary>
[Collection(Browser.Name)]
public sealed class Screenshots(Browser browser, DatedSample sample) : IClassFixture<DatedSample>
{
    private const string Variable = "SEARCHSERVICE_SCREENSHOTS";

    private static readonly (int Width, bool Dark)[] Windows =
    [
        (360, true),
        (1_200, false),
        (1_200, true),
        (360, false),
    ];

    private const string Manuscript =
        "They knew that “the public of the fifteenth century voted with its scribes” (SearchService project, 2026).\n"
        + "As is well known, one ought to “verify your references” always.\n"
        + "But “no such sentence was ever written down by anybody here”.";

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
        ("concordance-start", "/concordance", null),
        ("concordance-lines", "/concordance?q=word&sort=right&limit=30", null),
        ("concordance-dispersion", "/concordance?q=word&view=dispersion", null),
        ("concordance-collocates", "/concordance?q=word&view=collocates&limit=25", OpenAll),
        ("concordance-nothing", "/concordance?q=zzzz", null),
        ("quotations-start", "/quotations", null),
        ("quotations-findings", "/quotations?text=" + Uri.EscapeDataString(Manuscript), null),
        ("quotations-fault", "/quotations?text=two+words", null),
        ("collection", "/corpus", null),
        ("record", "/corpus/quoting-2026", null),
        ("reading", "/documents/quoting-2026", null),
        ("reading-hits", "/documents/concordance-to-index-2026?q=concordance", null),
        ("reading-passage", "/p/concordance-to-index-2026:15", null),
    ];

    [BrowserFact]
    public async Task Pages_OfTheSample_ArePictured()
    {
        using var temporary = new TemporaryFolder();
        var wanted = Environment.GetEnvironmentVariable(Variable);
        var folder = Directory.CreateDirectory(wanted ?? temporary.At("pictures")).FullName;
        var windows = Windows.Take(wanted is null ? 1 : Windows.Length).ToList();
        await using var first = await browser.ReaderAsync(sample.Service);
        await first.OpenAsync("/?q=ranked+list&perDocument=1");
        var cite = await first.Page.Locator("a.cite").First.GetAttributeAsync("href");
        var ids = await first
            .Page.Locator(".hit input[type=checkbox]")
            .EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)");
        var list = "/list?" + string.Join('&', ids.Select(id => "id=" + Uri.EscapeDataString(id)));
        foreach (var (width, dark) in windows)
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

            Assert.Empty(reader.Faults);
        }

        Assert.Equal(Pages.Length * windows.Count, Directory.GetFiles(folder, "*.png").Length);
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
}
