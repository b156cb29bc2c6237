using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SearchService.Tests.Running;
using Xunit.Abstractions;

namespace SearchService.Tests.Hosting;

/// <summary>
/// SIGKILL while the collection is indexed. The suite kills a few times; the bar of fifty is a command of its own:
/// <c>SEARCHSERVICE_KILLS=50 dotnet test tests/SearchService.Tests --filter KillTests</c>.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 1729;
    private const int Texts = 300;
    private const int FirstTexts = 120;

    private static readonly string[] Queries =
    [
        "river",
        "\"quiet river\"",
        "stone AND (heron OR otter)",
        "\"old bridge\"~4",
        "water -stone",
        "harb*",
        "document:text-007",
    ];

    private static readonly string[] Words =
    [
        "river",
        "quiet",
        "stone",
        "heron",
        "otter",
        "old",
        "bridge",
        "water",
        "harbour",
        "market",
        "winter",
        "letter",
        "road",
        "evening",
        "field",
        "song",
        "the",
        "of",
        "and",
        "in",
        "a",
        "to",
        "was",
        "it",
    ];

    [Fact]
    public async Task Service_KilledAtRandomMomentsOfIndexing_RestartsWithAWholeIndexAndTheSameResults()
    {
        var kills = int.Parse(
            Environment.GetEnvironmentVariable("SEARCHSERVICE_KILLS") ?? "3",
            CultureInfo.InvariantCulture
        );
        var random = new Random(Seed);
        using var before = new TemporaryFolder();
        WriteTexts(before.At("corpus"), 0, FirstTexts);
        await IndexAsync(before);

        // The undisturbed run: what changes, vanishes and comes is what the disturbed ones are killed over.
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var whole = Copy(before);
        Change(whole.At("corpus"));
        await IndexAsync(whole);
        var duration = clock.Elapsed;
        var expected = await AnswersAsync(Copy(whole));
        Assert.NotEqual(await AnswersAsync(Copy(before)), expected);

        var atCommits = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var folder = Copy(before);
            Change(folder.At("corpus"));
            var atCommit = kill % 2 == 1;
            var delay = duration * (atCommit ? random.NextDouble() * 0.01 : 0.1 + (random.NextDouble() * 0.8));
            using (var run = ProgramRun.Start(folder, kill % 3 == 0 ? "serve" : "index"))
            {
                // Every other kill falls into a commit: it waits for the first file that the commit writes.
                var files = Files(folder);
                if (atCommit)
                {
                    await Waiting.ForAsync("a file of a commit", () => run.HasEnded || Files(folder) > files + 1);
                }

                await Task.Delay(delay);
                atCommits += atCommit && !run.HasEnded ? 1 : 0;
                if (!run.HasEnded)
                {
                    await run.KillAsync();
                }
            }

            // What it left is an index that opens: nothing is built again because of a kill.
            RunningService.OpenIndex(folder.At("index")).Dispose();
            var found = await AnswersAsync(folder);
            Assert.True(
                expected == found,
                FormattableString.Invariant($"After kill {kill}, {delay}:\n{found}\ninstead of\n{expected}")
            );
        }

        output.WriteLine(
            FormattableString.Invariant(
                $"{kills} kills, {atCommits} of them within a commit; an undisturbed run takes {duration.TotalSeconds:0.0} s, all of it {clock.Elapsed.TotalSeconds:0} s"
            )
        );
    }

    private static int Files(TemporaryFolder folder) =>
        Directory.GetFiles(folder.At("index"), "*", SearchOption.AllDirectories).Length;

    private static async Task IndexAsync(TemporaryFolder folder)
    {
        using var run = ProgramRun.Start(folder, "index");
        Assert.Equal(0, await run.EndAsync());
    }

    /// <summary>Restarts the service on a folder, lets it finish, and asks it everything. The folder goes with the service.</summary>
    private static async Task<string> AnswersAsync(TemporaryFolder folder)
    {
        await using var service = await RunningService.StartInAsync(folder);
        var answers = new StringBuilder();
        var corpus = await service.IndexedAsync();
        answers.AppendLine(corpus.Text("corpusVersion")).AppendLine(corpus.At("counts").GetRawText());
        foreach (var query in Queries)
        {
            var answer = (await service.GetAsync(RunningService.SearchPath(query, "&limit=20"))).Is(HttpStatusCode.OK);
            var node = JsonNode.Parse(answer.Body)!.AsObject();
            node.Remove("tookMs");
            answers.AppendLine(node.ToJsonString());
        }

        return answers.ToString();
    }

    private static TemporaryFolder Copy(TemporaryFolder from)
    {
        var copy = new TemporaryFolder();
        TemporaryFolder.Copy(from.At("corpus"), copy.At("corpus"));
        TemporaryFolder.Copy(from.At("index"), copy.At("index"));
        return copy;
    }

    private static void Change(string corpus)
    {
        WriteTexts(corpus, FirstTexts, Texts);
        for (var i = 0; i < FirstTexts; i += 10)
        {
            File.Delete(NameOf(corpus, i));
            File.AppendAllText(NameOf(corpus, i + 1), "\nA later hand added the old bridge.\n");
        }
    }

    private static void WriteTexts(string corpus, int from, int to)
    {
        Directory.CreateDirectory(corpus);
        for (var i = from; i < to; i++)
        {
            var random = new Random(Seed + i);
            var text = new StringBuilder();
            for (var paragraph = 0; paragraph < 6; paragraph++)
            {
                var words = Enumerable.Range(0, 50).Select(_ => Words[random.Next(Words.Length)]);
                text.Append("It begins ").AppendJoin(' ', words).Append(".\n\n");
            }

            File.WriteAllText(NameOf(corpus, i), text.ToString());
        }
    }

    private static string NameOf(string corpus, int i) =>
        Path.Combine(corpus, string.Create(CultureInfo.InvariantCulture, $"text-{i:000}.txt"));
}
