using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace SearchService.Engine.Schema;

/// <summary>
/// Tokens of one field of a document, kept as numbers of terms without a string a term. A writer reads any list of tokens; this one
/// without a copy. It may be cleared and filled again once the put that it was given to has returned.
/// </summary>
public sealed class TokenList : IReadOnlyList<IndexToken>
{
    private readonly TermTable _terms;
    private readonly bool _ownsTerms;
    private NumberedToken[] _tokens = new NumberedToken[128];

    public TokenList()
        : this(new TermTable()) => _ownsTerms = true;

    /// <param name="terms">May be shared with other lists of the same thread; is not cleared with the list.</param>
    public TokenList(TermTable terms) => _terms = terms;

    public int Count { get; private set; }

    public IndexToken this[int index] =>
        index < Count
            ? new IndexToken(Encoding.UTF8.GetString(_terms.Term(_tokens[index].Term)), _tokens[index].Position)
            : throw new ArgumentOutOfRangeException(nameof(index));

    internal TermTable Terms => _terms;

    internal ReadOnlySpan<NumberedToken> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>Adds a token; unpaired surrogates in the term become U+FFFD, as in all terms.</summary>
    public void Add(ReadOnlySpan<char> term, int position) => Add(_terms.Add(term), position);

    /// <summary>Adds a token of a term that the list's table has a number for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int term, int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)term, (uint)_terms.Count, nameof(term));

        if (Count == _tokens.Length)
        {
            Grow();
        }

        _tokens[Count++] = new NumberedToken(term, position);
    }

    private void Grow() => Array.Resize(ref _tokens, Count * 2);

    public void Clear()
    {
        Count = 0;
        if (_ownsTerms)
        {
            _terms.Clear();
        }
    }

    public IEnumerator<IndexToken> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The list itself, or a copy of one of another kind.</summary>
    internal static TokenList Of(IReadOnlyList<IndexToken> tokens)
    {
        if (tokens is TokenList list)
        {
            return list;
        }

        TokenList copy = new();
        foreach (IndexToken token in tokens)
        {
            copy.Add(token.Term, token.Position);
        }

        return copy;
    }
}

/// <summary>A token whose term is a number of a <see cref="TermTable"/>.</summary>
internal readonly record struct NumberedToken(int Term, int Position);
