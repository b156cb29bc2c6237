using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>A page in a state that it can be in, and how one comes to see it.</summary>
/// <param name="Path">Its address; <c>{cite}</c> and <c>{list}</c> stand for what <see cref="PageStates.AddressesAsync"/> finds.</param>
/// <param name="Act">What is done there; null where nothing is.</param>
/// <param name="NeedsScripts">Whether the state is a convenience that there is not without the pages' scripts.</param>
/// <param name="Status">What the service answers with.</param>
internal sealed record PageState(
    string Name,
    string Path,
    Func<IPage, Task>? Act = null,
    bool NeedsScripts = false,
    int Status = 200
);

/// <summary>Every page in every state, on the sample collection spread over years and authors.</summary>
internal static class PageStates
{
    private const string Manuscript =
        "They knew that “the public of the fifteenth century voted with its scribes” (SearchService project, 2026).\n"
        + "As is well known, one ought to “verify your references” always.\n"
        + "But “no such sentence was ever written down by anybody here”.";

    private const string Misquoted = "/quotations?text=the+public+of+the+fifteenth+century+voted+with+its+scribes&";

    public static IReadOnlyList<PageState> All { get; } =
    [
        new("search-start", "/"),
        new("search-results", "/?q=ranked+list+of+passages"),
        new("search-phrase", "/?q=%22foot+of+the+page%22&kind=body&kind=note"),
        new("search-notes", "/?q=footnote+OR+endnote&sort=year", OpenAllAsync),
        new("search-explained", "/?q=ranked+list&author=Ada+Lines&author=Ben+Marks&explain=true&limit=3", OpenAllAsync),
        new("search-faults", "/?q=(catalouge+foo:bar+%22page+foot%22~&year=abc&page=0&cursor=x"),
        new("search-nothing", "/?q=%22no+such+words+anywhere%22&year=1998"),
        new("search-completion", "/", page => TypeAsync(page, "conc"), NeedsScripts: true),
        new("search-cite", "/?q=%22voted+with+its+scribes%22", page => PressAsync(page, "j", "c"), NeedsScripts: true),
        new("search-keys", "/?q=ranked", page => PressAsync(page, "?"), NeedsScripts: true),
        new("cite", "{cite}", OpenAllAsync),
        new("cite-notes", "{cite}&style=chicago-notes"),
        new("list", "{list}"),
        new("list-notes", "{list}&style=chicago-notes&id=gone:1"),
        new("list-empty", "/list"),
        new("concordance-start", "/concordance"),
        new("concordance-lines", "/concordance?q=word&sort=right&limit=30"),
        new("concordance-narrowed", "/concordance?q=word&year=2000..2030&author=Ben+Marks"),
        new("concordance-faults", "/concordance?q=word&year=soon&kind=poem&sort=up&limit=10"),
        new("concordance-dispersion", "/concordance?q=word&view=dispersion"),
        new("concordance-collocates", "/concordance?q=word&view=collocates&limit=25", OpenAllAsync),
        new("concordance-nothing", "/concordance?q=zzzz"),
        new("quotations-start", "/quotations"),
        new("quotations-findings", "/quotations?text=" + Uri.EscapeDataString(Manuscript)),
        new("quotations-style", Misquoted + "style=ieee"),
        new("quotations-author", Misquoted + "author=nobody"),
        new("quotations-fault", "/quotations?text=two+words"),
        new("collection", "/corpus"),
        new("collection-nothing", "/corpus?author=nobody"),
        new("collection-faults", "/corpus?year=soon&page=x"),
        new("record", "/corpus/quoting-2026"),
        new("reading", "/documents/quoting-2026"),
        new("reading-hits", "/documents/concordance-to-index-2026?q=concordance"),
        new("reading-passage", "/p/concordance-to-index-2026:15"),
        new("reading-words", "/documents/foot-of-the-page-2026?q=page&passage=5&start=4&end=30#words"),
        new("reading-changed", "/documents/handbook-2026?passage=3&was=handbook-2026:3&hash=0&words=no+such+words"),
        new("reading-faults", "/documents/handbook-2026?passage=99999&colour=red"),
        new("gone", "/p/quoting-2026:99999?hash=0&words=qwertz", Status: 410),
        new("missing-passage", "/p/quoting-2026:99999", Status: 404),
        new("missing-document", "/documents/nothing", Status: 404),
        new("missing-record", "/corpus/nothing", Status: 404),
        new("missing-page", "/nothing", Status: 404),
        new("wrong-link", "/p/quoting-2026:1?start=x", Status: 400),
    ];

    /// <summary>The addresses that depend on the collection.</summary>
    public static async Task<Func<PageState, string>> AddressesAsync(RunningService service)
    {
        var (_, page) = await HtmlPage.OpenAsync(service, "/?q=ranked+list&perDocument=1");
        var cite = page.QuerySelector("a.cite")!.GetAttribute("href");
        var list =
            "/list?"
            + string.Join(
                '&',
                page.QuerySelectorAll(".hit input[type=checkbox]")
                    .Select(box => "id=" + Uri.EscapeDataString(box.GetAttribute("value")!))
            );
        return state =>
            state
                .Path.Replace("{cite}", cite, StringComparison.Ordinal)
                .Replace("{list}", list, StringComparison.Ordinal);
    }

    /// <summary>What folds is opened.</summary>
    public static Task OpenAllAsync(IPage page) =>
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
