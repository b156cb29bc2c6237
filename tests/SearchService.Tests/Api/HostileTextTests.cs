using System.Net;
using System.Text.Json;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>Texts that try a client's trust: characters beyond the first plane before the match, and HTML for words.</summary>
public sealed class HostileTextTests
{
    private const string Before = "Before it.\n\n";

    private const string Gothic =
        "The line 𐌰𐌱𐌲𐌳 of Gothic letters, a fox 🦊 and a family 👩‍👩‍👧 stand before the silver codex in this sentence. It ends here.\n";

    private const string Script =
        "He wrote <script>alert(\"body\")</script> and 1 < 2 && 3 > 2 into his silver codex, and nobody escaped it.\n";

    private const string ScriptRecord = """
        [{"id": "script", "type": "book", "title": "<img src=x onerror=alert(1)> & \"Title\"", "issued": {"date-parts": [[1999]]},
          "author": [{"family": "<b>O'Html</b>", "given": "Eve & Co"}], "custom": {"file": "script.txt"}}]
        """;

    [Fact]
    public async Task Offsets_BehindLettersOfOtherPlanes_CountCodePoints()
    {
        await using var service = await RunningService.OnAsync(("gothic.txt", Before + Gothic));

        var hit = (await service.SearchAsync("\"silver codex\"")).Items("results").Single();
        var self = hit.Text("links", "self");
        var passage = (await service.GetAsync(self!)).Is(HttpStatusCode.OK).Json;
        var text = (await service.GetAsync("/v1/documents/gothic/text")).Is(HttpStatusCode.OK).Json;
        var stream = string.Join(text.Text("separator"), text.Items("blocks").Select(block => block.Text("text")));

        Assert.Equal(["silver codex"], CodePointText.Marked(hit));
        Assert.Contains("<mark>silver codex</mark>", hit.Text("snippet", "html"), StringComparison.Ordinal);
        var position = hit.Items("selectors").Single(selector => selector.Text("type") == "TextPositionSelector");
        Assert.Equal("silver codex", CodePointText.Cut(stream, position.Number("start"), position.Number("end")));
        var sentence = passage
            .Items("sentences")
            .Select(range => Cut(passage, range))
            .First(s => s.Contains("silver", StringComparison.Ordinal));
        Assert.Equal(Gothic[..Gothic.IndexOf(" It ends", StringComparison.Ordinal)], sentence);
        var source = passage.Items("source", "ranges")[^1];
        Assert.Equal(Gothic.Trim(), CodePointText.Cut(Before + Gothic, source.Number("start"), source.Number("end")));

        var at = CodePointText.Length(
            passage.Text("text")![..passage.Text("text")!.IndexOf("silver", StringComparison.Ordinal)]
        );
        var citation = await service.GetAsync(FormattableString.Invariant($"{self}/citation?start={at}&end={at + 12}"));
        Assert.StartsWith(
            "“silver codex”",
            citation.Is(HttpStatusCode.OK).Json.Text("quotation"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Html_OfATextThatIsHtml_IsEscapedAndItsTextIsVerbatim()
    {
        await using var service = await RunningService.OnAsync(("script.txt", Script), ("library.json", ScriptRecord));

        var hit = (await service.SearchAsync("\"silver codex\"")).Items("results").Single();
        var self = hit.Text("links", "self")!;
        var passage = (await service.GetAsync(self)).Is(HttpStatusCode.OK).Json;
        var html = hit.Text("snippet", "html")!;

        Assert.Equal(Script.Trim(), passage.Text("text"));
        Assert.Equal(Script.Trim(), hit.Text("snippet", "text"));
        Assert.Equal("&lt;script&gt;", html[html.IndexOf("&lt;", StringComparison.Ordinal)..][..14]);
        Assert.Equal(
            "",
            html.Replace("<mark>silver codex</mark>", "", StringComparison.Ordinal)
                .Where(c => c is '<' or '>')
                .Aggregate("", (all, c) => all + c)
        );
        Assert.Equal("<img src=x onerror=alert(1)> & \"Title\"", hit.Text("document", "title"));
        Assert.Equal(["Eve & Co <b>O'Html</b>"], hit.Texts("document", "authors"));

        foreach (var path in (string[])[self + "/citation?format=html", "/v1/documents/script/citation?format=html"])
        {
            var citation = (await service.GetAsync(path)).Is(HttpStatusCode.OK).Json;
            foreach (var member in (string[])["inText", "reference"])
            {
                Assert.DoesNotContain("<img", citation.Text(member), StringComparison.Ordinal);
                Assert.DoesNotContain("<b>", citation.Text(member), StringComparison.Ordinal);
                Assert.DoesNotContain("<script", citation.Text(member), StringComparison.Ordinal);
            }
        }

        var quotation = (await service.GetAsync(self + "/citation?format=html")).Json.Text("quotation")!;
        Assert.DoesNotContain("<script", quotation, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", quotation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_ThatRepeatsWhatWasSent_IsJsonAndNeverHtml()
    {
        await using var service = await RunningService.OnAsync(("script.txt", Script));

        var answer = await service.GetAsync("/v1/documents/" + Uri.EscapeDataString("<script>alert(1)</script>"));

        Assert.Contains("<script>", answer.Problem(HttpStatusCode.NotFound).Text("detail"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private static string Cut(JsonElement passage, JsonElement range) =>
        CodePointText.Cut(passage.Text("text")!, range.Number("start"), range.Number("end"));
}
