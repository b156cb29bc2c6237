using System.Net;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>What is pasted into a text: quotation, citation, notes and reference in styles of each kind.</summary>
public sealed class CitationStylesTests : IAsyncLifetime
{
    private const string Words = "The envoys called it “a peace of sorts” and left the hall before noon.";

    private static readonly string Long = string.Concat(
        Enumerable.Range(1, 12).Select(i => $"On day {i} the clerk wrote ‘nothing new’ into the long ledger. ")
    );

    private const string Records = """
        [{"id": "winter", "type": "article-journal", "title": "The winter talks", "container-title": "Review of Treaties", "volume": "4", "issue": "2",
          "page": "101-129", "author": [{"family": "Arden", "given": "Mary"}], "issued": {"date-parts": [[2009]]}, "custom": {"file": "winter.txt"}},
         {"id": "autumn", "type": "book", "title": "An autumn of envoys: A history", "publisher": "Harbour Press", "publisher-place": "London",
          "author": [{"family": "Arden", "given": "Mary"}], "issued": {"date-parts": [[2009]]}, "custom": {"file": "autumn.txt"}},
         {"id": "other", "type": "book", "title": "A spring alone", "publisher": "Harbour Press",
          "author": [{"family": "Arden", "given": "Mary"}], "issued": {"date-parts": [[2010]]}, "custom": {"file": "other.txt"}}]
        """;

    private RunningService _service = null!;

    public async Task InitializeAsync() =>
        _service = await RunningService.OnAsync(
            ("autumn.txt", "Talks\n\n" + Words + "\n\n" + Long.Trim() + "\n"),
            ("winter.txt", "They met again in winter, and the second silver codex was lost.\n"),
            ("other.txt", "Nothing here but a third copper codex.\n"),
            ("library.json", Records)
        );

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("winter", "(Arden, 2009b)")]
    [InlineData("autumn", "(Arden, 2009a)")]
    [InlineData("other", "(Arden, 2010)")]
    public async Task Works_OfOneAuthorAndYear_AreToldApartInTheOrderOfTheirTitles(string document, string inText)
    {
        var citation = (await _service.GetAsync($"/v1/documents/{document}/citation")).Is(HttpStatusCode.OK).Json;

        Assert.Equal(inText, citation.Text("inText"));
        Assert.Contains(inText.Trim('(', ')').Split(' ')[1], citation.Text("reference"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apa", "“The envoys called it ‘a peace of sorts’ and left the hall before noon” (Arden, 2009a")]
    [InlineData("mla", "“The envoys called it ‘a peace of sorts’ and left the hall before noon” (Arden")]
    [InlineData("harvard", "‘The envoys called it “a peace of sorts” and left the hall before noon’ (Arden, 2009a")]
    [InlineData("chicago-notes", "“The envoys called it ‘a peace of sorts’ and left the hall before noon.”")]
    [InlineData("international-affairs", "‘The envoys called it “a peace of sorts” and left the hall before noon.’")]
    public async Task Quotation_InAStyle_HasItsMarksAndOneStop(string style, string expected)
    {
        var citation = await CiteAsync("envoys called", style, "text", Words);

        Assert.StartsWith(expected, citation.Text("quotation"), StringComparison.Ordinal);
        Assert.Equal(style is "chicago-notes" or "international-affairs", citation.Text("quotation") == expected);
        Assert.DoesNotContain("..", citation.Text("quotation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_OfANoteStyle_AreFullAndShortInTheFormatAskedFor()
    {
        var text = await CiteAsync("envoys called", "chicago-notes", "text", Words);
        var html = await CiteAsync("envoys called", "chicago-notes", "html", Words);

        Assert.StartsWith(
            "Mary Arden, An Autumn of Envoys: A History (Harbour Press, 2009)",
            text.Text("note", "full"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("Arden, Autumn of Envoys,", text.Text("note", "short"), StringComparison.Ordinal);
        Assert.Equal("Arden, Mary. An Autumn of Envoys: A History. Harbour Press, 2009.", text.Text("reference"));
        Assert.StartsWith("Arden, <i>Autumn of Envoys</i>,", html.Text("note", "short"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongQuotation_InEachFormat_IsABlockWithTheMarksOfTheCountry()
    {
        var words = Long.Trim();
        var html = await CiteAsync("\"long ledger\"", "apa", "html", words);
        var markdown = await CiteAsync("\"long ledger\"", "harvard", "markdown", words);

        Assert.StartsWith(
            "<blockquote>On day 1 the clerk wrote “nothing new” into",
            html.Text("quotation"),
            StringComparison.Ordinal
        );
        Assert.EndsWith(")</blockquote>", html.Text("quotation"), StringComparison.Ordinal);
        Assert.StartsWith(
            "> On day 1 the clerk wrote ‘nothing new’ into",
            markdown.Text("quotation"),
            StringComparison.Ordinal
        );
        Assert.Contains(html.Texts("warnings"), warning => warning.Contains("40 words", StringComparison.Ordinal));
    }

    private async Task<System.Text.Json.JsonElement> CiteAsync(string query, string style, string format, string words)
    {
        var self = (await _service.SearchAsync(query)).Items("results")[0].Text("links", "self");
        var passage = (await _service.GetAsync(self!)).Json.Text("text")!;
        var start = passage.IndexOf(words, StringComparison.Ordinal);
        Assert.True(start >= 0, passage);
        var path = FormattableString.Invariant(
            $"{self}/citation?style={style}&format={format}&start={start}&end={start + words.Length}"
        );
        return (await _service.GetAsync(path)).Is(HttpStatusCode.OK).Json;
    }
}
