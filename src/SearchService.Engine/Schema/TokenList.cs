using System.Collections;
using System.Text;

namespace SearchService.Engine.Schema;

/// <summary>
/// Tokens of one field of a document, kept as UTF-8 without a string a term. A writer reads any list of tokens; this one without
/// a copy. It may be cleared and filled again once the put that it was given to has returned.
/// </summary>
public sealed class TokenList : IReadOnlyList<IndexToken>
{
    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[128];
    private int[] _positions = new int[128];

    public int Count { get; private set; }

    public IndexToken this[int index] => new(Encoding.UTF8.GetString(Term(index)), Position(index));

    /// <summary>Adds a token; unpaired surrogates in the term become U+FFFD, as in all terms.</summary>
    public void Add(ReadOnlySpan<char> term, int position)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        if (_bytes.Length - start < term.Length * 3)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + (term.Length * 3)));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _positions, Count * 2);
        }

        _ends[Count] = start + Encoding.UTF8.GetBytes(term, _bytes.AsSpan(start));
        _positions[Count] = position;
        Count++;
    }

    public void Clear() => Count = 0;

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

    internal ReadOnlySpan<byte> Term(int index)
    {
        int start = index == 0 ? 0 : _ends[index - 1];
        return _bytes.AsSpan(start, _ends[index] - start);
    }

    internal int Position(int index) =>
        index < Count ? _positions[index] : throw new ArgumentOutOfRangeException(nameof(index));
}
