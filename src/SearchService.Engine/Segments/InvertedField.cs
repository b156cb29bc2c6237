using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SearchService.Engine.Schema;

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
    /// <summary>How many names there are in a row: two bytes each.</summary>
    public const int RowNames = ushort.MaxValue + 1;

    /// <summary>The name of all terms that were met after so many others that none was left.</summary>
    public const int Nameless = RowNames - 1;

    // Places beyond so many times the tokens stand outside of the row.
    private const int MostPlacesPerToken = 2;

    // A list's end is fetched while so many tokens before it are written, and its entry as many before that: most are in no near
    // memory.
    private const int Ahead = 8;

    private readonly SlicePool _pool = new();
    private int[] _slots = new int[1 << 10];
    private TermPlace[] _places = new TermPlace[1 << 9];
    private Entry[] _entries = new Entry[1 << 9];
    private byte[] _terms = new byte[1 << 13];
    private int _termsLength;

    // The numbers here, from 1, of the numbers of the table that the last tokens came from; 0 where it has not been met.
    private int[] _known = [];
    private int _knownLength;
    private int[] _numbers = new int[256];
    private long _numbering;

    // What stands where: of each document a row of names, one a position from its first on, and what is in no row.
    private readonly BytePool _rows = new();
    private readonly List<BytePool.Place> _rowPlaces = [];
    private readonly List<(int Document, int Position, int Term)> _outsideRows = [];
    private ushort[] _row = new ushort[256];

    public int TermCount { get; private set; }

    public long Bytes =>
        _pool.Bytes
        + ((_slots.Length + _known.Length) * (long)sizeof(int))
        + (_entries.Length * (long)(Unsafe.SizeOf<Entry>() + Unsafe.SizeOf<TermPlace>()))
        + _terms.Length
        + _rows.Bytes
        + ((_rowPlaces.Capacity + _outsideRows.Capacity) * (long)Unsafe.SizeOf<BytePool.Place>());

    /// <summary>Of places that have no room in rows, as other terms share them or they are far apart, the documents, positions and terms.</summary>
    public IReadOnlyList<(int Document, int Position, int Term)> OutsideRows => _outsideRows;

    /// <summary>The name of a term in rows.</summary>
    public static int RowName(int term) => Math.Min(term + 1, Nameless);

    /// <summary>The names of the terms at a document's positions, from its first on: 0 where none is known to stand.</summary>
    public ReadOnlySpan<ushort> Row(int document) =>
        document < _rowPlaces.Count ? MemoryMarshal.Cast<byte, ushort>(_rows.At(_rowPlaces[document])) : [];

    /// <summary>Adds a document's tokens; a term that is given twice at one position counts once.</summary>
    /// <param name="tokens">At least one; positions are zero or above and never fall.</param>
    /// <param name="document">Its number, above those of the calls before.</param>
    /// <returns>How many count.</returns>
    // Compiled at its best at once: a collection is indexed within seconds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(TokenList tokens, int document)
    {
        ReadOnlySpan<NumberedToken> given = tokens.Tokens;
        ReadOnlySpan<int> numbers = Numbers(tokens.Terms, given);
        int count = 0;
        int first = given[0].Position;
        Span<ushort> row = EmptyRow(first, given);
        for (int i = 0; i < given.Length; i++)
        {
            if (i + Ahead < numbers.Length)
            {
                _pool.Prefetch(in _entries[numbers[i + Ahead]].List);
                Prefetch(ref _entries[numbers[Math.Min(i + (2 * Ahead), numbers.Length - 1)]]);
            }

            int position = given[i].Position;
            ref Entry entry = ref _entries[numbers[i]];
            if (entry.LastDocument != document)
            {
                _pool.Append(ref entry.List, ((uint)(document - entry.LastDocument) << 1) | 1);
                _pool.Append(ref entry.List, (uint)position);
                entry.LastDocument = document;
                entry.Documents++;
            }
            else if (entry.LastPosition != position)
            {
                _pool.Append(ref entry.List, (uint)(position - entry.LastPosition) << 1);
            }
            else
            {
                continue;
            }

            entry.LastPosition = position;
            count++;
            int place = position - first;
            if ((uint)place < (uint)row.Length && row[place] == 0)
            {
                row[place] = (ushort)RowName(numbers[i]);
            }
            else
            {
                _outsideRows.Add((document, position, numbers[i]));
            }
        }

        while (_rowPlaces.Count < document)
        {
            _rowPlaces.Add(default);
        }

        _rowPlaces.Add(_rows.Add(MemoryMarshal.AsBytes(row)));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref Entry entry)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: should the entries be moved meanwhile, the wrong memory is fetched.
            Sse.Prefetch0(Unsafe.AsPointer(ref entry));
        }
    }

    private Span<ushort> EmptyRow(int first, ReadOnlySpan<NumberedToken> tokens)
    {
        int length = (int)Math.Min((long)tokens[^1].Position - first + 1, tokens.Length * (long)MostPlacesPerToken);
        if (_row.Length < length)
        {
            _row = new ushort[length * 2];
        }

        Span<ushort> row = _row.AsSpan(0, length);
        row.Clear();
        return row;
    }

    public ReadOnlySpan<byte> Term(int number) => _terms.AsSpan(_places[number].Start, _places[number].Length);

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

        SortByHeads(ref heads, ref numbers);
        for (int start = 0; start < numbers.Length; )
        {
            int end = start + 1;
            while (end < numbers.Length && heads[end] == heads[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                numbers.AsSpan(start, end - start).Sort((a, b) => Term(a).SequenceCompareTo(Term(b)));
            }

            start = end;
        }

        return numbers;
    }

    /// <summary>How many documents have a term.</summary>
    public int Documents(int number) => _entries[number].Documents;

    /// <summary>Reads a term's postings in the order they came.</summary>
    public PostingsReader Postings(int number) => new(_pool.Read(_entries[number].List));

    /// <summary>By each byte in turn, the last one first, so that order by later bytes stays where earlier ones are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortByHeads(ref ulong[] heads, ref int[] numbers)
    {
        const int Values = 1 << 8;
        ulong[] sortedHeads = new ulong[heads.Length];
        int[] sortedNumbers = new int[heads.Length];
        Span<int> starts = stackalloc int[Values + 1];
        for (int shift = 0; shift < 64; shift += 8)
        {
            starts.Clear();
            foreach (ulong head in heads)
            {
                starts[(int)(byte)(head >> shift) + 1]++;
            }

            for (int value = 1; value <= Values; value++)
            {
                starts[value] += starts[value - 1];
            }

            for (int i = 0; i < heads.Length; i++)
            {
                int at = starts[(byte)(heads[i] >> shift)]++;
                sortedHeads[at] = heads[i];
                sortedNumbers[at] = numbers[i];
            }

            (heads, sortedHeads) = (sortedHeads, heads);
            (numbers, sortedNumbers) = (sortedNumbers, numbers);
        }
    }

    private static ulong Head(ReadOnlySpan<byte> term)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        head.Clear();
        term[..Math.Min(term.Length, head.Length)].CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }

    /// <summary>The numbers here of the terms of some tokens, new ones if need be; until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<int> Numbers(TermTable table, ReadOnlySpan<NumberedToken> tokens)
    {
        if (_numbers.Length < tokens.Length)
        {
            _numbers = new int[tokens.Length * 2];
        }

        Span<int> known = KnownOf(table);
        Span<int> numbers = _numbers.AsSpan(0, tokens.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            ref int number = ref known[tokens[i].Term];
            if (number == 0)
            {
                number = Find(table.Term(tokens[i].Term)) + 1;
            }

            numbers[i] = number - 1;
        }

        return numbers;
    }

    private Span<int> KnownOf(TermTable table)
    {
        if (_numbering != table.Numbering)
        {
            _known.AsSpan(0, _knownLength).Clear();
            _numbering = table.Numbering;
        }

        if (_known.Length < table.Count)
        {
            Array.Resize(ref _known, Math.Max(table.Count, _known.Length * 2));
        }

        _knownLength = table.Count;
        return _known.AsSpan(0, _knownLength);
    }

    /// <summary>The number of a term, a new one if need be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(ReadOnlySpan<byte> term)
    {
        uint hash = Hash(term);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            int number = _slots[slot] - 1;
            if (_places[number].Hash == hash && Term(number).SequenceEqual(term))
            {
                return number;
            }
        }

        return Insert(term, hash, slot);
    }

    private int Insert(ReadOnlySpan<byte> term, uint hash, int slot)
    {
        if (TermCount == _entries.Length)
        {
            Array.Resize(ref _entries, TermCount * 2);
            Array.Resize(ref _places, TermCount * 2);
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
        _places[TermCount] = new TermPlace(hash, _termsLength, term.Length);
        _entries[TermCount] = new Entry { LastDocument = -1, List = _pool.Begin() };
        _termsLength += term.Length;
        _slots[slot] = ++TermCount;
        return TermCount - 1;
    }

    /// <summary>Twice as many slots as entries, so that a search is short.</summary>
    private void Rehash()
    {
        _slots = new int[_entries.Length * 2];
        int mask = _slots.Length - 1;
        for (int i = 0; i < TermCount; i++)
        {
            int slot = (int)_places[i].Hash & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = i + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    /// <summary>Where a term's bytes are; apart from what each token changes, so that little memory is touched by it.</summary>
    private readonly record struct TermPlace(uint Hash, int Start, int Length);

    private struct Entry
    {
        public int LastDocument;
        public int LastPosition;
        public int Documents;
        public SlicePool.Tail List;
    }

    /// <summary>A term's documents one after another.</summary>
    internal struct PostingsReader
    {
        private SlicePool.Reader _list;
        private uint _next;
        private bool _hasNext;

        public PostingsReader(SlicePool.Reader list)
        {
            _list = list;
            ReadNext();
        }

        public int Document { get; private set; } = -1;

        /// <summary>How many positions the document has.</summary>
        public int Frequency { get; private set; }

        /// <summary>Moves to the next document, and reads its positions into an array that grows as need be, from a place on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool MoveNext(ref int[] positions, int at = 0)
        {
            if (!_hasNext)
            {
                return false;
            }

            Document += (int)(_next >> 1);
            int position = (int)_list.Next();
            int end = at;
            while (true)
            {
                if (end >= positions.Length)
                {
                    Array.Resize(ref positions, end * 2);
                }

                positions[end++] = position;
                ReadNext();
                if (!_hasNext || (_next & 1) != 0)
                {
                    break;
                }

                position += (int)(_next >> 1);
            }

            Frequency = end - at;
            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void ReadNext()
        {
            _hasNext = !_list.IsAtEnd;
            _next = _hasNext ? _list.Next() : 0;
        }
    }
}
