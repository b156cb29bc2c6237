using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// The most common terms of a field by the places where they stand: a byte for each position, which says which of them is there.
/// So whether a common word stands at some place costs one look at it and none at the word's postings, of which there are many.
/// </summary>
internal sealed unsafe class CommonWords
{
    /// <summary>A byte tells so many terms apart, as 0 is any other.</summary>
    public const int Most = byte.MaxValue;

    private const int ReadShift = 15;

    private readonly SegmentFile _segment;
    private readonly int _field;

    // Where the postings of each term begin, rising; the term's number is one more than its place here.
    private readonly long[] _postings;
    private readonly IntegerColumn _starts;
    private readonly IntegerColumn _firsts;

    // All places, and which parts of them were verified.
    private readonly byte* _places;
    private readonly long _length;
    private readonly bool[] _read;

    public CommonWords(SegmentFile segment, int field)
    {
        _segment = segment;
        _field = field;
        int bytes = (int)segment.SectionLength(SectionKind.CommonTerms, field);
        ByteReader reader = new(segment.Read(SectionKind.CommonTerms, field, 0, bytes));
        _postings = new long[Math.Min(bytes / sizeof(long), Most)];
        for (int i = 0; i < _postings.Length; i++)
        {
            _postings[i] = reader.Int64();
        }

        _starts = segment.CommonStarts(field);
        _firsts = segment.FirstPositions(field);
        _length = segment.SectionLength(SectionKind.CommonPlaces, field);
        _read = new bool[(_length >> ReadShift) + 1];
        ReadOnlySpan<byte> places = segment.Read(SectionKind.CommonPlaces, field, 0, Math.Min(_length, 1));
        _places = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(places));
    }

    /// <summary>How many terms there are.</summary>
    public int Count => _postings.Length;

    /// <summary>The number of a term by what the dictionary knows of it; 0 where it is none of these.</summary>
    public byte NumberOf(TermEntry entry) =>
        entry.Documents < CommonWordsWriter.FewestDocuments
            ? (byte)0
            : (byte)(Math.Max(-1, Array.BinarySearch(_postings, entry.Offset)) + 1);

    /// <summary>Which of the terms stands at each position of a document, from its first one on. Valid as long as the segment.</summary>
    public Row this[int document]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Rows(document, document + 1);
    }

    /// <summary>How many places there are in all.</summary>
    public long Length => _length;

    /// <summary>Where the places of a document begin; of the one after the last, where all end.</summary>
    public int Start(int document) => _starts[document];

    /// <summary>The position that a document's first place stands for.</summary>
    public int FirstPosition(int document) => _firsts[document];

    /// <summary>The document whose places hold one, which is not before the first of another document.</summary>
    public int DocumentAt(int place, int from) => _starts.LastNotAfter(place, from);

    /// <summary>
    /// The first place, from one on and before another, from which some terms stand as far as they are wanted to, be it in further
    /// documents; that other if there is none.
    /// </summary>
    /// <param name="numbers">Of the terms, at least one; the rarest first.</param>
    /// <param name="distances">How far on from the place each stands.</param>
    /// <param name="from">The first place.</param>
    /// <param name="end">The one after the last.</param>
    public int FindTogether(ReadOnlySpan<byte> numbers, ReadOnlySpan<int> distances, int from, int end)
    {
        int reach = 0;
        foreach (int distance in distances)
        {
            reach = Math.Max(reach, distance);
        }

        int last = (int)Math.Min(end, _length - reach);
        if (from >= last)
        {
            return end;
        }

        Verify(from, last + reach);
        int second = Math.Min(1, numbers.Length - 1);
        byte* places = _places + distances[0];
        byte* seconds = _places + distances[second];
        Vector256<byte> number = Vector256.Create(numbers[0]);
        Vector256<byte> secondNumber = Vector256.Create(numbers[second]);
        int at = from;
        for (; at <= last - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            Vector256<byte> both =
                Vector256.Equals(Vector256.Load(places + at), number)
                & Vector256.Equals(Vector256.Load(seconds + at), secondNumber);
            if (both == Vector256<byte>.Zero)
            {
                continue;
            }

            for (int i = 2; i < numbers.Length; i++)
            {
                both &= Vector256.Equals(Vector256.Load(_places + distances[i] + at), Vector256.Create(numbers[i]));
            }

            uint found = both.ExtractMostSignificantBits();
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }
        }

        for (; at < last; at++)
        {
            int i = 0;
            while (i < numbers.Length && _places[at + distances[i]] == numbers[i])
            {
                i++;
            }

            if (i == numbers.Length)
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>As for one document, for the documents of a group, from one that has tokens to the one before another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Row Rows(int document, int last)
    {
        int start = _starts[document];
        int end = _starts[last];
        if (
            (uint)(end - start) > 1 << ReadShift
            || end > _length
            || !_read[end >> ReadShift]
            || !_read[start >> ReadShift]
        )
        {
            Verify(start, end);
        }

        return new Row(
            new ReadOnlySpan<byte>(_places + start, end - start),
            end > start ? _firsts[document] : 0,
            start >= Row.Bits && end <= _length - Row.Bits
        );
    }

    /// <summary>Has the processor fetch where the places of a document begin, which is soon looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchStart(int document) => _starts.Prefetch(document);

    /// <summary>Has the processor fetch the places about a position of a document that is soon looked at.</summary>
    /// <param name="document">The document.</param>
    /// <param name="position">The position.</param>
    /// <param name="reach">How many places are looked at before and after it; less than <see cref="Row.Bits"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int document, int position, int reach)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: whatever the numbers are, it does no harm.
            byte* place = _places + (nint)_starts[document] + position - _firsts[document];
            Sse.Prefetch0(place - reach);
            Sse.Prefetch0(place + reach);
        }
    }

    /// <summary>Bytes are verified some pages at a time, so that a flag says whether a document's are.</summary>
    private void Verify(int start, int end)
    {
        if (start > end || end > _length)
        {
            throw new IndexCorruptException(_segment.Name, 0, $"places within {_length}", $"from {start} to {end}");
        }

        for (long part = start >> ReadShift; part <= end >> ReadShift; part++)
        {
            if (!_read[part])
            {
                long from = part << ReadShift;
                _ = _segment.Read(SectionKind.CommonPlaces, _field, from, Math.Min(_length - from, 1 << ReadShift));
                _read[part] = true;
            }
        }
    }

    /// <summary>A document, or several that follow each other in a group.</summary>
    /// <param name="numbers">The number of the term at each position; 0 where another one or none stands.</param>
    /// <param name="first">The position of the first number.</param>
    /// <param name="isAmongOthers">Whether before and after them are <see cref="Bits"/> bytes that may be read.</param>
    public readonly ref struct Row(ReadOnlySpan<byte> numbers, int first, bool isAmongOthers)
    {
        /// <summary>How many positions are looked at together.</summary>
        public const int Bits = 32;

        private readonly bool _isAmongOthers = isAmongOthers;

        public ReadOnlySpan<byte> Numbers { get; } = numbers;

        public int First { get; } = first;

        /// <summary>At which of the positions from one on a term stands: the lowest bit is the first of them.</summary>
        public uint BitsFrom(int position, byte number)
        {
            // Of what lies beyond the row nothing is taken.
            int at = position - First;
            int before = Math.Max(0, -at);
            int length = Numbers.Length - at;
            if (before >= Bits || length <= 0)
            {
                return 0;
            }

            uint row = uint.MaxValue << before;
            row &= length < Bits ? (1u << length) - 1 : uint.MaxValue;
            return row & (_isAmongOthers ? BitsAmongOthers(at, number) : BitsOfRow(at, number));
        }

        private uint BitsAmongOthers(int at, byte number)
        {
            ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(Numbers), at);
            return Vector256
                .Equals(Vector256.LoadUnsafe(ref start), Vector256.Create(number))
                .ExtractMostSignificantBits();
        }

        private uint BitsOfRow(int at, byte number)
        {
            uint bits = 0;
            for (int i = Math.Max(at, 0); i < Math.Min((long)at + Bits, Numbers.Length); i++)
            {
                bits |= Numbers[i] == number ? 1u << (i - at) : 0;
            }

            return bits;
        }
    }
}

/// <summary>
/// Writes the common terms of a field, which are numbered from 1 in order of their bytes: first they are chosen, then their places
/// are added, then where the postings of each begin. A term that shares a position with one before it is left out: a position has
/// room for one.
/// </summary>
internal sealed class CommonWordsWriter
{
    /// <summary>Terms in fewer documents have no postings to be known by.</summary>
    public const int FewestDocuments = 2;

    // Of a term in a smaller part of the documents the postings are read as fast as its places: these are in far memory.
    private const int LeastPart = 8;

    // Where there are more positions than so many times the tokens, most of the bytes would say nothing.
    private const int MostPositionsPerToken = 2;

    private readonly int[] _starts;

    // What is added to a position to make it a place in the bytes.
    private readonly int[] _shifts;
    private readonly byte[] _places;
    private readonly int _most;
    private readonly List<long> _postings = [];
    private readonly bool[] _leftOut = new bool[CommonWords.Most + 1];
    private int _fewest = int.MaxValue;

    private CommonWordsWriter(int[] starts, int[] shifts, int most)
    {
        _starts = starts;
        _shifts = shifts;
        _places = new byte[starts[^1]];
        _most = most;
        Least = Math.Max((shifts.Length + LeastPart - 1) / LeastPart, FewestDocuments);
    }

    /// <summary>Terms in fewer documents are not common.</summary>
    public int Least { get; }

    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<byte> Places => _places;

    /// <summary>Null where there is nothing to be gained.</summary>
    /// <param name="extents">By document.</param>
    /// <param name="groups">Of the documents: positions run through a group.</param>
    /// <param name="most">How many terms may be common.</param>
    public static CommonWordsWriter? For(FieldExtent[] extents, IReadOnlyList<SourceGroup> groups, int most)
    {
        int[] starts = new int[extents.Length + 1];
        int[] shifts = new int[extents.Length];
        long tokens = 0;
        long end = 0;
        int document = 0;
        foreach (SourceGroup group in groups)
        {
            // The group's first position is at the end of the group before.
            long? shift = null;
            for (int last = document + group.Documents; document < last; document++)
            {
                FieldExtent extent = extents[document];
                starts[document] = (int)end;
                if (extent.Tokens > 0)
                {
                    shift ??= end - extent.First;
                    starts[document] = (int)(shift.Value + extent.First);
                    shifts[document] = (int)shift.Value;
                    tokens += extent.Tokens;
                    end = shift.Value + extent.Last + 1;
                }

                if (end > Array.MaxLength)
                {
                    return null;
                }
            }
        }

        starts[^1] = (int)end;
        return most > 0 && end > 0 && end <= MostPositionsPerToken * tokens
            ? new CommonWordsWriter(starts, shifts, most)
            : null;
    }

    /// <summary>Chooses the common terms; false where there are none.</summary>
    /// <param name="documentCounts">In how many documents each term is at most, or each that is in <see cref="Least"/>; in any order.</param>
    public bool Choose(IEnumerable<int> documentCounts)
    {
        _fewest = FewestOf(documentCounts, Least, _most);
        return _fewest < int.MaxValue;
    }

    /// <summary>Whether a term that is in so many documents at most was chosen.</summary>
    public bool IsCommon(int documents) => documents >= _fewest;

    /// <summary>Adds what stands at a document's positions from its first on, before anything else of the document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="terms">The source's own names of terms.</param>
    /// <param name="numbers">For each name the term's number; 0 where it is not common.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int document, ReadOnlySpan<ushort> terms, ReadOnlySpan<byte> numbers)
    {
        Span<byte> places = _places.AsSpan(_starts[document], terms.Length);
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = numbers[terms[i]];
        }
    }

    /// <inheritdoc cref="Add(int, ReadOnlySpan{ushort}, ReadOnlySpan{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int document, ReadOnlySpan<byte> terms, ReadOnlySpan<byte> numbers)
    {
        Span<byte> places = _places.AsSpan(_starts[document], terms.Length);
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = numbers[terms[i]];
        }
    }

    /// <summary>Adds a place of a common term.</summary>
    public void Add(int document, int position, byte number)
    {
        ref byte place = ref _places[position + _shifts[document]];
        if (place == 0)
        {
            place = number;
        }
        else if (place != number)
        {
            _leftOut[Math.Max(place, number)] = true;
            place = Math.Min(place, number);
        }
    }

    /// <summary>Adds where the postings of the next common term begin.</summary>
    public void Add(TermEntry entry)
    {
        _postings.Add(entry.Offset);
        _leftOut[_postings.Count] |= entry.Documents < FewestDocuments;
    }

    /// <summary>Ends all: terms that are left out lose their numbers. Writes where the postings of the others begin.</summary>
    public void Finish(ByteWriter terms)
    {
        byte[] numbers = new byte[CommonWords.Most + 1];
        byte kept = 0;
        for (int i = 0; i < _postings.Count; i++)
        {
            if (!_leftOut[i + 1])
            {
                numbers[i + 1] = ++kept;
                terms.Int64(_postings[i]);
            }
        }

        if (kept < _postings.Count)
        {
            foreach (ref byte place in _places.AsSpan())
            {
                place = numbers[place];
            }
        }
    }

    /// <summary>
    /// The least number of documents, at or above another, that no more than so many terms have; the greatest number where no term
    /// has enough.
    /// </summary>
    private static int FewestOf(IEnumerable<int> documentCounts, int least, int most)
    {
        PriorityQueue<int, int> highest = new();
        foreach (int count in documentCounts)
        {
            if (count >= least && (highest.Count <= most || count > highest.Peek()))
            {
                highest.Enqueue(count, count);
                if (highest.Count > most + 1)
                {
                    highest.Dequeue();
                }
            }
        }

        return highest.Count == 0 ? int.MaxValue
            : highest.Count <= most ? least
            : highest.Peek() + 1;
    }
}
