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
            Assert.Contains("Cookie", answer.Headers.Vary);
            Assert.True(
                answer.Headers.CacheControl is { NoStore: true } or { NoCache: true, Private: true },
                state.Name
            );
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

    /// <summary>What a cache may keep of a page it must not show to whoever has chosen another style since, nor to anybody else.</summary>
    [Theory]
    [InlineData("/?q=ranked+list")]
    [InlineData("{cite}")]
    [InlineData("{list}")]
    [InlineData("/quotations?text=the+public+of+the+fifteenth+century+voted+with+its+scribes")]
    public async Task Page_InTheStyleOfACookie_IsNeverTheKeptPageOfAnother(string path)
    {
        var address = (await PageStates.AddressesAsync(sample.Service))(new PageState("", path));
        var plain = await sample.Service.GetAsync(address, ("Accept", "text/html"));
        var mla = await sample.Service.GetAsync(
            address,
            ("Accept", "text/html"),
            ("Cookie", "searchservice-style=mla")
        );

        Assert.NotEqual(plain.Body, mla.Body);
        foreach (var answer in new[] { plain, mla })
        {
            Assert.Contains("Cookie", answer.Headers.Vary);
            Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
            Assert.Null(answer.Headers.ETag);
        }
    }

    /// <summary>A fault is a page for a browser and JSON for a program, at the same address, and may be gone the next time.</summary>
    [Theory]
    [InlineData("/documents/none", "text/html")]
    [InlineData("/documents/none", "application/json")]
    [InlineData("/v1/documents/none", "application/json")]
    [InlineData("/none", "application/json")]
    public async Task Fault_InAnyForm_IsNotKept(string path, string accept)
    {
        var answer = (await sample.Service.GetAsync(path, ("Accept", accept))).Is(HttpStatusCode.NotFound);

        Assert.True(answer.Headers.CacheControl?.NoStore, path);
    }
}
