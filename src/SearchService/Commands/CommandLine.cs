using System.CommandLine;

namespace SearchService.Commands;

/// <summary>The verbs of the program; without one it serves.</summary>
internal static class CommandLine
{
    /// <summary>The exit code for a command line that cannot be read, as for parameters that are wrong.</summary>
    private const int WrongParameters = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var parsed = Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? WrongParameters : code;
    }

    public static ParseResult Parse(IReadOnlyList<string> args) => Create().Parse([.. SettingOptions.Separate(args)]);

    public static RootCommand Create()
    {
        var root = new RootCommand("Finds the exact passage in your own texts, and says how to cite it.")
        {
            ServeCommand.Create(),
            IndexCommand.Create(),
            SearchCommand.Create(),
            CiteCommand.Create(),
            CheckCommand.Create(),
            InspectCommand.Create(),
            EvaluateCommand.Create(),
        };
        foreach (var option in SettingOptions.All)
        {
            root.Options.Add(option);
        }

        root.SetAction(ServeCommand.RunAsync);
        return root;
    }
}
