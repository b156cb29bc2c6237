using SearchService.Analysis;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>The words of the repository's collection one after another, read from the passages' texts alone; random queries out of them.</summary>
internal static class CollectionWords
{
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<string>>> OfRepository = new(Read);

    /// <summary>Runs of words: where one passage goes on in the next, so does the run.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Runs => OfRepository.Value;

    /// <summary>How many times the usual number of random queries are asked.</summary>
    public static int Size { get; } =
        int.Parse(
            Environment.GetEnvironmentVariable("SEARCHSERVICE_SIZE") ?? "1",
            System.Globalization.CultureInfo.InvariantCulture
        );

    public static IReadOnlyList<string> Some(Random random, int length)
    {
        var run = Runs[random.Next(Runs.Count)];
        var start = random.Next(Math.Max(1, run.Count - length));
        return [.. run.Skip(start).Take(length)];
    }

    /// <summary>Paragraphs of one text of which each goes on in its own way: what stands again and again is taken for a running head.</summary>
    public static string Paragraphs(int count, string opening)
    {
        var random = new Random(count);
        return string.Join(
            "\n\n",
            Enumerable
                .Range(0, count)
                .Select(_ =>
                    $"{opening} of {string.Concat(Enumerable.Range(0, 9).Select(_ => (char)('a' + random.Next(26))))} went out."
                )
        );
    }

    /// <summary>A word, or one with some of its letters as a pattern.</summary>
    public static string Pattern(Random random)
    {
        while (true)
        {
            var word = Some(random, 1)[0];
            if (word.Length > 4 && word.All(char.IsAsciiLetterLower))
            {
                var at = random.Next(3, word.Length);
                return random.Next(3) switch
                {
                    0 => word[..at] + "*",
                    1 => word[..2] + "*" + word[at..],
                    _ => word[..(at - 1)] + "?" + word[at..],
                };
            }
        }
    }

    /// <summary>
    /// Whether words side by side may be one compound, "policy makers" and "policymakers": "in to" and "into" are not, for words of the
    /// grammar join nothing.
    /// </summary>
    public static bool MayJoin(IEnumerable<string> words) =>
        words.All(word => word.Length >= 3 && word.All(char.IsLetter) && !StopWords.IsFunctionWord(word));

    private static IReadOnlyList<IReadOnlyList<string>> Read()
    {
        var runs = new List<List<string>>();
        foreach (var document in Samples.Collection)
        {
            StoredPassage? before = null;
            foreach (var stored in document.Passages.Select(passage => passage.Stored))
            {
                if (before is null || before.FirstPosition + before.Words != stored.FirstPosition)
                {
                    runs.Add([]);
                }

                runs[^1]
                    .AddRange(
                        stored.Parts.SelectMany(part =>
                            Words.Tokenize(stored.Text[part.TextStart..part.TextEnd]).Select(token => token.Term)
                        )
                    );
                before = stored;
            }
        }

        return [.. runs.Where(run => run.Count > 0)];
    }
}
