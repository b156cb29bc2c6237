using System.Diagnostics;
using SearchService.Retrieval.Engines;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Commands;

/// <summary>The program as a .NET tool, from the package that is made of it.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task Tool_FromItsPackage_RunsAnywhereWithItsPages()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Repository.Path("corpus"), folder.At("corpus"));
        var built = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory + "x"))!);
        await DotnetAsync(
            "pack",
            Repository.Path("src", "SearchService"),
            "--no-build",
            "-c",
            built,
            "-o",
            folder.At("packages"),
            // As it was built.
            FormattableString.Invariant($"-p:LuceneNet={RunningService.Engine != EmbeddedPassageIndex.Name}")
        );

        await DotnetAsync(
            "tool",
            "install",
            "SearchService",
            "--tool-path",
            folder.At("tools"),
            "--source",
            folder.At("packages")
        );

        var tool = folder.At("tools", OperatingSystem.IsWindows() ? "searchservice.exe" : "searchservice");
        Assert.StartsWith("SearchService ", await RunAsync(tool, folder.Path, "version"), StringComparison.Ordinal);
        await RunAsync(tool, folder.Path, "index");
        Assert.Contains(
            "(SearchService project, 2026",
            await RunAsync(tool, folder.Path, "search", "\"verify your references\""),
            StringComparison.Ordinal
        );
    }

    private static Task<string> DotnetAsync(params string[] arguments) =>
        RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Repository.Root, arguments);

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Waiting.Patience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{await errors}");
        return output;
    }
}
