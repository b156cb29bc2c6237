using SearchService.Analysis;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// More queries of each kind, sampled from the passages: a 99th percentile needs a few hundred. The same seed and passages give
/// the same queries.
/// </summary>
internal sealed class QueryGenerator
{
    private const int MaxSample = 20_000;
    private const int MinContentLength = 4;
    private const int MaxTries = 10_000;
    private readonly Random _random;
    private readonly List<string[]> _passages = [];
    private readonly string[] _vocabulary;

    public QueryGenerator(IEnumerable<Passage> passages, int seed)
    {
        _random = new Random(seed);
        Dictionary<string, int> frequencies = new(StringComparer.Ordinal);
        foreach (Passage passage in passages.Take(MaxSample))
        {
            string[] words = [.. Words.Tokenize(passage.Text).Select(token => token.Term)];
            _passages.Add(words);
            foreach (string word in words.Distinct(StringComparer.Ordinal).Where(IsContent))
            {
                frequencies[word] = frequencies.GetValueOrDefault(word) + 1;
            }
        }

        _vocabulary =
        [
            .. frequencies
                .OrderByDescending(f => f.Value)
                .ThenBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => f.Key),
        ];
    }

    /// <summary>The queries given and so many more that each kind has <paramref name="count"/>, where the passages have them.</summary>
    public List<BenchQuery> Fill(IReadOnlyList<BenchQuery> given, int count)
    {
        List<BenchQuery> all = [];
        foreach (string kind in BenchQuery.Kinds)
        {
            HashSet<string> seen = [.. given.Where(query => query.Kind == kind).Select(query => query.Text)];
            all.AddRange(given.Where(query => query.Kind == kind));
            for (int tries = 0; seen.Count < count && tries < MaxTries; tries++)
            {
                // Words are spread evenly over the logarithm of their rank, so that common and rare ones both occur.
                string? text = Make(kind, ((tries % count) + _random.NextDouble()) / count);
                if (text is not null && seen.Add(text))
                {
                    all.Add(new BenchQuery(kind, text));
                }
            }
        }

        return all;
    }

    private string? Make(string kind, double stratum) =>
        kind switch
        {
            "term" => AtRank(stratum),
            "and" => Pick(2, 3),
            "or" => Pick(2, 5),
            "phrase" => Run(_random.Next(3, 7)) is { } run && Array.Exists(run, IsContent)
                ? string.Join(' ', run)
                : null,
            "sloppy" => Sloppy(),
            "prefix" => AtRank(_random.NextDouble()) is { Length: > 5 } word ? word[.._random.Next(3, 6)] : null,
            "fuzzy" => AtRank(_random.NextDouble()) is { Length: > 4 and < 10 } word ? Misspell(word) : null,
            _ => throw new InvalidOperationException(kind),
        };

    private static bool IsContent(string word) =>
        word.Length >= MinContentLength && word.All(char.IsAsciiLetter) && !StopWords.IsFunctionWord(word);

    private string? AtRank(double share) =>
        _vocabulary.Length == 0
            ? null
            : _vocabulary[Math.Min(_vocabulary.Length - 1, (int)Math.Pow(_vocabulary.Length, share))];

    private string? Pick(int min, int max)
    {
        string[] words = [.. Anywhere().Where(IsContent).Distinct(StringComparer.Ordinal)];
        int count = _random.Next(min, max + 1);
        if (words.Length < count)
        {
            return null;
        }

        _random.Shuffle(words);
        return string.Join(' ', words.Take(count));
    }

    private string[]? Run(int length)
    {
        string[] words = Anywhere();
        if (words.Length < length)
        {
            return null;
        }

        int start = _random.Next(words.Length - length + 1);
        string[] run = words[start..(start + length)];
        return Array.TrueForAll(run, word => word.All(char.IsAsciiLetter)) ? run : null;
    }

    private string? Sloppy()
    {
        string[]? run = Run(6);
        string[] words = run is null ? [] : [.. run.Where(IsContent)];
        bool isFit = words.Length is >= 2 and <= 4 && words.Distinct(StringComparer.Ordinal).Count() == words.Length;
        return isFit ? string.Join(' ', words) : null;
    }

    private string Misspell(string word)
    {
        int at = _random.Next(1, word.Length);
        char letter = (char)('a' + _random.Next(26));
        return _random.Next(3) switch
        {
            0 => word[..at] + word[(at + 1)..],
            1 => word[..at] + letter + word[at..],
            _ => word[..at] + letter + word[(at + 1)..],
        };
    }

    private string[] Anywhere() => _passages[_random.Next(_passages.Count)];
}
