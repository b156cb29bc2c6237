using System.Runtime.CompilerServices;

namespace SearchService.Engine.Storage;

/// <summary>Writes a <see cref="PagedFile"/> front to back, one page in memory at a time.</summary>
internal sealed class PagedOutput : IDisposable
{
    private readonly IStorageOutput _output;
    private readonly byte[] _page = new byte[PagedFile.PageLength];
    private readonly ByteWriter _checksums = new();
    private int _inPage;

    public PagedOutput(IStorage storage, string name, ReadOnlySpan<byte> magic, int version)
    {
        _output = storage.Create(name);
        ByteWriter header = new();
        header.Bytes(magic);
        header.Int32(version);
        header.Int32(PagedFile.PageLength);
        Append(header.Written);
    }

    /// <summary>How many bytes of the file are written: the place of the next one.</summary>
    public long Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (bytes.Length > 0)
        {
            int taken = Math.Min(bytes.Length, _page.Length - _inPage);
            bytes[..taken].CopyTo(_page.AsSpan(_inPage));
            _inPage += taken;
            bytes = bytes[taken..];
            if (_inPage == _page.Length)
            {
                EndPage();
            }
        }
    }

    /// <summary>Writes the trailer and makes the contents durable. The trailer's checksum names them.</summary>
    public uint Finish(ByteWriter directory)
    {
        EndPage();
        ByteWriter trailer = new();
        trailer.Bytes(_checksums.Written);
        trailer.Bytes(directory.Written);
        long length = Length + trailer.Length + PagedFile.TailLength;
        trailer.Int64(Length);
        trailer.Int64(length);
        uint checksum = Crc32C.Of(trailer.Written);
        trailer.UInt32(checksum);
        _output.Append(trailer.Written);
        _output.Sync();
        Length = length;
        return checksum;
    }

    public void Dispose() => _output.Dispose();

    private void EndPage()
    {
        if (_inPage > 0)
        {
            ReadOnlySpan<byte> page = _page.AsSpan(0, _inPage);
            _checksums.UInt32(Crc32C.Of(page));
            _output.Append(page);
            _inPage = 0;
        }
    }
}
