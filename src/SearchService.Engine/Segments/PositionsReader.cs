using System.Runtime.Intrinsics;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// The positions of one term in the documents of a block, for those that are asked about; parts that are passed over are not
/// decoded. <see cref="PostingsWriter"/> has the layout.
/// </summary>
internal sealed class PositionsReader(SegmentFile segment, int field, TermEntry entry)
{
    private uint[] _part = [];
    private int[] _positions = [];
    private bool _isPacked;
    private int _documents;

    private IntegerColumn? _firsts;

    // Of the block: where its positions begin in the field's section, and whether it was looked at.
    private long _block;
    private bool _isOpen;
    private long _total;

    // Where the next part or the next vint begins, and which it is.
    private long _at;
    private long _number;

    // How many positions the documents before one have.
    private int _index;
    private long _before;
    private int _readIndex = -1;

    /// <summary>For a block of so many documents, whose positions begin so many bytes after the term's.</summary>
    public void OpenBlock(int documents, long positions)
    {
        _documents = documents;
        _block = entry.Offset + entry.PostingsLength + positions;
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

        while (_index < index)
        {
            _before += frequencies[_index++];
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
        if (_isPacked)
        {
            ReadParts(first, positions);
        }
        else
        {
            ReadVints(first, positions);
        }

        _readIndex = index;
        return positions;
    }

    private void Open(int[] frequencies)
    {
        _isOpen = true;
        _isPacked = _documents == BitPacking.BlockLength;
        _index = 0;
        _before = 0;
        _number = 0;
        _at = _block;
        if (_isPacked)
        {
            _total = Sum(frequencies);
            _at += (_total + BitPacking.BlockLength - 1) / BitPacking.BlockLength;
            _part = _part.Length == 0 ? new uint[BitPacking.BlockLength] : _part;
        }
    }

    private static long Sum(int[] frequencies)
    {
        // A full block, so that there is a whole number of vectors; a sum beyond 32 bits is that of damaged frequencies.
        Vector256<int> sums = Vector256<int>.Zero;
        for (int at = 0; at < BitPacking.BlockLength; at += Vector256<int>.Count)
        {
            sums += Vector256.Create(frequencies, at);
        }

        return (uint)Vector256.Sum(sums);
    }

    private void ReadParts(int position, Span<int> positions)
    {
        long from = _before;
        while (positions.Length > 0)
        {
            long number = from / BitPacking.BlockLength;
            if (_number <= number)
            {
                OpenPart(number);
            }

            int start = (int)(from % BitPacking.BlockLength);
            int taken = Math.Min(positions.Length, BitPacking.BlockLength - start);
            ReadOnlySpan<uint> part = _part.AsSpan(start, taken);
            for (int i = 0; i < part.Length; i++)
            {
                position += (int)part[i];
                positions[i] = position;
            }

            positions = positions[taken..];
            from += taken;
        }
    }

    /// <summary>Decodes a part, and goes over those before it.</summary>
    private void OpenPart(long number)
    {
        ReadOnlySpan<byte> widths = segment.Read(
            SectionKind.Postings,
            field,
            _block + _number,
            checked((int)(number + 1 - _number))
        );
        foreach (byte bits in widths[..^1])
        {
            _at += BitPacking.PackedLength(BitPacking.BlockLength, bits);
        }

        int count = (int)Math.Min(BitPacking.BlockLength, _total - (number * BitPacking.BlockLength));
        int length = BitPacking.PackedLength(count, widths[^1]);
        BitPacking.Unpack(segment.Read(SectionKind.Postings, field, _at, length), widths[^1], count, 0, _part);
        _at += length;
        _number = number + 1;
    }

    private void ReadVints(int position, Span<int> positions)
    {
        long end = entry.Offset + entry.PostingsLength + entry.PositionsLength;
        ByteReader reader = new(segment.Read(SectionKind.Postings, field, _at, checked((int)(end - _at))));
        reader.SkipVints(_before - _number);
        foreach (ref int read in positions)
        {
            position += (int)reader.Vint();
            read = position;
        }

        _number = _before + positions.Length;
        _at += reader.Position;
    }

    private IndexCorruptException Corrupt(int document) =>
        new(segment.Name, _block, $"a frequency within the length of document {document}", "a higher one");
}
