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

        Span<int> positions = _positions.AsSpan(0, frequency);
        if (_isPacked)
        {
            ReadParts(positions);
        }
        else
        {
            ReadVints(positions);
        }

        int position = segment.FirstPosition(field, document);
        for (int i = 0; i < positions.Length; i++)
        {
            position += positions[i];
            positions[i] = position;
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
            _total = 0;
            foreach (int frequency in frequencies.AsSpan(0, _documents))
            {
                _total += frequency;
            }

            _at += (_total + BitPacking.BlockLength - 1) / BitPacking.BlockLength;
            _part = _part.Length == 0 ? new uint[BitPacking.BlockLength] : _part;
        }
    }

    private void ReadParts(Span<int> distances)
    {
        long from = _before;
        while (distances.Length > 0)
        {
            long number = from / BitPacking.BlockLength;
            while (_number <= number)
            {
                NextPart(number);
            }

            int start = (int)(from % BitPacking.BlockLength);
            int taken = Math.Min(distances.Length, BitPacking.BlockLength - start);
            for (int i = 0; i < taken; i++)
            {
                distances[i] = (int)_part[start + i];
            }

            distances = distances[taken..];
            from += taken;
        }
    }

    /// <summary>Goes over a part, which is decoded if it is the one wanted.</summary>
    private void NextPart(long wanted)
    {
        int bits = segment.Read(SectionKind.Postings, field, _block + _number, 1)[0];
        int count = (int)Math.Min(BitPacking.BlockLength, _total - (_number * BitPacking.BlockLength));
        int length = BitPacking.PackedLength(count, bits);
        if (_number == wanted)
        {
            BitPacking.Unpack(segment.Read(SectionKind.Postings, field, _at, length), bits, count, 0, _part);
        }

        _at += length;
        _number++;
    }

    private void ReadVints(Span<int> distances)
    {
        long end = entry.Offset + entry.PostingsLength + entry.PositionsLength;
        ByteReader reader = new(segment.Read(SectionKind.Postings, field, _at, checked((int)(end - _at))));
        reader.SkipVints(_before - _number);
        foreach (ref int distance in distances)
        {
            distance = (int)reader.Vint();
        }

        _number = _before + distances.Length;
        _at += reader.Position;
    }

    private IndexCorruptException Corrupt(int document) =>
        new(segment.Name, _block, $"a frequency within the length of document {document}", "a higher one");
}
