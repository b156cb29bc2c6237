using System.Net;
using System.Text.Json;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>The check of quotations over HTTP: one and many, what its answer has, and what is wrong with a request.</summary>
[Collection(SampleCollection.Name)]
public sealed class QuotationApiTests(SampleCollection sample)
{
    private const string Path = "/v1/quotations/check";

    private RunningService Service => sample.Service;

    [Fact]
    public async Task Quotation_WithAWordChanged_IsAnsweredWithPlaceDiffAndCitation()
    {
        var found = await FindAsync("the public of the twelfth century voted with its scribes");

        Assert.Equal("altered", found.Text("verdict"));
        Assert.StartsWith("sha256:", found.Text("corpusVersion"), StringComparison.Ordinal);
        var match = found.Items("matches")[0];
        Assert.StartsWith("concordance-to-index-2026:", match.Text("passageId"), StringComparison.Ordinal);
        Assert.Equal("the public of the thirteenth century voted with its scribes", match.Text("source"));
        Assert.Equal(["number"], match.Texts("flags"));
        Assert.Equal("(SearchService project, 2026c, p. 3)", match.Text("citation", "inText"));
        var changed = match.Items("diff")[1];
        Assert.Equal("replace", changed.Text("op"));
        Assert.Equal("twelfth", changed.Text("quoted"));
        Assert.Equal("thirteenth", changed.Text("source"));
        Assert.Equal((18, 25), (changed.Number("start"), changed.Number("end")));
        Assert.Equal((18, 28), (changed.Number("sourceStart"), changed.Number("sourceEnd")));
    }

    [Fact]
    public async Task Match_OfAQuotation_IsFoundAgainByItsSelectorsAndLinks()
    {
        var match = (await FindAsync("the public of the thirteenth century voted with its scribes")).Items("matches")[
            0
        ];
        var passage = (await Service.GetAsync(match.Text("links", "self")!)).Is(HttpStatusCode.OK).Json;

        Assert.Contains(match.Text("source")!, passage.Text("text"), StringComparison.Ordinal);
        Assert.Equal(match.Text("source"), match.Items("selectors")[0].Text("exact"));
    }

    [Fact]
    public async Task Items_OfManyQuotations_AreAnsweredInTheirOrder()
    {
        var answer = await PostAsync(
            new
            {
                items = new object[]
                {
                    new { quotation = "voted with its scribes", document = "concordance-to-index-2026" },
                    new { quotation = "voted with its scribes", document = "quoting-2026" },
                    new { quotation = "voted with its scribes", author = "SearchService project" },
                    new { quotation = "a walrus applauded in the reading room of the observatory" },
                },
            }
        );

        Assert.Equal(
            ["exact", "misattributed", "exact", "notFound"],
            answer.Items("items").Select(item => item.Text("verdict"))
        );
        Assert.StartsWith("sha256:", answer.Text("corpusVersion"), StringComparison.Ordinal);
        Assert.Equal(7, answer.Items("items")[3].Number("searched", "documents"));
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "quotation")]
    [InlineData("""{"quotation":"two words"}""", "quotation")]
    [InlineData(
        """{"quotation":7,"style":"nosuch","document":"nothing","author":"…","colour":"red"}""",
        "author colour document quotation style"
    )]
    [InlineData("""{"quotation":"\ud800 and two more"}""", "quotation")]
    [InlineData("""{"items":[]}""", "items")]
    [InlineData("""{"items":{},"style":"apa"}""", "items style")]
    [InlineData(
        """{"items":[{"quotation":"voted with its scribes"},{"quotation":"a"},7]}""",
        "items[1].quotation items[2]"
    )]
    public async Task WrongRequests_AreAProblemThatNamesEveryFault(string body, string parameters)
    {
        var problem = (await Service.PostAsync(Path, body)).Problem(HttpStatusCode.BadRequest);

        Assert.Equal(
            parameters.Split(' '),
            problem.Items("errors").Select(error => error.Text("parameter")).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(400, HttpStatusCode.OK)]
    [InlineData(401, HttpStatusCode.BadRequest)]
    public async Task Quotation_OfSoManyWords_IsAnsweredOrRefused(int words, HttpStatusCode status)
    {
        var quotation = string.Join(' ', Enumerable.Repeat("of the", 201)).Split(' ').Take(words);

        var answer = await Service.PostAsync(
            Path,
            JsonSerializer.Serialize(new { quotation = string.Join(' ', quotation) })
        );

        answer.Is(status);
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(101, HttpStatusCode.BadRequest)]
    public async Task Items_OfSoMany_AreAnsweredOrRefused(int items, HttpStatusCode status)
    {
        var body = new { items = Enumerable.Repeat(new { quotation = "voted with its scribes" }, items) };

        (await Service.PostAsync(Path, JsonSerializer.Serialize(body))).Is(status);
    }

    private async Task<JsonElement> FindAsync(string quotation) => await PostAsync(new { quotation });

    private async Task<JsonElement> PostAsync(object body) =>
        (await Service.PostAsync(Path, JsonSerializer.Serialize(body))).Is(HttpStatusCode.OK).Json;
}
