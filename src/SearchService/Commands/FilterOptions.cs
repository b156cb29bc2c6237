using System.CommandLine;
using SearchService.Retrieval.Indexing;

namespace SearchService.Commands;

/// <summary>Among which passages a command searches, as the API's parameters of the same names.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> _kinds = Repeatable("--kind", "kind", "Only text of this kind; repeatable.");

    private readonly IReadOnlyList<Option<string[]>> _all;

    public FilterOptions()
    {
        _kinds.CompletionSources.Add([.. PassageKinds.Names]);
        _all =
        [
            Repeatable("--author", "name", "Only texts by this author; repeatable."),
            Repeatable("--year", "year", "Only texts of these years: 2005, 2000..2010, 2000..; repeatable."),
            Repeatable("--section", "words", "Only sections whose heading has these words; repeatable."),
            Repeatable("--document", "id", "Only this document; repeatable."),
            _kinds,
        ];
    }

    public void AddTo(Command command)
    {
        foreach (var option in _all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given, by the name of the parameter.</summary>
    public Dictionary<string, IReadOnlyList<string>> Given(ParseResult parsed) =>
        _all.Select(option => (Name: option.Name[2..], Values: parsed.GetValue(option) ?? []))
            .Where(option => option.Values.Length > 0)
            .ToDictionary(
                option => option.Name,
                option => (IReadOnlyList<string>)option.Values,
                StringComparer.Ordinal
            );

    private static Option<string[]> Repeatable(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
}

/// <summary>The words of a query, which need no quoting on the command line.</summary>
internal static class QueryArgument
{
    public static Argument<string[]> Create()
    {
        var query = new Argument<string[]>("query")
        {
            Description = "The query; several words need no quoting.",
            Arity = ArgumentArity.OneOrMore,
        };

        // An option that is mistyped would be searched for otherwise; a query has no words that begin so.
        query.Validators.Add(words =>
        {
            foreach (var word in words.Tokens.Where(word => word.Value.StartsWith("--", StringComparison.Ordinal)))
            {
                words.AddError($"There is no option '{word.Value}'.");
            }
        });
        return query;
    }
}
