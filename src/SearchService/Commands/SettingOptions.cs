using System.CommandLine;

namespace SearchService.Commands;

/// <summary>The settings of the configuration as options of every verb; what is given here wins over environment and file.</summary>
internal static class SettingOptions
{
    public static Option<string?> Corpus { get; } =
        new("--Corpus:Path", "--corpus")
        {
            Description = "The folder that holds the texts.",
            HelpName = "folder",
            Recursive = true,
        };

    public static Option<string?> Index { get; } =
        new("--Index:Path", "--index")
        {
            Description = "The folder for the index.",
            HelpName = "folder",
            Recursive = true,
        };

    public static Option<string?> Engine { get; } =
        new("--Engine", "--engine")
        {
            Description = "What the index is kept with.",
            HelpName = "name",
            Recursive = true,
        };

    public static Option<string?> TimeLimit { get; } =
        new("--Search:TimeLimitSeconds", "--time-limit")
        {
            Description = "How long a search may take; what was found until then is answered.",
            HelpName = "seconds",
            Recursive = true,
        };

    public static Option<string?> Urls { get; } =
        new("--Urls", "--urls")
        {
            Description = "The address to serve on.",
            HelpName = "url",
            Recursive = true,
        };

    public static IReadOnlyList<Option<string?>> All { get; } = [Corpus, Index, Engine, TimeLimit, Urls];

    /// <summary>
    /// <c>--Corpus:Path=folder</c>, as configuration keys are written elsewhere, in two parts: the parser ends an option's name at the
    /// first colon otherwise.
    /// </summary>
    public static IEnumerable<string> Separate(IEnumerable<string> args) =>
        args.SelectMany(arg =>
            All.FirstOrDefault(option => arg.StartsWith(option.Name + "=", StringComparison.Ordinal)) is { } option
                ? (string[])[option.Name, arg[(option.Name.Length + 1)..]]
                : [arg]
        );

    /// <summary>What was given, by configuration key.</summary>
    public static Dictionary<string, string?> Given(ParseResult parsed) =>
        All.Select(option => (Key: option.Name[2..], Value: parsed.GetValue(option)))
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
}
