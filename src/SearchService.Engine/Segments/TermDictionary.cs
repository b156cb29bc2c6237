using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Writes the terms of a field, given in order of their bytes, front-coded in blocks that are found by binary search:
/// <code>
/// block = length of the first term vint, its bytes, terms vint, place of the first term's postings vint, of its skips vint,
///         bytes of the further terms vint,
///         (bytes shared with the term before vint, further bytes vint, those bytes)...     the further terms
///         entry...                                                                         all terms
/// entry = documents vint, occurrences beyond one a document vint, length of positions vint,
///         the only document vint | length of postings vint, of skips vint                  one document | more
/// </code>
/// </summary>
internal sealed class TermDictionaryWriter
{
    private readonly ByteWriter _terms = new();
    private readonly ByteWriter _entries = new();
    private readonly ByteWriter _firstTerm = new();
    private readonly ByteWriter _previous = new();
    private TermEntry _first;
    private int _inBlock;

    public ByteWriter Blocks { get; } = new();

    /// <summary>Where each block begins in <see cref="Blocks"/>, u32.</summary>
    public ByteWriter BlockOffsets { get; } = new();

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> term, TermEntry entry)
    {
        if (_inBlock == 0)
        {
            _first = entry;
            _firstTerm.Clear();
            _firstTerm.Bytes(term);
        }
        else
        {
            int shared = term.CommonPrefixLength(_previous.Written);
            _terms.Vint(shared);
            _terms.Vint(term.Length - shared);
            _terms.Bytes(term[shared..]);
        }

        _entries.Vint(entry.Documents);
        _entries.Vint(entry.Occurrences - entry.Documents);
        _entries.Vint(entry.PositionsLength);
        if (entry.Documents == 1)
        {
            _entries.Vint(entry.OnlyDocument);
        }
        else
        {
            _entries.Vint(entry.PostingsLength);
            _entries.Vint(entry.SkipsLength);
        }

        _previous.Clear();
        _previous.Bytes(term);
        Count++;
        if (++_inBlock == SegmentFormat.TermsPerBlock)
        {
            EndBlock();
        }
    }

    public void Finish()
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }
    }

    private void EndBlock()
    {
        BlockOffsets.Int32(Blocks.Length);
        Blocks.Vint(_firstTerm.Length);
        Blocks.Bytes(_firstTerm.Written);
        Blocks.Vint(_inBlock);
        Blocks.Vint(_first.Offset);
        Blocks.Vint(_first.SkipsOffset);
        Blocks.Vint(_terms.Length);
        Blocks.Bytes(_terms.Written);
        Blocks.Bytes(_entries.Written);
        _terms.Clear();
        _entries.Clear();
        _inBlock = 0;
    }
}

/// <summary>
/// The terms of a field of a segment, read in place: nothing is loaded when it is opened. What was found by name is kept, as the same
/// terms are asked for again and again, and a search among terms that are in far memory takes as long as reading some thousand
/// postings.
/// </summary>
internal sealed class TermDictionary(SegmentFile segment, int field)
{
    private const int Glance = 32;

    // Some 150 bytes each.
    private const int MostKept = 8192;

    private readonly ConcurrentDictionary<byte[], TermEntry> _kept = new(Utf8.Equality);

    public int BlockCount { get; } = (int)(segment.SectionLength(SectionKind.TermBlocks, field) / sizeof(uint));

    public string File => segment.Name;

    /// <param name="term">Its bytes, which do not change any more.</param>
    /// <param name="entry">What is known of it.</param>
    public bool TryFind(byte[] term, out TermEntry entry)
    {
        if (!_kept.TryGetValue(term, out entry))
        {
            // What is not there is kept, too, for a term of the index is not in all segments; but there is no end to what may be asked
            // for.
            TermCursor cursor = new(this);
            entry = cursor.SeekCeiling(term) && cursor.Term.SequenceEqual(term) ? cursor.Entry : default;
            if (_kept.Count < (entry.Documents > 0 ? MostKept : MostKept / 2))
            {
                _kept.TryAdd(term, entry);
            }
        }

        return entry.Documents > 0;
    }

    /// <summary>A cursor before the first term.</summary>
    public TermCursor Open() => new(this);

    /// <summary>The last block from one on whose first term is not after the one looked for; that one itself if there is none.</summary>
    internal int FindBlock(int from, ReadOnlySpan<byte> term)
    {
        int low = from;
        int high = BlockCount - 1;
        ReadOnlySpan<byte> offsets = segment.Read(SectionKind.TermBlocks, field, 0, (long)BlockCount * sizeof(uint));
        while (low < high)
        {
            int middle = (int)(((long)low + high + 1) / 2);
            long start = BinaryPrimitives.ReadUInt32LittleEndian(offsets[(middle * sizeof(uint))..]);
            if (FirstTermAt(start).SequenceCompareTo(term) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    internal ReadOnlySpan<byte> FirstTerm(int block) => FirstTermAt(Offset(block));

    private ReadOnlySpan<byte> FirstTermAt(long offset)
    {
        // A block begins with its first term; most are short.
        long most = segment.SectionLength(SectionKind.Terms, field) - offset;
        ReadOnlySpan<byte> bytes = segment.Read(SectionKind.Terms, field, offset, Math.Min(most, Glance));
        ByteReader reader = new(bytes);
        int length = reader.VintInt32();
        return length <= bytes.Length - reader.Position
            ? reader.Bytes(length)
            : segment.Read(SectionKind.Terms, field, offset + reader.Position, length);
    }

    internal ReadOnlySpan<byte> Block(int number)
    {
        long start = Offset(number);
        long end = number + 1 < BlockCount ? Offset(number + 1) : segment.SectionLength(SectionKind.Terms, field);
        return segment.Read(SectionKind.Terms, field, start, end - start);
    }

    private uint Offset(int block) =>
        BinaryPrimitives.ReadUInt32LittleEndian(
            segment.Read(SectionKind.TermBlocks, field, (long)block * sizeof(uint), sizeof(uint))
        );
}

/// <summary>Walks terms in order of their bytes. Entries are read only when they are asked for.</summary>
internal sealed unsafe class TermCursor(TermDictionary dictionary)
{
    private byte[] _term = new byte[48];
    private int _length;
    private int _block = -1;

    // Of the block: its bytes, which are there as long as the segment is open; its number of terms, and the current one; where the
    // next one's bytes are.
    private byte* _bytes;
    private int _bytesLength;
    private int _count;
    private int _index;
    private int _next;

    // The entries that were read, and where the next one is.
    private int _entries;
    private int _entryAt;
    private long _postings;
    private long _skips;
    private TermEntry _entry;

    private ReadOnlySpan<byte> Block => new(_bytes, _bytesLength);

    /// <summary>The current term. Valid until the cursor moves.</summary>
    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

    /// <summary>What is known of the current term.</summary>
    public TermEntry Entry
    {
        get
        {
            if (_entries <= _index)
            {
                ReadEntries();
            }

            return _entry;
        }
    }

    /// <summary>Moves to the next term; a new cursor to the first. False after the last.</summary>
    public bool MoveNext()
    {
        if (_block >= dictionary.BlockCount)
        {
            return false;
        }

        if (_block < 0 || ++_index == _count)
        {
            return Open(_block + 1);
        }

        ByteReader reader = new(Block, _next);
        int shared = reader.VintInt32();
        int added = reader.VintInt32();
        ReadOnlySpan<byte> bytes = reader.Bytes(added);
        if (shared > _length)
        {
            throw new IndexCorruptException(dictionary.File, 0, $"{shared} bytes of a term before", $"{_length}");
        }

        Reserve(shared + added);
        bytes.CopyTo(_term.AsSpan(shared));
        _length = shared + added;
        _next = reader.Position;
        return true;
    }

    /// <summary>
    /// Moves to the first term that is not before <paramref name="term"/>, forwards or back. False where there is none.
    /// </summary>
    public bool SeekCeiling(ReadOnlySpan<byte> term)
    {
        bool ahead = _block >= 0 && _block < dictionary.BlockCount && Term.SequenceCompareTo(term) <= 0;
        if (ahead)
        {
            // The next block is looked at first: terms that are sought one after another are near each other.
            if (_block + 1 < dictionary.BlockCount && dictionary.FirstTerm(_block + 1).SequenceCompareTo(term) <= 0)
            {
                Open(dictionary.FindBlock(_block + 1, term));
            }
        }
        else if (!Open(dictionary.FindBlock(0, term)))
        {
            return false;
        }

        while (Term.SequenceCompareTo(term) < 0)
        {
            if (!MoveNext())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves to a term by its place among all; forwards only within a block.</summary>
    public void MoveTo(int number)
    {
        int block = number / SegmentFormat.TermsPerBlock;
        int index = number % SegmentFormat.TermsPerBlock;
        if (block != _block || index < _index)
        {
            Open(block);
        }

        while (_index < index)
        {
            MoveNext();
        }
    }

    private bool Open(int block)
    {
        _block = block;
        if (block >= dictionary.BlockCount)
        {
            _length = 0;
            return false;
        }

        ReadOnlySpan<byte> bytes = dictionary.Block(block);
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        _bytesLength = bytes.Length;
        ByteReader reader = new(bytes);
        ReadOnlySpan<byte> first = reader.Bytes(reader.VintInt32());
        Reserve(first.Length);
        first.CopyTo(_term);
        _length = first.Length;
        _count = reader.VintInt32();
        _index = 0;
        _entries = 0;
        _postings = reader.Vint();
        _skips = reader.Vint();
        int terms = reader.VintInt32();
        _next = reader.Position;
        _entryAt = _next + terms;
        return true;
    }

    private void ReadEntries()
    {
        ByteReader reader = new(Block, _entryAt);
        for (; _entries <= _index; _entries++)
        {
            int documents = reader.VintInt32();
            long occurrences = reader.Vint() + documents;
            long positions = reader.Vint();
            bool one = documents == 1;
            int onlyDocument = one ? reader.VintInt32() : -1;
            long postings = one ? 0 : reader.Vint();
            int skips = one ? 0 : reader.VintInt32();
            _entry = new TermEntry(documents, occurrences, onlyDocument, _postings, postings, positions, _skips, skips);
            _postings += postings + positions;
            _skips += skips;
        }

        _entryAt = reader.Position;
    }

    private void Reserve(int length)
    {
        if (length > _term.Length)
        {
            Array.Resize(ref _term, length * 2);
        }
    }
}
