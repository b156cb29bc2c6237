using System.Diagnostics;
using SearchService.Benchmarks.Engine;

namespace SearchService.Benchmarks;

/// <summary>
/// Times /v1/search on one connection, then on sixteen: the judged questions in turn, as words and as a phrase of their first words; or
/// the engine's queries of a .tsv file in the query language, with facets of all five fields.
/// </summary>
internal static class LatencyMeasure
{
    private const int Connections = 16;
    private const string Facets = "&facets=author,year,section,document,kind";
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Timed = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(HttpClient client, string file)
    {
        var queries = Queries(file);
        await TimesAsync(client, queries, 1, Warm);
        var (alone, failedAlone) = await TimesAsync(client, queries, 1, Timed);
        var (together, failed) = await TimesAsync(client, queries, Connections, Timed);
        alone.Sort();
        Console.WriteLine(
            FormattableString.Invariant(
                $"{alone.Count} requests on one connection: median {alone[alone.Count / 2]:0.00} ms, 95th percentile {alone[alone.Count * 95 / 100]:0.00} ms, 99th {alone[alone.Count * 99 / 100]:0.00} ms; failed: {failedAlone}"
            )
        );
        Console.WriteLine(
            FormattableString.Invariant(
                $"{Connections} connections: {together.Count / Timed.TotalSeconds:0} requests a second; failed: {failed}"
            )
        );
        return failed + failedAlone == 0 ? 0 : 1;
    }

    private static List<Uri> Queries(string file) =>
        file.EndsWith(".tsv", StringComparison.Ordinal)
            ? [.. BenchQuery.Read(file).Select(query => Request(Written(query), Facets))]
            :
            [
                .. Gold.Read(file)
                    .Select(question => question.GetProperty("query").GetString()!)
                    .SelectMany(query => (string[])[query, $"\"{string.Join(' ', query.Split(' ').Take(3))}\""])
                    .Select(query => Request(query, "")),
            ];

    private static Uri Request(string query, string rest) =>
        new($"/v1/search?q={Uri.EscapeDataString(query)}{rest}", UriKind.Relative);

    /// <summary>A query of the engine in the query language.</summary>
    private static string Written(BenchQuery query) =>
        query.Kind switch
        {
            "and" => string.Join(" AND ", query.Text.Split(' ')),
            "or" => string.Join(" OR ", query.Text.Split(' ')),
            "phrase" => $"\"{query.Text}\"",
            "sloppy" => $"\"{query.Text}\"~5",
            "prefix" => query.Text + "*",
            "fuzzy" => query.Text + "~",
            _ => query.Text,
        };

    /// <summary>The milliseconds of each request that was answered, and how many were not.</summary>
    private static async Task<(List<double> Times, int Failed)> TimesAsync(
        HttpClient client,
        List<Uri> queries,
        int connections,
        TimeSpan during
    )
    {
        var failed = 0;
        var started = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async first =>
                {
                    var own = new List<double>();
                    for (var i = first; Stopwatch.GetElapsedTime(started) < during; i++)
                    {
                        var sent = Stopwatch.GetTimestamp();
                        using var response = await client.GetAsync(queries[i % queries.Count]);
                        await response.Content.ReadAsByteArrayAsync();
                        if (response.IsSuccessStatusCode)
                        {
                            own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                        }
                        else
                        {
                            Interlocked.Increment(ref failed);
                        }
                    }

                    return own;
                })
        );
        return ([.. times.SelectMany(own => own)], failed);
    }
}
