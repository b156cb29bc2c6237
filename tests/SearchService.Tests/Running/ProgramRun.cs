using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Tests.Running;

/// <summary>The built program as a process of its own. Disposing kills it, if it still runs.</summary>
internal sealed partial class ProgramRun : IDisposable
{
    private readonly Process process;
    private readonly Transcript output = new();
    private readonly Transcript errors = new();

    private ProgramRun(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "SearchService.dll");

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string Output => output.ToString();

    public string Errors => errors.ToString();

    /// <param name="environment">Set in addition to the environment of the tests.</param>
    public static ProgramRun Start(
        string workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        // Whoever runs the tests in the background may have them ignore Ctrl-C, and what they start with them.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : Host)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (OperatingSystem.IsLinux())
        {
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add(Host);
        }

        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ProgramRun(new Process { StartInfo = start });
    }

    public static ProgramRun Start(TemporaryFolder folder, params string[] arguments) =>
        Start(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Corpus__Path"] = folder.At("corpus"),
                ["Index__Path"] = folder.At("index"),
                ["Urls"] = "http://127.0.0.1:0",
            },
            arguments
        );

    /// <summary>Runs the program to its end by way of a shell, which counts what it takes.</summary>
    /// <returns>What it printed, and the time of processors that it used, its start included.</returns>
    public static async Task<(string Printed, TimeSpan Used)> MeasureAsync(TemporaryFolder folder, string verb)
    {
        var start = new ProcessStartInfo("sh", ["-c", "\"$@\" 2>&1; times", "sh", Host, Program, verb])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["Corpus__Path"] = folder.At("corpus");
        start.Environment["Index__Path"] = folder.At("index");
        using var shell = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Waiting.Patience);
        var printed = await shell.StandardOutput.ReadToEndAsync(patience.Token);

        // The last line is of the shell's children: 0m1.234s 0m0.123s.
        var times = Duration().Matches(printed.TrimEnd().Split('\n')[^1]);
        return (
            printed,
            TimeSpan.FromSeconds(
                times.Sum(time =>
                    (60 * int.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                    + double.Parse(time.Groups[2].ValueSpan, CultureInfo.InvariantCulture)
                )
            )
        );
    }

    /// <summary>Waits until it has said on which address it serves.</summary>
    public async Task<Uri> ServingAsync()
    {
        await Waiting.ForAsync("the address of the service", () => Address().IsMatch(Errors) || HasEnded);
        Assert.True(Address().IsMatch(Errors), "It ended instead of serving: " + Errors + Output);
        return new Uri(Address().Match(Errors).Groups[1].Value);
    }

    /// <summary>Waits until a text stands in what it printed.</summary>
    public Task SaysAsync(string text) =>
        Waiting.ForAsync(
            $"'{text}' in: {Errors}{Output}",
            () => (Errors + Output).Contains(text, StringComparison.Ordinal)
        );

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Waiting.Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it as a terminal or a supervisor does, with a signal that it can hear.</summary>
    public Task<int> TerminateAsync() => SignalAsync("TERM");

    /// <summary>Ends it as Ctrl-C does.</summary>
    public Task<int> InterruptAsync() => SignalAsync("INT");

    private async Task<int> SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", FormattableString.Invariant($"kill -{signal} {process.Id}")]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Ends it with SIGKILL, of which it hears nothing.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static void Keep(Transcript transcript, string? line)
    {
        if (line is not null)
        {
            transcript.Write(line + "\n");
        }
    }

    [GeneratedRegex(@"Serving on (http://\S+)")]
    private static partial Regex Address();

    [GeneratedRegex("([0-9]+)m([0-9.]+)s")]
    private static partial Regex Duration();
}
