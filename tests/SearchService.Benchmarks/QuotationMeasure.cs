using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Analysis;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Tests.Quotations.Generated;

namespace SearchService.Benchmarks;

/// <summary>
/// Checks generated quotations, whose truth is known, on the texts of some folders and two thirds of a file of abstracts; sentences of
/// the last third stand nowhere. The index stays in the folder of the work: the first run takes minutes to make it. The same seed gives
/// the same quotations.
/// </summary>
internal static class QuotationMeasure
{
    private const int UsualItems = 6_000;
    private const int Warm = 200;

    public static int Run(string[] args)
    {
        var given = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        if (given.Count < 3)
        {
            throw new FormatException("quotations needs a folder to work in, abstracts and folders of texts");
        }

        var items = Option(args, "--items", UsualItems);
        var seed = Option(args, "--seed", 1);
        var shown = Option(args, "--faults", 20);
        MadeAs[] only = Array.IndexOf(args, "--only") is var at and >= 0
            ? [Enum.Parse<MadeAs>(args[at + 1], ignoreCase: true)]
            : [];
        var work = Path.GetFullPath(given[0]);
        var preferred = Assemble(work, given[1], given[2..]);
        using var index = EmbeddedPassageIndex.OpenOrBeginAnew(Path.Combine(work, "index"), out _);
        using (var writer = index.OpenWriter())
        {
            new CorpusIndexer(
                new CorpusFolder(Path.Combine(work, "corpus")),
                index,
                NullLogger<CorpusIndexer>.Instance
            ).Update(writer, null, CancellationToken.None);
        }

        using var snapshot = index.AcquireSnapshot();
        var texts = new QuotableTexts(
            snapshot,
            [.. snapshot.DocumentIds.Where(id => preferred.Contains(snapshot.Summary(id)!.File))]
        );
        var nowhere = Abstracts(given[1])
            .Where(line => line.Index % 3 == 2)
            .SelectMany(line => SentencesOf(line.Text))
            .ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{snapshot.DocumentIds.Count} documents, {snapshot.PassageCount} passages; {items} quotations, seed {seed}"
            )
        );
        var made = new QuotationGenerator(texts, nowhere, seed).Make(items, only).ToList();
        foreach (var quotation in new QuotationGenerator(texts, nowhere, seed + 1).Make(Math.Min(Warm, items)))
        {
            QuotationCheck.Check(snapshot, quotation.Request, CancellationToken.None);
        }

        var score = new QuotationScore();
        foreach (var quotation in made)
        {
            var started = Stopwatch.GetTimestamp();
            var found = QuotationCheck.Check(snapshot, quotation.Request, CancellationToken.None);
            score.Add(quotation, found, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Console.WriteLine(string.Join('\n', score.Faults.Take(shown)));
        Console.WriteLine(score);
        Console.WriteLine(string.Join('\n', score.BelowBar().Select(bar => "below its bar: " + bar)));
        return score.BelowBar().Count == 0 ? 0 : 1;
    }

    /// <summary>Puts the collection together: the texts of the folders with their records, and two thirds of the abstracts.</summary>
    /// <returns>The names of the folders' files.</returns>
    private static HashSet<string> Assemble(string work, string abstracts, IReadOnlyList<string> folders)
    {
        var corpus = Directory.CreateDirectory(Path.Combine(work, "corpus")).FullName;
        var records = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in folders.SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (name != "library.json")
            {
                names.Add(name);
                File.WriteAllBytes(Path.Combine(corpus, name), File.ReadAllBytes(file));
                continue;
            }

            foreach (var record in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            {
                records.TryAdd((string)record!["id"]!, record.DeepClone());
            }
        }

        File.WriteAllText(Path.Combine(corpus, "library.json"), new JsonArray([.. records.Values]).ToJsonString());
        var kept = Path.Combine(corpus, "abstracts.jsonl");
        if (!File.Exists(kept))
        {
            File.WriteAllLines(kept, Abstracts(abstracts).Where(line => line.Index % 3 != 2).Select(line => line.Line));
        }

        return names;
    }

    private static IEnumerable<(int Index, string Line, string Text)> Abstracts(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        for (var i = 0; reader.ReadLine() is { } line; i++)
        {
            using var json = JsonDocument.Parse(line);
            yield return (i, line, i % 3 == 2 ? json.RootElement.GetProperty("text").GetString()! : "");
        }
    }

    private static IEnumerable<string> SentencesOf(string text) =>
        Sentences.Split(text).Select(sentence => text[sentence.Start..sentence.End]);

    private static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length
            ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
            : otherwise;
}
