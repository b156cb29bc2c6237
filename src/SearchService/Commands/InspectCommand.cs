using System.CommandLine;
using System.Globalization;
using SearchService.Api;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Sources;
using SearchService.Hosting;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;
using Spectre.Console;

namespace SearchService.Commands;

/// <summary>What <c>inspect --json</c> prints: the document as the API describes it, and its blocks.</summary>
internal sealed record Inspection(
    DocumentReading Document,
    IReadOnlyList<BlockReading> Blocks,
    IReadOnlyList<PageLabel> Pages,
    IReadOnlyList<LedgerReading> Ledger
);

/// <summary>Prints a text as it was understood, so that a reader finds out why a passage looks as it does.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> File = new("file")
    {
        Description = "A text, in the corpus folder or anywhere.",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "For machines." };

    public static Command Create()
    {
        var command = new Command("inspect", "Print a text as it was understood.") { File, Json };
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var given = parsed.GetValue(File)!;
        if (given.Length == 0)
        {
            CommandOutput.Errors().WriteLine("FILE: a file's name is needed.");
            return 2;
        }

        var path = Path.GetFullPath(given);
        var (corpus, _) = ServiceHost.Paths(SettingOptions.Given(parsed));
        var inCorpus = path.StartsWith(corpus + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var folder = new CorpusFolder(inCorpus ? corpus : Path.GetDirectoryName(path)!);
        var relative = Path.GetRelativePath(folder.Path, path).Replace(Path.DirectorySeparatorChar, '/');
        var scan = folder.Scan();
        var file = scan.Files.FirstOrDefault(file => file.RelativePath == relative);
        if (file is null)
        {
            var problem = scan.Problems.FirstOrDefault(problem => problem.File == relative)?.Message ?? Missing(path);
            CommandOutput.Errors().WriteLine($"{path}: {problem}");
            return 1;
        }

        var reading = folder.Read(file);
        if (reading.Source is not { } source)
        {
            CommandOutput.Errors().WriteLine(IndexingDisplay.Line(reading.Problem!));
            return 1;
        }

        var indexed = PassageIndexing.Build(
            CorpusIndexer.Recover(file, DocumentFingerprint.Of(file, PassageIndexing.Version), source)
        );
        var stored = indexed.Stored;
        var citations = new CitationReadings(stored.Document);
        var inspection = new Inspection(
            DocumentReadings.Read(IPassageSnapshot.EmptyCorpusVersion, stored),
            [.. stored.Document.Blocks.Select(block => DocumentReadings.Read(stored, citations, block))],
            stored.Document.Pages,
            DocumentReadings.Ledger(stored.Document)
        );
        if (parsed.GetValue(Json))
        {
            CommandOutput.WriteJson(inspection, ApiJson.Default.Inspection);
        }
        else
        {
            Print(CommandOutput.Results(), stored, inspection);
        }

        return 0;
    }

    private static string Missing(string path) =>
        Directory.Exists(path) ? "a folder, not a text"
        : !System.IO.File.Exists(path) ? "there is no such text"
        : CorpusFolder.LibraryFileNames.Contains(Path.GetFileName(path), StringComparer.Ordinal)
            ? "the records of the works, not a text"
        : "no text of a collection: a hidden file, or one that cannot be read";

    private static void Print(IAnsiConsole console, StoredDocument stored, Inspection inspection)
    {
        var counts = inspection.Document.Counts;
        var head = PassageHeadLine(stored);
        console.WriteLine(head);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.Words} words, {counts.Passages} passages, {counts.Blocks} blocks, {counts.Pages} pages, {counts.Notes} notes, {counts.Callouts} callouts, {counts.Doubts} doubts"
            )
        );
        if (inspection.Document.File.Encoding != "utf-8")
        {
            console.WriteLine("read as " + inspection.Document.File.Encoding);
        }

        var unaccounted = inspection
            .Ledger.Where(entry => entry.Kind == "unaccounted")
            .Sum(entry => entry.End - entry.Start);
        console.WriteLine(
            unaccounted == 0
                ? "ledger closes"
                : string.Create(CultureInfo.InvariantCulture, $"ledger does not close: {unaccounted} characters")
        );
        foreach (
            var kind in inspection
                .Ledger.GroupBy(entry => entry.Kind, StringComparer.Ordinal)
                .OrderByDescending(kind => kind.Sum(entry => entry.End - entry.Start))
        )
        {
            console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {kind.Sum(entry => entry.End - entry.Start), 8}  {kind.Key}"
                )
            );
        }

        foreach (var problem in inspection.Document.Problems)
        {
            var line = problem.Line is { } number
                ? string.Create(CultureInfo.InvariantCulture, $"line {number}: ")
                : "";
            console.WriteLine($"problem: {line}{problem.Message}");
        }

        PrintTree(console, inspection.Document.Sections, "");
        console.WriteLine("");
        var notes = stored.Document.Notes.ToDictionary(note => note.Block);
        var page = 0;
        foreach (var (block, shown) in stored.Document.Blocks.Zip(inspection.Blocks))
        {
            foreach (var start in shown.Pages.Where(start => start.At == 0 && start.Ordinal > page))
            {
                page = start.Ordinal;
                console.WriteLine("── " + Line(start));
            }

            var mark =
                block.Kind == BlockKind.Heading
                    ? new string('#', stored.Document.Sections[block.Section].Level)
                    : shown.Kind;
            var number = shown.Number is null ? "" : " " + shown.Number;
            console.WriteLine($"[{mark}{number}] {shown.Text}");
            foreach (var start in shown.Pages.Where(start => start.At > 0))
            {
                page = Math.Max(page, start.Ordinal);
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    from {start.At} on {Line(start)}"));
            }

            if (notes.TryGetValue(block.Index, out var note))
            {
                PrintNote(console, stored.Document, note);
            }

            foreach (var callout in shown.Notes)
            {
                console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"    callout {callout.Number} at {callout.At}")
                );
            }

            if (shown.Work is { } work)
            {
                console.WriteLine($"    work: {Line(work)}");
            }

            foreach (var cited in shown.Cites)
            {
                console.WriteLine($"    cites: {Line(cited)}");
            }

            foreach (var citation in shown.Resolves)
            {
                var meanings = citation.Others.Prepend(new CitationMeaning(citation.Note, citation.Work));
                console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"    '{citation.Text}' at {citation.Start} ({citation.Method}): {string.Join("; or ", meanings.Select(Line))}{(citation.Doubt is null ? "" : ". Doubt: " + citation.Doubt)}"
                    )
                );
            }

            foreach (
                var repair in block.Text.Repairs.Where(repair =>
                    repair.Repair is not NoiseKind.LineBreak and not NoiseKind.Callout
                )
            )
            {
                console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"    {DocumentReadings.Name(repair.Repair!.Value)} at {repair.TextStart}: '{repair.Original?.ReplaceLineEndings("⏎")}'"
                    )
                );
            }

            foreach (var doubt in shown.Doubts)
            {
                var reading = doubt.Suggestion is null ? "" : $" → '{doubt.Suggestion}'";
                console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"    doubt ({doubt.Kind}, {doubt.Certainty}) at {doubt.Start}: '{doubt.Text}'{reading}: {doubt.Message}"
                    )
                );
            }
        }
    }

    private static void PrintTree(IAnsiConsole console, IReadOnlyList<SectionReading> sections, string indent)
    {
        foreach (var section in sections)
        {
            console.WriteLine($"{indent}  {section.Title} ({section.Role})");
            PrintTree(console, section.Sections, indent + "  ");
        }
    }

    /// <summary>What a reader cannot see from the note's words: that its number is inferred, that its callout is missing.</summary>
    private static void PrintNote(IAnsiConsole console, Document document, Note note)
    {
        if (note.LabelMethod != LocatorMethod.Printed)
        {
            console.WriteLine($"    number {DocumentReadings.Name(note.LabelMethod)}");
        }

        if (note.CalledFrom is null)
        {
            var at = note.Page is { } page
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"; the note stands on page {document.Pages[page].Label ?? "?"}, number {document.Pages[page].Ordinal} in the file"
                )
                : "";
            console.WriteLine($"    no callout found{at}");
        }
    }

    private static string Line(BlockPage page) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"page {page.Label ?? "?"} ({page.Method}), number {page.Ordinal} in the file"
        );

    private static string Line(CitationMeaning meaning) =>
        (meaning.Note, meaning.Work) switch
        {
            (null, null) => "nothing found",
            ({ } note, null) => $"note {note}",
            ({ } note, { } work) => $"note {note}: {Line(work)}",
            (null, { } work) => Line(work),
        };

    private static string Line(WorkReading work) =>
        string.Join(
            " | ",
            new[]
            {
                work.Authors.Count > 0 ? string.Join(", ", work.Authors.Select(name => name.Name)) : null,
                work.Year is { } year ? year.ToString(CultureInfo.InvariantCulture) + work.YearSuffix : null,
                work.Number is { } number ? "no. " + number : null,
                work.Title,
                work.Subtitle,
                work.Container is { } container ? "in " + container : null,
                work.Place,
                work.Publisher,
                work.Doi ?? work.Url,
            }.OfType<string>()
        );

    private static string PassageHeadLine(StoredDocument stored)
    {
        var head = PassageHeads.Head(stored.Summary);
        var year = head.Year?.ToString(CultureInfo.InvariantCulture) ?? "year unknown";
        return $"{head.Id}: {head.Title} — {(head.Authors.Count == 0 ? "author unknown" : string.Join(", ", head.Authors))}, {year} ({head.Type})";
    }
}
