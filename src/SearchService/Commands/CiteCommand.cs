using System.CommandLine;
using SearchService.Api;
using SearchService.Corpus.Citations;
using SearchService.Hosting;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>Prints a passage's quotation, in-text citation or notes, and reference, or an export of its work.</summary>
internal static class CiteCommand
{
    private static readonly Argument<string> Passage = new("passage")
    {
        Description = "A passage's id, as search prints it.",
    };
    private static readonly Option<string> Style = new("--style")
    {
        Description = $"The citation style: {string.Join(", ", CitationStyles.Names)}.",
        DefaultValueFactory = _ => SearchRequest.DefaultStyle,
    };
    private static readonly Option<string> Format = new("--format")
    {
        Description = "text, html, markdown, csl-json, bibtex or ris.",
        DefaultValueFactory = _ => CitationFormats.Text,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print what the API answers, its texts in the format given.",
    };

    public static Command Create()
    {
        Style.CompletionSources.Add([.. CitationStyles.Names]);
        Format.CompletionSources.Add([.. CitationFormats.All]);
        var command = new Command("cite", "Cite a passage.") { Passage, Style, Format, Json };
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed) =>
        ServiceHost.WithIndex(
            SettingOptions.Given(parsed),
            index =>
            {
                var id = parsed.GetValue(Passage)!;
                var format = parsed.GetValue(Format)!;
                var faults = new List<ParameterFault>();
                var styleName = SearchRequestReader.CitationStyleFault(
                    "--style",
                    parsed.GetValue(Style),
                    out var styleFault
                );
                if (styleFault is not null)
                {
                    faults.Add(styleFault);
                }

                if (!CitationFormats.All.Contains(format, StringComparer.Ordinal))
                {
                    faults.Add(ParameterFault.NotAmong("--format", format, CitationFormats.All));
                }

                using var snapshot = index.AcquireSnapshot();
                var passage = PassageId.TryParse(id, out var documentId, out var ordinal)
                    ? snapshot.Passage(documentId, ordinal)
                    : null;
                if (passage is null)
                {
                    faults.Add(new ParameterFault("passage", $"The collection has no passage '{id}'."));
                }

                if (faults.Count > 0)
                {
                    return ServiceHost.Refuse(faults);
                }

                var document = snapshot.Summary(documentId)!;
                var style = CitationStyles.Find(styleName)!;
                var citation = PassageCitations.Cite(
                    style,
                    snapshot,
                    document,
                    [(passage!, new TextRange(0, passage!.Text.Length))]
                );
                var console = CommandOutput.Results();
                if (CitationFormats.Export(format, document.Work.Work, citation.Locator, passage.Text) is { } export)
                {
                    System.Console.Out.Write(export);
                    return 0;
                }

                if (parsed.GetValue(Json))
                {
                    CommandOutput.WriteJson(
                        PassageEndpoints.Answer(
                            snapshot.CorpusVersion,
                            passage,
                            style,
                            citation,
                            format,
                            passage.Text.Trim()
                        ),
                        ApiJson.Default.PassageCitationAnswer
                    );
                    return 0;
                }

                console.WriteLine(CitationFormats.Quotation(passage.Text, style, citation, format));
                console.WriteLine("");
                if (CitationFormats.Note(citation, format) is { } note)
                {
                    console.WriteLine(note.Full);
                    console.WriteLine(note.Short);
                    console.WriteLine("");
                }

                console.WriteLine(CitationFormats.Render(citation.Reference, format));
                foreach (var warning in CitationFormats.Warnings(passage.Text, style, citation))
                {
                    CommandOutput.Errors().WriteLine($"warning: {warning}");
                }

                return 0;
            }
        );
}
