using System.Buffers.Binary;
using System.IO.Compression;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Writes the stored bytes of documents, in order, several to a block that is compressed as a whole (Brotli, RFC 7932):
/// <code>
/// block = length of the contents vint | contents, compressed if that is shorter
/// </code>
/// </summary>
internal sealed class StoredBlocksWriter(PagedOutput output)
{
    // A bet: a hit costs the decoding of one block, and larger ones are hardly any denser.
    private const int BlockLength = 12 << 10;

    // Too short to gain anything.
    private const int LeastCompressed = 256;

    // As dense as quality 1 in blocks of this length, in two thirds of the time.
    private const int Quality = 0;
    private const int WindowBits = 16;

    private readonly long _start = output.Length;
    private readonly ByteWriter _contents = new();
    private readonly ByteWriter _header = new();
    private byte[] _compressed = [];
    private int _inBlock;

    /// <summary>Where each block begins, u64, then the end.</summary>
    public ByteWriter Offsets { get; } = new();

    /// <summary>The first document of each block, then the number of documents.</summary>
    public List<int> Documents { get; } = [];

    /// <summary>Where each document begins in the contents of its block.</summary>
    public List<int> Starts { get; } = [];

    public void Add(ReadOnlySpan<byte> stored)
    {
        if (_contents.Length + (long)stored.Length > BlockLength && _inBlock > 0)
        {
            EndBlock();
        }

        if (_inBlock++ == 0)
        {
            Documents.Add(Starts.Count);
        }

        Starts.Add(_contents.Length);
        _contents.Bytes(stored);
    }

    public void Finish()
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }

        Offsets.Int64(output.Length - _start);
        Documents.Add(Starts.Count);
    }

    private void EndBlock()
    {
        Offsets.Int64(output.Length - _start);
        _header.Clear();
        _header.Vint(_contents.Length);
        output.Append(_header.Written);
        output.Append(Compressed());
        _contents.Clear();
        _inBlock = 0;
    }

    private ReadOnlySpan<byte> Compressed()
    {
        ReadOnlySpan<byte> contents = _contents.Written;
        if (contents.Length < LeastCompressed)
        {
            return contents;
        }

        if (_compressed.Length < contents.Length)
        {
            _compressed = new byte[contents.Length];
        }

        // It must be shorter, or it is no gain: then there is no room for it.
        Span<byte> room = _compressed.AsSpan(0, contents.Length - 1);
        return BrotliEncoder.TryCompress(contents, room, out int length, Quality, WindowBits)
            ? room[..length]
            : contents;
    }
}

/// <summary>
/// Reads stored bytes of documents. The block read last is kept, so that reading one document after another decodes each block once.
/// For one thread.
/// </summary>
internal sealed class StoredBlocks(SegmentFile segment)
{
    private byte[] _contents = [];
    private int _length;
    private int _block = -1;

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int document)
    {
        IntegerColumn documents = segment.StoredBlockDocuments;
        int block = documents.LastNotAfter(document);
        if (block >= documents.Count - 1)
        {
            throw new IndexCorruptException(segment.Name, 0, $"a block that holds document {document}", "none");
        }

        if (block != _block)
        {
            Decode(block);
        }

        int start = segment.StoredStart(document);
        int end = document + 1 < documents[block + 1] ? segment.StoredStart(document + 1) : _length;
        return start <= end && end <= _length
            ? _contents.AsSpan(start, end - start)
            : throw new IndexCorruptException(segment.Name, 0, $"{_length} bytes in block {block}", $"{end}");
    }

    private void Decode(int block)
    {
        _block = -1;
        ReadOnlySpan<byte> bounds = segment.Read(
            SectionKind.StoredBlockOffsets,
            0,
            block * (long)sizeof(ulong),
            2 * sizeof(ulong)
        );
        long start = BinaryPrimitives.ReadInt64LittleEndian(bounds);
        long end = BinaryPrimitives.ReadInt64LittleEndian(bounds[sizeof(ulong)..]);
        ByteReader reader = new(segment.Read(SectionKind.StoredBlocks, 0, start, end - start));
        _length = reader.VintInt32();
        if (_contents.Length < _length)
        {
            _contents = GC.AllocateUninitializedArray<byte>(_length);
        }

        ReadOnlySpan<byte> bytes = reader.Bytes((int)(end - start) - reader.Position);
        if (bytes.Length == _length)
        {
            bytes.CopyTo(_contents);
        }
        else if (
            !BrotliDecoder.TryDecompress(bytes, _contents.AsSpan(0, _length), out int written)
            || written != _length
        )
        {
            throw new IndexCorruptException(segment.Name, start, $"{_length} bytes in a compressed block", "others");
        }

        _block = block;
    }
}
