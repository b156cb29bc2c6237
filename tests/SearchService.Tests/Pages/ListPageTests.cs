using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>Gathering passages, in a real browser, on the sample collection spread over years and authors.</summary>
[Collection(Browser.Searching)]
public sealed class ListPageTests(Browser browser, DatedSample sample)
{
    [BrowserFact]
    public async Task Passages_GatheredInTwoSearches_ExportAsBibliographyAndQuotations()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/?q=%22voted+with+its+scribes%22");
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await reader.OpenAsync("/?q=footnote&author=Ben+Marks");
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "List (3)" }).ClickAsync();

        Assert.Equal(3, await page.Locator(".gathered > li").CountAsync());
        var references = await page.Locator(".bibliography p").AllInnerTextsAsync();
        Assert.Equal(2, references.Count);
        Assert.StartsWith("Ada Lines. (1998).", references[0], StringComparison.Ordinal);
        Assert.StartsWith("Ben Marks. (2003).", references[1], StringComparison.Ordinal);

        Assert.Equal(string.Join("\n\n", references), await SearchPageTests.CopiedAsync(page, "r", "text/plain"));
        foreach (
            var (name, begins) in ((string, string)[])
                [("RIS", "TY  - RPRT"), ("BibTeX", "@techreport"), ("CSL-JSON", "[")]
        )
        {
            var download = await page.RunAndWaitForDownloadAsync(() =>
                page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync()
            );
            Assert.StartsWith(begins, await SearchPageTests.TextAsync(download), StringComparison.Ordinal);
        }

        await page.Locator("#list-style").SelectOptionAsync("ieee");
        await reader.IsAtAsync("style=ieee");
        Assert.StartsWith(
            "[2] B. Marks",
            (await page.Locator(".bibliography p").AllInnerTextsAsync())[1]
                .Replace("Ben Marks", "B. Marks", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("[2", await page.Locator("#quotation-2").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Remove" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".gathered > li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("header nav")).ToContainTextAsync("List (2)");
        await page.GetByRole(AriaRole.Link, new() { Name = "Empty the list" }).ClickAsync();
        await Assertions.Expect(page.Locator(".gathered")).ToHaveCountAsync(0);
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Passages_TickedWithoutScripts_AreTheList()
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts: false);
        var page = reader.Page;
        await reader.OpenAsync("/?q=footnote&style=chicago-notes");
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(2).CheckAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Show the list" }).ClickAsync();

        Assert.Equal(2, await page.Locator(".gathered .note").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove" }).First.ClickAsync();
        Assert.Equal(1, await page.Locator(".gathered .note").CountAsync());
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Markdown" }).ClickAsync()
        );
        Assert.Contains("## Bibliography\n\n- ", await SearchPageTests.TextAsync(download), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfMoreThanAHundred_SaysSo()
    {
        var ids = Enumerable
            .Range(1, 130)
            .Select(i => FormattableString.Invariant($"&id=concordance-to-index-2026:{i}"));

        var page = (await sample.Service.GetAsync("/list?style=apa" + string.Concat(ids))).Is(HttpStatusCode.OK).Body;

        Assert.Contains("The list has 130 passages; these are the first 100.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AsCslJson_HasEveryWorkOnceInTheOrderOfTheirAuthors()
    {
        var path = (await ListAsync("page", "")).Replace(
            "/list?",
            "/list/export?format=csl-json&",
            StringComparison.Ordinal
        );

        var works = (await sample.Service.GetAsync(path)).Is(HttpStatusCode.OK).Json.EnumerateArray().ToList();

        var authors = works.Select(work => work.GetProperty("author")[0].GetProperty("literal").GetString()).ToList();
        Assert.Equal(works.Count, works.Select(work => work.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(authors.Order(StringComparer.Ordinal), authors);
        Assert.True(works.Count > 2, $"{works.Count} works");
    }

    [Fact]
    public async Task Words_OfATextThatChanged_AreNotReplacedUnsaid()
    {
        const string Before = "A first paragraph.\n\nThe silver codex lay open on the desk. Nobody read it.\n";
        await using var service = await RunningService.OnAsync(("codex.txt", Before));
        var hit = (await service.SearchAsync("\"silver codex\"")).Items("results").Single();
        var hash = hit.Text("passage", "textHash")![..8];
        var id = hit.Text("passage", "id");
        var words = $"{id}~0-3~{hash}";

        await File.WriteAllTextAsync(
            Path.Combine(service.Corpus, "codex.txt"),
            Before.Replace("silver", "golden", StringComparison.Ordinal)
        );
        await service.CorpusAsync("the changed text", _ => Found(service, "\"golden codex\""));

        var list = (await service.GetAsync("/list?id=" + Uri.EscapeDataString(words))).Is(HttpStatusCode.OK).Body;
        var cite = (await service.GetAsync($"/cite/{id}?start=0&end=3&hash={hash}")).Is(HttpStatusCode.OK).Body;
        Assert.Contains("The text of this passage has changed since it was chosen", list, StringComparison.Ordinal);
        Assert.Contains("is not the one from which the words were chosen", cite, StringComparison.Ordinal);
    }

    private static bool Found(RunningService service, string query) =>
        service.SearchAsync(query).GetAwaiter().GetResult().Items("results").Count > 0;

    /// <summary>The address of a list with a passage of each document.</summary>
    private async Task<string> ListAsync(string query, string more)
    {
        var found = await sample.Service.SearchAsync(query, "&perDocument=1");
        var ids = found.Items("results").Select(hit => "id=" + Uri.EscapeDataString(hit.Text("passage", "id")!));
        return "/list?" + string.Join('&', ids) + more;
    }
}
