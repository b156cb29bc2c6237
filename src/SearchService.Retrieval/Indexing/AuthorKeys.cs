using SearchService.Analysis;
using SearchService.Corpus.Bibliography;

namespace SearchService.Retrieval.Indexing;

/// <summary>Under which folded names an author is found: the family name, the full name in both orders, a corporate name.</summary>
public static class AuthorKeys
{
    public static IReadOnlyList<string> Of(IEnumerable<PersonName> authors) =>
        [.. authors.SelectMany(Of).Select(Key).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The key that a name asked for is compared by: its folded words.</summary>
    public static string Key(string name) => string.Join(' ', Words.Tokenize(name).Select(token => token.Term));

    private static IEnumerable<string> Of(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            yield return literal;
        }

        if (name.Family is { } family)
        {
            yield return family;
            if (name.Given is { } given)
            {
                yield return given + " " + family;
                yield return family + " " + given;

                // Few write the middle names.
                var called = given.Split(' ')[0];
                yield return called + " " + family;
                yield return family + " " + called;
            }
        }
    }
}
