using System.Globalization;
using SearchService.Benchmarks;
using SearchService.Benchmarks.Agreement;
using SearchService.Benchmarks.Engine;
using SearchService.Benchmarks.Micro;

// From the repository's root: dotnet run -c Release --project tests/SearchService.Benchmarks -- VERB …
const string Help = """
    phrases | questions | latency FILE [URL]      over a running service, http://127.0.0.1:5080 by default, on judged files
    ranking FOLDER                                what each part of the ranking is worth on the test collections of a folder
    recovery FILE...                              how fast texts are read, and in what memory
    recovery-score [TEXTS] [SEED] [--without-each-pass]
                                                  how right it is, on generated texts whose truth is known; and
                                                  which scores fall below their bar without each of the passes
    quotations WORK ABSTRACTS.jsonl.gz FOLDER... [--items N] [--seed S] [--only KIND] [--faults N]
                                                  the check of quotations made from the texts of the folders and two thirds
                                                  of the abstracts, whose truth is known; WORK keeps the index
    micro [--filter *NAME*] [options]             the engine's innermost parts, time and allocations each: decode, intersect,
                                                  score, tokenize; options are those of BenchmarkDotNet
    """;

try
{
    switch (args.FirstOrDefault())
    {
        case "engine":
            return EngineMeasure.Run(EngineOptions.Parse(args[1..]));
        case "agree":
            return AgreementMeasure.Run(EngineOptions.Parse(args[1..]));
        case "zipf" when args.Length is 3 or 4:
            ZipfCorpus.Write(Int(args[1]), args[2], args.Length == 4 ? Int(args[3]) : 1);
            return 0;
        case "micro":
            return MicroMeasure.Run(args[1..]);
        case "ranking" when args.Length == 2:
            return RankingMeasure.Run(args[1]);
        case "recovery" when args.Length > 1:
            return RecoveryMeasure.Run(args[1..]);
        case "recovery-score":
            return RecoveryReport.Run(args[1..]);
        case "quotations":
            return QuotationMeasure.Run(args[1..]);
        case "phrases" or "questions" or "latency" when args.Length is 2 or 3:
            return await OverHttpAsync();
        default:
            throw new FormatException("no such measure");
    }
}
catch (HttpRequestException unanswered)
{
    await Console.Error.WriteLineAsync($"No service answers: {unanswered.Message}");
    return 1;
}
catch (Exception e) when (e is InvalidDataException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\nusage:\n{Help}\n{EngineOptions.Help}");
    return 2;
}

async Task<int> OverHttpAsync()
{
    using var client = new HttpClient { BaseAddress = new Uri(args.ElementAtOrDefault(2) ?? "http://127.0.0.1:5080") };
    return args[0] switch
    {
        "phrases" => await PhraseMeasure.RunAsync(client, args[1]),
        "questions" => await QuestionMeasure.RunAsync(client, args[1]),
        _ => await LatencyMeasure.RunAsync(client, args[1]),
    };
}

static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
