using System.Buffers;

namespace SearchService.Engine.Storage;

/// <summary>
/// The contents of an open file, by place. Every access is within bounds, and none is made once the file is closed: who reads
/// holds the file (<see cref="Commits.OpenFiles"/> counts its users), and who kept a part of it beyond that is refused.
/// </summary>
internal sealed unsafe class StorageBytes(IStorageFile file) : IDisposable
{
    private readonly byte* _start = (byte*)file.Address;
    private volatile bool _closed;

    public long Length { get; } = file.Length;

    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if ((ulong)offset > (ulong)Length || (uint)length > (ulong)(Length - offset))
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{length} bytes end after byte {Length}.");
        }

        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    /// <summary>A part to be handed out: refused, not read, once the file is closed.</summary>
    public ReadOnlyMemory<byte> Memory(long offset, int length)
    {
        _ = Span(offset, length);
        return new Part(this, offset, length).Memory;
    }

    public void Dispose()
    {
        _closed = true;
        file.Dispose();
    }

    private sealed class Part(StorageBytes bytes, long offset, int length) : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan()
        {
            _ = bytes.Span(offset, length);
            return new Span<byte>(bytes._start + offset, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            _ = bytes.Span(offset, length);
            return new MemoryHandle(bytes._start + offset + elementIndex);
        }

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
