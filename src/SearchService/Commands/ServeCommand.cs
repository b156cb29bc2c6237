using System.CommandLine;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Keeps the index up to the corpus and serves the API.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Index the corpus, watch it, and serve the API (the default).");
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var console = CommandOutput.Errors();
        try
        {
            await using var host = ServiceHost.Build(SettingOptions.Given(parsed), console);
            await host.StartAsync(cancellation);
            foreach (var url in host.Urls)
            {
                console.WriteLine($"Serving on {url}");
            }

            await host.WaitForShutdownAsync(cancellation);
            return Environment.ExitCode;
        }
        catch (Exception refused)
            when (refused
                    is PassageIndexLockedException
                        or IOException
                        or Microsoft.Extensions.Options.OptionsValidationException
            )
        {
            console.WriteLine(refused.Message);
            return 1;
        }
    }
}
