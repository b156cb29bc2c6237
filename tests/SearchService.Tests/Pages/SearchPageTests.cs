using System.Globalization;
using Microsoft.Playwright;

namespace SearchService.Tests.Pages;

/// <summary>What the three users come for, done in a real browser from an empty start, on the sample collection spread over years.</summary>
[Collection(Browser.Searching)]
public sealed class SearchPageTests(Browser browser, DatedSample sample)
{
    private const string Phrase = "\"voted with its scribes\"";
    private const string Options = "#completions [role=option]";

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Researcher_FromAnEmptyStart_FindsNarrowsAndWalksTheResults(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        await reader.OpenAsync("/");
        Assert.Contains("7 documents", await page.Locator(".start").InnerTextAsync(), StringComparison.Ordinal);

        await page.Locator("#q").FillAsync("index");
        await page.Locator("#q").PressAsync("Enter");
        var all = await CountAsync(page);
        var link = page.Locator(".facet", new() { HasText = "Author" }).Locator("li", new() { HasText = "Ada Lines" });
        var counted = await link.Locator(".number").InnerTextAsync();
        await link.GetByRole(AriaRole.Link).ClickAsync();

        Assert.Equal(counted, (await CountAsync(page)).ToString(CultureInfo.InvariantCulture));
        Assert.True(await CountAsync(page) < all);
        Assert.All(
            await page.Locator(".hit .meta").AllInnerTextsAsync(),
            source => Assert.Contains("Ada Lines", source, StringComparison.Ordinal)
        );
        Assert.Contains("author=Ada", page.Url, StringComparison.Ordinal);

        var first = await IdsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();
        await reader.IsAtAsync("page=2");
        var second = await IdsAsync(page);
        Assert.Empty(first.Intersect(second, StringComparer.Ordinal));

        // A state is its address: another reader sees the same.
        await using var other = await browser.ReaderAsync(sample.Service, scripts);
        await other.OpenAsync(page.Url);
        Assert.Equal(second, await IdsAsync(other.Page));

        await page.Locator(".chips a").First.ClickAsync();
        Assert.Equal(all, await CountAsync(page));

        var marked = await page.Locator(".snippet mark").First.InnerTextAsync();
        await page.Locator("a.title").First.ClickAsync();
        await reader.IsAtAsync("/documents/");
        Assert.Contains(marked, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Years_BarClicked_NarrowToWhatItCounts()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/?q=word");
        var bar = page.Locator(".years a").First;
        var title = await bar.Locator("title").EvaluateAsync<string>("title => title.textContent");

        await bar.ClickAsync();

        await reader.IsAtAsync("year=1998");
        var count = await CountAsync(page);
        Assert.Equal(title, FormattableString.Invariant($"1998: {count} passage{(count == 1 ? "" : "s")}"));
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writer_FromAnEmptyStart_GetsTheQuotationWithItsApaCitationAndPage(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        await reader.OpenAsync("/");
        await page.Locator("#q").FillAsync(Phrase);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await page.Locator("a.cite").First.ClickAsync();

        var quotation = page.Locator("#cite-quotation");
        var said = await quotation.InnerTextAsync();
        Assert.StartsWith("“The same text was indexed three times", said, StringComparison.Ordinal);
        Assert.EndsWith("voted with its scribes” (Ada Lines, 1998, p. 3).", said, StringComparison.Ordinal);
        if (!scripts)
        {
            Assert.Contains("/cite/", page.Url, StringComparison.Ordinal);
            await page.Locator("select.style").Last.SelectOptionAsync("chicago-notes");
            await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            Assert.EndsWith(", 3.", await page.Locator("#cite-note").InnerTextAsync(), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(said, await CopiedAsync(page, "q", "text/plain"));
        Assert.Contains(
            "<i>From Concordance to Index: A Report on the Finding of Words</i>",
            await CopiedAsync(page, "r", "text/html"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain('<', await CopiedAsync(page, "r", "text/plain"));
        Assert.Equal("(Ada Lines, 1998, p. 3)", await CopiedAsync(page, "n", "text/plain"));

        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "RIS" }).ClickAsync()
        );
        Assert.Equal("concordance-to-index-2026.ris", download.SuggestedFilename);
        Assert.StartsWith("TY  - RPRT", await TextAsync(download), StringComparison.Ordinal);
        await reader.IsSoundAsync();
    }

    [BrowserFact]
    public async Task Style_ChosenInTheDialog_IsThatOfTheSameResultsAndOfTheNextVisit()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/?q=" + Uri.EscapeDataString(Phrase));
        await page.Keyboard.PressAsync("c");
        await page.Locator("#cite-style").SelectOptionAsync("mla");
        await page.Locator(".citation[data-style=mla]").WaitForAsync();

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator(".cited").First).ToHaveTextAsync("(Ada Lines 3)");
        await reader.IsAtAsync("style=mla");

        // The page comes in it, and is asked for once.
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await reader.OpenAsync("/?q=" + Uri.EscapeDataString(Phrase));
        await Assertions.Expect(page.Locator(".cited").First).ToHaveTextAsync("(Ada Lines 3)");
        await Assertions.Expect(page.Locator("form.search select.style")).ToHaveValueAsync("mla");
        Assert.Single(asked, url => url.Contains("?q=", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("c");
        await page.Locator("dialog[open] .citation[data-style=mla]").WaitForAsync();
        Assert.Empty(reader.Faults);
    }

    /// <summary>As a browser brings back a page that one left for another, on which a style was chosen.</summary>
    [BrowserTheory]
    [InlineData("", "(Ada Lines 3)")]
    [InlineData("&style=chicago-author-date", "(Ada Lines 1998, 3)")]
    public async Task Page_ThatComesBackAsItWasLeft_IsInTheStyleChosenSinceUnlessItNamesOne(string style, string cited)
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/?q=" + Uri.EscapeDataString(Phrase) + style);

        await page.EvaluateAsync(
            """
            () => {
              document.cookie = "searchservice-style=mla; path=/";
              dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
            }
            """
        );

        await Assertions.Expect(page.Locator(".cited").First).ToHaveTextAsync(cited);
        Assert.Empty(reader.Faults);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_ChosenInThePassage_AreQuotedInstead(bool scripts)
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts);
        var page = reader.Page;
        await reader.OpenAsync("/?q=" + Uri.EscapeDataString(Phrase));
        await page.Locator("a.cite").First.ClickAsync();
        var before = await page.Locator("#cite-quotation").InnerTextAsync();
        await page.Locator(".choose summary").ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "one sentence more before" }).ClickAsync();

        var sentence = "The same text was indexed three times";
        await page.Locator(".passage mark", new() { HasText = sentence }).WaitForAsync();
        await Assertions.Expect(page.Locator("#cite-quotation")).Not.ToHaveTextAsync(before);
        var more = await page.Locator("#cite-quotation").InnerTextAsync();
        Assert.True(more.IndexOf(sentence, StringComparison.Ordinal) > 20, more);
        if (scripts)
        {
            await page.EvaluateAsync(
                """
                const text = document.querySelector(".passage mark").firstChild;
                const at = text.data.indexOf("voted");
                getSelection().setBaseAndExtent(text, at, text, at + "voted with".length);
                """
            );
            await page.GetByRole(AriaRole.Button, new() { Name = "Quote what is selected" }).ClickAsync();
            await Assertions
                .Expect(page.Locator("#cite-quotation"))
                .ToHaveTextAsync("“voted with” (Ada Lines, 1998, p. 3)");
        }
    }

    [BrowserFact]
    public async Task Keyboard_Alone_SearchesWalksCitesGathersExportsAndReads()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/?q=list");
        var keys = page.Keyboard;

        await keys.PressAsync("/");
        await reader.EnterAsync("ranked list");
        await reader.IsAtAsync("q=ranked");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("k");
        var hit = page.Locator(".hit").Nth(1);
        await Assertions.Expect(hit.Locator("a.title")).ToBeFocusedAsync();

        await keys.PressAsync("c");
        await page.Locator("dialog[open] #cite-reference").WaitForAsync();
        await keys.PressAsync("r");
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("Copied");
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(hit.Locator("a.title")).ToBeFocusedAsync();

        await keys.PressAsync("s");
        await Assertions.Expect(hit.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("header nav")).ToContainTextAsync("List (1)");

        await keys.PressAsync("?");
        await page.Locator("#keys[open]").WaitForAsync();
        await reader.IsSoundAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await keys.PressAsync("l");
        await reader.IsAtAsync("/list?id=");
        await reader.TabToAsync("BibTeX");
        var download = await page.RunAndWaitForDownloadAsync(() => keys.PressAsync("Enter"));
        Assert.StartsWith("@", await TextAsync(download), StringComparison.Ordinal);
        await page.GoBackAsync();
        await keys.PressAsync("j");
        var address = await page.Locator("a.title").First.GetAttributeAsync("href");
        var opened = page.WaitForRequestAsync("**/p/**");
        await keys.PressAsync("Enter");
        Assert.EndsWith(address!, (await opened).Url, StringComparison.Ordinal);
        await reader.IsAtAsync("/documents/");

        await keys.PressAsync("/");
        await reader.EnterAsync("list");
        await reader.IsAtAsync("q=list");
        await keys.PressAsync("n");
        await reader.IsAtAsync("#h");
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Keyboard_Alone_NarrowsDownReadsAndSortsTheConcordance()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/");
        await reader.EnterAsync("index");
        await reader.IsAtAsync("q=index");
        var all = await CountAsync(page);

        await reader.FollowAsync("Ada Lines");
        await reader.IsAtAsync("author=Ada");
        Assert.True(await CountAsync(page) < all);

        await reader.FollowAsync("Concordance");
        await reader.IsAtAsync("/concordance");
        await page.Keyboard.PressAsync("/");
        await reader.EnterAsync("word");
        await reader.IsAtAsync("q=word");
        await reader.FollowAsync("words behind");
        await reader.IsAtAsync("sort=right");
        Assert.True(await page.Locator(".kwic li").CountAsync() > 20);
        Assert.Empty(reader.Faults);
    }

    [BrowserFact]
    public async Task Completion_OfTheLastWord_OffersWordsNamesAndTitlesOfTheCollection()
    {
        await using var reader = await browser.ReaderAsync(sample.Service);
        var page = reader.Page;
        await reader.OpenAsync("/");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search the collection" });

        await box.PressSequentiallyAsync("ranked scri");
        await page.Locator(Options).First.WaitForAsync();
        await reader.IsSoundAsync();
        var offered = await page.Locator(Options).First.InnerTextAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("true", await page.Locator(Options).First.GetAttributeAsync("aria-selected"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("ranked " + offered.Split(' ', '\n')[0], await box.InputValueAsync());
        await Assertions.Expect(page.Locator(Options)).ToHaveCountAsync(0);

        await box.FillAsync("");
        await box.PressSequentiallyAsync("Ada Lin");
        await page.Locator(Options, new() { HasText = "Ada Lines author" }).ClickAsync();
        Assert.Equal("author:\"Ada Lines\" ", await box.InputValueAsync());

        await box.PressSequentiallyAsync("concordance to");
        await page.Locator(Options, new() { HasText = "document" }).ClickAsync();
        Assert.Equal("author:\"Ada Lines\" document:concordance-to-index-2026 ", await box.InputValueAsync());

        await box.PressSequentiallyAsync("\"exact concord");
        await page.Locator(Options).First.WaitForAsync();
        // Within a phrase only words can stand.
        Assert.All(
            await page.Locator(Options + " span").AllInnerTextsAsync(),
            kind => Assert.Contains("passage", kind, StringComparison.Ordinal)
        );
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(Options)).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Faults_OfTheQuery_AreMarkedWhereTheyAre()
    {
        await using var reader = await browser.ReaderAsync(sample.Service, scripts: false);
        var page = reader.Page;

        await reader.OpenAsync("/?q=" + Uri.EscapeDataString("(catalouge \"page foot\"~ index"));

        Assert.Equal(["(", "catalouge", "~"], await page.Locator("mark.fault").AllInnerTextsAsync());
        Assert.Equal(
            "(catalouge \"page foot\"~ index",
            await page.Locator(".marks code")
                .EvaluateAsync<string>(
                    "code => [...code.childNodes].filter(node => node.nodeName !== 'SUP').map(node => node.textContent).join('')"
                )
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "catalogue", Exact = true }).ClickAsync();
        Assert.Equal("(catalogue \"page foot\"~ index", await page.Locator("#q").InputValueAsync());
    }

    /// <summary>What a key copies, in one of its forms.</summary>
    internal static async Task<string> CopiedAsync(IPage page, string key, string type)
    {
        // What was said of an earlier copy says nothing of this one.
        await page.EvaluateAsync("document.getElementById('said')?.remove()");
        await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator("#said")).ToHaveTextAsync("Copied");
        return await page.EvaluateAsync<string>(
            "async type => (await (await navigator.clipboard.read())[0].getType(type)).text()",
            type
        );
    }

    internal static async Task<string> TextAsync(IDownload download) =>
        await File.ReadAllTextAsync((await download.PathAsync())!);

    private static async Task<int> CountAsync(IPage page) =>
        int.Parse(
            (await page.Locator("#count").InnerTextAsync()).Split(' ')[0].Replace(",", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );

    private static Task<string[]> IdsAsync(IPage page) =>
        page.Locator(".hit input[type=checkbox]").EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)");
}
