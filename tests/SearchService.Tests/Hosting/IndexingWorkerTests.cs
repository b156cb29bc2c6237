using System.Net;
using System.Text;
using System.Text.Json;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Hosting;

/// <summary>What becomes of collections that are not as they should be, and of changes to them.</summary>
public sealed class IndexingWorkerTests
{
    private const string Text = "A heron stood in the shallow water of the weir, and nobody saw it leave.\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Folder_MissingOrEmpty_IsSaidAndFilesDroppedInLaterAreIndexed(bool exists)
    {
        await using var service = await RunningService.StartAsync(
            null,
            corpus =>
            {
                if (exists)
                {
                    Directory.CreateDirectory(corpus);
                }
            }
        );

        var corpus = await service.IndexedAsync();
        await Waiting.ForAsync("a line about it", () => service.Said.Contains("0 documents", StringComparison.Ordinal));
        Assert.Equal(0, corpus.Number("counts", "documents"));
        Assert.Equal(service.Corpus, corpus.Text("folder"));
        if (!exists)
        {
            Assert.Contains(
                "no such corpus folder",
                Problem(corpus, service.Corpus).Text("message"),
                StringComparison.Ordinal
            );
            Assert.Contains("no such corpus folder", service.Said, StringComparison.Ordinal);
        }

        (await service.GetAsync("/health/live")).Is(HttpStatusCode.OK);
        (await service.GetAsync("/health/ready")).Is(HttpStatusCode.OK);
        Assert.Empty((await service.SearchAsync("heron")).Items("results"));

        Directory.CreateDirectory(service.Corpus);
        await File.WriteAllTextAsync(Path.Combine(service.Corpus, "heron.txt"), Text);
        var later = await service.CorpusAsync("the text", corpus => corpus.Number("counts", "documents") == 1);

        Assert.NotEqual(corpus.Text("corpusVersion"), later.Text("corpusVersion"));
        Assert.Empty(later.Items("problems"));
        Assert.Single((await service.SearchAsync("heron")).Items("results"));
    }

    [Fact]
    public async Task Files_ThatAreNoTexts_AreLinesOfTheReportAndEverythingElseIsServed()
    {
        await using var service = await RunningService.StartAsync(
            null,
            corpus =>
            {
                Directory.CreateDirectory(corpus);
                File.WriteAllText(Path.Combine(corpus, "heron.txt"), Text);
                File.WriteAllText(Path.Combine(corpus, "empty.txt"), "");
                File.WriteAllText(Path.Combine(corpus, "blank.txt"), " \n\t\n");
                File.WriteAllBytes(
                    Path.Combine(corpus, "latin.txt"),
                    Encoding.Latin1.GetBytes("One line.\nThe café.\n")
                );
                File.WriteAllBytes(Path.Combine(corpus, "utf16.txt"), Encoding.Unicode.GetBytes("No mark.\n"));
                File.WriteAllBytes(Path.Combine(corpus, "program.txt"), [0x7F, 0x45, 0x4C, 0x46, 0x00, 0x01]);
                File.WriteAllBytes(Path.Combine(corpus, "picture.png"), [0x89, 0x50, 0x4E, 0x47]);
            }
        );

        var corpus = await service.IndexedAsync();

        Assert.Equal(3, corpus.Number("counts", "documents"));
        Assert.Single((await service.SearchAsync("heron")).Items("results"));
        Assert.Single((await service.SearchAsync("café")).Items("results"));
        Assert.Contains("empty", Problem(corpus, "empty.txt").Text("message"), StringComparison.Ordinal);
        Assert.Contains("empty", Problem(corpus, "blank.txt").Text("message"), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Problem(corpus, "latin.txt").Text("message"), StringComparison.Ordinal);
        Assert.Equal(2, Problem(corpus, "latin.txt").Number("line"));
        Assert.Contains("utf-16le", Problem(corpus, "utf16.txt").Text("message"), StringComparison.Ordinal);
        Assert.Contains("not text", Problem(corpus, "program.txt").Text("message"), StringComparison.Ordinal);
        Assert.Contains("no reader", Problem(corpus, "picture.png").Text("message"), StringComparison.Ordinal);
        await Waiting.ForAsync("the lines", () => service.Said.Contains("picture.png", StringComparison.Ordinal));
        Assert.Contains("latin.txt:2:", service.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Library_ThatIsBroken_IsReportedWithItsPlaceAndTheTextsAreIndexed()
    {
        await using var service = await RunningService.OnAsync(
            ("heron.txt", Text),
            ("library.json", "[\n  { \"id\": \"heron\", \"type\": \"book\",, }\n]\n")
        );

        var problem = Problem(await service.IndexedAsync(), "library.json");
        Assert.Equal(2, problem.Number("line"));
        Assert.True(problem.Number("column") > 1);
        var hit = (await service.SearchAsync("heron")).Items("results").Single();
        Assert.Equal(JsonValueKind.Null, hit.At("document", "year").ValueKind);

        await File.WriteAllTextAsync(
            Path.Combine(service.Corpus, "library.json"),
            """[{ "id": "heron-1901", "type": "book", "title": "The Weir", "issued": {"date-parts": [[1901]]}, "custom": {"file": "*.txt"} }]"""
        );
        await service.CorpusAsync("the mended library", corpus => corpus.Items("problems").Count == 0);
        var mended = (await service.SearchAsync("heron")).Items("results").Single();
        Assert.Equal(1901, mended.Number("document", "year"));
        Assert.Equal("The Weir", mended.Text("document", "title"));
        Assert.Equal("heron-1901", mended.Text("document", "id"));
    }

    [Fact]
    public async Task Changes_OfSomeFiles_IndexThoseFilesAndNothingElse()
    {
        await using var service = await RunningService.OnAsync(
            ("heron.txt", Text),
            ("otter.txt", "An otter swam past.\n"),
            ("pike.txt", "A pike lay still.\n")
        );
        await File.WriteAllTextAsync(Path.Combine(service.Corpus, "heron.txt"), "A stork stood there.\n");
        await service.CorpusAsync(
            "the changed text",
            _ => service.Said.Contains("1 updated", StringComparison.Ordinal)
        );
        File.Delete(Path.Combine(service.Corpus, "otter.txt"));
        await service.CorpusAsync("the removal", corpus => corpus.Number("counts", "documents") == 2);
        await Waiting.ForAsync("the line", () => service.Said.Contains("1 removed", StringComparison.Ordinal));

        Assert.Contains("(0 added, 1 updated, 0 removed, 2 unchanged)", service.Said, StringComparison.Ordinal);
        Assert.Contains("(0 added, 0 updated, 1 removed, 2 unchanged)", service.Said, StringComparison.Ordinal);
        Assert.Empty((await service.SearchAsync("heron")).Items("results"));
        Assert.Empty((await service.SearchAsync("otter")).Items("results"));
        Assert.Single((await service.SearchAsync("stork")).Items("results"));
        Assert.Single((await service.SearchAsync("pike")).Items("results"));
    }

    [Fact]
    public async Task Readiness_BeforeTheFirstRunHasEnded_IsAnsweredWith503()
    {
        // Whoever has the index for writing keeps the service from its first run, for as long as this test likes.
        var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Repository.Path("corpus"), folder.At("corpus"));
        using var index = RunningService.OpenIndex(folder.At("index"));
        var writer = index.OpenWriter();
        await using var service = await RunningService.StartInAsync(folder);

        var early = await service.GetAsync("/health/ready");
        Assert.Equal("starting", early.Is(HttpStatusCode.ServiceUnavailable).Json.Text("status"));
        (await service.GetAsync("/health/live")).Is(HttpStatusCode.OK);
        Assert.Empty((await service.SearchAsync("page")).Items("results"));

        writer.Dispose();
        await service.IndexedAsync();
        Assert.Equal("ready", (await service.GetAsync("/health/ready")).Is(HttpStatusCode.OK).Json.Text("status"));
    }

    private static JsonElement Problem(JsonElement corpus, string file) =>
        corpus.Items("problems").Single(problem => problem.Text("file") == file).Items("problems")[0];
}
