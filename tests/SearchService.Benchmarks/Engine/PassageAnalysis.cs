using SearchService.Analysis;
using SearchService.Engine.Schema;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Text to terms, with the work of the peer's analysis: words folded, without possessive, stemmed. For one thread at a time, as it
/// keeps the terms of the words it has met.
/// </summary>
/// <param name="plain">The texts are terms already, with spaces between.</param>
internal sealed class PassageAnalysis(bool plain)
{
    private readonly TermCache _cache = new(Stem);
    private readonly TokenList _tokens = new();

    /// <summary>The tokens of a text, in a list that holds until the next call.</summary>
    public TokenList Tokens(string text)
    {
        _tokens.Clear();
        if (plain)
        {
            foreach (string term in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                _tokens.Add(term, _tokens.Count);
            }

            return _tokens;
        }

        foreach ((int start, int length) in Words.Ranges(text))
        {
            _tokens.Add(_cache.Of(text.AsSpan(start, length)), _tokens.Count);
        }

        return _tokens;
    }

    public IReadOnlyList<string> Terms(string text) => [.. Tokens(text).Select(token => token.Term)];

    private static string Stem(string word) => EnglishStemmer.Stem(Words.WithoutPossessive(Words.Term(word)));
}
