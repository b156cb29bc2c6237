using System.Net;
using System.Text.Json;
using SearchService.Corpus.Documents;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

/// <summary>What the API says of a text beyond its words: doubts, the works that it cites, and what its short forms mean.</summary>
public sealed class ScholarlyReadingsTests(ScholarlyReadingsTests.Served served)
    : IClassFixture<ScholarlyReadingsTests.Served>
{
    private const string Essay = """
        # On sheriffs

        A fox 🦊 made visits.[^1] The 'willdo' nations came to the hall of the town, and nobody else did.[^2]

        It is by Rodney Bruce Hll, who wrote of it (Haass 2002), and by nobody else of the town.

        # References

        Haass, R. (1997) The reluctant sheriff. New York: Knopf.

        ____. (2002) "With us or without". London: Verso.

        [^1]: 🦊 See Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010), p. 4.

        [^2]: Ibid., p. 9.
        """;

    private RunningService Service => served.Service;

    [Fact]
    public async Task Doubts_OfBlocksAndPassages_NameTheWordsTheirKindAndHowSureItIs()
    {
        var blocks = await BlocksAsync();
        var passage = await PassageAsync("\"will do\"");

        Assert.Equal(
            ["willdo lostHyphen will-do sure", "Hll spelling  likely"],
            blocks.SelectMany(block => block.Items("doubts")).Select(Line)
        );
        Assert.Equal(
            2,
            (await Service.GetAsync("/v1/documents/essay")).Is(HttpStatusCode.OK).Json.Number("counts", "doubts")
        );
        Assert.Contains("willdo lostHyphen will-do sure", passage.Items("doubts").Select(Line));
        Assert.All(
            [.. blocks, passage],
            holder =>
                Assert.All(
                    holder.Items("doubts"),
                    doubt =>
                    {
                        Assert.Equal(
                            doubt.Text("text"),
                            CodePointText.Cut(holder.Text("text")!, doubt.Number("start"), doubt.Number("end"))
                        );
                        Assert.NotEqual("", doubt.Text("message"));
                    }
                )
        );
    }

    [Fact]
    public async Task ShortForms_OfNotesAndText_ResolveToTheNoteAndTheWork()
    {
        var blocks = await BlocksAsync();
        var note = await PassageAsync("ibid in:note");
        var body = await PassageAsync("\"will do\"");

        foreach (
            var (holder, ibid) in new[]
            {
                Resolved(blocks, "Ibid."),
                Resolved([note], "Ibid."),
                Resolved(body.Items("notes"), "Ibid."),
            }
        )
        {
            Assert.Equal("previousNote", ibid.Text("method"));
            Assert.Equal("1", ibid.Text("note"));
            Assert.Equal("Too Much to Know", ibid.Text("work", "title"));
            Assert.Equal(2010, ibid.Number("work", "year"));
            Assert.Null(ibid.Text("doubt"));
            Assert.Empty(ibid.Items("others"));
            Assert.Equal("Ibid.", CodePointText.Cut(holder.Text("text")!, ibid.Number("start"), ibid.Number("end")));
        }

        var (_, dated) = Resolved(blocks, "Haass 2002");
        Assert.Equal("authorAndYear", dated.Text("method"));
        Assert.Null(dated.Text("note"));
        Assert.Equal("With us or without", dated.Text("work", "title"));
    }

    [Fact]
    public async Task Works_OfEntriesAndNotes_HaveTheirFieldsWithTheirPlaces()
    {
        var blocks = await BlocksAsync();
        var entries = blocks.Where(block => block.Text("kind") == "reference").ToList();
        var repeated = await PassageAsync("\"with us or without\"");

        Assert.Equal(2, entries.Count);
        Assert.Equal("The reluctant sheriff", entries[0].Text("work", "title"));
        foreach (var holder in new[] { entries[1], repeated })
        {
            var work = holder.At("work");
            var author = Assert.Single(work.Items("authors"));
            Assert.Equal(
                ("R. Haass", "Haass", "R."),
                (author.Text("name"), author.Text("family"), author.Text("given"))
            );
            Assert.Equal(JsonValueKind.Null, author.At("start").ValueKind);
            Assert.Equal(2002, work.Number("year"));
            Assert.All(
                new[] { "title", "place", "publisher" },
                field =>
                    Assert.Equal(
                        work.Text(field),
                        CodePointText.Cut(
                            holder.Text("text")!,
                            work.Number("fields", field, "start"),
                            work.Number("fields", field, "end")
                        )
                    )
            );
            Assert.Equal("Verso", work.Text("publisher"));
        }

        var note = blocks.First(block => block.Text("kind") == "note");
        var cited = Assert.Single(note.Items("cites"));
        Assert.Equal("Too Much to Know", cited.Text("title"));
        Assert.Equal("Ann Blair", Assert.Single(cited.Items("authors")).Text("name"));
        Assert.Equal(
            "Too Much to Know",
            CodePointText.Cut(
                note.Text("text")!,
                cited.Number("fields", "title", "start"),
                cited.Number("fields", "title", "end")
            )
        );
    }

    [Fact]
    public async Task OpenApi_OfWhatHasAFixedSetOfValues_NamesEachOfThem()
    {
        var schemas = (await Service.GetAsync("/openapi/v1.json"))
            .Is(HttpStatusCode.OK)
            .Json.At("components", "schemas");

        AssertNamed<DoubtKind>(schemas.Text("DoubtReading", "properties", "kind", "description")!);
        AssertNamed<DoubtCertainty>(schemas.Text("DoubtReading", "properties", "certainty", "description")!);
        AssertNamed<ShortForm>(schemas.Text("ResolvedCitation", "properties", "method", "description")!);
    }

    private static void AssertNamed<T>(string description)
        where T : struct, Enum =>
        Assert.All(
            Enum.GetNames<T>(),
            name =>
                Assert.Contains(
                    $"\"{JsonNamingPolicy.CamelCase.ConvertName(name)}\"",
                    description,
                    StringComparison.Ordinal
                )
        );

    private static string Line(JsonElement doubt) =>
        $"{doubt.Text("text")} {doubt.Text("kind")} {doubt.Text("suggestion")} {doubt.Text("certainty")}";

    private static (JsonElement Holder, JsonElement Citation) Resolved(
        IReadOnlyList<JsonElement> holders,
        string form
    ) =>
        holders
            .SelectMany(holder => holder.Items("resolves").Select(citation => (holder, citation)))
            .Single(pair => pair.citation.Text("text") == form);

    private async Task<IReadOnlyList<JsonElement>> BlocksAsync() =>
        (await Service.GetAsync("/v1/documents/essay/text")).Is(HttpStatusCode.OK).Json.Items("blocks");

    private async Task<JsonElement> PassageAsync(string query)
    {
        var hit = (await Service.SearchAsync(query)).Items("results")[0];
        return (await Service.GetAsync(hit.Text("links", "self")!)).Is(HttpStatusCode.OK).Json;
    }

    public sealed class Served : IAsyncLifetime
    {
        internal RunningService Service { get; private set; } = null!;

        public async Task InitializeAsync() => Service = await RunningService.OnAsync(("essay.md", Essay));

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }
}
