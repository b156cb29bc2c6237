using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>
/// Pictures of every page, light and dark, wide and narrow and on paper, for whoever looks at them:
/// <c>SEARCHSERVICE_SCREENSHOTS=FOLDER dotnet test tests/SearchService.Tests --filter Screenshots</c>. Without a folder only the first few
/// are taken, and thrown away.
/// </summary>
[Collection(Browser.States)]
public sealed class Screenshots(Browser browser, DatedSample sample)
{
    private const string Variable = "SEARCHSERVICE_SCREENSHOTS";
    private const int FewPages = 3;

    private static readonly (string Name, int Width, bool Dark, Media Media)[] Windows =
    [
        ("360-dark", 360, true, Media.Screen),
        ("360", 360, false, Media.Screen),
        ("1600", 1_600, false, Media.Screen),
        ("1600-dark", 1_600, true, Media.Screen),
        // What A4 leaves between its margins.
        ("paper", 673, false, Media.Print),
    ];

    /// <summary>The states of a collection that has no texts yet.</summary>
    private static readonly IReadOnlyList<PageState> Empty =
    [
        new("empty-search", "/"),
        new("empty-results", "/?q=word"),
        new("empty-concordance", "/concordance?q=word"),
        new("empty-quotations", "/quotations?text=no+such+words+anywhere"),
        new("empty-collection", "/corpus"),
    ];

    [BrowserFact]
    public async Task Pages_OfTheSample_ArePictured() => await TakeAsync(sample.Service, PageStates.All);

    [BrowserFact]
    public async Task Pages_OfAnEmptyCollection_ArePictured()
    {
        await using var service = await RunningService.OnAsync();
        await TakeAsync(service, Empty);
    }

    private async Task TakeAsync(RunningService service, IReadOnlyList<PageState> states)
    {
        using var temporary = new TemporaryFolder();
        var wanted = Environment.GetEnvironmentVariable(Variable);
        var folder = Directory.CreateDirectory(wanted ?? temporary.At("pictures")).FullName;
        var windows = Windows.Take(wanted is null ? 1 : Windows.Length).ToList();
        states = [.. states.Take(wanted is null ? FewPages : states.Count)];
        var address = await PageStates.AddressesAsync(sample.Service);
        foreach (var (name, width, dark, media) in windows)
        {
            await using var reader = await browser.ReaderAsync(service, width, dark: dark);
            await reader.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media });
            foreach (var state in states.Where(state => media == Media.Screen || !state.NeedsScripts))
            {
                await reader.OpenAsync(address(state), state.Status);
                if (state.Act is not null)
                {
                    await state.Act(reader.Page);
                }

                var path = Path.Combine(folder, $"{state.Name}-{name}.png");
                await reader.Page.ScreenshotAsync(
                    new PageScreenshotOptions
                    {
                        Path = path,
                        // What lies over a page is seen in the window.
                        FullPage = !state.NeedsScripts,
                    }
                );
                Assert.True(new FileInfo(path).Length > 0, path);
            }

            Assert.Empty(reader.Faults);
        }
    }
}
