using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

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

/// <summary>One Chromium and one service on the sample collection for all tests of pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal const string Name = "browser";

    private static readonly string? Program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser" }.FirstOrDefault(
        File.Exists
    );

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    /// <summary>Why tests in a browser cannot run; null where they can.</summary>
    internal static string? Missing { get; } =
        Program is null ? "there is no /usr/bin/chromium (Debian: apt-get install chromium)" : null;

    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
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
        Service = await RunningService.StartAsync(Repository.Path("corpus"));
        await Service.IndexedAsync();
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
            await Service.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A new reader at a window of her own, who has been nowhere yet.</summary>
    /// <param name="host">The service that relative addresses belong to; null for the one on the sample collection.</param>
    internal async Task<Reader> ReaderAsync(
        RunningService? host = null,
        int width = 1_200,
        bool scripts = true,
        bool dark = false
    )
    {
        var address = (host ?? Service).Client.BaseAddress!;
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
}

/// <summary>
/// A page in the browser that keeps account of what went wrong in it: failures of scripts, what the policy forbade, and requests to any
/// other host.
/// </summary>
internal sealed class Reader : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    public Reader(IBrowserContext context, IPage page, Uri host)
    {
        _context = context;
        Page = page;
        page.PageError += (_, message) => _faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
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
    public async Task OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
    }

    /// <summary>Waits until the address has this in it, and the page there has loaded.</summary>
    public async Task IsAtAsync(string part)
    {
        await Assertions
            .Expect(Page)
            .ToHaveURLAsync(new Regex(Regex.Escape(part)), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Sees that axe finds no violation, that nothing is wider than the window, and that nothing went wrong.</summary>
    public async Task IsSoundAsync()
    {
        var result = await Page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            string.Join(
                '\n',
                result.Violations.Select(violation =>
                    $"{Page.Url}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"
                )
            )
        );
        var overflow = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(overflow <= 0, $"{Page.Url} is {overflow} pixels wider than the window");
        Assert.Empty(_faults);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

[CollectionDefinition(Browser.Name)]
public sealed class BrowserTests : ICollectionFixture<Browser>;
