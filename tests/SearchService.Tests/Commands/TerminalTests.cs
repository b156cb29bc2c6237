using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SearchService.Tests.Running;

namespace SearchService.Tests.Commands;

/// <summary>The command line beside a shell: concordance, completion, progress, Ctrl-C.</summary>
public sealed partial class TerminalTests(ProgramTests.IndexedFolder indexed)
    : IClassFixture<ProgramTests.IndexedFolder>
{
    private const int ManyTexts = 24_000;

    [Fact]
    public async Task Concordance_InAPipe_HasItsMatchesInOneColumn()
    {
        using var run = ProgramRun.Start(indexed.Folder, "concordance", "\"verify your references\"", "--width", "30");

        Assert.Equal(0, await run.EndAsync());
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("2 occurrences in 2 documents", lines[^1].Split(',')[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(
            lines[..^1],
            line =>
            {
                Assert.Equal(30, line.IndexOf("verify your references", StringComparison.OrdinalIgnoreCase));
                Assert.Contains("SearchService project 2026", line, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task Concordance_InEveryForm_HasTheSameLines()
    {
        using var json = ProgramRun.Start(indexed.Folder, "concordance", "word", "--json", "--limit", "1000");
        using var csv = ProgramRun.Start(indexed.Folder, "concordance", "word", "--format", "csv");
        using var tsv = ProgramRun.Start(indexed.Folder, "concordance", "word", "--format", "tsv", "--kind", "note");

        Assert.Equal(0, await json.EndAsync());
        Assert.Equal(0, await csv.EndAsync());
        Assert.Equal(0, await tsv.EndAsync());
        var lines = JsonDocument.Parse(json.Output).RootElement.Items("lines");
        var notes = lines.Count(line => line.TryGetProperty("note", out _));
        Assert.True(lines.Count > 20, $"{lines.Count} lines");
        Assert.Equal(lines.Count + 1, csv.Output.TrimEnd().Split('\n').Length);
        Assert.True(notes > 0);
        Assert.Equal(notes + 1, tsv.Output.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("--sort", "up")]
    [InlineData("--width", "0")]
    [InlineData("--year", "soon")]
    [InlineData("--kind", "poem")]
    public async Task Concordance_WithAWrongValue_NamesItAndEndsWithTwo(string option, string value)
    {
        using var run = ProgramRun.Start(indexed.Folder, "concordance", "word", option, value);

        Assert.Equal(2, await run.EndAsync());
        Assert.Contains(option[2..], run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("searchservice conc", "concordance")]
    [InlineData("searchservice search word --au", "--author")]
    [InlineData("searchservice cite x:1 --style chicago-n", "chicago-notes")]
    [InlineData("searchservice completion po", "powershell")]
    public async Task Bash_AskedToComplete_OffersTheWord(string typed, string word)
    {
        using var script = ProgramRun.Start(indexed.Folder, "completion", "bash");
        Assert.Equal(0, await script.EndAsync());
        var program = Path.Combine(AppContext.BaseDirectory, "SearchService.dll");
        var words = string.Join(' ', typed.Split(' ').Select(part => $"'{part}'"));
        var start = new ProcessStartInfo(
            "bash",
            [
                "--norc",
                "-c",
                $"""
                searchservice() {"{"} dotnet '{program}' "$@"; {"}"}
                {script.Output}
                COMP_LINE='{typed}' COMP_POINT={typed.Length} COMP_WORDS=({words}) COMP_CWORD={typed.Split(' ').Length
                    - 1}
                _searchservice searchservice
                printf '%s\n' "${"{"}COMPREPLY[@]{"}"}"
                """,
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var bash = Process.Start(start)!;

        var offered = await bash.StandardOutput.ReadToEndAsync();

        Assert.Equal([word], offered.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What it says of its progress agrees with the clock; told to stop, it ends soon and leaves what it has done.</summary>
    [Fact]
    public async Task Index_StoppedByCtrlC_EndsWith130AndIsWholeAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("corpus"));
        var line = new string[ManyTexts];
        for (var i = 0; i < ManyTexts; i++)
        {
            line[i] = JsonSerializer.Serialize(
                new
                {
                    id = FormattableString.Invariant($"t{i}"),
                    title = "A title",
                    text = string.Concat(
                        Enumerable.Repeat(FormattableString.Invariant($"Some words of text {i}. "), 40)
                    ),
                }
            );
        }

        File.WriteAllLines(folder.At("corpus", "many.jsonl"), line);
        using var run = ProgramRun.Start(folder, "index");
        var clock = Stopwatch.StartNew();
        await Waiting.ForAsync("some progress", () => Progress().IsMatch(run.Errors) || run.HasEnded);
        Assert.False(run.HasEnded, run.Errors);

        Assert.Equal(130, await run.InterruptAsync());

        Assert.Contains("Stopped.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        foreach (var said in Progress().Matches(run.Errors).Where(said => Number(said, "done") > 100))
        {
            var (done, rate) = (Number(said, "done"), Number(said, "rate"));
            Assert.InRange(rate, done / clock.Elapsed.TotalSeconds / 2, done / 0.5);
            if (said.Groups["left"] is { Success: true, Value: var left })
            {
                // The rate is printed without its fraction, the time in steps of five seconds, rounded up.
                Assert.InRange(
                    TimeSpan.Parse(left, CultureInfo.InvariantCulture).TotalSeconds,
                    (ManyTexts - done) / (rate + 0.5),
                    ((ManyTexts - done) / (rate - 0.5)) + 5
                );
            }
        }

        using var verify = ProgramRun.Start(folder, "index", "--verify", "--json");
        Assert.Equal(0, await verify.EndAsync());
        Assert.True(JsonDocument.Parse(verify.Output).RootElement.At("whole").GetBoolean());
        using var again = ProgramRun.Start(folder, "index", "--json");
        Assert.Equal(0, await again.EndAsync());
        Assert.Equal(ManyTexts, JsonDocument.Parse(again.Output).RootElement.Number("documents"));
    }

    private static double Number(Match said, string name) =>
        double.Parse(said.Groups[name].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("Indexing: (?<done>[0-9,]+) of 24,000 texts, (?<rate>[0-9,]+) a second(, (?<left>[0-9:]+) left)?")]
    private static partial Regex Progress();
}
