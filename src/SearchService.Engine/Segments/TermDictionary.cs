using System.Buffers.Binary;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Writes the terms of a field, given in order of their bytes, front-coded in blocks that are found by binary search:
/// <code>
/// block = terms in it vint, place of its first term's postings vint, of its positions vint,
///         (bytes shared with the term before vint, further bytes vint, those bytes,
///          documents vint, occurrences beyond one a document vint, length of postings vint, of positions vint)...
/// </code>
/// </summary>
internal sealed class TermDictionaryWriter
{
    private readonly ByteWriter _block = new();
    private byte[] _previous = [];
    private TermEntry _first;
    private int _inBlock;

    public ByteWriter Blocks { get; } = new();

    /// <summary>Where each block begins in <see cref="Blocks"/>, u32.</summary>
    public ByteWriter BlockOffsets { get; } = new();

    public int Count { get; private set; }

    public void Add(byte[] term, TermEntry entry)
    {
        if (_inBlock == 0)
        {
            _first = entry;
            _previous = [];
        }

        int shared = term.AsSpan().CommonPrefixLength(_previous);
        _block.Vint(shared);
        _block.Vint(term.Length - shared);
        _block.Bytes(term.AsSpan(shared));
        _block.Vint(entry.Documents);
        _block.Vint(entry.Occurrences - entry.Documents);
        _block.Vint(entry.PostingsLength);
        _block.Vint(entry.PositionsLength);
        _previous = term;
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
        Blocks.Vint(_inBlock);
        Blocks.Vint(_first.PostingsOffset);
        Blocks.Vint(_first.PositionsOffset);
        Blocks.Bytes(_block.Written);
        _block.Clear();
        _inBlock = 0;
    }
}

/// <summary>Reads the terms of a field of a segment in place.</summary>
internal sealed class TermDictionary(SegmentFile segment, int field)
{
    private readonly int _blockCount = (int)(segment.SectionLength(SectionKind.TermBlocks, field) / sizeof(uint));

    public bool TryFind(ReadOnlySpan<byte> term, out TermEntry entry)
    {
        TermCursor cursor = Seek(term);
        bool found = cursor.MoveNext() && cursor.Term.SequenceEqual(term);
        entry = found ? cursor.Entry : default;
        return found;
    }

    /// <summary>A cursor before the first term that is not before <paramref name="term"/>.</summary>
    public TermCursor Seek(ReadOnlySpan<byte> term)
    {
        TermCursor cursor = new(this, 0);
        cursor.Seek(term);
        return cursor;
    }

    /// <summary>The last block whose first term is not after the one looked for; the first block where all are.</summary>
    internal int FindBlock(ReadOnlySpan<byte> term)
    {
        int low = 0;
        int high = _blockCount - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            ReadOnlyMemory<byte> block = Block(middle);
            ByteReader reader = new(block.Span);
            reader.SkipVints(4);
            if (reader.Bytes(reader.VintInt32()).SequenceCompareTo(term) <= 0)
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

    internal ReadOnlyMemory<byte> Block(int number)
    {
        if (number >= _blockCount)
        {
            return default;
        }

        long start = Offset(number);
        long end = number + 1 < _blockCount ? Offset(number + 1) : segment.SectionLength(SectionKind.Terms, field);
        return segment.Read(SectionKind.Terms, field, start, end - start);
    }

    private uint Offset(int block) =>
        BinaryPrimitives.ReadUInt32LittleEndian(
            segment.Read(SectionKind.TermBlocks, field, (long)block * sizeof(uint), sizeof(uint)).Span
        );
}

/// <summary>Walks terms in order of their bytes.</summary>
internal sealed class TermCursor
{
    private readonly TermDictionary _dictionary;
    private byte[] _term = new byte[32];
    private int _length;
    private int _block;
    private ReadOnlyMemory<byte> _bytes;
    private int _at;
    private int _left;
    private long _postings;
    private long _positions;
    private bool _peeked;
    private bool _ended;

    public TermCursor(TermDictionary dictionary, int block)
    {
        _dictionary = dictionary;
        _block = block;
        OpenBlock();
    }

    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

    public TermEntry Entry { get; private set; }

    public bool MoveNext()
    {
        if (_peeked)
        {
            _peeked = false;
            return !_ended;
        }

        return Read();
    }

    /// <summary>Goes before the first term that is not before <paramref name="term"/>.</summary>
    public void Seek(ReadOnlySpan<byte> term)
    {
        _block = _dictionary.FindBlock(term);
        _peeked = false;
        OpenBlock();
        while (PeekIsBefore(term))
        {
            MoveNext();
        }
    }

    /// <summary>Whether the term that <see cref="MoveNext"/> will give is before <paramref name="term"/>.</summary>
    public bool PeekIsBefore(ReadOnlySpan<byte> term)
    {
        if (!_peeked)
        {
            _ended = !Read();
            _peeked = true;
        }

        return !_ended && Term.SequenceCompareTo(term) < 0;
    }

    private bool Read()
    {
        if (_left == 0)
        {
            _block++;
            OpenBlock();
            if (_left == 0)
            {
                return false;
            }
        }

        ByteReader reader = new(_bytes.Span[_at..]);
        int shared = reader.VintInt32();
        int added = reader.VintInt32();
        if (shared + added > _term.Length)
        {
            Array.Resize(ref _term, (shared + added) * 2);
        }

        reader.Bytes(added).CopyTo(_term.AsSpan(shared));
        _length = shared + added;
        int documents = reader.VintInt32();
        long occurrences = reader.Vint() + documents;
        long postingsLength = reader.Vint();
        long positionsLength = reader.Vint();
        Entry = new TermEntry(documents, occurrences, _postings, postingsLength, _positions, positionsLength);
        _postings += postingsLength;
        _positions += positionsLength;
        _at += reader.Position;
        _left--;
        return true;
    }

    private void OpenBlock()
    {
        _bytes = _dictionary.Block(_block);
        _left = 0;
        _at = 0;
        if (_bytes.Length > 0)
        {
            ByteReader reader = new(_bytes.Span);
            _left = reader.VintInt32();
            _postings = reader.Vint();
            _positions = reader.Vint();
            _at = reader.Position;
        }
    }
}
