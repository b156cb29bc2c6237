using System.Net;
using System.Text.Json;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>Occurrences in context, their company, and what helps a query on, over HTTP.</summary>
[Collection(SampleCollection.Name)]
public sealed class ConcordanceApiTests(SampleCollection sample)
{
    private RunningService Service => sample.Service;

    [Fact]
    public async Task Concordance_OfAPhrase_HasALineForEachOccurrence()
    {
        var answer = (await Service.GetAsync("/v1/concordance?q=\"verify+your+references\"&width=30&dispersion=true"))
            .Is(HttpStatusCode.OK)
            .Json;

        var lines = answer.Items("lines").ToList();
        Assert.Equal(answer.Number("total", "value"), lines.Count);
        Assert.Equal("eq", answer.Text("total", "relation"));
        foreach (var line in lines)
        {
            Assert.Equal("verify your references", line.Text("match")!.ToLowerInvariant());
            Assert.True(line.Text("left")!.Length <= 30 && line.Text("right")!.Length <= 30);
            var passage = (await Service.GetAsync("/v1/passages/" + line.Text("passageId"))).Is(HttpStatusCode.OK).Json;
            Assert.Contains(line.Text("match")!, passage.Text("text"), StringComparison.Ordinal);
        }

        Assert.Equal(lines.Count, answer.Items("dispersion").Sum(document => document.Number("count")));
        Assert.True(answer.At("perTenThousand").GetDouble() > 0);
    }

    [Fact]
    public async Task Concordance_AsCsvAndTsv_HasAllTheLinesOfJson()
    {
        const string Query = "/v1/concordance?q=concordance&sort=left";
        var json = (await Service.GetAsync(Query + "&limit=1000")).Is(HttpStatusCode.OK).Json;
        var csv = (await Service.GetAsync(Query + "&format=csv")).Is(HttpStatusCode.OK);
        var tsv = (await Service.GetAsync(Query + "&format=tsv")).Is(HttpStatusCode.OK);
        var few = (await Service.GetAsync(Query + "&format=tsv&limit=3")).Is(HttpStatusCode.OK);

        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal("text/tab-separated-values", tsv.MediaType);
        var count = json.Number("total", "value");
        Assert.True(count > 20);
        var rows = tsv.Body.TrimEnd('\n').Split('\n').Select(row => row.Split('\t')).ToList();
        Assert.Equal(["left", "match", "right", "passageId"], rows[0].Take(4));
        Assert.Equal(count, rows.Count - 1);
        Assert.Equal(
            json.Items("lines").Select(line => $"{line.Text("left")}|{line.Text("match")}|{line.Text("right")}"),
            rows.Skip(1).Select(row => $"{row[0]}|{row[1]}|{row[2]}")
        );
        Assert.Equal(count, csv.Body.Split("\r\n").Length - 2);
        Assert.Equal(4, few.Body.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task Concordance_PageByPage_GivesEachLineOnce()
    {
        var lines = new List<string>();
        for (string? cursor = "", next = null; cursor is not null; cursor = next)
        {
            var page = (
                await Service.GetAsync(
                    "/v1/concordance?q=word&sort=right&limit=40" + (cursor.Length == 0 ? "" : "&cursor=" + cursor)
                )
            )
                .Is(HttpStatusCode.OK)
                .Json;
            lines.AddRange(page.Items("lines").Select(line => line.GetRawText()));
            next = page.Text("next");
            Assert.True(next is null || page.Items("lines").Count == 40);
            Assert.True(next is not null || lines.Count == page.Number("total", "value"));
        }

        Assert.True(lines.Count > 80);
        Assert.Equal(lines.Count, lines.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("/v1/concordance", "q")]
    [InlineData("/v1/concordance?q=()", "q")]
    [InlineData(
        "/v1/concordance?q=word&width=0&sort=up&limit=1001&format=xml&colour=red",
        "colour format limit sort width"
    )]
    [InlineData("/v1/concordance?q=word&cursor=nonsense", "cursor")]
    [InlineData("/v1/concordance?q=word&kind=poem&year=abc", "kind year")]
    [InlineData("/v1/collocates?q=word&span=0&sort=up", "sort span")]
    [InlineData("/v1/collocates?q=()", "q")]
    [InlineData("/v1/suggest", "prefix")]
    [InlineData("/v1/suggest?prefix=a&limit=0", "limit")]
    [InlineData("/v1/passages/quoting-2026:3/similar?limit=0&style=none", "limit style")]
    public async Task WrongParameters_AreNamed(string path, string named)
    {
        var problem = (await Service.GetAsync(path)).Problem(HttpStatusCode.BadRequest);

        Assert.Equal(
            named,
            string.Join(
                ' ',
                problem
                    .Items("errors")
                    .Select(error => error.Text("parameter"))
                    .Distinct()
                    .Order(StringComparer.Ordinal)
            )
        );
    }

    [Fact]
    public async Task Concordance_OfAWordThatIsNowhere_SaysSoAndNamesTheNearest()
    {
        var answer = (await Service.GetAsync("/v1/concordance?q=concordanse")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(0, answer.Number("total", "value"));
        Assert.Empty(answer.Items("lines"));
        Assert.Equal("concordance", answer.Text("query", "suggestion"));
    }

    [Fact]
    public async Task Collocates_OfAWord_AreMeasured()
    {
        var answer = (await Service.GetAsync("/v1/collocates?q=ranked&span=3&limit=10")).Is(HttpStatusCode.OK).Json;

        var collocates = answer.Items("collocates").ToList();
        Assert.Equal(10, collocates.Count);
        Assert.Contains("list", collocates.Select(word => word.Text("word")));
        var likelihoods = collocates.Select(word => word.At("logLikelihood").GetDouble()).ToList();
        Assert.Equal(likelihoods.OrderDescending(), likelihoods);
        Assert.True(answer.Number("occurrences") > 5);
    }

    [Fact]
    public async Task Suggest_OfABeginning_CompletesIt()
    {
        var answer = (await Service.GetAsync("/v1/suggest?prefix=Concor")).Is(HttpStatusCode.OK).Json;

        Assert.Equal("concordance", answer.Items("terms")[0].Text("term"));
        Assert.Equal(["concordance-to-index-2026"], answer.Items("titles").Select(title => title.Text("documentId")));
        Assert.Empty(answer.Texts("authors"));
    }

    [Fact]
    public async Task Similar_ToAPassage_AreHitsOfOthers()
    {
        var answer = (await Service.GetAsync("/v1/passages/quoting-2026:3/similar?limit=4&perDocument=1"))
            .Is(HttpStatusCode.OK)
            .Json;

        var hits = answer.Items("results").ToList();
        Assert.Equal(4, hits.Count);
        Assert.DoesNotContain("quoting-2026:3", hits.Select(hit => hit.Text("passage", "id")));
        Assert.Equal(4, hits.Select(hit => hit.Text("document", "id")).Distinct(StringComparer.Ordinal).Count());
        (await Service.GetAsync("/v1/passages/quoting-2026:3000/similar")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Search_WithExplain_SaysWhatTheScoresAreMadeOf()
    {
        var answer = (await Service.GetAsync("/v1/search?q=ranked+list&explain=true")).Is(HttpStatusCode.OK).Json;

        var first = answer.Items("results")[0];
        var parts = first.At("explanation").Items("parts").ToList();
        Assert.Contains("“ranked” in any inflection", parts.Select(part => part.Text("what")));
        Assert.Contains("“ranked” and “list” near one another", parts.Select(part => part.Text("what")));
        Assert.Equal(
            first.At("score").GetDouble(),
            parts.Sum(part => part.At("adds").GetDouble()) * first.At("explanation", "times").GetDouble(),
            0.05
        );
    }
}
