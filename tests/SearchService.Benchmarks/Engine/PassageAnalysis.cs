using System.Runtime.CompilerServices;
using SearchService.Analysis;
using SearchService.Engine.Schema;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Text to terms, with the work of the peer's analysis: words folded, without possessive, stemmed. For one thread at a time, as it
/// keeps the terms of the words it has met.
/// </summary>
internal sealed class PassageAnalysis
{
    private readonly TermTable _terms = new();
    private readonly WordCache<int> _numbers;
    private readonly TokenList _tokens;

    public PassageAnalysis()
    {
        _numbers = new WordCache<int>(word => _terms.Add(Stem(word)));
        _tokens = new TokenList(_terms);
    }

    /// <summary>The tokens of a text, in a list that holds until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TokenList Tokens(ReadOnlySpan<char> text)
    {
        _tokens.Clear();
        if (_numbers.IsFull)
        {
            _numbers.Clear();
            _terms.Clear();
        }

        foreach (int term in _numbers.Of(text))
        {
            _tokens.Add(term, _tokens.Count);
        }

        return _tokens;
    }

    public IReadOnlyList<string> Terms(string text) => [.. Tokens(text).Select(token => token.Term)];

    private static string Stem(string word) => EnglishStemmer.Stem(Words.WithoutPossessive(Words.Term(word)));
}
