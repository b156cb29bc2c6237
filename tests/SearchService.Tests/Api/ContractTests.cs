using System.Net;
using System.Text.Json;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Api;

/// <summary>The description of the API, what is not there yet, and what wrong paths and ids get.</summary>
[Collection(SampleCollection.Name)]
public sealed class ContractTests(SampleCollection sample)
{
    private const string Renew = "UPDATE_OPENAPI";

    private RunningService Service => sample.Service;

    [Fact]
    public async Task OpenApi_AsServed_IsTheOneKeptInTheRepository()
    {
        var served =
            (await Service.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.OK).Body.ReplaceLineEndings("\n").TrimEnd()
            + "\n";
        var file = Repository.Path("src", "SearchService", "openapi.json");
        if (Environment.GetEnvironmentVariable(Renew) == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.True(
            served == kept,
            $"The API is not as src/SearchService/openapi.json describes it. If the change is meant: {Renew}=1 dotnet test tests/SearchService.Tests --filter OpenApi"
        );
    }

    [Fact]
    public async Task OpenApi_OfEveryOperation_HasASummaryAndDescribesItsParameters()
    {
        var document = (await Service.GetAsync("/openapi/v1.json")).Json;
        var operations = document
            .At("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation)))
            .ToList();

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Assert.Equal(
            [
                "/health/live",
                "/health/ready",
                "/v1/collocates",
                "/v1/concordance",
                "/v1/corpus",
                "/v1/documents",
                "/v1/documents/{id}",
                "/v1/documents/{id}/citation",
                "/v1/documents/{id}/text",
                "/v1/passages",
                "/v1/passages/{id}",
                "/v1/passages/{id}/citation",
                "/v1/passages/{id}/similar",
                "/v1/quotations/check",
                "/v1/search",
                "/v1/suggest",
            ],
            operations
                .Select(operation => operation.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            operations,
            operation =>
            {
                Assert.False(string.IsNullOrWhiteSpace(operation.operation.Value.Text("summary")));
                if (operation.operation.Value.TryGetProperty("parameters", out var parameters))
                {
                    Assert.All(
                        parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "query"),
                        parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.Text("description")))
                    );
                }
            }
        );
    }

    [Theory]
    [InlineData("PUT", "/v1/documents/notes.txt", "Uploading")]
    [InlineData("DELETE", "/v1/documents/folder/notes.txt", "Removing")]
    [InlineData("POST", "/mcp", "Model Context Protocol")]
    public async Task Part_ThatIsNotThereYet_SaysSoByName(string method, string path, string name)
    {
        var problem = (await Service.SendAsync(new HttpMethod(method), path)).Problem(HttpStatusCode.NotImplemented);

        Assert.Contains(name, problem.Text("title"), StringComparison.Ordinal);
        Assert.Contains("not there yet", problem.Text("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/documents/nothing")]
    [InlineData("/v1/documents/nothing/text")]
    [InlineData("/v1/documents/nothing/citation")]
    [InlineData("/v1/passages/nothing")]
    [InlineData("/v1/passages/quoting-2026:0")]
    [InlineData("/v1/passages/quoting-2026:99999")]
    [InlineData("/v1/passages/quoting-2026:99999/citation")]
    [InlineData("/v1/passages/quoting-2026:3:4")]
    [InlineData("/v1/documents/..%2F..%2Fetc%2Fpasswd")]
    public async Task Path_ToNothing_IsAProblem(string path)
    {
        var problem = (await Service.GetAsync(path)).Problem(HttpStatusCode.NotFound);

        Assert.False(string.IsNullOrWhiteSpace(problem.Text("instance")));
    }

    [Theory]
    [InlineData("DELETE", "/v1/search", "GET")]
    [InlineData("PATCH", "/v1/documents/quoting-2026", "GET")]
    [InlineData("POST", "/v1/documents", "GET")]
    [InlineData("POST", "/health/live", "GET")]
    public async Task Method_ThatAPathDoesNotAnswer_IsAProblem(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await Service.Client.SendAsync(request);

        Assert.Contains(allowed, response.Content.Headers.Allow);
        (await Answer.OfAsync(response)).Problem(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/v1/documents?limit=x&sort=y&colour=red&year=z&cursor=abc", "colour cursor limit sort year")]
    [InlineData("/v1/documents/quoting-2026?colour=red", "colour")]
    [InlineData("/v1/documents/quoting-2026/text?colour=red", "colour")]
    [InlineData("/v1/documents/quoting-2026/text?format=pdf", "format")]
    [InlineData("/v1/documents/quoting-2026/text?format=text&section=quoting", "section")]
    [InlineData("/v1/documents/quoting-2026/citation?format=doc&style=nosuch", "format style")]
    [InlineData("/v1/passages/quoting-2026:3?before=-1&after=many", "after before")]
    [InlineData("/v1/passages/quoting-2026:3/citation?start=9&end=2", "start")]
    [InlineData("/v1/passages/quoting-2026:3/citation?end=100000", "start")]
    public async Task WrongParameters_OfAnyEndpoint_AreAllNamed(string path, string parameters)
    {
        var problem = (await Service.GetAsync(path)).Problem(HttpStatusCode.BadRequest);

        Assert.Equal(
            parameters.Split(' '),
            problem.Items("errors").Select(error => error.Text("parameter")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Documents_FilteredSortedAndPaged_AreEachListedOnce()
    {
        var whole = (await Service.GetAsync("/v1/documents?sort=title")).Is(HttpStatusCode.OK).Json;
        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var more = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var page = (await Service.GetAsync("/v1/documents?sort=title&limit=3" + more)).Is(HttpStatusCode.OK).Json;
            listed.AddRange(page.Items("documents").Select(document => document.Text("id")!));
            cursor = page.At("next").GetString();
        } while (cursor is not null && listed.Count < 100);

        Assert.Equal(whole.Items("documents").Select(document => document.Text("id")), listed);
        Assert.Equal(0, (await Service.GetAsync("/v1/documents?author=nobody")).Json.Number("total"));
        Assert.Equal(
            7,
            (await Service.GetAsync("/v1/documents?author=SEARCHSERVICE%20project&year=2020..")).Json.Number("total")
        );
    }

    [Fact]
    public async Task Passages_OfManyIds_AreReadInTheirOrderAndTheGoneAreNamed()
    {
        var answer = (
            await Service.PostAsync(
                "/v1/passages",
                """{ "ids": ["quoting-2026:4", "quoting-2026:99999", "nothing", "quoting-2026:3"] }"""
            )
        )
            .Is(HttpStatusCode.OK)
            .Json;

        Assert.Equal(["quoting-2026:4", "quoting-2026:3"], answer.Items("passages").Select(one => one.Text("id")));
        Assert.Equal(["quoting-2026:99999", "nothing"], answer.Texts("gone"));
        Assert.Equal(
            (await Service.GetAsync("/v1/passages/quoting-2026:3")).Json.GetRawText(),
            answer.Items("passages")[1].GetRawText()
        );
    }

    [Theory]
    [InlineData("""{ "ids": [] }""", "ids")]
    [InlineData("""{ "id": "quoting-2026:3", "limit": 2 }""", "id ids limit")]
    [InlineData("""{ "ids": [{}] }""", "ids")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task Passages_OfAnUnreadableRequest_NamesEveryFault(string body, string faults)
    {
        var problem = (await Service.PostAsync("/v1/passages", body)).Problem(HttpStatusCode.BadRequest);

        Assert.Equal(
            faults.Split(' '),
            problem.Items("errors").Select(error => error.Text("parameter")!).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Permalink_OfAnOlderReading_IsSameMovedChangedOrGone()
    {
        var passage = (await Service.GetAsync("/v1/passages/quoting-2026:3")).Json;
        var hash = passage.Text("textHash")!;

        Assert.Equal("same", (await Service.GetAsync("/v1/passages/quoting-2026:3?hash=" + hash)).Json.Text("status"));
        var moved = (await Service.GetAsync("/v1/passages/quoting-2026:4?hash=" + hash)).Json;
        Assert.Equal("moved", moved.Text("status"));
        Assert.Equal("quoting-2026:3", moved.Text("movedTo"));
        var changed = (await Service.GetAsync("/v1/passages/quoting-2026:3?hash=0&words=then")).Json;
        Assert.Equal("changed", changed.Text("status"));
        var missing = (await Service.GetAsync("/v1/passages/quoting-2026:99999?hash=" + hash)).Problem(
            HttpStatusCode.NotFound
        );
        Assert.Equal("moved", missing.Text("passageStatus"));
        Assert.Equal("quoting-2026:3", missing.Text("movedTo"));
        var link = passage.Text("links", "page")!;
        Assert.Equal("same", (await Service.GetAsync("/v1/passages" + link["/p".Length..])).Json.Text("status"));
        var gone = (await Service.GetAsync("/v1/passages/quoting-2026:99999?hash=0&words=qwertz")).Problem(
            HttpStatusCode.NotFound
        );
        Assert.Equal("gone", gone.Text("passageStatus"));
    }
}
