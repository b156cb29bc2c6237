using System.Text;

namespace SearchService.Engine.Schema;

/// <summary>
/// Terms by number, for a host that puts the same ones again and again: a term is encoded when it is added, and an index that has met
/// its number does not look it up again. Two numbers may stand for the same term. For one thread at a time, with the
/// lists that use it.
/// </summary>
public sealed class TermTable
{
    private static long _lastNumbering;

    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[128];

    /// <summary>Numbers given so far: they count from 0.</summary>
    public int Count { get; private set; }

    /// <summary>Names what the numbers mean: no two tables have the same, and none after it was cleared.</summary>
    internal long Numbering { get; private set; } = Interlocked.Increment(ref _lastNumbering);

    /// <summary>Gives a term the next number; unpaired surrogates in it become U+FFFD, as in all terms.</summary>
    public int Add(ReadOnlySpan<char> term)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        if (_bytes.Length - start < term.Length * 3)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + (term.Length * 3)));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        _ends[Count] = start + Encoding.UTF8.GetBytes(term, _bytes.AsSpan(start));
        return Count++;
    }

    /// <summary>Forgets all terms, once no list has a token of them.</summary>
    public void Clear()
    {
        Count = 0;
        Numbering = Interlocked.Increment(ref _lastNumbering);
    }

    /// <summary>The term's UTF-8, until the next term is added.</summary>
    internal ReadOnlySpan<byte> Term(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        int start = number == 0 ? 0 : _ends[number - 1];
        return _bytes.AsSpan(start, _ends[number] - start);
    }
}
