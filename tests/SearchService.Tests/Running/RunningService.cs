using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using Spectre.Console;

namespace SearchService.Tests.Running;

/// <summary>
/// The service as the program builds it, on a port of its own of the loopback, with a copy of a collection and an empty index in a
/// temporary folder.
/// </summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Transcript _transcript;
    private readonly WebApplication _host;

    private RunningService(TemporaryFolder folder, Transcript transcript, WebApplication host)
    {
        _folder = folder;
        _transcript = transcript;
        _host = host;
        Client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
    }

    /// <summary>The engine that the tests run on: of the environment, as the program takes it.</summary>
    public static string Engine => Chosen.Name;

    private static IndexEngine Chosen => ServiceHost.Engine(new Dictionary<string, string?>(StringComparer.Ordinal));

    public HttpClient Client { get; }

    public string Corpus => CorpusIn(_folder);

    public string Index => _folder.At("index");

    /// <summary>What the service has printed so far.</summary>
    public string Said => _transcript.ToString();

    /// <summary>The index in a folder, opened as the program opens it.</summary>
    public static IPassageIndex OpenIndex(string folder) => Chosen.Open(folder, false);

    /// <param name="corpus">A folder to copy the texts from; null for no corpus folder.</param>
    /// <param name="prepare">Called with the path of the corpus folder before the service is built.</param>
    public static async Task<RunningService> StartAsync(
        string? corpus,
        Action<string>? prepare = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var folder = new TemporaryFolder();
        if (corpus is not null)
        {
            TemporaryFolder.Copy(corpus, CorpusIn(folder));
        }

        prepare?.Invoke(CorpusIn(folder));
        return await StartInAsync(folder, replace);
    }

    /// <summary>Starts on the folders "corpus" and "index" as they are there.</summary>
    /// <param name="folder">Goes with the service.</param>
    public static async Task<RunningService> StartInAsync(
        TemporaryFolder folder,
        Action<IServiceCollection>? replace = null
    )
    {
        var transcript = new Transcript();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(transcript),
                Interactive = InteractionSupport.No,
                Ansi = AnsiSupport.No,
            }
        );
        console.Profile.Width = 1_000;
        var host = ServiceHost.Build(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Corpus:Path"] = CorpusIn(folder),
                ["Index:Path"] = folder.At("index"),
                ["Urls"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "Error",
            },
            console,
            replace
        );
        await host.StartAsync();
        return new RunningService(folder, transcript, host);
    }

    /// <summary>A service on files that are written here: name and text.</summary>
    public static async Task<RunningService> OnAsync(params (string Name, string Text)[] files)
    {
        var service = await StartAsync(
            null,
            corpus =>
            {
                Directory.CreateDirectory(corpus);
                foreach (var (name, text) in files)
                {
                    File.WriteAllText(Path.Combine(corpus, name), text);
                }
            }
        );
        await service.IndexedAsync();
        return service;
    }

    public async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Get, path, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answer.OfAsync(await Client.SendAsync(request));
    }

    public async Task<Answer> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Answer.OfAsync(await Client.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    /// <param name="more">Further parameters, beginning with an ampersand.</param>
    public async Task<JsonElement> SearchAsync(string query, string more = "") =>
        (await GetAsync(SearchPath(query, more))).Is(HttpStatusCode.OK).Json;

    public static string SearchPath(string query, string more = "") =>
        $"/v1/search?q={Uri.EscapeDataString(query)}{more}";

    /// <summary>Waits until the corpus folder has been read and is watched.</summary>
    /// <returns>The collection as <c>/v1/corpus</c> shows it then.</returns>
    public Task<JsonElement> IndexedAsync() => CorpusAsync("the first indexing run", _ => true);

    /// <summary>Waits until the collection is up to its folder and is as expected.</summary>
    public async Task<JsonElement> CorpusAsync(string what, Func<JsonElement, bool> expected)
    {
        var corpus = await Waiting.ForAsync(
            what,
            async () =>
            {
                var corpus = (await GetAsync("/v1/corpus")).Is(HttpStatusCode.OK);
                return corpus.Json.Text("indexing", "state") == "watching" && expected(corpus.Json) ? corpus : null;
            }
        );
        return corpus.Json;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private static string CorpusIn(TemporaryFolder folder) => folder.At("corpus");
}
