using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>What the dictionary knows of a term. Offsets are bytes within the field's sections.</summary>
/// <param name="Documents">How many documents have it, deleted ones included.</param>
/// <param name="Occurrences">How often it stands in them.</param>
/// <param name="OnlyDocument">The document where there is one only; its postings are this and the occurrences.</param>
/// <param name="Offset">Where its postings begin. Its positions follow them.</param>
/// <param name="PostingsLength">Bytes of postings.</param>
/// <param name="PositionsLength">Bytes of positions.</param>
/// <param name="SkipsOffset">Where its skips begin.</param>
/// <param name="SkipsLength">Bytes of skips.</param>
internal readonly record struct TermEntry(
    int Documents,
    long Occurrences,
    int OnlyDocument,
    long Offset,
    long PostingsLength,
    long PositionsLength,
    long SkipsOffset,
    int SkipsLength
)
{
    /// <summary>How many blocks its postings are in; the last may have fewer than <see cref="BitPacking.BlockLength"/>.</summary>
    public int Blocks => (int)((Documents + (long)BitPacking.BlockLength - 1) / BitPacking.BlockLength);
}

/// <summary>Where a block of postings is, and what it ends with; beside the postings, so that skipping touches little memory.</summary>
/// <param name="LastDocument">Its last document.</param>
/// <param name="Postings">Where its documents begin, in bytes from the term's postings.</param>
/// <param name="Positions">Where its positions begin, in bytes from the term's positions.</param>
/// <param name="Impacts">Where its impacts begin, in bytes from the term's skips.</param>
/// <param name="DocumentBits">The width of its documents; of no meaning for the last block if that is not full.</param>
/// <param name="FrequencyBits">The width of its frequencies, likewise.</param>
internal readonly record struct BlockSkip(
    int LastDocument,
    long Postings,
    long Positions,
    int Impacts,
    int DocumentBits,
    int FrequencyBits
)
{
    public const int Length = 20;
    private const int Unit = 16;

    public void Write(ByteWriter output)
    {
        output.Int32(LastDocument);
        output.UInt32(checked((uint)(Postings / Unit)));
        output.UInt32((uint)Positions);
        output.Int32(Impacts);
        output.Byte(checked((byte)(Positions >> 32)));
        output.Byte((byte)DocumentBits);
        output.Byte((byte)FrequencyBits);
        output.Byte(0);
    }

    public static BlockSkip Read(ReadOnlySpan<byte> bytes)
    {
        long positions = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) + ((long)bytes[16] << 32);
        return new BlockSkip(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) * (long)Unit,
            positions,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            bytes[17],
            bytes[18]
        );
    }
}

/// <summary>
/// Writes the postings of a field's terms:
/// <code>
/// term      = block... | positions of block...
/// block     = distances between documents, less one, packed | frequencies, less one, packed            128 documents
///           | (distance less one, twice, and 1 where the frequency is 1; else frequency less two)...   vints, fewer documents
/// positions = width of each part of 128 byte... | parts packed...                                       128 documents
///           | vints...                                                                                  fewer documents
/// skips     = block skip... (where there are 128 documents or more) | impacts of the term | impacts of each block...
/// </code>
/// Positions are the distances between them, the first one from the document's first position in the field. A term in one document
/// has neither block nor skips.
/// </summary>
/// <param name="output">The field's section of postings.</param>
/// <param name="skips">The field's section of skips.</param>
/// <param name="extents">How many tokens each document has, and its first position; together, as they are read together at random.</param>
internal sealed class PostingsWriter(PagedOutput output, ByteWriter skips, (int Tokens, int First)[] extents)
{
    private readonly long _start = output.Length;
    private readonly uint[] _documents = new uint[BitPacking.BlockLength];
    private readonly uint[] _frequencies = new uint[BitPacking.BlockLength];
    private readonly ByteWriter _postings = new();
    private readonly ByteWriter _positions = new();
    private readonly ByteWriter _impacts = new();
    private readonly ByteWriter _scratch = new();
    private readonly List<BlockSkip> _blocks = [];
    private readonly ImpactCollector _ofBlock = new();
    private readonly ImpactCollector _ofTerm = new();
    private uint[] _distances = new uint[2 * BitPacking.BlockLength];
    private int _distanceCount;
    private int _inBlock;
    private int _last = -1;
    private long _occurrences;

    public ByteWriter Skips => skips;

    /// <summary>How many the term has so far.</summary>
    public int Documents { get; private set; }

    /// <summary>Adds the term's next document with its rising positions, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int document, ReadOnlySpan<int> positions)
    {
        _documents[_inBlock] = (uint)(document - _last - 1);
        _frequencies[_inBlock] = (uint)(positions.Length - 1);
        _last = document;
        Documents++;
        _occurrences += positions.Length;
        (int tokens, int before) = extents[document];
        _ofBlock.Add(positions.Length, tokens);
        if (_distances.Length - _distanceCount < positions.Length)
        {
            Array.Resize(ref _distances, Math.Max(_distances.Length * 2, _distanceCount + positions.Length));
        }

        Span<uint> distances = _distances.AsSpan(_distanceCount, positions.Length);
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = (uint)(positions[i] - before);
            before = positions[i];
        }

        _distanceCount += positions.Length;
        if (++_inBlock == BitPacking.BlockLength)
        {
            EndBlock();
        }
    }

    /// <summary>Writes the term, which has at least one document, and begins the next.</summary>
    public TermEntry EndTerm()
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }

        if (Documents == 1)
        {
            _postings.Clear();
        }

        TermEntry entry = new(
            Documents,
            _occurrences,
            Documents == 1 ? _last : -1,
            output.Length - _start,
            _postings.Length,
            _positions.Length,
            skips.Length,
            WriteSkips(Documents)
        );
        output.Append(_postings.Written);
        output.Append(_positions.Written);
        Clear();
        return entry;
    }

    private void Clear()
    {
        _postings.Clear();
        _positions.Clear();
        _impacts.Clear();
        _blocks.Clear();
        _ofTerm.Clear();
        _last = -1;
        _occurrences = 0;
        Documents = 0;
    }

    private void EndBlock()
    {
        bool full = _inBlock == BitPacking.BlockLength;
        int documentBits = full ? BitPacking.BitsOf(_documents) : 0;
        int frequencyBits = full ? BitPacking.BitsOf(_frequencies) : 0;
        _blocks.Add(
            new BlockSkip(_last, _postings.Length, _positions.Length, _impacts.Length, documentBits, frequencyBits)
        );
        if (full)
        {
            Pack(_documents, documentBits, _postings);
            Pack(_frequencies, frequencyBits, _postings);
            PackPositions(_distances.AsSpan(0, _distanceCount));
        }
        else
        {
            WriteVints();
        }

        _ofBlock.Write(_impacts);
        _ofTerm.Add(_ofBlock);
        _ofBlock.Clear();
        _distanceCount = 0;
        _inBlock = 0;
    }

    private void PackPositions(ReadOnlySpan<uint> distances)
    {
        for (int at = 0; at < distances.Length; at += BitPacking.BlockLength)
        {
            _positions.Byte((byte)BitPacking.BitsOf(Part(distances, at)));
        }

        for (int at = 0; at < distances.Length; at += BitPacking.BlockLength)
        {
            ReadOnlySpan<uint> part = Part(distances, at);
            Pack(part, BitPacking.BitsOf(part), _positions);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteVints()
    {
        for (int i = 0; i < _inBlock; i++)
        {
            bool once = _frequencies[i] == 0;
            _postings.Vint(((long)_documents[i] << 1) + (once ? 1 : 0));
            if (!once)
            {
                _postings.Vint(_frequencies[i] - 1);
            }
        }

        foreach (uint distance in _distances.AsSpan(0, _distanceCount))
        {
            _positions.Vint(distance);
        }
    }

    private int WriteSkips(int documents)
    {
        int start = skips.Length;
        if (documents == 1)
        {
            return 0;
        }

        if (documents < BitPacking.BlockLength)
        {
            // The only block's impacts are the term's.
            skips.Bytes(_impacts.Written);
            return skips.Length - start;
        }

        _scratch.Clear();
        _ofTerm.Write(_scratch);
        int impactsAt = (_blocks.Count * BlockSkip.Length) + _scratch.Length;
        foreach (BlockSkip block in _blocks)
        {
            (block with { Impacts = impactsAt + block.Impacts }).Write(skips);
        }

        skips.Bytes(_scratch.Written);
        skips.Bytes(_impacts.Written);
        return skips.Length - start;
    }

    private static ReadOnlySpan<uint> Part(ReadOnlySpan<uint> distances, int at) =>
        distances.Slice(at, Math.Min(BitPacking.BlockLength, distances.Length - at));

    private static void Pack(ReadOnlySpan<uint> values, int bits, ByteWriter to) =>
        BitPacking.Pack(values, bits, to.Reserve(BitPacking.PackedLength(values.Length, bits)));
}
