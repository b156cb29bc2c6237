using System.Globalization;
using System.Text;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Passages of made-up words, the r-th most common of which occurs in proportion to 1/r (Zipf's law, exponent 1). Now and then a
/// run of words is said again, so that phrases have matches. One seed gives one corpus.
/// </summary>
internal static class ZipfCorpus
{
    private const int VocabularySize = 300_000;
    private const int PassagesPerDocument = 40;
    private const double RepeatShare = 0.02;
    private const int MaxRemembered = 10_000;
    private static readonly string[] Onsets =
        "b c d f g h j k l m n p r s t v w z br cr dr fr gr pr tr st sp sh th pl".Split(' ');
    private static readonly string[] Vowels = "a e i o u ai ea ou".Split(' ');
    private static readonly string[] Codas = ["", "", "n", "r", "l", "s", "t", "m", "nd", "st"];

    public static void Write(int passages, string path, int seed)
    {
        using StreamWriter output = new(path, append: false, new UTF8Encoding(false), 1 << 16);
        foreach (Passage passage in Passages(passages, seed))
        {
            output.Write(passage.ToJson());
            output.Write('\n');
        }
    }

    public static IEnumerable<Passage> Passages(int count, int seed)
    {
        Random random = new(seed);
        string[] vocabulary = Vocabulary(random);
        double[] cumulative = new double[vocabulary.Length];
        double sum = 0;
        for (int rank = 0; rank < cumulative.Length; rank++)
        {
            sum += 1.0 / (rank + 1);
            cumulative[rank] = sum;
        }

        List<string[]> remembered = [];
        for (int i = 0; i < count; i++)
        {
            int document = i / PassagesPerDocument;
            string text = Text(random, vocabulary, cumulative, remembered);
            yield return new Passage(
                Invariant($"z{i:0000000}"),
                Invariant($"d{document:00000}"),
                Invariant($"Volume {document}"),
                Invariant($"Chapter {i / 8 % 5}"),
                text
            );
        }

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(Random random, string[] vocabulary, double[] cumulative, List<string[]> remembered)
    {
        int length = random.Next(80, 161);
        List<string> words = [];
        while (words.Count < length)
        {
            if (remembered.Count > 0 && random.NextDouble() < RepeatShare)
            {
                words.AddRange(remembered[random.Next(remembered.Count)]);
                continue;
            }

            int found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            words.Add(vocabulary[Math.Min(vocabulary.Length - 1, found < 0 ? ~found : found)]);
        }

        int run = random.Next(3, 7);
        int start = random.Next(words.Count - run);
        string[] kept = [.. words.Skip(start).Take(run)];
        if (remembered.Count < MaxRemembered)
        {
            remembered.Add(kept);
        }
        else
        {
            remembered[random.Next(MaxRemembered)] = kept;
        }

        return string.Join(' ', words) + ".";
    }

    /// <summary>Words are the shorter the more common they are, as in a natural language.</summary>
    private static string[] Vocabulary(Random random)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<string> words = [];
        while (words.Count < VocabularySize)
        {
            int syllables = 1 + (int)(Math.Log10(words.Count + 1) / 1.6 + (random.NextDouble() * 1.2));
            StringBuilder word = new();
            for (int i = 0; i < syllables; i++)
            {
                word.Append(Any(Onsets)).Append(Any(Vowels)).Append(Any(Codas));
            }

            if (seen.Add(word.ToString()))
            {
                words.Add(word.ToString());
            }
        }

        return [.. words];

        string Any(string[] parts) => parts[random.Next(parts.Length)];
    }
}
