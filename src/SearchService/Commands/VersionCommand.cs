using System.CommandLine;
using System.Runtime.InteropServices;
using SearchService.Api;
using SearchService.Hosting;
using Spectre.Console;

namespace SearchService.Commands;

/// <param name="Program">The program's version.</param>
/// <param name="Engine">What the index is made by.</param>
/// <param name="Runtime">".NET 10.0.12".</param>
/// <param name="System">The operating system and the processor's architecture.</param>
internal sealed record VersionReport(string Program, string Engine, string Runtime, string System);

/// <summary>Says what is running, for whoever reports a fault.</summary>
internal static class VersionCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    public static Command Create()
    {
        var command = new Command("version", "Print the version of the program and of what it runs on.") { Json };
        command.SetAction(parsed =>
        {
            var report = new VersionReport(
                Versioned.Program,
                ServiceHost.Engine(SettingOptions.Given(parsed)).Name,
                RuntimeInformation.FrameworkDescription,
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"
            );
            if (parsed.GetValue(Json))
            {
                CommandOutput.WriteJson(report, ApiJson.Default.VersionReport);
            }
            else
            {
                CommandOutput
                    .Results()
                    .WriteLine(
                        $"SearchService {report.Program}, {report.Engine} index, {report.Runtime}, {report.System}"
                    );
            }

            return 0;
        });
        return command;
    }
}
