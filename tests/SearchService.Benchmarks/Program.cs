using SearchService.Benchmarks;

// Measures over a running service, on the real texts. Usage, from the repository's root:
//   dotnet run -c Release --project tests/SearchService.Benchmarks -- phrases   ../shared/gold/phrases.json
//   dotnet run -c Release --project tests/SearchService.Benchmarks -- questions ../shared/gold/questions.json
//   dotnet run -c Release --project tests/SearchService.Benchmarks -- latency   ../shared/gold/questions.json
//   dotnet run -c Release --project tests/SearchService.Benchmarks -- recovery-score [TEXTS] [SEED]
// Each but the last takes the address of the service as a last argument; http://127.0.0.1:5080 by default.
if (args is ["recovery-score", .. var counts])
{
    return RecoveryReport.Run(counts);
}

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: phrases|questions|latency FILE [URL]");
    return 2;
}

using var client = new HttpClient { BaseAddress = new Uri(args.ElementAtOrDefault(2) ?? "http://127.0.0.1:5080") };
switch (args[0])
{
    case "phrases":
        return await PhraseMeasure.RunAsync(client, args[1]);
    case "questions":
        return await QuestionMeasure.RunAsync(client, args[1]);
    case "latency":
        return await LatencyMeasure.RunAsync(client, args[1]);
    default:
        Console.Error.WriteLine($"no such measure: {args[0]}");
        return 2;
}
