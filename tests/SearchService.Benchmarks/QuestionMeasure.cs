using System.Globalization;
using System.Text.Json;

namespace SearchService.Benchmarks;

/// <summary>
/// nDCG@10 over judged questions (Järvelin and Kekäläinen 2002). A hit is relevant when its passage, or a note attached to it, contains an
/// anchor of the question in the right text; its gain is 2^grade - 1 of the best anchor not seen at a higher rank. The ideal takes the
/// anchors by grade.
/// </summary>
internal static class QuestionMeasure
{
    private const int Depth = 10;

    public static async Task<int> RunAsync(HttpClient client, string file)
    {
        await MeasureAsync(client, file, Console.Out);
        return 0;
    }

    /// <param name="report">Gets a line for each question, and the mean.</param>
    /// <returns>The mean over the questions, 0 to 1.</returns>
    public static async Task<double> MeasureAsync(HttpClient client, string file, TextWriter report)
    {
        var ids = await Gold.DocumentIdsAsync(client);
        var scores = new List<double>();
        foreach (var question in Gold.Read(file))
        {
            var query = question.GetProperty("query").GetString()!;
            var anchors = question
                .GetProperty("relevant")
                .EnumerateArray()
                .Select(anchor => new Anchor(
                    ids.GetValueOrDefault(anchor.GetProperty("text").GetString()!, ""),
                    Gold.Fold(anchor.GetProperty("anchor").GetString()!),
                    anchor.GetProperty("grade").GetInt32()
                ))
                .ToList();
            var answer = await Gold.SearchAsync(client, query, "&include=text&limit=10");
            var seen = new HashSet<Anchor>();
            var gain = 0.0;
            var ranks = new List<string>();
            foreach (var hit in answer.GetProperty("results").EnumerateArray())
            {
                var rank = hit.GetProperty("rank").GetInt32();
                var document = hit.GetProperty("document").GetProperty("id").GetString();
                var texts = Texts(hit).Select(Gold.Fold).ToList();
                var best = anchors
                    .Where(anchor => anchor.Document == document && !seen.Contains(anchor))
                    .Where(anchor => texts.Exists(text => text.Contains(anchor.Words, StringComparison.Ordinal)))
                    .MaxBy(anchor => anchor.Grade);
                if (best is not null)
                {
                    seen.Add(best);
                    gain += Gain(best.Grade, rank);
                    ranks.Add(string.Create(CultureInfo.InvariantCulture, $"{rank}({best.Grade})"));
                }
            }

            var ideal = anchors
                .OrderByDescending(anchor => anchor.Grade)
                .Take(Depth)
                .Select((anchor, i) => Gain(anchor.Grade, i + 1))
                .Sum();
            scores.Add(gain / ideal);
            await report.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{gain / ideal:0.000}  {question.GetProperty("id").GetString()}  [{string.Join(' ', ranks)} of {anchors.Count}]  {query}"
                )
            );
        }

        await report.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"nDCG@10 {scores.Average():0.0000} over {scores.Count} questions"
            )
        );
        return scores.Average();
    }

    private static IEnumerable<string> Texts(JsonElement hit)
    {
        yield return hit.GetProperty("passage").GetProperty("text").GetString()!;
        foreach (var note in hit.GetProperty("notes").EnumerateArray())
        {
            yield return note.GetProperty("text").GetString()!;
        }
    }

    private static double Gain(int grade, int rank) => (Math.Pow(2, grade) - 1) / Math.Log2(rank + 1);

    private sealed record Anchor(string Document, string Words, int Grade);
}
