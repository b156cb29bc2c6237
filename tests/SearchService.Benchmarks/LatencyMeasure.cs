using System.Diagnostics;

namespace SearchService.Benchmarks;

/// <summary>Times /v1/search on one connection: the judged questions in turn, as words and as a phrase of their first words.</summary>
internal static class LatencyMeasure
{
    private const int WarmPasses = 5;
    private const int TimedPasses = 25;

    public static async Task<int> RunAsync(HttpClient client, string file)
    {
        var queries = Gold.Read(file)
            .Select(question => question.GetProperty("query").GetString()!)
            .SelectMany(query => (string[])[query, "\"" + string.Join(' ', query.Split(' ').Take(3)) + "\""])
            .Select(query => new Uri($"/v1/search?q={Uri.EscapeDataString(query)}", UriKind.Relative))
            .ToList();
        var times = new List<double>();
        for (var pass = 0; pass < WarmPasses + TimedPasses; pass++)
        {
            foreach (var query in queries)
            {
                var started = Stopwatch.GetTimestamp();
                await client.GetByteArrayAsync(query);
                if (pass >= WarmPasses)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
        }

        times.Sort();
        Console.WriteLine(
            FormattableString.Invariant(
                $"{times.Count} requests on one connection: median {times[times.Count / 2]:0.00} ms, 95th percentile {times[times.Count * 95 / 100]:0.00} ms, 99th {times[times.Count * 99 / 100]:0.00} ms"
            )
        );
        return 0;
    }
}
