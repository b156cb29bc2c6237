using System.Net;
using System.Text;
using Xunit.Abstractions;

namespace SearchService.Tests.Pages;

/// <summary>Every page as it is sent: how large it is, and what it lets a browser do.</summary>
[Collection(Browser.States)]
public sealed class PageAnswersTests(DatedSample sample, ITestOutputHelper output)
{
    private const int LargestPage = 60_000;

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Fact]
    public async Task Pages_InEveryState_AreSmallAndOfThisHostAndHaveNothingInline()
    {
        var address = await PageStates.AddressesAsync(sample.Service);
        foreach (var state in PageStates.All)
        {
            var (answer, page) = await HtmlPage.OpenAsync(sample.Service, address(state), (HttpStatusCode)state.Status);

            Assert.Equal(Policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
            Assert.Empty(
                page.QuerySelectorAll(
                    "[style], [onclick], [onload], style, script:not([src], [type='application/ld+json'])"
                )
            );
            Assert.All(
                page.QuerySelectorAll("script[src], link[rel=stylesheet], link[rel=icon], img, iframe, form[action]"),
                part =>
                    Assert.StartsWith(
                        "/",
                        part.GetAttribute("src") ?? part.GetAttribute("href") ?? part.GetAttribute("action"),
                        StringComparison.Ordinal
                    )
            );
            var bytes =
                Encoding.UTF8.GetByteCount(answer.Body)
                - Encoding.UTF8.GetByteCount(page.QuerySelector("article.text")?.TextContent ?? "");
            output.WriteLine($"{bytes} {state.Name}");
            Assert.True(bytes < LargestPage, $"{state.Name} has {bytes} bytes");
        }
    }
}
