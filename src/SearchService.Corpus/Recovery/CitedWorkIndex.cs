using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The works that a document cites in full, as far as they have been read, by the name of their first author.</summary>
internal sealed class CitedWorkIndex(Document document)
{
    /// <summary>Of an author with more works the latest are compared.</summary>
    private const int MostOfAuthor = 60;

    private readonly Dictionary<string, List<int>> _byAuthor = new(StringComparer.Ordinal);
    private readonly List<int?> _notes = [];
    private readonly List<IReadOnlyList<string>> _titles = [];

    public List<CitedWork> Works { get; } = [];

    public CitedWork? Latest => Works.Count > 0 ? Works[^1] : null;

    /// <param name="note">The note that cites it; null for an entry of a reference list.</param>
    public int Add(CitedWork work, int? note)
    {
        Works.Add(work);
        _notes.Add(note);
        _titles.Add(work.Title is { } title ? TitleWords(title.Of(document.Blocks[work.Block])) : []);
        if (work.Authors.Count > 0)
        {
            var key = Key(work.Authors[0]);
            if (!_byAuthor.TryGetValue(key, out var list))
            {
                _byAuthor[key] = list = [];
            }

            list.Add(Works.Count - 1);
        }

        return Works.Count - 1;
    }

    public CitationTarget Target(int work) => new(_notes[work], work);

    public bool IsEntry(int work) => _notes[work] is null;

    public static string Key(CitedName name) => Key(name.Family ?? name.Literal ?? "");

    public static string Key(string name)
    {
        var words = Words.Tokenize(name).Select(token => Words.WithoutPossessive(token.Term));
        return string.Join(' ', words.SkipWhile(word => word is "the"));
    }

    public static IReadOnlyList<string> TitleWords(string title) =>
        [.. Words.Tokenize(title).Select(token => token.Term).SkipWhile(word => word is "the" or "a" or "an")];

    /// <summary>Works of these authors, in the order in which they were added. A first name that is given must agree.</summary>
    public IEnumerable<int> By(IReadOnlyList<CitedName> names)
    {
        if (names.Count == 0 || !_byAuthor.TryGetValue(Key(names[0]), out var works))
        {
            return [];
        }

        return works
            .Skip(works.Count - MostOfAuthor)
            .Where(work =>
            {
                var authors = Works[work].Authors;
                for (var i = 0; i < names.Count; i++)
                {
                    if (
                        i >= authors.Count
                        || (i > 0 && Key(names[i]) != Key(authors[i]))
                        || !Agree(names[i].Given, authors[i].Given)
                    )
                    {
                        return false;
                    }
                }

                return true;
            });
    }

    /// <summary>Whether the words may stand for the work's title: its beginning, or two words or more within it.</summary>
    public bool HasTitle(int work, IReadOnlyList<string> words)
    {
        var title = _titles[work];
        for (var at = 0; words.Count > 0 && at + words.Count <= title.Count; at++)
        {
            if (title.Skip(at).Take(words.Count).SequenceEqual(words, StringComparer.Ordinal))
            {
                return at == 0 || words.Count >= 2;
            }
        }

        return false;
    }

    /// <summary>One of each title: what is cited in full twice is one work.</summary>
    public IEnumerable<int> Distinct(IEnumerable<int> works)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return works
            .Where(work => _titles[work].Count == 0 || seen.Add(string.Join(' ', _titles[work].Take(6))))
            .ToList();
    }

    private static bool Agree(string? one, string? other) =>
        one is not { Length: > 0 }
        || other is not { Length: > 0 }
        || char.ToUpperInvariant(one[0]) == char.ToUpperInvariant(other[0]);
}
