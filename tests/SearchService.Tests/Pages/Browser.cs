using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>A test that needs Debian's Chromium; skipped, with the reason, where there is none.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Missing!;
}

/// <summary>As <see cref="BrowserFactAttribute"/>, for theories.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Missing!;
}

/// <summary>A Chromium for the tests of a collection; those of two collections run beside each other.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Searching, citing and gathering.</summary>
    internal const string Searching = "browser, searching";

    /// <summary>Every page in every state.</summary>
    internal const string States = "browser, states";

    /// <summary>What comes after it: reading, concordance, quotations, collection.</summary>
    internal const string Reading = "browser, reading";

    /// <summary>The shell is the same browser without windows, which starts and paints sooner.</summary>
    private static readonly string? Program = new[]
    {
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
    }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    /// <summary>Why tests in a browser cannot run; null where they can.</summary>
    internal static string? Missing { get; } =
        Program is null
            ? "there is no /usr/bin/chromium-headless-shell and no /usr/bin/chromium (Debian: apt-get install chromium-headless-shell)"
            : null;

    public async Task InitializeAsync()
    {
        // On a busy machine an answer may take longer than the five seconds that are usual.
        Assertions.SetDefaultExpectTimeout(30_000);
        if (Missing is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                // Root has no sandbox in a container; the other flags keep the browser's own services off the network.
                Args =
                [
                    "--no-sandbox",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-default-apps",
                    "--disable-domain-reliability",
                    "--disable-sync",
                    "--no-first-run",
                    "--no-pings",
                ],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A new reader at a window of her own, who has been nowhere yet.</summary>
    /// <param name="host">The service that relative addresses belong to.</param>
    internal async Task<Reader> ReaderAsync(
        RunningService host,
        int width = 1_200,
        bool scripts = true,
        bool dark = false
    )
    {
        var address = host.Client.BaseAddress!;
        var context = await _chromium!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                JavaScriptEnabled = scripts,
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                Permissions = scripts ? ["clipboard-read", "clipboard-write"] : [],
            }
        );
        return new Reader(context, await context.NewPageAsync(), address);
    }

    /// <summary>One of two readers who do the same: with a telephone in the dark, or at a wide window without scripts.</summary>
    internal Task<Reader> ReaderAsync(RunningService host, bool scripts) =>
        ReaderAsync(host, scripts ? 360 : 1_600, scripts, dark: scripts);
}

/// <summary>
/// A page in the browser that keeps account of what went wrong in it: failures of scripts, what the policy forbade, and requests to any
/// other host.
/// </summary>
internal sealed class Reader : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    /// <summary>The path that is to be answered with a fault, of which the browser complains.</summary>
    private string? _faulty;

    public Reader(IBrowserContext context, IPage page, Uri host)
    {
        _context = context;
        Page = page;
        page.PageError += (_, message) => _faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && (_faulty is null || !message.Location.Contains(_faulty)))
            {
                _faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(host.ToString(), StringComparison.Ordinal))
            {
                _faults.Add("asks " + request.Url);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong so far; empty at the end of a good visit.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Opens a path and sees that it is answered with a page.</summary>
    public async Task OpenAsync(string path, int status = 200)
    {
        _faulty = status == 200 ? null : path;
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Status == status, $"{path}: {answer.Status}");
    }

    /// <summary>Types words where the focus is, and sends them.</summary>
    public async Task EnterAsync(string words)
    {
        await Page.Keyboard.TypeAsync(words);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes on by the tabulator until the focus is on what has this name, as it must be one day.</summary>
    public async Task TabToAsync(string name)
    {
        for (var i = 0; i < 150; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == name)
            {
                return;
            }
        }

        Assert.Fail($"No press of the tabulator leads to '{name}'.");
    }

    /// <summary>Opens what has this name by the keyboard.</summary>
    public async Task FollowAsync(string name)
    {
        await TabToAsync(name);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until the address has this in it, and the page there has loaded.</summary>
    public async Task IsAtAsync(string part)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(part)));
        try
        {
            await Page.WaitForLoadStateAsync(LoadState.Load, new PageWaitForLoadStateOptions { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            // That a page has loaded is now and then said before that it has come, and then forgotten: what is sought in it is waited for.
        }
    }

    /// <summary>
    /// Gives the pages' own scripts no content, so that the HTML stays as it is sent, and the browser can still run what looks at it.
    /// </summary>
    public Task WithoutOwnScriptsAsync() =>
        _context.RouteAsync(
            "**/assets/**/*.js",
            route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = "" })
        );

    /// <summary>Sees that axe finds no violation, that nothing is wider than the window, and that nothing went wrong.</summary>
    public async Task IsSoundAsync()
    {
        var wrong = await WrongAsync();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What axe finds, how much wider the page is than the window, and what went wrong so far.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync()
    {
        if (await Page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
        {
            await Page.EvaluateAsync(Axe);
        }

        var violations = await Page.EvaluateAsync<string[]>(
            """
            async () => {
              // What moves or fades has come to rest.
              document.getAnimations().forEach((animation) => animation.finish());
              const { violations } = await axe.run(document, { resultTypes: ["violations"] });
              return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join("; ")}`);
            }
            """
        );
        var overflow = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        return
        [
            .. violations.Select(violation => $"{Page.Url}: {violation}"),
            .. overflow > 0 ? [$"{Page.Url} is {overflow} pixels wider than the window"] : Array.Empty<string>(),
            .. _faults,
        ];
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

[CollectionDefinition(Browser.Searching)]
public sealed class SearchingTests : ICollectionFixture<Browser>, ICollectionFixture<DatedSample>;

[CollectionDefinition(Browser.States)]
public sealed class StatesTests : ICollectionFixture<Browser>, ICollectionFixture<DatedSample>;

[CollectionDefinition(Browser.Reading)]
public sealed class ReadingTests : ICollectionFixture<Browser>, ICollectionFixture<SampleCollection>;
