using System.CommandLine;
using System.Diagnostics;
using SearchService.Commands;
using SearchService.Tests.Running;

namespace SearchService.Tests.Commands;

/// <summary>A test that needs jq; skipped, with the reason, where there is none.</summary>
internal sealed class JqTheoryAttribute : TheoryAttribute
{
    public JqTheoryAttribute()
    {
        if (!File.Exists("/usr/bin/jq"))
        {
            Skip = "there is no /usr/bin/jq (Debian: apt-get install jq)";
        }
    }
}

/// <summary>The program in a shell's pipe.</summary>
public sealed class PipeTests(ProgramTests.IndexedFolder indexed) : IClassFixture<ProgramTests.IndexedFolder>
{
    /// <summary>What is piped into jq, and what of it holds.</summary>
    private static readonly (string Arguments, string Holds)[] Json =
    [
        ("search 'ranked list' --json", ".total.value > 0 and (.results | length) == 10"),
        ("concordance word --json", ".total.value > 100 and (.lines | length) == 100"),
        ("cite quoting-2026:3 --json", ".reference | startswith(\"SearchService project\")"),
        ("check manuscript.md --json", "[.quotations[].finding.verdict] == [\"exact\"]"),
        ("inspect corpus/on-quoting-without-misquoting.txt --json", ".blocks | length > 20"),
        ("evaluate measured --json", ".queries == 1"),
        ("index --json", ".documents == 7 and .problems == []"),
        ("version --json", ".program | test(\"^[0-9]+[.][0-9]+\")"),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (arguments, holds) in Json)
            {
                cases.Add(arguments, holds);
            }

            return cases;
        }
    }

    [JqTheory]
    [MemberData(nameof(Cases))]
    public async Task Json_PipedIntoJq_IsOneDocumentThatHoldsWhatItShould(string arguments, string holds)
    {
        var folder = indexed.Folder;
        await File.WriteAllTextAsync(folder.At("manuscript.md"), "He said: “the public of the thirteenth century”.\n");
        Directory.CreateDirectory(folder.At("measured"));
        await File.WriteAllTextAsync(folder.At("measured", "corpus.jsonl"), """{"id": "d1", "text": "A river."}""");
        await File.WriteAllTextAsync(folder.At("measured", "queries.tsv"), "q1\triver");
        await File.WriteAllTextAsync(folder.At("measured", "qrels.tsv"), "q1\td1\t1");

        var (codes, output, errors) = await PipeAsync(
            arguments,
            $"jq --exit-status --slurp 'length == 1 and (.[0] | {holds})'"
        );

        Assert.True(codes == "0 0", $"{codes}: {output}{errors}");
        Assert.Equal("true", output.Trim());
    }

    [Fact]
    public void Json_OfEveryVerbThatHasIt_IsPiped() =>
        Assert.Equal(
            CommandLine
                .Create()
                .Subcommands.Where(verb => verb.Options.Any(option => option.Name == "--json"))
                .Select(verb => verb.Name)
                .Order(StringComparer.Ordinal),
            Json.Select(one => one.Arguments.Split(' ')[0]).Order(StringComparer.Ordinal)
        );

    /// <summary>The second of the readers is gone before anything is written.</summary>
    [Theory]
    [InlineData("concordance the --format csv", "head -1", "left,match")]
    [InlineData("concordance the --format csv", "true", "")]
    [InlineData("search the --limit 100", "head -c 0", "")]
    [InlineData("search the --limit 100", "head -1", "passages")]
    [InlineData("search the --limit 100 --json", "true", "")]
    [InlineData("inspect corpus/from-concordance-to-index-report.txt", "head -1", "concordance-to-index-2026: ")]
    [InlineData("inspect corpus/from-concordance-to-index-report.txt --json", "true", "")]
    public async Task Output_OfWhichTheReaderHasEnough_EndsQuietly(string arguments, string reader, string begins)
    {
        var (codes, output, errors) = await PipeAsync(arguments, reader);

        Assert.Equal("0 0", codes);
        Assert.Equal("", errors);
        Assert.Contains(begins, output, StringComparison.Ordinal);
    }

    /// <returns>The exit codes of the program and of its reader; what the reader wrote, and what both had to say.</returns>
    private async Task<(string Codes, string Output, string Errors)> PipeAsync(string arguments, string reader)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "SearchService.dll");
        var start = new ProcessStartInfo(
            "bash",
            ["--norc", "-c", $"dotnet '{program}' {arguments} | {reader}; echo \"${{PIPESTATUS[*]}}\" >&2"]
        )
        {
            WorkingDirectory = indexed.Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Corpus__Path"] = indexed.Folder.At("corpus");
        start.Environment["Index__Path"] = indexed.Folder.At("index");
        using var shell = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Waiting.Patience);
        var errors = shell.StandardError.ReadToEndAsync(patience.Token);
        var output = await shell.StandardOutput.ReadToEndAsync(patience.Token);
        var said = (await errors).TrimEnd('\n').Split('\n');
        return (said[^1], output, string.Join('\n', said[..^1]));
    }
}
