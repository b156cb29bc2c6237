using System.Runtime.InteropServices;

namespace SearchService.Engine.Storage;

/// <summary>Files in memory, for tests and for indexes that need not last. Safe for any number of threads.</summary>
public sealed class MemoryStorage : IStorage
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. _files.Keys];
        }
    }

    public IStorageOutput Create(string name)
    {
        lock (_gate)
        {
            _files[name] = [];
        }

        return new Output(this, name);
    }

    public IStorageFile Open(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out byte[]? bytes)
                ? new PinnedContents(bytes)
                : throw new FileNotFoundException("The storage has no such file.", name);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            if (!_files.Remove(from, out byte[]? bytes))
            {
                throw new FileNotFoundException("The storage has no such file.", from);
            }

            _files[to] = bytes;
        }
    }

    public void SyncNames() { }

    public IDisposable Lock(string name)
    {
        lock (_gate)
        {
            return _locks.Add(name)
                ? new HeldLock(this, name)
                : throw new IndexLockedException(name, Environment.ProcessId);
        }
    }

    private sealed class Output(MemoryStorage storage, string name) : IStorageOutput
    {
        private readonly MemoryStream _bytes = new();

        public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        public void Sync() => Publish();

        public void Dispose() => Publish();

        private void Publish()
        {
            lock (storage._gate)
            {
                storage._files[name] = _bytes.ToArray();
            }
        }
    }

    private sealed class HeldLock(MemoryStorage storage, string name) : IDisposable
    {
        public void Dispose()
        {
            lock (storage._gate)
            {
                storage._locks.Remove(name);
            }
        }
    }
}

/// <summary>Bytes of this process that stay where they are until disposed.</summary>
internal sealed class PinnedContents : IStorageFile
{
    private GCHandle _handle;

    public PinnedContents(byte[] bytes)
    {
        Length = bytes.Length;
        _handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        Address = _handle.AddrOfPinnedObject();
    }

    public long Length { get; }

    public nint Address { get; }

    public void Dispose()
    {
        if (_handle.IsAllocated)
        {
            _handle.Free();
        }
    }
}
