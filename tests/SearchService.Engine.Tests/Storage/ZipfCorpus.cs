using SearchService.Engine.Queries;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Tests.Storage;

/// <summary>
/// Groups of longer texts whose words are as frequent as Zipf's law has it, and queries about them; the same for the same seed, in any
/// version of the runtime.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="vocabulary">How many different words there may be.</param>
/// <param name="mostTokens">Of a document, in one field; a quarter of it is the least.</param>
internal sealed class ZipfCorpus(int seed, int vocabulary = 6_000, int mostTokens = 160)
{
    private const int Authors = 40;

    private ulong _state = (ulong)seed;

    /// <param name="key">The group's key.</param>
    /// <param name="isCompressible">Whether stored bytes are the words of the text, or noise.</param>
    public DocumentGroup Group(string key, bool isCompressible = true)
    {
        List<IndexDocument> documents = [];
        int position = 0;
        for (int left = 1 + Next(12); left > 0; left--)
        {
            int tokens = mostTokens - Next(mostTokens * 3 / 4);
            IndexToken[] text = [.. Enumerable.Range(0, tokens).Select(_ => new IndexToken(Word(), position++))];
            Dictionary<string, IReadOnlyList<IndexToken>> fields = new(StringComparer.Ordinal) { ["text"] = text };
            if (Next(3) == 0)
            {
                fields["heading"] = [new IndexToken(Word(), documents.Count)];
            }

            Dictionary<string, IReadOnlyList<string>> keywords = new(StringComparer.Ordinal)
            {
                ["author"] = [.. Enumerable.Range(0, Next(3)).Select(_ => Author())],
                ["kind"] = [Next(4) == 0 ? "note" : "body"],
            };
            documents.Add(
                new IndexDocument
                {
                    Fields = fields,
                    Keywords = keywords,
                    Numbers =
                        Next(5) == 0
                            ? new Dictionary<string, long>(StringComparer.Ordinal)
                            : new Dictionary<string, long>(StringComparer.Ordinal) { ["year"] = Year() },
                    Stored = isCompressible
                        ? Samples.Bytes(string.Join(' ', text.Select(token => token.Term)))
                        : Enumerable.Range(0, 30 + Next(40)).Select(_ => (byte)Next(256)).ToArray(),
                }
            );
        }

        return new DocumentGroup(key, Samples.Bytes("group " + key), documents);
    }

    /// <summary>A query of each kind in turn, with words of the groups.</summary>
    public Query Query(int number, IReadOnlyList<DocumentGroup> groups)
    {
        IReadOnlyList<IndexDocument> documents = groups[Next(groups.Count)].Documents;
        IReadOnlyList<IndexToken> text = documents[Next(documents.Count)].Fields["text"];
        string[] words = [.. text.Skip(Next(text.Count - 6)).Take(2 + Next(3)).Select(token => token.Term)];
        return (number % 10) switch
        {
            0 => new TermQuery("text", words[0]),
            1 => new AnyTermQuery("text", [.. Enumerable.Range(0, 4).Select(_ => Word())]),
            2 or 3 => PhraseQuery.Of("text", words),
            4 => new ProximityQuery("text", [.. words.Select(word => (IReadOnlyList<string>)[word])], 6, Next(2) == 0),
            5 => new WildcardQuery("text", words[0][..2] + "*"),
            6 => new FuzzyQuery("text", words[0], 1),
            7 => new BooleanQuery([.. words.Select(Term)], [], [], 0),
            8 => new BooleanQuery([], [.. words.Select(Term)], [Term(Word())], 1),
            _ => new BooleanQuery(
                [new KeywordFilter("author", [Author(), Author(), Author()])],
                [new NumberRange("year", null, Year()), new TermQuery("heading", Word())],
                [],
                0
            ),
        };
    }

    /// <summary>From 0 to below a bound. SplitMix64 (Steele, Lea and Flood 2014), since files are kept that are made of it.</summary>
    private int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    private static TermQuery Term(string word) => new("text", word);

    // The density of ranks falls with the rank: a rank below one that is itself chosen below one that is chosen.
    private string Word() => $"w{Next(1 + Next(1 + Next(vocabulary)))}";

    private string Author() => $"author {Next(Authors)}";

    private int Year() => 1900 + Next(100);
}
