using System.Text.Json;
using SearchService.Tests.Running;

namespace SearchService.Tests.Commands;

/// <summary>The verb <c>check</c> as a process on the sample collection: what it prints and how it ends.</summary>
public sealed class CheckCommandTests(ProgramTests.IndexedFolder indexed) : IClassFixture<ProgramTests.IndexedFolder>
{
    private readonly TemporaryFolder _indexed = indexed.Folder;

    [Fact]
    public async Task Check_OfRightQuotations_EndsWithZeroAndCountsThem()
    {
        using var run = Start("It “voted with its scribes” (SearchService project, 2026, p. 3), by “the way”.");

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("line 1: exact: voted with its scribes", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "1 quotations: 1 exact; left out: 1 of fewer than 3 words",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Check_OfAnAlteredQuotation_EndsWithOneAndShowsHow()
    {
        using var run = Start("First.\n\n> the public of the twelfth century voted with its scribes\n");

        Assert.Equal(1, await run.EndAsync());
        Assert.Contains("line 3: altered", run.Output, StringComparison.Ordinal);
        Assert.Contains("[-thirteenth-] {+twelfth+}", run.Output, StringComparison.Ordinal);
        Assert.Contains("[number]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ForMachines_PrintsTheReport()
    {
        using var run = Start("A “walrus applauded in the reading room of the observatory” there.", "--json");

        Assert.Equal(1, await run.EndAsync());
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("notFound", report.Items("quotations")[0].Text("finding", "verdict"));
        Assert.Equal(1, report.Items("quotations")[0].Number("line"));
    }

    [Fact]
    public async Task Check_OfAFileThatIsNotThere_EndsWithTwo()
    {
        using var run = ProgramRun.Start(_indexed, "check", _indexed.At("nothing.md"), "--style", "nosuch");

        Assert.Equal(2, await run.EndAsync());
        Assert.Contains("file: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--style: ", run.Errors, StringComparison.Ordinal);
    }

    private ProgramRun Start(string manuscript, params string[] options)
    {
        File.WriteAllText(_indexed.At("paper.md"), manuscript);
        return ProgramRun.Start(_indexed, ["check", _indexed.At("paper.md"), .. options]);
    }
}
