using System.Globalization;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>Clauses of every kind, and texts in the query language, over the words of <see cref="RandomCollection"/>.</summary>
internal sealed class RandomQueries(Random random)
{
    private static readonly PassageField[] Fields = Enum.GetValues<PassageField>();

    private static readonly PassageColumn[] Facets =
    [
        PassageColumn.Document,
        PassageColumn.Kind,
        PassageColumn.Section,
        PassageColumn.Author,
        PassageColumn.Year,
    ];

    private readonly RandomCollection _words = new(random);

    public PassageQuery Query(PassageClause clause, PassageClause? marks) =>
        new(
            clause,
            marks,
            random.Next(3) == 0 ? _words.Pick(Enum.GetValues<PassageSort>()) : PassageSort.Relevance,
            random.Next(3) == 0 ? random.Next(30) : 0,
            random.Next(40),
            random.Next(4) == 0 ? 1 + random.Next(3) : null,
            [.. Facets.Where(_ => random.Next(4) == 0)],
            random.Next(2) == 0 ? 1 + random.Next(4) : int.MaxValue
        );

    public PassageClause Clause(int depth) =>
        random.Next(depth > 0 ? 16 : 7) switch
        {
            0 or 1 => new TermClause(Field(), Terms(random.Next(4) == 0 ? 2 : 1)),
            2 => Phrase(),
            3 => Near(),
            4 => new WildcardClause(Field(), Pattern()),
            5 => new FuzzyClause(Field(), Term(), 1 + random.Next(2)),
            6 => Filter(),
            7 => new AllClause(Children(depth)),
            8 or 9 => new AnyClause(Children(depth), 1 + random.Next(2)),
            10 => new RaisedClause(Clause(depth - 1), Children(depth)),
            11 => new ExceptClause(Clause(depth - 1), Clause(depth - 1)),
            12 => new WeightedClause(Clause(depth - 1), 0.25f * (1 + random.Next(8))),
            13 => new FilterClause(Clause(depth - 1)),
            14 => new KindWeightedClause(Clause(depth - 1), KindFactors()),
            _ => new EverythingClause(),
        };

    /// <summary>A query as somebody writes it.</summary>
    public string Text()
    {
        var parts = new List<string>();
        for (var count = 1 + random.Next(3); count > 0; count--)
        {
            parts.Add(Part(2));
        }

        return string.Join(' ', parts);
    }

    private string Part(int depth) =>
        random.Next(depth > 0 ? 17 : 12) switch
        {
            0 or 1 or 2 => _words.Word(),
            3 => $"\"{Written(2 + random.Next(2))}\"",
            4 => string.Create(
                CultureInfo.InvariantCulture,
                $"\"{Written(2)}\"~{(random.Next(3) == 0 ? ">" : "")}{random.Next(12)}"
            ),
            5 => Words.Term(_words.Word())[..2] + "*",
            6 => Words.Term(_words.Word()) + _words.Pick(["~", "~1"]),
            7 => "author:" + _words.Pick(RandomCollection.Families),
            8 => _words.Pick(["year:1999..2004", "year:..2001", "section:model", "in:note", "in:body"]),
            9 => $"\"{Written(2 + random.Next(2))}\"~{_words.Pick(["s", "p"])}",
            10 => $"\"{Words.Term(_words.Word())[..2]}* {_words.Word()}\"{_words.Pick(["", "~2", "~s"])}",
            11 => $"\"{_words.Word()} {_words.Word()}\"",
            12 => $"({Part(depth - 1)} OR {Part(depth - 1)})",
            13 => $"({Part(depth - 1)} AND {Part(depth - 1)})",
            14 => "+" + Part(0),
            15 => "-" + Part(0),
            _ => $"({Part(depth - 1)} {Part(depth - 1)})",
        };

    private string Written(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _words.Word()));

    /// <summary>Mostly the fields that texts stand in.</summary>
    private PassageField Field() => random.Next(3) == 0 ? _words.Pick(Fields) : _words.Pick(Fields[..2]);

    private string Term() =>
        Words.Tokenize(_words.Word())[0].Term is var term && random.Next(2) == 0 ? term : EnglishStemmer.Stem(term);

    private IReadOnlyList<string> Terms(int count) => [.. Enumerable.Range(0, count).Select(_ => Term())];

    private PhraseClause Phrase()
    {
        var slots = new List<IReadOnlyList<string>> { Terms(1) };
        for (var more = random.Next(3); more > 0; more--)
        {
            slots.Add(Terms(random.Next(4)));
        }

        if (slots[^1].Count == 0)
        {
            slots.Add(Terms(1));
        }

        return new PhraseClause(Field(), slots);
    }

    private NearClause Near() =>
        new(
            Field(),
            [.. Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Terms(1 + random.Next(2)))],
            random.Next(2) == 0 ? random.Next(4) : random.Next(40),
            random.Next(2) == 0
        );

    private string Pattern()
    {
        var term = Term();
        return random.Next(4) switch
        {
            0 => term[..1] + "*",
            1 => "*" + term[^2..],
            2 => string.Concat(term.AsSpan(0, term.Length / 2), "?", term.AsSpan((term.Length / 2) + 1)),
            _ => term[..1] + "*" + term[^1..],
        };
    }

    private PassageClause Filter() =>
        random.Next(4) switch
        {
            0 => new YearClause(
                random.Next(3) == 0 ? null : 1995 + random.Next(15),
                random.Next(3) == 0 ? null : 1995 + random.Next(15)
            ),
            1 => new ValueClause(PassageColumn.AuthorKey, [AuthorKeys.Key(_words.Pick(RandomCollection.Families))]),
            2 => new ValueClause(PassageColumn.Section, [_words.Pick(RandomCollection.Titles)]),
            _ => new ValueClause(
                PassageColumn.Kind,
                [_words.Pick(PassageKinds.Names), _words.Pick(PassageKinds.Names)]
            ),
        };

    private IReadOnlyList<PassageClause> Children(int depth) =>
        [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Clause(depth - 1))];

    private Dictionary<string, float> KindFactors() =>
        PassageKinds.Names.Where(_ => random.Next(3) == 0).ToDictionary(kind => kind, _ => 0.5f * random.Next(4));
}
