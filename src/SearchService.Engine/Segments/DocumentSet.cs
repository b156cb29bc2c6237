using System.Numerics;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>Documents of one segment as bits.</summary>
internal sealed class DocumentSet
{
    private readonly ulong[] _words;

    public DocumentSet(int size)
    {
        Size = size;
        _words = new ulong[WordCount(size)];
    }

    private DocumentSet(int size, ulong[] words)
    {
        Size = size;
        _words = words;
    }

    /// <summary>How many documents there are, in the set or not.</summary>
    public int Size { get; }

    public bool Contains(int document) => (_words[document >> 6] & (1UL << document)) != 0;

    public void Add(int document) => _words[document >> 6] |= 1UL << document;

    public int Count()
    {
        int count = 0;
        foreach (ulong word in _words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The first member that is not before <paramref name="document"/>, or <see cref="PostingsCursor.End"/>.</summary>
    public int NextFrom(int document)
    {
        int at = document >> 6;
        if (document >= Size)
        {
            return PostingsCursor.End;
        }

        ulong word = _words[at] & (ulong.MaxValue << document);
        while (word == 0)
        {
            if (++at == _words.Length)
            {
                return PostingsCursor.End;
            }

            word = _words[at];
        }

        return (at << 6) + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Copies the words from one on; those beyond the last are 0.</summary>
    public void CopyWords(int first, Span<ulong> target)
    {
        ReadOnlySpan<ulong> words = _words.AsSpan(Math.Min(first, _words.Length));
        words = words[..Math.Min(words.Length, target.Length)];
        words.CopyTo(target);
        target[words.Length..].Clear();
    }

    public DocumentSet Copy() => new(Size, [.. _words]);

    /// <summary>u64 words, document 0 in the lowest bit of the first.</summary>
    public void Write(ByteWriter output)
    {
        foreach (ulong word in _words)
        {
            output.UInt64(word);
        }
    }

    public static int WordCount(int size) => (size + 63) >> 6;

    public static DocumentSet Read(int size, ref ByteReader reader)
    {
        DocumentSet set = new(size);
        for (int i = 0; i < set._words.Length; i++)
        {
            set._words[i] = reader.UInt64();
        }

        return set;
    }
}
