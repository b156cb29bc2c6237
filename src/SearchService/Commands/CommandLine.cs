using System.CommandLine;

namespace SearchService.Commands;

/// <summary>The verbs of the program; without one it serves.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Finds the exact passage in your own texts, and says how to cite it.")
        {
            ServeCommand.Create(),
            IndexCommand.Create(),
            SearchCommand.Create(),
            CiteCommand.Create(),
            InspectCommand.Create(),
        };
        foreach (var option in SettingOptions.All)
        {
            root.Options.Add(option);
        }

        root.SetAction(ServeCommand.RunAsync);
        return root;
    }
}
