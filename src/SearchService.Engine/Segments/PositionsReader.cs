using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// The positions of one term in the documents of a block, for those that are asked about; of what is passed over not even a row is
/// decoded. <see cref="PostingsWriter"/> has the layout.
/// </summary>
internal sealed unsafe class PositionsReader(SegmentFile segment, int field, TermEntry entry)
{
    // So many are read one by one.
    private const int Few = 4;

    // A part that is unpacked, if any.
    private uint[] _rows = [];
    private int _unpacked = -1;

    private int[] _positions = [];
    private int _documents;
    private IntegerColumn? _firsts;

    // Of the block: where its positions begin in the field's section, how many bytes they are, and these, which are there as long as
    // the segment is open.
    private long _block;
    private int _length;
    private byte* _bytes;

    // How many positions there are in all, and where each part begins in the block.
    private int _total;
    private int[] _parts = new int[4];

    // Where there are vints, how many were read, and in how many bytes.
    private int _number;
    private int _at;
    private int _readStart = -1;

    private bool IsPacked => _documents == BitPacking.BlockLength;

    /// <summary>
    /// Goes to a block of so many documents, whose positions are between two places in bytes after the term's postings, so many in all.
    /// </summary>
    public void Open(int documents, long from, long to, int total)
    {
        _block = entry.Offset + entry.PostingsLength + from;
        ReadOnlySpan<byte> bytes = segment.Read(SectionKind.Postings, field, _block, to - from);
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        _length = bytes.Length;
        _documents = documents;
        _total = total;
        _number = 0;
        _at = 0;
        _readStart = -1;
        _unpacked = -1;
        if (IsPacked)
        {
            FindParts(bytes);
        }
    }

    /// <summary>The positions in a document of the block, which is open. Valid until the next call.</summary>
    /// <param name="document">The document.</param>
    /// <param name="start">How many positions the documents of the block before it have.</param>
    /// <param name="count">How many positions it has.</param>
    public ReadOnlySpan<int> Read(int document, int start, int count)
    {
        if (start == _readStart)
        {
            return _positions.AsSpan(0, count);
        }

        if (start < 0 || count <= 0 || start > _total - count)
        {
            throw Corrupt($"positions of document {document} among {_total}", $"{count} after {start}");
        }

        if (count > _positions.Length)
        {
            // No document has a term more often than it has tokens.
            _positions =
                count <= segment.Norm(field, document)
                    ? new int[Math.Max(count * 2L, 16)]
                    : throw Corrupt($"a frequency within the length of document {document}", $"{count}");
        }

        _firsts ??= segment.FirstPositions(field);
        Span<int> positions = _positions.AsSpan(0, count);
        if (!IsPacked)
        {
            ReadVints(_firsts[document], start, positions);
        }
        else if (count <= Few)
        {
            ReadFew(_firsts[document], start, positions);
        }
        else
        {
            ReadRows(_firsts[document], start, positions);
        }

        _readStart = start;
        return positions;
    }

    /// <summary>Adds the positions in some documents of the block, which is open, one after another.</summary>
    /// <param name="documents">Those of the block.</param>
    /// <param name="ends">How many positions the documents before each have.</param>
    /// <param name="places">The places in the block of those that are wanted, rising.</param>
    /// <param name="batch">To add to.</param>
    public void Read(
        ReadOnlySpan<int> documents,
        ReadOnlySpan<int> ends,
        ReadOnlySpan<byte> places,
        PositionsBatch batch
    )
    {
        // Whole parts are unpacked where more than one of the wanted documents is in each.
        bool isWhole = IsPacked && places.Length * BitPacking.BlockLength > _total;
        IntegerColumn firsts = _firsts ??= segment.FirstPositions(field);
        foreach (byte place in places)
        {
            int start = ends[place];
            int count = ends[place + 1] - start;
            int part = start / BitPacking.BlockLength;
            int first = start % BitPacking.BlockLength;
            if (
                (!isWhole && part != _unpacked)
                || count <= 0
                || start < 0
                || start > _total - count
                || first + count > BitPacking.BlockLength
            )
            {
                ReadOnlySpan<int> positions = Read(documents[place], start, count);
                positions.CopyTo(batch.Add(count));
                continue;
            }

            if (part != _unpacked)
            {
                UnpackPart(part);
            }

            int position = firsts[documents[place]];
            if (count == 1)
            {
                batch.AddOne(position + (int)_rows[first]);
                continue;
            }

            ReadOnlySpan<uint> distances = _rows.AsSpan(first, count);
            Span<int> read = batch.Add(count);
            for (int i = 0; i < distances.Length && i < read.Length; i++)
            {
                position += (int)distances[i];
                read[i] = position;
            }
        }
    }

    private void UnpackPart(int part)
    {
        if (_rows.Length == 0)
        {
            _rows = SearchRooms.Uints();
        }

        int count = Math.Min(BitPacking.BlockLength, _total - (part * BitPacking.BlockLength));
        int bits = _bytes[part];
        ReadOnlySpan<byte> packed = new(_bytes + _parts[part], BitPacking.PackedLength(count, bits));
        BitPacking.Unpack(packed, bits, count, 0, _rows);
        _unpacked = part;
    }

    /// <summary>Everything after this stays within the block, whatever its bytes say.</summary>
    private void FindParts(ReadOnlySpan<byte> bytes)
    {
        int parts = (int)((_total + (long)BitPacking.BlockLength - 1) / BitPacking.BlockLength);
        if (_total < BitPacking.BlockLength || parts > bytes.Length)
        {
            throw Corrupt($"{_total} positions", SealedFile.Length(bytes.Length));
        }

        if (parts > _parts.Length)
        {
            _parts = new int[parts * 2];
        }

        int at = parts;
        for (int part = 0; part < parts; part++)
        {
            _parts[part] = at;
            int bits = bytes[part];
            if (bits > 32)
            {
                throw Corrupt("a width of 32 bits at most", $"{bits}");
            }

            at +=
                part + 1 < parts
                    ? bits * (BitPacking.BlockLength / 8)
                    : BitPacking.PackedLength(_total - (part * BitPacking.BlockLength), bits);
        }

        if (at > bytes.Length)
        {
            throw Corrupt(SealedFile.Length(at), SealedFile.Length(bytes.Length));
        }
    }

    private void ReadFew(int position, int from, Span<int> positions)
    {
        int part = from / BitPacking.BlockLength;
        int at = from % BitPacking.BlockLength;
        foreach (ref int read in positions)
        {
            if (at == BitPacking.BlockLength)
            {
                part++;
                at = 0;
            }

            position += (int)BitPacking.One(_bytes + _parts[part], _bytes[part], at++);
            read = position;
        }
    }

    private void ReadRows(int position, int from, Span<int> positions)
    {
        if (_rows.Length == 0)
        {
            _rows = SearchRooms.Uints();
        }

        _unpacked = -1;
        while (positions.Length > 0)
        {
            // Of the part only the rows that hold what is wanted.
            int part = from / BitPacking.BlockLength;
            int first = from % BitPacking.BlockLength;
            int count = Math.Min(BitPacking.BlockLength, _total - (part * BitPacking.BlockLength));
            int taken = Math.Min(positions.Length, count - first);
            int bits = _bytes[part];
            ReadOnlySpan<byte> packed = new(_bytes + _parts[part], BitPacking.PackedLength(count, bits));
            BitPacking.UnpackSome(packed, bits, count, first, taken, _rows);
            ReadOnlySpan<uint> distances = _rows.AsSpan(first % BitPacking.Lanes, taken);
            for (int i = 0; i < distances.Length; i++)
            {
                position += (int)distances[i];
                positions[i] = position;
            }

            positions = positions[taken..];
            from += taken;
        }
    }

    private void ReadVints(int position, int before, Span<int> positions)
    {
        if (before < _number)
        {
            (_number, _at) = (0, 0);
        }

        ByteReader reader = new(new ReadOnlySpan<byte>(_bytes, _length), _at);
        reader.SkipVints(before - _number);
        foreach (ref int read in positions)
        {
            position += (int)reader.Vint();
            read = position;
        }

        _number = before + positions.Length;
        _at = reader.Position;
    }

    private IndexCorruptException Corrupt(string expected, string found) => new(segment.Name, _block, expected, found);
}
