using SearchService.Analysis;
using SearchService.Engine.Queries;

namespace SearchService.Benchmarks.Engine;

/// <summary>One line of a query file: a kind and its words, with a tab between.</summary>
internal sealed record BenchQuery(string Kind, string Text)
{
    public const string Field = "text";
    private const int SloppyGap = 5;
    private const int FuzzyEdits = 2;
    private const int FuzzyExpansions = 50;

    public static IReadOnlyList<string> Kinds { get; } = ["term", "and", "or", "phrase", "sloppy", "prefix", "fuzzy"];

    public static List<BenchQuery> Read(string path)
    {
        List<BenchQuery> queries = [];
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            string[] parts = line.Split('\t');
            queries.Add(
                parts.Length == 2 && Kinds.Contains(parts[0])
                    ? new BenchQuery(parts[0], parts[1])
                    : throw new FormatException($"{path}: not a query: {line}")
            );
        }

        return queries;
    }

    public static void Write(string path, IEnumerable<BenchQuery> queries) =>
        File.WriteAllLines(path, queries.Select(query => $"{query.Kind}\t{query.Text}"));

    /// <summary>
    /// The same as the peer makes of the line. Prefixes and fuzzy words are compared with the terms as they are, all else is
    /// analysed. "Sloppy" is proximity in any order, which is not quite what the peer means by it.
    /// </summary>
    public Query ToQuery(Func<string, IReadOnlyList<string>> analyse)
    {
        switch (Kind)
        {
            case "term":
                return new TermQuery(Field, analyse(Text)[0]);
            case "and":
                return BooleanQuery.All([.. Terms(analyse)]);
            case "or":
                return BooleanQuery.Any([.. Terms(analyse)]);
            case "phrase":
                return PhraseQuery.Of(Field, analyse(Text));
            case "sloppy":
                return new ProximityQuery(
                    Field,
                    [.. analyse(Text).Select(term => (IReadOnlyList<string>)[term])],
                    SloppyGap,
                    Ordered: false
                );
            case "prefix":
                return new WildcardQuery(Field, Folding.Fold(Text) + "*", MaxExpansions: int.MaxValue);
            case "fuzzy":
                return new FuzzyQuery(Field, Folding.Fold(Text), FuzzyEdits, FuzzyExpansions);
            default:
                throw new InvalidOperationException(Kind);
        }
    }

    private IEnumerable<Query> Terms(Func<string, IReadOnlyList<string>> analyse) =>
        analyse(Text).Select(term => new TermQuery(Field, term));
}
