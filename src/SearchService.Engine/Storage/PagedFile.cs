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

    private readonly StorageBytes _bytes;
    private readonly long _bodyEnd;

    // Set after the page was found right. Two threads may both check a page, to the same end.
    private readonly bool[] _checked;

    private PagedFile(string name, StorageBytes bytes, long bodyEnd, int pages, uint trailerChecksum)
    {
        Name = name;
        _bytes = bytes;
        _bodyEnd = bodyEnd;
        _checked = new bool[pages];
        TrailerChecksum = trailerChecksum;
    }

    public string Name { get; }

    public long Length => _bytes.Length;

    /// <summary>Names the contents: it covers the checksums of all pages.</summary>
    public uint TrailerChecksum { get; }

    /// <summary>What the writer gave to <see cref="PagedOutput.Finish"/>; verified.</summary>
    public ReadOnlySpan<byte> Directory
    {
        get
        {
            long start = _bodyEnd + (_checked.Length * (long)sizeof(uint));
            return _bytes.Span(start, (int)(Length - TailLength - start));
        }
    }

    public static PagedFile Open(IStorage storage, string name, ReadOnlySpan<byte> magic, int oldest, int newest)
    {
        StorageBytes bytes = new(storage.Open(name));
        try
        {
            return Open(name, bytes, magic, oldest, newest);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the body, by their place in the file.</summary>
    public ReadOnlySpan<byte> Read(long offset, int length)
    {
        Verify(offset, length);
        return _bytes.Span(offset, length);
    }

    /// <summary>Bytes of the body that may be kept as long as the file is open.</summary>
    public ReadOnlyMemory<byte> ReadMemory(long offset, int length)
    {
        Verify(offset, length);
        return length == 0 ? default : _bytes.Memory(offset, length);
    }

    /// <summary>Makes sure of a part of the body, which costs a look at a flag for each page that was verified before.</summary>
    public void Verify(long offset, long length)
    {
        if (offset < 0 || length < 0 || length > _bodyEnd - offset)
        {
            throw new IndexCorruptException(
                Name,
                offset,
                $"{length} bytes before byte {_bodyEnd}",
                "the end of the body"
            );
        }

        int last = (int)((offset + length - 1) >> PageShift);
        for (int page = (int)(offset >> PageShift); page <= last; page++)
        {
            if (!_checked[page])
            {
                CheckPage(page);
            }
        }
    }

    /// <summary>Verifies every page, also those that were verified before.</summary>
    public void CheckAll()
    {
        for (int page = 0; page < _checked.Length; page++)
        {
            CheckPage(page);
        }
    }

    public void Dispose() => _bytes.Dispose();

    private static PagedFile Open(string name, StorageBytes bytes, ReadOnlySpan<byte> magic, int oldest, int newest)
    {
        long tailAt = bytes.Length - TailLength;
        if (tailAt < HeaderLength + sizeof(uint))
        {
            string least = SealedFile.Length(HeaderLength + sizeof(uint) + TailLength);
            throw new IndexCorruptException(name, 0, "at least " + least, SealedFile.Length(bytes.Length));
        }

        ReadOnlySpan<byte> tail = bytes.Span(tailAt, TailLength);
        long length = BinaryPrimitives.ReadInt64LittleEndian(tail[sizeof(ulong)..]);
        if (length != bytes.Length)
        {
            throw new IndexCorruptException(
                name,
                tailAt + sizeof(ulong),
                "a length of " + SealedFile.Length(bytes.Length),
                SealedFile.Length(length)
            );
        }

        long trailerAt = BinaryPrimitives.ReadInt64LittleEndian(tail);
        long pages = trailerAt > tailAt ? 0 : (trailerAt + PageLength - 1) >> PageShift;
        if (
            trailerAt < HeaderLength
            || trailerAt + (pages * sizeof(uint)) > tailAt
            || bytes.Length - trailerAt > Array.MaxLength
        )
        {
            throw new IndexCorruptException(name, tailAt, $"a trailer before byte {tailAt}", $"one at {trailerAt}");
        }

        ReadOnlySpan<byte> trailer = bytes.Span(trailerAt, (int)(bytes.Length - trailerAt));
        uint found = Crc32C.Of(trailer[..^sizeof(uint)]);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(trailer[^sizeof(uint)..]);
        if (found != expected)
        {
            throw new IndexCorruptException(name, trailerAt, Crc32C.Text(expected), Crc32C.Text(found));
        }

        PagedFile opened = new(name, bytes, trailerAt, (int)pages, expected);
        ReadOnlySpan<byte> header = opened.Read(0, HeaderLength);
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
        long start = (long)page << PageShift;
        uint found = Crc32C.Of(_bytes.Span(start, (int)Math.Min(PageLength, _bodyEnd - start)));
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(
            _bytes.Span(_bodyEnd + (page * (long)sizeof(uint)), sizeof(uint))
        );
        if (found != expected)
        {
            throw new IndexCorruptException(Name, start, Crc32C.Text(expected), Crc32C.Text(found));
        }

        _checked[page] = true;
    }
}
