using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SearchService.Api;
using SearchService.Hosting;
using SearchService.Pages;
using SearchService.Pages.Concordance;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Prints every occurrence as keyword in context.</summary>
internal static class ConcordanceCommand
{
    /// <summary>Columns for what stands behind a line: whose it is, and where.</summary>
    private const int SourceWidth = 30;
    private const int LeastWidth = 15;

    private static readonly Argument<string[]> Query = QueryArgument.Create();
    private static readonly FilterOptions Filters = new();
    private static readonly Option<string?> Sort = new("--sort")
    {
        Description = "The order: document, left, right or year.",
        HelpName = "order",
    };
    private static readonly Option<int?> Width = new("--width")
    {
        Description = "Characters of context on each side; as many as the terminal has room for, 60 elsewhere.",
        HelpName = "characters",
    };
    private static readonly Option<int?> Limit = new("--limit")
    {
        Description = "How many lines, 1 to 1000; 100 if nothing is given, and all of them for csv and tsv.",
        HelpName = "lines",
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "text, csv or tsv.",
        DefaultValueFactory = _ => "text",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what the API answers." };

    public static Command Create()
    {
        Sort.CompletionSources.Add("document", "left", "right", "year");
        Format.AcceptOnlyFromAmong("text", ConcordanceRequests.Csv, ConcordanceRequests.Tsv);
        var command = new Command("concordance", "Print every occurrence as keyword in context.") { Query };
        Filters.AddTo(command);
        foreach (var option in (Option[])[Sort, Width, Limit, Format, Json])
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, cancellation) =>
                CommandLine.RunStoppable(() =>
                    ServiceHost.WithIndex(SettingOptions.Given(parsed), index => Run(parsed, index, cancellation))
                )
        );
        return command;
    }

    private static int Run(ParseResult parsed, IPassageIndex index, CancellationToken cancellation)
    {
        var console = CommandOutput.Results();
        var asked = Filters.Given(parsed);
        asked["q"] = [string.Join(' ', parsed.GetValue(Query)!)];
        Add("sort", parsed.GetValue(Sort));
        Add("limit", Number(parsed.GetValue(Limit)));
        Add("width", Number(parsed.GetValue(Width)) ?? Number(Room(console)));
        var values = new ParameterValues(
            new QueryCollection(
                asked.ToDictionary(
                    pair => pair.Key,
                    pair => new Microsoft.Extensions.Primitives.StringValues([.. pair.Value]),
                    StringComparer.Ordinal
                )
            ),
            ConcordanceRequests.OfLines
        );
        if (ConcordanceRequests.Lines(values, out var limit) is not { } request)
        {
            return ServiceHost.Refuse(values.Faults);
        }

        using var leases = new SnapshotLeases(TimeProvider.System);
        var concordance = new Concordance(
            index,
            leases,
            RankingPlan.Default,
            ServiceHost.Limits(SettingOptions.Given(parsed))
        );
        if (parsed.GetValue(Format) is { } format and not "text")
        {
            using var output = CommandOutput.Text();
            ConcordanceFile
                .WriteAsync(
                    output,
                    concordance.Stream(request, cancellation).Take(limit ?? int.MaxValue),
                    format,
                    cancellation
                )
                .GetAwaiter()
                .GetResult();
            return 0;
        }

        var answer = concordance.Read(request, cancellation);
        if (answer.Results is not { } results)
        {
            return ServiceHost.Refuse(answer.Faults);
        }

        if (parsed.GetValue(Json))
        {
            CommandOutput.WriteJson(results, ApiJson.Default.ConcordanceResults);
            return 0;
        }

        foreach (var error in results.Query.Errors)
        {
            CommandOutput.Errors().WriteLine(CommandOutput.Fault(error));
        }

        using var snapshot = index.AcquireSnapshot();
        Print(console, results, request.Width, new SourceLabels(snapshot));
        return 0;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                asked[name] = [value];
            }
        }
    }

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Half of what a terminal has beside the match and its source; null where no terminal is.</summary>
    private static int? Room(IAnsiConsole console) =>
        console.Profile.Capabilities.Interactive
            ? Math.Max(LeastWidth, (console.Profile.Width - SourceWidth - LeastWidth) / 2)
            : null;

    private static void Print(IAnsiConsole console, ConcordanceResults results, int width, SourceLabels names)
    {
        foreach (var line in results.Lines)
        {
            var left = Fitted(line.Left, width, fromEnd: true);
            var right = Fitted(line.Right, width, fromEnd: false);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{left}[bold yellow]{line.Match}[/]{right}  [dim]{names.Of(line.DocumentId)}{Place(line)}[/]"
            );
        }

        console.WriteLine(ConcordancePageModel.Counted(results));
        if (results.Next is not null)
        {
            CommandOutput
                .Errors()
                .WriteLine($"These are the first {results.Lines.Count}; --limit gives more, --format csv all.");
        }
    }

    private static string Place(ConcordanceLine line) =>
        line.Note is { } note ? (note.Length == 0 ? ", in a note" : $", n. {note}")
        : PageWords.Pages(line.Pages) is { } pages ? ", " + pages
        : "";

    /// <summary>A context in as many characters as its column has, counted as a reader counts them.</summary>
    private static string Fitted(string text, int width, bool fromEnd)
    {
        var length = new StringInfo(text).LengthInTextElements;
        return length >= width ? text
            : fromEnd ? new string(' ', width - length) + text
            : text + new string(' ', width - length);
    }
}
