using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>Each parameter of <c>/v1/search</c> in turn, on the sample collection.</summary>
[Collection(SampleCollection.Name)]
public sealed class SearchParametersTests(SampleCollection sample)
{
    private RunningService Service => sample.Service;

    [Theory]
    [InlineData("&author=SEARCHSERVICE%20PROJECT", true)]
    [InlineData("&author=s%C3%A9archs%C3%A9rvice%20project", true)]
    [InlineData("&author=nobody&author=searchservice%20project", true)]
    [InlineData("&author=nobody", false)]
    [InlineData("&year=2026", true)]
    [InlineData("&year=2000..2030", true)]
    [InlineData("&year=2026..", true)]
    [InlineData("&year=..2026", true)]
    [InlineData("&year=1999&year=2026", true)]
    [InlineData("&year=2027..", false)]
    [InlineData("&year=2005", false)]
    [InlineData("&section=PHRASES", true)]
    [InlineData("&section=no%20such%20section", false)]
    [InlineData("&document=quoting-2026", true)]
    [InlineData("&document=nothing&document=quoting-2026", true)]
    [InlineData("&document=nothing", false)]
    [InlineData("&kind=body", true)]
    [InlineData("&kind=table&kind=body", true)]
    [InlineData("&author=nobody&document=quoting-2026", false)]
    public async Task Filter_OnASearch_KeepsWhatItNames(string filter, bool finds)
    {
        var answer = await Service.SearchAsync("\"verify your references\"", filter);

        Assert.Equal(finds, answer.Number("total", "value") > 0);
        Assert.Equal(finds, answer.Items("results").Count > 0);
    }

    [Theory]
    [InlineData("document", "quoting-2026")]
    [InlineData("kind", "note")]
    public async Task Filter_OnASearch_ShowsNothingElse(string parameter, string value)
    {
        var answer = await Service.SearchAsync("page", $"&{parameter}={value}&limit=100");

        Assert.NotEmpty(answer.Items("results"));
        Assert.All(
            answer.Items("results"),
            hit => Assert.Equal(value, parameter == "kind" ? hit.Text("passage", "kind") : hit.Text("document", "id"))
        );
    }

    [Fact]
    public async Task Section_OnASearch_IsATextThatATitleOnThePathContains()
    {
        var answer = await Service.SearchAsync("words", "&section=cruden&limit=100");

        Assert.NotEmpty(answer.Items("results"));
        Assert.All(
            answer.Items("results"),
            hit => Assert.Contains("3.1. Alexander Cruden", hit.Texts("passage", "section"))
        );
    }

    [Fact]
    public async Task Sort_ByDocument_IsReadingOrder()
    {
        var hits = (await Service.SearchAsync("page", "&sort=document&limit=100")).Items("results");
        var places = hits.Select(hit => (hit.Text("document", "id")!, Ordinal(hit))).ToList();

        Assert.True(places.Count > 10);
        Assert.Equal(places.OrderBy(place => place.Item1, StringComparer.Ordinal).ThenBy(place => place.Item2), places);
    }

    [Fact]
    public async Task Sort_ByRelevance_IsByFallingScore()
    {
        var scores = (await Service.SearchAsync("page of the note", "&limit=50"))
            .Items("results")
            .Select(hit => hit.At("score").GetDouble())
            .ToList();

        Assert.Equal(50, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Theory]
    [InlineData("relevance", 7, "")]
    [InlineData("document", 9, "")]
    [InlineData("relevance", 10, "&perDocument=2")]
    [InlineData("-year", 25, "&kind=body")]
    public async Task Cursor_FollowedToTheEnd_GivesEveryHitOnce(string sort, int limit, string more)
    {
        var path = RunningService.SearchPath("page", FormattableString.Invariant($"&sort={sort}&limit={limit}{more}"));
        var pages = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null; cursor = pages[^1].At("next").GetString())
        {
            Assert.True(pages.Count < 100, "The pages do not end.");
            var page = cursor.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}";
            pages.Add((await Service.GetAsync(page)).Is(HttpStatusCode.OK).Json);
        }

        var hits = pages.SelectMany(page => page.Items("results")).ToList();
        var whole = (await Service.SearchAsync("page", $"&sort={sort}&limit=100{more}")).Items("results");
        Assert.True(pages.Count > 1, "One page is no paging.");
        Assert.Equal(whole.Select(Id), hits.Select(Id));
        Assert.Equal(Enumerable.Range(1, hits.Count), hits.Select(hit => hit.Number("rank")));
        Assert.Equal(hits.Count, hits.Select(Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task PerDocument_OnASearch_CapsTheHitsOfEach()
    {
        var hits = (await Service.SearchAsync("page", "&perDocument=2&limit=100")).Items("results");
        var counts = hits.CountBy(hit => hit.Text("document", "id")!, StringComparer.Ordinal)
            .Select(count => count.Value)
            .ToList();

        Assert.True(counts.Count > 3);
        Assert.All(counts, count => Assert.InRange(count, 1, 2));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(2000)]
    public async Task Snippet_OfALength_IsNoLongerAndHoldsTheMatch(int length)
    {
        var hit = (
            await Service.SearchAsync("\"verify your references\"", FormattableString.Invariant($"&snippet={length}"))
        ).Items("results")[0];
        var text = hit.Text("snippet", "text")!;

        Assert.InRange(CodePointText.Length(text.Trim('…')), 1, length);
        Assert.Contains("verify your references", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IncludeText_OnASearch_SendsTheWholePassage()
    {
        var with = (await Service.SearchAsync("footnote", "&include=text&limit=3")).Items("results");
        var without = (await Service.SearchAsync("footnote", "&limit=3")).Items("results");

        foreach (var hit in with)
        {
            var passage = (await Service.GetAsync(hit.Text("links", "self")!)).Is(HttpStatusCode.OK).Json;
            Assert.Equal(passage.Text("text"), hit.Text("passage", "text"));
        }

        Assert.All(without, hit => Assert.False(hit.At("passage").TryGetProperty("text", out _)));
    }

    [Fact]
    public async Task Facets_OfMoreValuesThanAreListed_AreTheCommonest()
    {
        var lines = Enumerable
            .Range(0, PassageSearch.MostFacetValues + 5)
            .Select(i => $$"""{"id": "d{{i:0000}}", "text": "A heron."}""")
            .Append("""{"id": "x", "text": "A heron.", "section": "One"}""")
            .Append("""{"id": "x", "text": "A second heron.", "section": "Two"}""");
        await using var service = await RunningService.OnAsync(("many.jsonl", string.Join('\n', lines)));
        await service.IndexedAsync();

        var documents = (await service.SearchAsync("heron", "&facets=document")).Items("facets", "document");

        Assert.Equal(PassageSearch.MostFacetValues, documents.Count);
        Assert.Equal(documents.Max(count => count.Number("count")), documents[0].Number("count"));
        Assert.Equal("d0000", documents.First(count => count.Number("count") == 1).Text("value"));
    }

    [Fact]
    public async Task Facets_OfAWord_CountWhatFilteringFinds()
    {
        var answer = await Service.SearchAsync("footnote", "&facets=author,year,section,document,kind");
        var total = answer.Number("total", "value");

        Assert.Equal("eq", answer.Text("total", "relation"));
        Assert.Equal(total, Counts(answer, "document").Sum(count => count.Count));
        Assert.Equal(total, Counts(answer, "kind").Sum(count => count.Count));
        Assert.Equal([("2026", total)], Counts(answer, "year"));
        Assert.Equal([("SearchService project", total)], Counts(answer, "author"));
        Assert.NotEmpty(Counts(answer, "section"));
        foreach (var facet in (string[])["document", "kind"])
        {
            foreach (var (value, count) in Counts(answer, facet))
            {
                var filtered = await Service.SearchAsync("footnote", $"&{facet}={Uri.EscapeDataString(value)}");
                Assert.Equal(count, filtered.Number("total", "value"));
            }
        }
    }

    [Fact]
    public async Task Post_OfTheSameRequest_AnswersTheSame()
    {
        var got = await Service.SearchAsync(
            "footnote page",
            "&document=quoting-2026&document=words-in-company&kind=body&limit=3&include=text&facets=kind&year=2000.."
        );
        var posted = await Service.PostAsync(
            "/v1/search",
            """
            {"q": "footnote page", "document": ["quoting-2026", "words-in-company"], "kind": "body", "limit": 3,
             "include": ["text"], "facets": "kind", "year": "2000.."}
            """
        );

        Assert.Equal(WithoutTime(got), WithoutTime(posted.Is(HttpStatusCode.OK).Json));
    }

    [Fact]
    public async Task Post_OfAQueryLongerThanARequestLine_IsAnswered()
    {
        var words = string.Join(' ', Enumerable.Repeat("footnote page reference", 20));

        var answer = await Service.PostAsync(
            "/v1/search",
            JsonSerializer.Serialize(new { q = words + new string(' ', 9_000) })
        );

        Assert.NotEmpty(answer.Is(HttpStatusCode.OK).Json.Items("results"));
    }

    [Theory]
    [InlineData("{\"q\":", "body")]
    [InlineData("[]", "body")]
    [InlineData("{\"q\": \"page\", \"limit\": {}}", "limit")]
    [InlineData("{\"q\": \"page\", \"limit\": \"many\"}", "limit")]
    [InlineData("{}", "q")]
    [InlineData("{\"q\": \"page \\ud800\"}", "q")]
    public async Task Post_OfAWrongBody_IsAProblemThatNamesIt(string body, string parameter)
    {
        var problem = (await Service.PostAsync("/v1/search", body)).Problem(HttpStatusCode.BadRequest);

        Assert.Equal(parameter, problem.Items("errors").Single().Text("parameter"));
    }

    [Fact]
    public async Task Post_OfABodyThatIsNotUtf8OrTooLong_IsAProblemOfTheRequest()
    {
        using var latin = new ByteArrayContent([.. "{\"q\": \"caf"u8, 0xE9, .. "\"}"u8]);
        using var endless = new ByteArrayContent(new byte[31_000_000]);
        var path = new Uri("/v1/search", UriKind.Relative);

        (await Answer.OfAsync(await Service.Client.PostAsync(path, latin))).Problem(HttpStatusCode.BadRequest);

        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = endless };
        request.Headers.ExpectContinue = true;
        (await Answer.OfAsync(await Service.Client.SendAsync(request))).Problem(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("footnote page")]
    [InlineData("footnote AND page")]
    public async Task Total_OfSeveralWords_CountsThePassagesWithAllAndSoDoFacets(string query)
    {
        var answer = await Service.SearchAsync(query, "&facets=document&limit=100");
        var both = await Service.SearchAsync("+footnote +page");

        Assert.Equal(both.Number("total", "value"), answer.Number("total", "value"));
        Assert.Equal(both.Number("total", "value"), Counts(answer, "document").Sum(count => count.Count));
    }

    [Fact]
    public async Task Query_OfHostileShape_IsAnsweredWithoutFailing()
    {
        foreach (
            var query in (string[])
                [
                    new string('(', 20_000),
                    new string('(', 2_000) + "page" + new string(')', 2_000),
                    string.Concat(Enumerable.Repeat("NOT ", 5_000)) + "page",
                    new string('-', 5_000) + "page",
                    new string('?', 500),
                    new string('"', 5_001),
                    string.Join(' ', Enumerable.Range(0, 5_000).Select(i => FormattableString.Invariant($"w{i}"))),
                    "page\0page",
                ]
        )
        {
            var answer = await Service.PostAsync("/v1/search", JsonSerializer.Serialize(new { q = query }));
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, answer.Body);
        }
    }

    [Fact]
    public async Task WrongParameters_AllAtOnce_AreNamedInOneProblem()
    {
        var answer = await Service.GetAsync(
            "/v1/search?q=&year=abc&kind=x&sort=y&limit=0&perDocument=0&snippet=5&style=nosuch&include=z&facets=q&explain=perhaps&colour=red"
        );

        var named = answer.Problem(HttpStatusCode.BadRequest).Items("errors").Select(error => error.Text("parameter"));
        Assert.Equal(
            [
                "colour",
                "explain",
                "facets",
                "include",
                "kind",
                "limit",
                "perDocument",
                "q",
                "snippet",
                "sort",
                "style",
                "year",
            ],
            named.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("%20%09")]
    [InlineData("%22%22")]
    public async Task EmptyQuery_OfAnyKind_IsAProblem(string query)
    {
        var problem = (await Service.GetAsync("/v1/search?q=" + query)).Problem(HttpStatusCode.BadRequest);

        Assert.All(problem.Items("errors"), error => Assert.Equal("q", error.Text("parameter")));
        (await Service.GetAsync("/v1/search")).Problem(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("apa", "(SearchService project, 2026c, p. 2)")]
    [InlineData("mla", "(From Concordance to Index 2)")]
    [InlineData("chicago-author-date", "(SearchService project 2026c, 2)")]
    [InlineData(
        "chicago-notes",
        "SearchService project, From Concordance to Index: A Report on the Finding of Words, Report no. 1 (SearchService project, 2026), 2."
    )]
    [InlineData("harvard", "(SearchService project, 2026c, p. 2)")]
    [InlineData("ieee", "[1, p. 2]")]
    [InlineData("vancouver", "(1)")]
    [InlineData(
        "international-affairs",
        "SearchService project, From Concordance to Index: A Report on the Finding of Words, Report 1 (SearchService project, 2026), p. 2."
    )]
    public async Task Style_OfTheEight_CitesThePlaceOfAHit(string style, string inText)
    {
        var results = (await Service.GetAsync("/v1/search?q=%22negotiation+among+the+three%22&style=" + style))
            .Is(HttpStatusCode.OK)
            .Json;

        var citation = results.Items("results")[0];
        Assert.Equal(style, citation.Text("citation", "style"));
        Assert.Equal(inText, citation.Text("citation", "inText"));
    }

    [Fact]
    public async Task Style_ThatIsNone_IsRefusedByName()
    {
        foreach (
            var path in (string[])
                [
                    "/v1/search?q=page&style=",
                    "/v1/documents/quoting-2026/citation?style=",
                    "/v1/passages/quoting-2026:3/citation?style=",
                ]
        )
        {
            var problem = (await Service.GetAsync(path + "turabian")).Problem(HttpStatusCode.BadRequest);

            var error = problem.Items("errors").Single();
            Assert.Equal("style", error.Text("parameter"));
            Assert.Contains("'turabian' is no style", error.Text("message"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("footnote AND (page", 13)]
    [InlineData("\"verify your references", 0)]
    [InlineData("colour:red footnote", 0)]
    [InlineData("𐌰𐌱 footnote AND (page", 16)]
    public async Task FaultyQuery_OfAnyKind_IsReadAsBestItCanAndItsFaultHasAPlace(string query, int start)
    {
        var answer = await Service.SearchAsync(query);

        Assert.NotEmpty(answer.Items("results"));
        Assert.Contains(
            answer.Items("query", "errors"),
            error => error.Number("start") == start && error.Number("length") > 0
        );
        Assert.Equal(query, answer.Text("query", "text"));
        Assert.NotEqual("", answer.Text("query", "parsed"));
    }

    [Fact]
    public async Task Cursor_OfAnotherRequest_IsRefused()
    {
        var cursor = (await Service.SearchAsync("page", "&limit=2")).Text("next")!;
        var other = await Service.GetAsync(
            RunningService.SearchPath("footnote", "&limit=2&cursor=" + Uri.EscapeDataString(cursor))
        );
        var nonsense = await Service.GetAsync(RunningService.SearchPath("page", "&cursor=nonsense"));

        Assert.Equal("cursor", other.Problem(HttpStatusCode.BadRequest).Items("errors").Single().Text("parameter"));
        Assert.Equal("cursor", nonsense.Problem(HttpStatusCode.BadRequest).Items("errors").Single().Text("parameter"));
    }

    [Fact]
    public async Task Relaxed_WhereNoPassageHasAllWords_IsSaid()
    {
        var answer = await Service.SearchAsync("footnote zzyzx");

        Assert.True(answer.At("query", "relaxed").GetBoolean());
        Assert.NotEmpty(answer.Items("results"));
    }

    private static string Id(JsonElement hit) => hit.Text("passage", "id")!;

    private static int Ordinal(JsonElement hit) =>
        int.Parse(Id(hit).Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private static List<(string Value, int Count)> Counts(JsonElement answer, string facet) =>
        [.. answer.Items("facets", facet).Select(count => (count.Text("value")!, count.Number("count")))];

    private static string WithoutTime(JsonElement answer)
    {
        var node = JsonNode.Parse(answer.GetRawText())!.AsObject();
        node.Remove("tookMs");
        return node.ToJsonString();
    }
}
