using System.CommandLine;
using System.Globalization;
using SearchService.Api;
using SearchService.Corpus.Citations;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Searches the index as it is.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string[]> Query = QueryArgument.Create();
    private static readonly FilterOptions Filters = new();
    private static readonly Option<string?> Sort = new("--sort")
    {
        Description = "The order: relevance, document, year or -year.",
        HelpName = "order",
    };
    private static readonly Option<string?> Style = new("--style")
    {
        Description = "The citation style.",
        HelpName = "style",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "How many hits.",
        DefaultValueFactory = _ => SearchRequest.DefaultLimit,
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what the API answers." };

    public static Command Create()
    {
        Sort.CompletionSources.Add("relevance", "document", "year", "-year");
        Style.CompletionSources.Add([.. CitationStyles.Names]);
        var command = new Command("search", "Search the index.") { Query };
        Filters.AddTo(command);
        foreach (var option in (Option[])[Sort, Limit, Style, Json])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed) =>
        ServiceHost.WithIndex(
            SettingOptions.Given(parsed),
            index =>
            {
                var console = CommandOutput.Results();
                var values = Filters.Given(parsed);
                values["q"] = [string.Join(' ', parsed.GetValue(Query)!)];
                values["limit"] = [parsed.GetValue(Limit).ToString(CultureInfo.InvariantCulture)];
                if (parsed.GetValue(Sort) is { } sort)
                {
                    values["sort"] = [sort];
                }

                if (parsed.GetValue(Style) is { } style)
                {
                    values["style"] = [style];
                }

                if (SearchRequestReader.Read(values, out var faults) is not { } request)
                {
                    return ServiceHost.Refuse(faults);
                }

                using var leases = new SnapshotLeases(TimeProvider.System);
                var answer = new PassageSearch(
                    index,
                    leases,
                    RankingPlan.Default,
                    ServiceHost.Limits(SettingOptions.Given(parsed))
                ).Search(request, CancellationToken.None);
                if (answer.Results is not { } results)
                {
                    return ServiceHost.Refuse(answer.Faults);
                }

                if (parsed.GetValue(Json))
                {
                    CommandOutput.WriteJson(results, ApiJson.Default.SearchResults);
                }
                else
                {
                    Print(console, results);
                }

                return 0;
            }
        );

    private static void Print(IAnsiConsole console, SearchResults results)
    {
        foreach (var error in results.Query.Errors)
        {
            CommandOutput.Errors().WriteLine(CommandOutput.Fault(error));
        }

        var relaxed = results.Query.Relaxed ? " (none has all the words; these have most)" : "";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Total.Value} passages{relaxed}"));
        foreach (var hit in results.Results)
        {
            console.WriteLine("");
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{hit.Rank}. [bold]{hit.Document.Title}[/] {hit.Citation.InText}"
            );
            console.WriteLine("   " + string.Join(" › ", hit.Passage.Section.Append(hit.Passage.Id)));
            var line = new Markup("   " + Marked(hit.Snippet) + "\n");
            console.Write(line);
        }
    }

    /// <summary>The snippet as console markup; offsets are code points.</summary>
    private static string Marked(Snippet snippet)
    {
        var marked = new System.Text.StringBuilder();
        var at = 0;
        foreach (var highlight in snippet.Highlights)
        {
            var start = CodePoints.ToUtf16(snippet.Text, highlight.Start);
            var end = CodePoints.ToUtf16(snippet.Text, highlight.End);
            marked
                .Append(Line(snippet.Text[at..start]))
                .Append("[bold yellow]")
                .Append(Line(snippet.Text[start..end]))
                .Append("[/]");
            at = end;
        }

        return marked.Append(Line(snippet.Text[at..])).ToString();
    }

    private static string Line(string text) => Markup.Escape(text.ReplaceLineEndings(" "));
}
