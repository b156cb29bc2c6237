using System.Buffers.Binary;

namespace SearchService.Engine.Storage;

/// <summary>
/// A large file whose parts are verified when they are first read: no byte leaves here before the checksum of its page has
/// been found right, and opening costs only the trailer.
/// <code>
/// file    = magic 8 bytes, version u32, page size u32,   pages 0.. begin here
///           body,                                        up to the trailer
///           trailer: CRC-32C of each page u32..., directory,
///           tail: offset of the trailer u64, length of the file u64, CRC-32C of trailer and tail so far u32
/// </code>
/// The envelope is the same in every version.
/// </summary>
internal sealed class PagedFile : IDisposable
{
    public const int HeaderLength = SealedFile.MagicLength + sizeof(uint) + sizeof(uint);
    public const int TailLength = sizeof(ulong) + sizeof(ulong) + sizeof(uint);
    public const int PageLength = 1 << PageShift;
    private const int PageShift = 15;

    private readonly IStorageFile _file;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _bodyEnd;
    private readonly uint[] _checksums;

    // Set after the page was found right. Two threads may both check a page, to the same end.
    private readonly bool[] _checked;

    private PagedFile(string name, IStorageFile file, int bodyEnd, uint[] checksums, uint trailerChecksum)
    {
        Name = name;
        _file = file;
        _bytes = file.Bytes;
        _bodyEnd = bodyEnd;
        _checksums = checksums;
        _checked = new bool[checksums.Length];
        TrailerChecksum = trailerChecksum;
    }

    public string Name { get; }

    public long Length => _bytes.Length;

    /// <summary>Names the contents: it covers the checksums of all pages.</summary>
    public uint TrailerChecksum { get; }

    /// <summary>What the writer gave to <see cref="PagedOutput.Finish"/>; verified.</summary>
    public ReadOnlySpan<byte> Directory => _bytes.Span[(_bodyEnd + (_checksums.Length * sizeof(uint)))..^TailLength];

    public static PagedFile Open(IStorage storage, string name, ReadOnlySpan<byte> magic, int oldest, int newest)
    {
        IStorageFile file = storage.Open(name);
        try
        {
            return Open(name, file, magic, oldest, newest);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the body, by their place in the file.</summary>
    public ReadOnlyMemory<byte> Read(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset + length > _bodyEnd)
        {
            throw new IndexCorruptException(
                Name,
                offset,
                $"{length} bytes before byte {_bodyEnd}",
                "the end of the body"
            );
        }

        if (length == 0)
        {
            return default;
        }

        int last = (int)((offset + length - 1) >> PageShift);
        for (int page = (int)(offset >> PageShift); page <= last; page++)
        {
            if (!_checked[page])
            {
                CheckPage(page);
            }
        }

        return _bytes.Slice((int)offset, (int)length);
    }

    /// <summary>Verifies every page, also those that were verified before.</summary>
    public void CheckAll()
    {
        for (int page = 0; page < _checksums.Length; page++)
        {
            CheckPage(page);
        }
    }

    public void Dispose() => _file.Dispose();

    private static PagedFile Open(string name, IStorageFile file, ReadOnlySpan<byte> magic, int oldest, int newest)
    {
        ReadOnlySpan<byte> bytes = file.Bytes.Span;
        if (bytes.Length < HeaderLength + sizeof(uint) + TailLength)
        {
            string least = SealedFile.Length(HeaderLength + sizeof(uint) + TailLength);
            throw new IndexCorruptException(name, 0, "at least " + least, SealedFile.Length(bytes.Length));
        }

        int tailAt = bytes.Length - TailLength;
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes[(tailAt + sizeof(ulong))..]);
        if (length != bytes.Length)
        {
            throw new IndexCorruptException(
                name,
                tailAt + sizeof(ulong),
                "a length of " + SealedFile.Length(bytes.Length),
                SealedFile.Length(length)
            );
        }

        long trailerAt = BinaryPrimitives.ReadInt64LittleEndian(bytes[tailAt..]);
        long pages = trailerAt > tailAt ? 0 : (trailerAt + PageLength - 1) >> PageShift;
        if (trailerAt < HeaderLength || trailerAt > tailAt || trailerAt + (pages * sizeof(uint)) > tailAt)
        {
            throw new IndexCorruptException(name, tailAt, $"a trailer before byte {tailAt}", $"one at {trailerAt}");
        }

        ReadOnlySpan<byte> trailer = bytes[(int)trailerAt..^sizeof(uint)];
        uint found = Crc32C.Of(trailer);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]);
        if (found != expected)
        {
            throw new IndexCorruptException(name, trailerAt, Crc32C.Text(expected), Crc32C.Text(found));
        }

        uint[] checksums = new uint[pages];
        for (int page = 0; page < pages; page++)
        {
            checksums[page] = BinaryPrimitives.ReadUInt32LittleEndian(trailer[(page * sizeof(uint))..]);
        }

        PagedFile opened = new(name, file, (int)trailerAt, checksums, expected);
        ReadOnlySpan<byte> header = opened.Read(0, HeaderLength).Span;
        if (!header.StartsWith(magic))
        {
            throw new IndexCorruptException(name, 0, SealedFile.Hex(magic), SealedFile.Hex(header[..magic.Length]));
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(header[SealedFile.MagicLength..]);
        SealedFile.CheckVersion(name, version, oldest, newest);
        return opened;
    }

    private void CheckPage(int page)
    {
        int start = page << PageShift;
        uint found = Crc32C.Of(_bytes.Span[start..Math.Min(start + PageLength, _bodyEnd)]);
        if (found != _checksums[page])
        {
            throw new IndexCorruptException(Name, start, Crc32C.Text(_checksums[page]), Crc32C.Text(found));
        }

        _checked[page] = true;
    }
}
