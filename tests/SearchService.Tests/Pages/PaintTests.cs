using System.Globalization;
using Xunit.Abstractions;

namespace SearchService.Tests.Pages;

/// <summary>
/// How soon a reader who has the page open sees something: from sending the query to the paint of its results. The bar of 150 ms is for a
/// machine that does nothing else: <c>SEARCHSERVICE_PAINT=150 dotnet test tests/SearchService.Tests --filter PaintTests</c>; beside the
/// rest of the suite a page may take as long as the suite leaves it.
/// </summary>
[Collection(Browser.Name)]
public sealed class PaintTests(Browser browser, ITestOutputHelper output)
{
    private const int Loads = 15;

    /// <summary>Milliseconds for the median, where it is asked for; else for the best of all, beside other tests.</summary>
    private const string Variable = "SEARCHSERVICE_PAINT";
    private const double BesideOthers = 1_000;

    [BrowserFact]
    public async Task Results_OfAQuery_ArePaintedAtOnce()
    {
        var paints = new List<double>();
        await using var reader = await browser.ReaderAsync();
        await reader.OpenAsync("/");
        for (var i = 0; i < Loads; i++)
        {
            await reader.OpenAsync(i % 2 == 0 ? "/?q=ranked+list" : "/?q=concordance");
            await reader.Page.Locator(".hits mark").First.WaitForAsync();
            paints.Add(
                await reader.Page.EvaluateAsync<double>(
                    """
                    () => new Promise((painted) => {
                      new PerformanceObserver((list) => painted(list.getEntries()[0].startTime))
                        .observe({ type: "largest-contentful-paint", buffered: true });
                    })
                    """
                )
            );
        }

        paints.Sort();
        var (best, median) = (paints[0], paints[Loads / 2]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {median:0} ms, best {best:0} ms"));
        if (Environment.GetEnvironmentVariable(Variable) is { } bar)
        {
            Assert.InRange(median, 0, double.Parse(bar, CultureInfo.InvariantCulture));
        }
        else
        {
            Assert.InRange(best, 0, BesideOthers);
        }
    }
}
