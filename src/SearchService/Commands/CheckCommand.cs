using System.CommandLine;
using System.Globalization;
using System.Text;
using SearchService.Api;
using SearchService.Hosting;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Checks the quotations of a manuscript, each against the work that is cited beside it.</summary>
internal static class CheckCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string> Manuscript = new("file")
    {
        Description = "A manuscript in Markdown or plain text; - for the standard input.",
    };
    private static readonly Option<string> Style = new("--style")
    {
        Description = "The citation style.",
        DefaultValueFactory = _ => SearchRequest.DefaultStyle,
    };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the findings as JSON." };

    public static Command Create()
    {
        var command = new Command("check", "Check the quotations of a manuscript.") { Manuscript, Style, Json };
        command.SetAction((parsed, cancellation) => CommandLine.RunStoppable(() => Run(parsed, cancellation)));
        return command;
    }

    /// <returns>0 where every quotation is right, 1 where one is altered, stitched, misattributed or not found.</returns>
    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var faults = new List<ParameterFault>();
        var style = SearchRequestReader.CitationStyleFault("--style", parsed.GetValue(Style), out var styleFault);
        if (styleFault is not null)
        {
            faults.Add(styleFault);
        }

        var text = Read(parsed.GetValue(Manuscript)!, faults);
        return text is null || faults.Count > 0
            ? ServiceHost.Refuse(faults)
            : ServiceHost.WithIndex(
                SettingOptions.Given(parsed),
                index =>
                {
                    using var snapshot = index.AcquireSnapshot();
                    var report = ManuscriptCheck.Check(snapshot, text, style, cancellation);
                    if (parsed.GetValue(Json))
                    {
                        CommandOutput.WriteJson(report, ApiJson.Default.ManuscriptReport);
                    }
                    else
                    {
                        Print(CommandOutput.Results(), report);
                    }

                    return report.IsRight ? 0 : 1;
                }
            );
    }

    private static string? Read(string file, List<ParameterFault> faults)
    {
        try
        {
            using var reader = new StreamReader(
                file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file),
                Encoding.UTF8
            );
            return reader.ReadToEnd();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ParameterFault("file", unreadable.Message));
            return null;
        }
    }

    private static void Print(IAnsiConsole console, ManuscriptReport report)
    {
        foreach (var (line, cited, page, finding) in report.Quotations)
        {
            console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {line}: {Name(finding.Verdict)}: {Line(finding.Quotation)}"
                )
            );
            console.WriteLine("  " + Line(finding.Explanation));
            foreach (
                var match in finding.Nearest is { } nearest
                    ? [nearest]
                    : finding.Matches.Take(finding.Verdict == QuotationVerdict.Stitched ? finding.Matches.Count : 1)
            )
            {
                var what = finding.Nearest is null ? "" : "nearest: ";
                var flags = match.Flags.Count == 0 ? "" : $" [{string.Join(", ", match.Flags)}]";
                console.WriteLine($"  {what}{match.PassageId} {match.Citation.InText}{flags}");
                if (match.Diff.Any(run => run.Op != DiffKind.Equal))
                {
                    console.WriteLine("  " + Line(Differences(match.Diff)));
                }
            }

            if (cited is not null)
            {
                console.WriteLine($"  cited: {Line(cited)}{(page is null ? "" : "; the words stand on another page")}");
            }
        }

        var counts = report
            .Quotations.CountBy(quotation => quotation.Finding.Verdict)
            .OrderBy(count => count.Key)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {Name(count.Key)}"));
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Quotations.Count} quotations: {string.Join(", ", counts)}; left out: {report.TooShort} of fewer than {QuotationRequest.LeastWords} words, {report.TooLong} of more than {QuotationRequest.MostWords}"
            )
        );
    }

    /// <summary>[-words of the source-] {+words of the quotation+}, and what is marked in no such brackets.</summary>
    private static string Differences(IReadOnlyList<DiffRun> diff) =>
        string.Join(
            ' ',
            diff.Select(run =>
                run.Op == DiffKind.Equal ? run.Quoted
                : run.Marked
                    ? run.Quoted.Length > 0 ? run.Quoted
                        : "[…]"
                : string.Join(
                    ' ',
                    new[]
                    {
                        run.Source.Length > 0 ? $"[-{run.Source}-]" : "",
                        run.Quoted.Length > 0 ? $"{{+{run.Quoted}+}}" : "",
                    }.Where(part => part.Length > 0)
                )
            )
        );

    private static string Name(QuotationVerdict verdict) =>
        verdict == QuotationVerdict.NotFound ? "not found" : verdict.ToString().ToLowerInvariant();

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
