using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// The positions of one term in the documents of a block, for those that are asked about; of what is passed over not even a row is
/// decoded. <see cref="PostingsWriter"/> has the layout.
/// </summary>
internal sealed unsafe class PositionsReader(SegmentFile segment, int field, TermEntry entry)
{
    // So many frequencies are summed up one by one.
    private const int Few = 12;

    private uint[] _rows = [];
    private int[] _positions = [];
    private int _documents;
    private IntegerColumn? _firsts;

    // Of the block: where its positions begin in the field's section and how many bytes they are; these, once it was looked at,
    // which are there as long as the segment is open.
    private long _block;
    private long _length;
    private byte* _bytes;
    private bool _isOpen;

    // How many positions the documents before one have.
    private int _index;
    private long _before;

    // How many positions there are in all; where there are vints, how many were read, and in how many bytes.
    private long _total;
    private long _number;
    private int _at;
    private int _readIndex = -1;

    private bool IsPacked => _documents == BitPacking.BlockLength;

    /// <summary>For a block of so many documents, whose positions are between two places in bytes after the term's.</summary>
    public void OpenBlock(int documents, long from, long to)
    {
        _documents = documents;
        _block = entry.Offset + entry.PostingsLength + from;
        _length = to - from;
        _isOpen = false;
        _readIndex = -1;
    }

    /// <summary>The positions in a document by its place in the block; places do not fall.</summary>
    public ReadOnlySpan<int> Read(int document, int index, int[] frequencies)
    {
        int frequency = frequencies[index];
        if (index == _readIndex)
        {
            return _positions.AsSpan(0, frequency);
        }

        if (!_isOpen)
        {
            Open(frequencies);
        }

        if (frequency > _positions.Length)
        {
            // No document has a term more often than it has tokens.
            int most = segment.Norm(field, document);
            _positions = new int[Math.Max(frequency <= most ? frequency * 2L : throw Corrupt(document), 16)];
        }

        _firsts ??= segment.FirstPositions(field);
        Span<int> positions = _positions.AsSpan(0, frequency);
        int first = _firsts[document];
        if (index - _index > Few)
        {
            (_index, _before) = (index, Sum(frequencies, index));
        }

        for (; _index < index; _index++)
        {
            _before += frequencies[_index];
        }

        long before = _before;
        if (IsPacked)
        {
            ReadParts(first, before, positions);
        }
        else
        {
            ReadVints(first, before, positions);
        }

        _readIndex = index;
        return positions;
    }

    private void Open(int[] frequencies)
    {
        ReadOnlySpan<byte> bytes = segment.Read(SectionKind.Postings, field, _block, _length);
        _bytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        _isOpen = true;
        _index = 0;
        _before = 0;
        _number = 0;
        _at = 0;
        if (IsPacked)
        {
            _total = Sum(frequencies, BitPacking.BlockLength);
            _rows = _rows.Length == 0 ? new uint[BitPacking.BlockLength] : _rows;
        }
    }

    /// <summary>The sum of so many frequencies. One beyond 32 bits is that of damaged ones.</summary>
    private static long Sum(int[] frequencies, int count)
    {
        Vector256<int> sums = Vector256<int>.Zero;
        int at = 0;
        for (; at <= count - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            sums += Vector256.Create(frequencies, at);
        }

        int sum = Vector256.Sum(sums);
        for (; at < count; at++)
        {
            sum += frequencies[at];
        }

        return (uint)sum;
    }

    private void ReadParts(int position, long from, Span<int> positions)
    {
        long parts = (_total + BitPacking.BlockLength - 1) / BitPacking.BlockLength;
        ReadOnlySpan<byte> block = new(_bytes, (int)_length);
        ReadOnlySpan<byte> widths = block[..checked((int)parts)];
        while (positions.Length > 0)
        {
            int part = (int)(from / BitPacking.BlockLength);
            long start = PartStart(part, parts);
            // Of the part only the rows that hold what is wanted.
            int count = (int)Math.Min(BitPacking.BlockLength, _total - ((long)part * BitPacking.BlockLength));
            int first = (int)(from % BitPacking.BlockLength);
            int taken = Math.Min(positions.Length, count - first);
            BitPacking.UnpackSome(block[checked((int)start)..], widths[part], count, first, taken, _rows);
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

    /// <summary>Where a part begins in the block; the widths are known to be there.</summary>
    private long PartStart(int part, long parts)
    {
        long start = parts;
        for (int before = 0; before < part; before++)
        {
            start += BitPacking.PackedLength(BitPacking.BlockLength, _bytes[before]);
        }

        return start;
    }

    private void ReadVints(int position, long before, Span<int> positions)
    {
        ByteReader reader = new(new ReadOnlySpan<byte>(_bytes, (int)_length), _at);
        reader.SkipVints(before - _number);
        foreach (ref int read in positions)
        {
            position += (int)reader.Vint();
            read = position;
        }

        _number = before + positions.Length;
        _at = reader.Position;
    }

    private IndexCorruptException Corrupt(int document) =>
        new(segment.Name, _block, $"a frequency within the length of document {document}", "a higher one");
}
