using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SearchService.Engine.Segments;

/// <summary>
/// The terms of one field with their postings so far, in a hash table over bytes. Documents come in rising order, a document's
/// positions never fall. A term's list is
/// <code>
/// posting = (documents since the last one &lt;&lt; 1 | 1) position (distance to the next position &lt;&lt; 1)...
/// </code>
/// </summary>
internal sealed class InvertedField
{
    private readonly SlicePool _pool = new();
    private int[] _slots = new int[1 << 10];
    private Entry[] _entries = new Entry[1 << 9];
    private byte[] _terms = new byte[1 << 13];
    private int _termsLength;

    public int TermCount { get; private set; }

    public long Bytes =>
        _pool.Bytes + (_slots.Length * sizeof(int)) + (_entries.Length * Marshal.SizeOf<Entry>()) + _terms.Length;

    /// <summary>False where the document has the term at this position already.</summary>
    /// <param name="term">UTF-8.</param>
    /// <param name="document">The document's number, at least that of the last call.</param>
    /// <param name="position">Zero or above; at least the last one of the document.</param>
    public bool Add(ReadOnlySpan<byte> term, int document, int position)
    {
        ref Entry entry = ref Find(term);
        if (entry.LastDocument == document)
        {
            if (entry.LastPosition == position)
            {
                return false;
            }

            _pool.Append(ref entry.List, (uint)(position - entry.LastPosition) << 1);
        }
        else
        {
            _pool.Append(ref entry.List, ((uint)(document - entry.LastDocument) << 1) | 1);
            _pool.Append(ref entry.List, (uint)position);
            entry.LastDocument = document;
        }

        entry.LastPosition = position;
        return true;
    }

    public ReadOnlySpan<byte> Term(int number) => _terms.AsSpan(_entries[number].Term, _entries[number].TermLength);

    /// <summary>The numbers of all terms in the order of their bytes.</summary>
    public int[] SortedTerms()
    {
        // The first eight bytes decide nearly all comparisons; terms that share them are put in order afterwards.
        int[] numbers = new int[TermCount];
        ulong[] heads = new ulong[TermCount];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
            heads[i] = Head(Term(i));
        }

        Array.Sort(heads, numbers);
        for (int start = 0; start < numbers.Length; )
        {
            int end = start + 1;
            while (end < numbers.Length && heads[end] == heads[start])
            {
                end++;
            }

            numbers.AsSpan(start, end - start).Sort((a, b) => Term(a).SequenceCompareTo(Term(b)));
            start = end;
        }

        return numbers;
    }

    /// <summary>Reads a term's postings in the order they came.</summary>
    public PostingsReader Postings(int number) => new(_pool.Read(_entries[number].List));

    private static ulong Head(ReadOnlySpan<byte> term)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        head.Clear();
        term[..Math.Min(term.Length, head.Length)].CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }

    private ref Entry Find(ReadOnlySpan<byte> term)
    {
        uint hash = Hash(term);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref Entry entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && _terms.AsSpan(entry.Term, entry.TermLength).SequenceEqual(term))
            {
                return ref entry;
            }
        }

        return ref Insert(term, hash, slot);
    }

    private ref Entry Insert(ReadOnlySpan<byte> term, uint hash, int slot)
    {
        if (TermCount == _entries.Length)
        {
            Array.Resize(ref _entries, TermCount * 2);
            Rehash();
            slot = (int)hash & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }
        }

        if (_terms.Length - _termsLength < term.Length)
        {
            Array.Resize(ref _terms, Math.Max(_terms.Length * 2, _termsLength + term.Length));
        }

        term.CopyTo(_terms.AsSpan(_termsLength));
        ref Entry entry = ref _entries[TermCount++];
        entry = new Entry
        {
            Hash = hash,
            Term = _termsLength,
            TermLength = term.Length,
            LastDocument = -1,
            List = _pool.Begin(),
        };
        _termsLength += term.Length;
        _slots[slot] = TermCount;
        return ref entry;
    }

    /// <summary>Twice as many slots as entries, so that a search is short.</summary>
    private void Rehash()
    {
        _slots = new int[_entries.Length * 2];
        int mask = _slots.Length - 1;
        for (int i = 0; i < TermCount; i++)
        {
            int slot = (int)_entries[i].Hash & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> term)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)term.Length;
        for (; term.Length >= sizeof(ulong); term = term[sizeof(ulong)..])
        {
            hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(term)) * Factor, 29);
        }

        ulong rest = 0;
        foreach (byte part in term)
        {
            rest = (rest << 8) | part;
        }

        hash = (hash ^ rest) * Factor;
        return (uint)(hash >> 32);
    }

    private struct Entry
    {
        public uint Hash;
        public int Term;
        public int TermLength;
        public int LastDocument;
        public int LastPosition;
        public SlicePool.Tail List;
    }

    /// <summary>A term's occurrences one after another.</summary>
    internal struct PostingsReader(SlicePool.Reader list)
    {
        private SlicePool.Reader _list = list;

        public int Document { get; private set; } = -1;

        public int Position { get; private set; }

        public bool MoveNext()
        {
            if (_list.IsAtEnd)
            {
                return false;
            }

            uint value = _list.Next();
            if ((value & 1) == 1)
            {
                Document += (int)(value >> 1);
                Position = (int)_list.Next();
            }
            else
            {
                Position += (int)(value >> 1);
            }

            return true;
        }
    }
}
