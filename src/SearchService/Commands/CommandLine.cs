using System.CommandLine;
using Microsoft.Extensions.Options;
using SearchService.Hosting;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>The verbs of the program; without one it serves.</summary>
internal static class CommandLine
{
    /// <summary>The exit code for a command line that cannot be read, as for parameters that are wrong.</summary>
    private const int WrongParameters = 2;

    /// <summary>The exit code for a command that was stopped by Ctrl-C before it was done: 128 and the number of the signal, as shells have it.</summary>
    public const int Stopped = 130;

    /// <summary>How long a command may take to end well once it is told to stop; a kill at any moment leaves the index whole, too.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var parsed = Parse(args);
        try
        {
            ServiceHost.Engine(SettingOptions.Given(parsed));
        }
        catch (OptionsValidationException wrong)
        {
            CommandOutput.Errors().WriteLine(wrong.Message);
            return WrongParameters;
        }

        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeToEnd });
        return parsed.Errors.Count > 0 ? WrongParameters : code;
    }

    /// <summary>Runs a command so that Ctrl-C is heard while it works.</summary>
    /// <param name="kept">What is said of the work when it was stopped.</param>
    public static async Task<int> RunStoppable(Func<int> command, string kept = "")
    {
        try
        {
            // Signals are listened to only once the command has handed back its task.
            return await Task.Run(command);
        }
        catch (OperationCanceledException)
        {
            CommandOutput.Errors().WriteLine($"Stopped. {kept}".TrimEnd());
            return Stopped;
        }
    }

    public static ParseResult Parse(IReadOnlyList<string> args) => Create().Parse([.. SettingOptions.Separate(args)]);

    public static RootCommand Create()
    {
        var root = new RootCommand("Finds the exact passage in your own texts, and says how to cite it.")
        {
            ServeCommand.Create(),
            IndexCommand.Create(),
            SearchCommand.Create(),
            ConcordanceCommand.Create(),
            CiteCommand.Create(),
            CheckCommand.Create(),
            InspectCommand.Create(),
            EvaluateCommand.Create(),
            VersionCommand.Create(),
            CompletionCommand.Create(),
        };
        foreach (var option in SettingOptions.All)
        {
            root.Options.Add(option);
        }

        root.SetAction(ServeCommand.RunAsync);
        return root;
    }
}
