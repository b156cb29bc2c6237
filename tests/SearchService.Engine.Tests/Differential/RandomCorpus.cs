using SearchService.Engine.Queries;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Tests.Differential;

/// <summary>Random groups and random queries about them; the same for the same seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isPlain">Whether a position mostly has one word and the next one follows, as in a text.</param>
internal sealed class RandomCorpus(int seed, bool isPlain = false)
{
    // Few words, so that phrases and windows are found by chance; near each other, so that edits and patterns meet several; and
    // some that order differently as UTF-16 and as UTF-8, or that a culture would fold.
    private static readonly string[] Words =
    [
        "a",
        "b",
        "ab",
        "abc",
        "bac",
        "cab",
        "c",
        "coalition",
        "coalitions",
        "collation",
        "i",
        "I",
        "ı",
        "İ",
        "é",
        "straße",
        "\uE000x",
        "\U0001D538x",
        "\U0001D538",
        "",
    ];

    private static readonly string[] Authors = ["Cooper", "cooper", "Çelik", "Adler", "\U0001F600", "\uFF21"];
    private static readonly string[] Kinds = ["body", "note", "table"];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public DocumentGroup Group(string key, int mostDocuments = 6)
    {
        List<IndexDocument> documents = [];
        int textPosition = _random.Next(5);
        int headingPosition = _random.Next(100);
        int count = _random.Next(mostDocuments + 1);
        for (int i = 0; i < count; i++)
        {
            Dictionary<string, IReadOnlyList<IndexToken>> fields = new(StringComparer.Ordinal);
            if (_random.Next(10) > 0)
            {
                fields["text"] = Tokens(_random.Next(13), ref textPosition);
            }

            if (_random.Next(3) == 0)
            {
                fields["heading"] = Tokens(1 + _random.Next(3), ref headingPosition);
            }

            documents.Add(
                new IndexDocument
                {
                    Fields = fields,
                    Keywords = Keywords(),
                    Numbers =
                        _random.Next(4) == 0
                            ? new Dictionary<string, long>(StringComparer.Ordinal)
                            : new Dictionary<string, long>(StringComparer.Ordinal) { ["year"] = Year() },
                    Stored = Samples.Bytes($"{key}/{i}/{_random.Next(1000)}"),
                }
            );
        }

        return new DocumentGroup(key, Samples.Bytes($"{key}/{_random.Next(1000)}"), documents);
    }

    public string Key(int of) => "group " + (char)('a' + _random.Next(26)) + _random.Next(of);

    /// <summary>A query of any kind; compound ones hold others to a small depth.</summary>
    public Query Query(IReadOnlyList<DocumentGroup> groups, int depth = 2) =>
        _random.Next(depth > 0 ? 18 : 10) switch
        {
            0 => new TermQuery(Field(), Word()),
            1 => new AnyTermQuery(Field(), Alternatives(4)),
            2 or 3 => PhraseFrom(groups),
            4 => new PhraseQuery("text", Slots()),
            5 or 6 => Proximity(groups),
            7 => new WildcardQuery(Field(), Pattern(), _random.Next(4) == 0 ? 2 : 100),
            8 => new FuzzyQuery(Field(), Word(), _random.Next(4), _random.Next(4) == 0 ? 2 : 100),
            9 => Filter(),
            10 or 11 or 12 or 13 => new BooleanQuery(
                Queries(groups, depth, 3),
                Queries(groups, depth, 4),
                Queries(groups, depth, 2),
                _random.Next(3)
            ),
            14 => new BoostQuery(Query(groups, depth - 1), 0.25f + _random.Next(12) / 4f),
            16 => new ScaledQuery(
                Query(groups, depth - 1),
                "kind",
                Kinds.ToDictionary(kind => kind, _ => 0.25f + _random.Next(12) / 4f, StringComparer.Ordinal)
            ),
            15 => new ConstantScoreQuery(Query(groups, depth - 1), _random.Next(4)),
            _ => new DisMaxQuery(Queries(groups, depth, 4), _random.Next(5) / 4f),
        };

    public Query Filter() =>
        _random.Next(4) switch
        {
            0 => new KeywordFilter("author", [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(Authors))]),
            1 => new KeywordFilter("kind", [Pick(Kinds)]),
            2 => new NumberRange("year", _random.Next(3) == 0 ? null : Year(), _random.Next(3) == 0 ? null : Year()),
            _ => new MatchAll(),
        };

    public IReadOnlyList<SortKey> Sort() =>
        _random.Next(5) switch
        {
            0 => [SortKey.Ascending("year"), SortKey.Score],
            1 => [SortKey.Falling("year")],
            2 => [SortKey.Ascending("author"), SortKey.Falling("kind")],
            3 => [SortKey.Falling("author"), SortKey.Score, SortKey.Ascending("year")],
            _ => [],
        };

    /// <summary>What is asked where matches may be passed over: by score first, and no facets or caps.</summary>
    public SearchOptions Passing() =>
        new()
        {
            Limit = 1 + _random.Next(_random.Next(4) == 0 ? 200 : 12),
            Skip = _random.Next(4) == 0 ? _random.Next(20) : 0,
            Filter = _random.Next(3) == 0 ? Filter() : null,
            Sort = _random.Next(4) == 0 ? [SortKey.Score, SortKey.Falling("year")] : [SortKey.Score],
            CountExactly = false,
            CountAtLeast = _random.Next(3) * _random.Next(100),
        };

    private IReadOnlyList<Query> Queries(IReadOnlyList<DocumentGroup> groups, int depth, int below) =>
        [.. Enumerable.Range(0, _random.Next(below)).Select(_ => Query(groups, depth - 1))];

    private IndexToken[] Tokens(int count, ref int position)
    {
        List<IndexToken> tokens = [];
        for (int i = 0; i < count; i++)
        {
            tokens.Add(new IndexToken(Word(), position));
            while (_random.Next(isPlain ? 400 : 8) == 0)
            {
                tokens.Add(new IndexToken(_random.Next(4) == 0 ? tokens[^1].Term : Word(), position));
            }

            position += _random.Next(12) == 0 ? 2 + _random.Next(isPlain ? 3 : 200) : 1;
        }

        return [.. tokens];
    }

    private Dictionary<string, IReadOnlyList<string>> Keywords()
    {
        Dictionary<string, IReadOnlyList<string>> keywords = new(StringComparer.Ordinal);
        if (_random.Next(5) > 0)
        {
            keywords["author"] = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Authors))];
        }

        if (_random.Next(5) > 0)
        {
            keywords["kind"] = [Pick(Kinds)];
        }

        return keywords;
    }

    /// <summary>A run of words of some group, often over the cut between documents, sometimes with a gap or alternatives.</summary>
    private Query PhraseFrom(IReadOnlyList<DocumentGroup> groups)
    {
        IndexToken[] tokens = TextOf(groups);
        if (tokens.Length == 0)
        {
            return new PhraseQuery("text", []);
        }

        int start = _random.Next(tokens.Length);
        PhraseSlot[] slots =
        [
            .. tokens
                .Skip(start)
                .Take(1 + _random.Next(5))
                .Where(_ => _random.Next(6) > 0)
                .Select(token => new PhraseSlot(
                    token.Position - tokens[start].Position,
                    _random.Next(4) == 0 ? [Word(), token.Term, Word()] : [token.Term]
                )),
        ];
        if (_random.Next(4) == 0)
        {
            Array.Reverse(slots);
        }

        return new PhraseQuery("text", slots);
    }

    private PhraseSlot[] Slots() =>
        [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(i => new PhraseSlot(i - _random.Next(2), Alternatives(3)))];

    private ProximityQuery Proximity(IReadOnlyList<DocumentGroup> groups)
    {
        IndexToken[] tokens = TextOf(groups);
        IReadOnlyList<string>[] words =
        [
            .. Enumerable
                .Range(0, 1 + _random.Next(4))
                .Select(_ =>
                    tokens.Length > 0 && _random.Next(3) > 0
                        ? (IReadOnlyList<string>)[tokens[_random.Next(Math.Min(tokens.Length, 6))].Term]
                        : Alternatives(3)
                ),
        ];
        return new ProximityQuery("text", words, _random.Next(6), _random.Next(2) == 0);
    }

    private IndexToken[] TextOf(IReadOnlyList<DocumentGroup> groups)
    {
        if (groups.Count == 0)
        {
            return [];
        }

        DocumentGroup group = groups[_random.Next(groups.Count)];
        IndexToken[] tokens =
        [
            .. group.Documents.SelectMany(d => d.Fields.TryGetValue("text", out IReadOnlyList<IndexToken>? t) ? t : []),
        ];
        return tokens.Length == 0 ? [] : tokens[_random.Next(tokens.Length)..];
    }

    private string Pattern()
    {
        string word = Word();
        return _random.Next(6) switch
        {
            0 => word + "*",
            1 => "*" + word,
            2 => "*" + word + "?",
            3 => word.Length > 2 && !char.IsSurrogate(word[0]) ? word[..1] + "*" + word[^1..] : "?",
            4 => "c?*",
            _ => word.Replace('a', '?').Replace('i', '*'),
        };
    }

    private string[] Alternatives(int most) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Word())];

    private string Field() => _random.Next(4) == 0 ? "heading" : "text";

    // The first words are the most frequent ones.
    private string Word() => Words[Math.Min(_random.Next(Words.Length), _random.Next(Words.Length))];

    private long Year() => _random.Next(20) == 0 ? long.MinValue + _random.Next(2) : 1990 + _random.Next(8);

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
