using System.Globalization;

namespace SearchService.Benchmarks.Engine;

/// <summary>What the engine's benchmark is asked for on the command line.</summary>
internal sealed record EngineOptions
{
    public const string Help = """
        engine PASSAGES.jsonl QUERIES.tsv [options]   times the engine, beside Lucene 8 where its script is given; a table
        agree  PASSAGES.jsonl QUERIES.tsv [options]   compares matches and scores with Lucene 8's, on the same terms: the file's queries and
                                                      random ones; needs Debian's liblucene8-java and a JDK, and of the options
                                                      --work, --limit, --queries and --seed
        zipf   N OUT.jsonl [SEED]                     makes N passages whose word frequencies follow Zipf's law
          --lucene SCRIPT       the peer's script; it takes `index` and `search`
          --work DIR            where both indexes go, those of agree in its folder agree; they are kept. Default: a new folder, deleted
          --reuse               search the index of the same passages that is in --work already instead of building it
          --limit N             only the first N passages
          --queries N           so many queries a kind: the file's, and more sampled from the passages (200)
          --kinds a,b           only these kinds: term and or phrase sloppy prefix fuzzy
          --warm N --timed N    passes a round (3, 10)
          --rounds N            ours and the peer's in turn, so many times (1); 0 measures indexing alone
          --hits N              hits a query (10)
          --threshold N         the peer counts matches exactly up to so many (1000)
          --seed N              of the sampled queries (1)
        PASSAGES are JSON objects, one a line, with a "text" and, where there are any, "id" (else the line's number), "doc", "title" and "section".
        A QUERIES file named - is none: all queries are sampled. All figures are of one thread, but indexing's, which uses all cores.
        """;

    public required string Passages { get; init; }
    public required string Queries { get; init; }
    public string? Lucene { get; init; }
    public string? Work { get; init; }
    public bool Reuse { get; init; }
    public int Limit { get; init; } = int.MaxValue;
    public int QueriesPerKind { get; init; } = 200;
    public IReadOnlyList<string> Kinds { get; init; } = BenchQuery.Kinds;
    public int Warm { get; init; } = 3;
    public int Timed { get; init; } = 10;
    public int Rounds { get; init; } = 1;
    public int Hits { get; init; } = 10;
    public int Threshold { get; init; } = 1000;
    public int Seed { get; init; } = 1;

    /// <exception cref="FormatException">Something is missing, unknown or no number.</exception>
    public static EngineOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 2)
        {
            throw new FormatException("PASSAGES and QUERIES are missing");
        }

        EngineOptions options = new() { Passages = arguments[0], Queries = arguments[1] };
        for (int i = 2; i < arguments.Count; i++)
        {
            string name = arguments[i];
            options = name == "--reuse" ? options with { Reuse = true } : options.With(name, Value(++i, name));
        }

        return options;

        string Value(int at, string name) =>
            at < arguments.Count ? arguments[at] : throw new FormatException($"{name} needs a value");
    }

    /// <summary>The file's queries and those sampled to make them as many as are asked for.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public List<BenchQuery> ReadQueries()
    {
        List<BenchQuery> given = Queries == "-" ? [] : BenchQuery.Read(Queries);
        List<BenchQuery> all = new QueryGenerator(PassageFile.Read(Passages, Limit), Seed).Fill(given, QueriesPerKind);
        List<BenchQuery> asked = [.. all.Where(query => Kinds.Contains(query.Kind))];
        return asked.Count > 0
            ? asked
            : throw new InvalidDataException(
                $"{Passages}: no queries of {string.Join(", ", Kinds)} can be sampled, which takes words of Latin letters; give some in a file"
            );
    }

    private EngineOptions With(string name, string value) =>
        name switch
        {
            "--lucene" => this with { Lucene = value },
            "--work" => this with { Work = value },
            "--limit" => this with { Limit = Int(value) },
            "--queries" => this with { QueriesPerKind = Int(value) },
            "--kinds" => this with { Kinds = value.Split(',') },
            "--warm" => this with { Warm = Int(value) },
            "--timed" => this with { Timed = Int(value) },
            "--rounds" => this with { Rounds = Int(value) },
            "--hits" => this with { Hits = Int(value) },
            "--threshold" => this with { Threshold = Int(value) },
            "--seed" => this with { Seed = Int(value) },
            _ => throw new FormatException($"no such option: {name}"),
        };

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
