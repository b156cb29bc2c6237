using SearchService.Engine.Queries;

namespace SearchService.Benchmarks.Agreement;

/// <summary>
/// Random queries of terms that stand together in passages, so that most have matches. The same seed and passages give the same
/// queries. None asks for what the two engines mean differently by: alternatives in a phrase, proximity, edits, or all but something.
/// </summary>
/// <param name="field">The text field.</param>
/// <param name="passages">Terms; some passages may have none.</param>
/// <param name="seed">Of the random numbers.</param>
internal sealed class AgreementQueries(string field, IReadOnlyList<string[]> passages, int seed)
{
    private const int Depth = 3;
    private readonly Random _random = new(seed);

    private readonly Dictionary<string, int> _occurrences = passages
        .SelectMany(passage => passage)
        .CountBy(term => term, StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Kinds { get; } =
    ["term", "and", "or", "phrase", "gaps", "prefix", "wildcard", "not", "nested"];

    /// <summary>A query of one of the kinds.</summary>
    public Query Make(string kind)
    {
        string[] passage = Anywhere();
        return kind switch
        {
            "term" => Term(passage),
            "and" => BooleanQuery.All(Terms(passage, 2, 4)),
            "or" => BooleanQuery.Any(Terms(passage, 2, 6)),
            "phrase" => Phrase(passage, 2, 6),
            "gaps" => Gaps(passage),
            "prefix" => Wildcard(Start(AnyTerm(passage)) + "*"),
            "wildcard" => Wildcard(Pattern(AnyTerm(passage))),
            "not" => new BooleanQuery(Terms(passage, 1, 3), [], Clauses(_random.Next(1, 3), Anywhere(), 1)),
            "nested" => Tree(passage, Depth),
            _ => throw new ArgumentException($"no such kind: {kind}", nameof(kind)),
        };
    }

    /// <summary>All of some, any of some and none of some, each of which may be the same again.</summary>
    private BooleanQuery Tree(string[] passage, int depth)
    {
        int must = _random.Next(3);
        int should = _random.Next(must == 0 ? 1 : 0, 4);
        return new BooleanQuery(
            Clauses(must, passage, depth - 1),
            Clauses(should, passage, depth - 1),
            // Of another passage, or little would be left.
            Clauses(_random.Next(3) / 2, Anywhere(), depth - 1),
            _random.Next(2) * _random.Next(should + 1)
        );
    }

    private Query[] Clauses(int count, string[] passage, int depth) =>
        [.. Enumerable.Range(0, count).Select(_ => Clause(passage, depth))];

    private Query Clause(string[] passage, int depth) =>
        depth > 0 && _random.Next(2) == 0
            ? Tree(passage, depth)
            : _random.Next(8) switch
            {
                0 => Phrase(passage, 2, 3),
                1 => Wildcard(Pattern(AnyTerm(passage))),
                2 => Wildcard(Start(AnyTerm(passage)) + "*"),
                _ => Term(passage),
            };

    private Query[] Terms(string[] passage, int min, int max) =>
        [.. Enumerable.Range(0, _random.Next(min, max + 1)).Select(_ => Term(passage))];

    private TermQuery Term(string[] passage) => new(field, AnyTerm(passage));

    private WildcardQuery Wildcard(string pattern) => new(field, pattern, MaxExpansions: int.MaxValue);

    private PhraseQuery Phrase(string[] passage, int min, int max)
    {
        string[] run = Run(passage, _random.Next(min, max + 1));
        return PhraseQuery.Of(field, run);
    }

    /// <summary>The first and last term of a run and some of those between, at their distances.</summary>
    private PhraseQuery Gaps(string[] passage)
    {
        string[] run = Run(passage, _random.Next(3, 7));
        return new PhraseQuery(
            field,
            [
                .. run.Select((term, offset) => new PhraseSlot(offset, [term]))
                    .Where(slot => slot.Offset == 0 || slot.Offset == run.Length - 1 || _random.Next(2) == 0),
            ]
        );
    }

    private string[] Run(string[] passage, int length)
    {
        length = Math.Min(length, passage.Length);
        int start = _random.Next(passage.Length - length + 1);
        return passage[start..(start + length)];
    }

    /// <summary>A term of the passage; every other time the rarest of four, as most places are taken by common ones.</summary>
    private string AnyTerm(string[] passage)
    {
        string[] some = _random.GetItems(passage, _random.Next(2) == 0 ? 1 : 4);
        return some.MinBy(term => _occurrences[term])!;
    }

    private string Start(string term) => term[..Cut(term, _random.Next(1, term.Length + 1))];

    /// <summary>Parts of a term, with any letters or one letter before, between or behind them.</summary>
    private string Pattern(string term)
    {
        int first = Cut(term, _random.Next(term.Length + 1));
        int second = Cut(term, _random.Next(first, term.Length + 1));
        string start = term[..first];
        string middle = term[first..second];
        string end = term[second..];
        return _random.Next(6) switch
        {
            0 => $"*{end}",
            1 => $"{start}*{end}",
            2 => $"*{middle}*",
            3 => $"{start}?{end}",
            4 => $"?{middle}*{end}",
            _ => $"{start}*{middle}?",
        };
    }

    /// <summary>The place, or the one before it where it is within a pair of surrogates.</summary>
    private static int Cut(string term, int at) =>
        at > 0 && at < term.Length && char.IsLowSurrogate(term[at]) ? at - 1 : at;

    private string[] Anywhere()
    {
        while (true)
        {
            string[] passage = passages[_random.Next(passages.Count)];
            if (passage.Length > 0)
            {
                return passage;
            }
        }
    }
}
