using System.Globalization;
using System.Net;
using System.Text.Json;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Commands;

/// <summary>The program as a process: verbs, configuration, exit codes, two at once, damaged indexes.</summary>
public sealed class ProgramTests : IClassFixture<ProgramTests.IndexedFolder>
{
    private readonly TemporaryFolder _indexed;

    public ProgramTests(IndexedFolder indexed) => _indexed = indexed.Folder;

    [Fact]
    public async Task Search_ForMachines_PrintsWhatTheApiAnswersAndNothingElse()
    {
        using var run = ProgramRun.Start(_indexed, "search", "\"verify your references\"", "--json", "--limit", "1");

        Assert.Equal(0, await run.EndAsync());
        var answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, answer.Number("total", "value"));
        Assert.Equal(["verify your references"], CodePointText.Marked(answer.Items("results").Single()));
    }

    [Fact]
    public async Task Search_WhereTurkishIsSpoken_FindsAndPrintsTheSame()
    {
        using var turkish = ProgramRun.Start(
            _indexed.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LC_ALL"] = "tr_TR.UTF-8",
                ["Index__Path"] = _indexed.At("index"),
            },
            "search",
            "INDEX OF TITLES",
            "--limit",
            "5"
        );
        using var other = ProgramRun.Start(_indexed, "search", "index of titles", "--limit", "5");

        Assert.Equal(0, await turkish.EndAsync());
        Assert.Equal(0, await other.EndAsync());
        Assert.NotEqual("", other.Output);
        Assert.Equal(other.Output, turkish.Output);
    }

    [Fact]
    public async Task Evaluate_ATestCollection_PrintsTheMeasuresBesideBm25AndWritesRuns()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(
            folder.At("corpus.jsonl"),
            [
                """{"id": "d1", "title": "Rivers", "text": "A river in flood carries its bank away."}""",
                """{"id": "d2", "title": "Banks", "text": "A bank lends what others have saved."}""",
                """{"id": "d3", "title": "Hills", "text": "Nothing of the kind is here."}""",
            ]
        );
        File.WriteAllLines(
            folder.At("queries.tsv"),
            ["q1\triver bank", "q2\tsaved and lent", "q3\tnobody judged this"]
        );
        File.WriteAllLines(folder.At("qrels.tsv"), ["q1\td1\t1", "q2\td2\t2", "q2\td3\t0"]);
        using var run = ProgramRun.Start(folder, "evaluate", folder.Path, "--run", folder.At("out.run"));

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("2 judged queries, 3 documents", run.Output, StringComparison.Ordinal);
        foreach (var measure in (string[])["nDCG@10", "MAP", "MRR", "recall@100"])
        {
            Assert.Contains($"{measure, -11}1.0000 [1.0000, 1.0000]", run.Output, StringComparison.Ordinal);
        }

        var lines = File.ReadAllLines(folder.At("out.run"));
        Assert.StartsWith("q1 Q0 d1 1 ", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(6, line.Split(' ').Length));
        Assert.Equal(
            ["d2"],
            lines.Where(line => line.StartsWith("q2", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])
        );
        Assert.NotEmpty(File.ReadAllLines(folder.At("out.run.bm25")));
    }

    [Fact]
    public async Task Evaluate_ALineThatIsNone_FailsAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("queries.tsv"), "q1 no tab");
        File.WriteAllText(folder.At("qrels.tsv"), "q1\td1\t1");
        using var run = ProgramRun.Start(folder, "evaluate", folder.Path);

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("queries.tsv, line 1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ForPeople_PrintsPassagesWithTheirCitations()
    {
        using var run = ProgramRun.Start(_indexed, "search", "verify", "references", "(");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("(SearchService project, 2026", run.Output, StringComparison.Ordinal);
        Assert.Contains("quoting-2026:", run.Output, StringComparison.Ordinal);
        Assert.Contains("query, character", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cite_OfAPassage_PrintsQuotationAndReference()
    {
        using var search = ProgramRun.Start(_indexed, "search", "--json", "\"verify your references\"");
        Assert.Equal(0, await search.EndAsync());
        var passage = JsonDocument.Parse(search.Output).RootElement.Items("results")[0].Text("passage", "id")!;
        using var text = ProgramRun.Start(_indexed, "cite", passage);
        using var bibTex = ProgramRun.Start(_indexed, "cite", passage, "--format", "bibtex");

        Assert.Equal(0, await text.EndAsync());
        Assert.Contains("verify your references", text.Output, StringComparison.Ordinal);
        Assert.Contains(
            "SearchService project. (2026f). On Quoting without Misquoting.",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(0, await bibTex.EndAsync());
        Assert.StartsWith("@incollection{quoting-2026,", bibTex.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfAText_PrintsItsBlocksAndThatTheLedgerCloses()
    {
        var file = _indexed.At("corpus", "from-concordance-to-index-report.txt");
        using var people = ProgramRun.Start(_indexed, "inspect", file);
        using var machines = ProgramRun.Start(_indexed, "inspect", file, "--json");

        Assert.Equal(0, await people.EndAsync());
        Assert.Contains(
            "concordance-to-index-2026: From Concordance to Index",
            people.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("ledger closes", people.Output, StringComparison.Ordinal);
        Assert.Contains("[#] 1. Introduction", people.Output, StringComparison.Ordinal);
        Assert.Equal(0, await machines.EndAsync());
        Assert.NotEmpty(JsonDocument.Parse(machines.Output).RootElement.Items("blocks"));
    }

    [Fact]
    public async Task Inspect_OfATextWithLosses_SaysWherePagesBeginAndWhatNotesLack()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("report.txt");
        await File.WriteAllTextAsync(
            file,
            "1. Claims\n\nOne claim is old.1 It runs on to the\n\n1 First.\n\fnext page with a second claim.2\n\nSecond.\n\f"
                + "A last one.4\n\n3 Third.\n\n4 Fourth.\n"
        );
        using var people = ProgramRun.Start(folder, "inspect", file);
        using var machines = ProgramRun.Start(folder, "inspect", file, "--json");

        Assert.Equal(0, await people.EndAsync());
        var lines = people.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains("  1. Claims (body)", lines);
        Assert.Contains(
            lines,
            line => line.StartsWith("    from 36 on page ? (unknown), number 2", StringComparison.Ordinal)
        );
        Assert.Equal("    number inferred", lines[Array.IndexOf(lines, "[note 2] Second.") + 1]);
        Assert.StartsWith(
            "    no callout found; the note stands on page ?, number 3",
            lines[Array.IndexOf(lines, "[note 3] Third.") + 1],
            StringComparison.Ordinal
        );
        Assert.Equal(0, await machines.EndAsync());
        Assert.Equal(
            ["1 printed", "2 inferred", "3 printed", "4 printed"],
            JsonDocument
                .Parse(machines.Output)
                .RootElement.Items("blocks")
                .Where(block => block.GetProperty("kind").GetString() == "note")
                .Select(note => $"{note.GetProperty("number")} {note.GetProperty("numberMethod")}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(2, "frobnicate", "frobnicate")]
    [InlineData(2, "", "search")]
    [InlineData(2, "--colour", "search", "page", "--colour")]
    [InlineData(2, "many", "search", "page", "--limit", "many")]
    [InlineData(2, "limit", "search", "page", "--limit", "0")]
    [InlineData(2, "q:", "search", " ")]
    [InlineData(2, "no passage 'nothing:1'", "cite", "nothing:1")]
    [InlineData(2, "--format", "cite", "quoting-2026:3", "--format", "doc")]
    [InlineData(2, "'turabian' is no style", "cite", "quoting-2026:3", "--style", "turabian")]
    [InlineData(1, "no such text", "inspect", "nothing.txt")]
    [InlineData(1, "a folder, not a text", "inspect", "corpus")]
    [InlineData(1, "the records of the works", "inspect", "corpus/library.json")]
    [InlineData(2, "a file's name is needed", "inspect", "")]
    public async Task CommandLine_ThatIsWrong_IsRefusedWithItsReason(int code, string reason, params string[] arguments)
    {
        using var run = ProgramRun.Start(_indexed, arguments);

        Assert.Equal(code, await run.EndAsync());
        Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhereNoIndexIs_SaysHowToMakeOne()
    {
        using var folder = new TemporaryFolder();
        using var run = ProgramRun.Start(folder, "search", "page");

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("SearchService index", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("index")));
    }

    [Fact]
    public async Task Settings_OnTheCommandLine_WinOverTheEnvironment()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Repository.Path("corpus"), folder.At("other"));
        using var byLine = ProgramRun.Start(
            folder,
            "index",
            "--Corpus:Path",
            folder.At("other"),
            "--Index:Path=" + folder.At("made")
        );
        using var byEnvironment = ProgramRun.Start(folder, "index");

        Assert.Equal(0, await byLine.EndAsync());
        Assert.Contains("Indexed 7 documents", byLine.Errors, StringComparison.Ordinal);
        var made = folder.At("made");
        Assert.True(File.Exists(Path.Combine(IndexFiles.Folder(made), IndexFiles.Manifest(made))));
        Assert.Equal(0, await byEnvironment.EndAsync());
        Assert.Contains("no such corpus folder", byEnvironment.Errors, StringComparison.Ordinal);
        Assert.Contains(folder.At("corpus"), byEnvironment.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsFile_FromAnyWorkingDirectory_IsFound()
    {
        // The address of the settings' file stands in what is printed, whether it is free or taken.
        using var folder = new TemporaryFolder();
        using var run = ProgramRun.Start(folder.Path, new Dictionary<string, string>(StringComparer.Ordinal));

        await run.SaysAsync("127.0.0.1:5080");
    }

    [Fact]
    public async Task Serve_OnAnAddressThatIsTaken_EndsWithItsReason()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        using var folder = new TemporaryFolder();
        using var run = ProgramRun.Start(folder, "serve", "--Urls", url);

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains(url, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoServices_OnOneIndex_OneWritesAndTheOtherServesUntilItMayWrite()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Repository.Path("corpus"), folder.At("corpus"));
        using var first = ProgramRun.Start(folder);
        await first.ServingAsync();
        await first.SaysAsync("Indexed 7 documents");
        using var second = ProgramRun.Start(folder, "serve");
        using var client = new HttpClient { BaseAddress = await second.ServingAsync() };
        using var third = ProgramRun.Start(folder, "index");

        var refused = FormattableString.Invariant($"being written by process {first.Id}");
        await second.SaysAsync(refused);
        Assert.Equal("readOnly", await StateAsync(client));
        var found = await Answer.OfAsync(await client.GetAsync(new Uri("/v1/search?q=page", UriKind.Relative)));
        Assert.NotEmpty(found.Is(HttpStatusCode.OK).Json.Items("results"));
        Assert.Equal(1, await third.EndAsync());
        Assert.Contains(refused, third.Errors, StringComparison.Ordinal);

        Assert.Equal(0, await first.TerminateAsync());
        await Waiting.ForAsync(
            "the second service to take over",
            async () => await StateAsync(client) is "watching" and var state ? state : null
        );
        Assert.Equal(0, await second.TerminateAsync());
    }

    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(true, 0.0)]
    [InlineData(false, 0.02)]
    [InlineData(false, 0.5)]
    [InlineData(false, 0.98)]
    [InlineData(false, -1)]
    public async Task Index_ThatIsDamaged_IsBuiltAgainWithALineThatSaysWhy(bool isManifest, double place)
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(_indexed.At("corpus"), folder.At("corpus"));
        TemporaryFolder.Copy(_indexed.At("index"), folder.At("index"));
        var damaged = isManifest
            ? Path.Combine(IndexFiles.Folder(folder.At("index")), IndexFiles.Manifest(folder.At("index")))
            : IndexFiles.Largest(folder.At("index"));
        var bytes = await File.ReadAllBytesAsync(damaged);
        if (place < 0)
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            bytes[(int)(bytes.Length * place)] ^= 0x55;
        }

        await File.WriteAllBytesAsync(damaged, bytes);
        using var run = ProgramRun.Start(folder, "index");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("is built again from the corpus: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(damaged), run.Errors, StringComparison.Ordinal);
        Assert.Contains("(7 added, 0 updated, 0 removed, 0 unchanged)", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IndexVerify_SaysWhetherTheIndexIsWholeAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(_indexed.At("index"), folder.At("index"));
        using var whole = ProgramRun.Start(folder, "index", "--verify");
        Assert.Equal(0, await whole.EndAsync());
        Assert.StartsWith("The index is whole: 7 documents, ", whole.Output, StringComparison.Ordinal);

        // A byte in the middle, that opening alone does not read.
        var segment = IndexFiles.Largest(folder.At("index"));
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);
        using var damaged = ProgramRun.Start(folder, "index", "--verify");
        Assert.Equal(1, await damaged.EndAsync());
        Assert.Contains(Path.GetFileName(segment), damaged.Errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(segment));
    }

    [Fact]
    public async Task Index_OfAnotherProgram_IsBuiltAgainByTheServiceWithALineThatSaysWhy()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(_indexed.At("corpus"), folder.At("corpus"));
        var index = IndexFiles.Folder(folder.At("index"));
        Directory.CreateDirectory(index);
        await File.WriteAllTextAsync(
            Path.Combine(index, IndexFiles.Manifest(folder.At("index"))),
            "An index of something else altogether, longer than a header."
        );
        using var run = ProgramRun.Start(folder, "serve");

        await run.SaysAsync("is built again from the corpus: ");
        await run.SaysAsync("(7 added, 0 updated, 0 removed, 0 unchanged)");
        Assert.Equal(0, await run.TerminateAsync());
    }

    [Fact]
    public async Task Index_OfAnUnchangedCorpus_IndexesNothingAgain()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(_indexed.At("corpus"), folder.At("corpus"));
        TemporaryFolder.Copy(_indexed.At("index"), folder.At("index"));
        using var run = ProgramRun.Start(folder, "index");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("(0 added, 0 updated, 0 removed, 7 unchanged)", run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    private static async Task<string?> StateAsync(HttpClient client) =>
        (await Answer.OfAsync(await client.GetAsync(new Uri("/v1/corpus", UriKind.Relative)))).Json.Text(
            "indexing",
            "state"
        );

    /// <summary>The sample collection, indexed once by the verb for it.</summary>
    public sealed class IndexedFolder : IAsyncLifetime
    {
        internal TemporaryFolder Folder { get; } = new();

        public async Task InitializeAsync()
        {
            TemporaryFolder.Copy(Repository.Path("corpus"), Folder.At("corpus"));
            using var run = ProgramRun.Start(Folder, "index");
            Assert.Equal(0, await run.EndAsync());
            Assert.Contains("Indexed 7 documents", run.Errors, StringComparison.Ordinal);
        }

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }
    }
}
