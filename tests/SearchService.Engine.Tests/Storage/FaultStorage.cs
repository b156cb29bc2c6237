using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Storage;

/// <summary>
/// A disk that fails at a chosen change, in one of two ways, or that has room for so much. After a power cut nothing works any more, and
/// <see cref="Restart"/> gives what may be found then: of contents that were not synced any beginning, whole or with garbage at
/// the end; of names that were not synced any of the changes, in any selection. After a single fault everything goes on. Safe for
/// any number of threads.
/// </summary>
internal sealed class FaultStorage : IStorage
{
    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _durableNames = new(StringComparer.Ordinal);
    private readonly List<Action<Dictionary<string, Node>>> _pending = [];
    private readonly HashSet<string> _locks = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _off;

    /// <summary>The change that fails, counted from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>
    /// How many bytes the files may have that are there by name. What does not fit is written as far as it does, and fails; so does all
    /// that comes after, until files are deleted or there is more room.
    /// </summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>Whether the fault is the end of power, or of this one change only.</summary>
    public bool IsPowerCut { get; init; }

    /// <summary>How many changes were asked for so far.</summary>
    public int Changes { get; private set; }

    public bool HasFailed { get; private set; }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            ThrowIfOff();
            return [.. _names.Keys];
        }
    }

    public IStorageOutput Create(string name)
    {
        lock (_gate)
        {
            Change();
            Node node = new();
            Rename(names => names[name] = node);
            return new Output(this, node);
        }
    }

    public IStorageFile Open(string name)
    {
        lock (_gate)
        {
            ThrowIfOff();
            return _names.TryGetValue(name, out Node? node)
                ? new PinnedContents([.. node.Bytes])
                : throw new FileNotFoundException("The storage has no such file.", name);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            Change();
            Rename(names => names.Remove(name));
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            Change();
            Rename(names =>
            {
                if (names.Remove(from, out Node? node))
                {
                    names[to] = node;
                }
            });
        }
    }

    public void SyncNames()
    {
        lock (_gate)
        {
            Change();
            _durableNames.Clear();
            foreach ((string name, Node node) in _names)
            {
                _durableNames.Add(name, node);
            }

            _pending.Clear();
        }
    }

    public IDisposable Lock(string name)
    {
        lock (_gate)
        {
            ThrowIfOff();
            return _locks.Add(name)
                ? new Held(this, name)
                : throw new IndexLockedException(name, Environment.ProcessId);
        }
    }

    /// <summary>One of the states in which the disk may be found.</summary>
    public MemoryStorage Restart(Random random)
    {
        lock (_gate)
        {
            Dictionary<string, Node> names = new(_durableNames, StringComparer.Ordinal);
            int likely = random.Next(3);
            foreach (Action<Dictionary<string, Node>> change in _pending)
            {
                if (random.Next(2) < likely)
                {
                    change(names);
                }
            }

            MemoryStorage found = new();
            foreach ((string name, Node node) in names)
            {
                byte[] bytes = [.. node.Bytes];
                int kept = node.Synced + random.Next(bytes.Length - node.Synced + 1);
                for (int i = node.Synced + random.Next(kept - node.Synced + 1); i < kept; i++)
                {
                    bytes[i] = (byte)(random.Next(2) * random.Next(256));
                }

                using IStorageOutput output = found.Create(name);
                output.Append(bytes.AsSpan(0, kept));
            }

            return found;
        }
    }

    private void Rename(Action<Dictionary<string, Node>> change)
    {
        change(_names);
        _pending.Add(change);
    }

    private void Change()
    {
        ThrowIfOff();
        if (++Changes == FailAt)
        {
            HasFailed = true;
            _off = IsPowerCut;
            throw new IOException("The disk failed, as this test wants it to.");
        }
    }

    private void ThrowIfOff()
    {
        if (_off)
        {
            throw new IOException("The power is off.");
        }
    }

    private sealed class Node
    {
        public List<byte> Bytes { get; } = [];

        public int Synced { get; set; }
    }

    private sealed class Output(FaultStorage storage, Node node) : IStorageOutput
    {
        public void Append(ReadOnlySpan<byte> bytes)
        {
            lock (storage._gate)
            {
                try
                {
                    storage.Change();
                }
                catch (IOException)
                {
                    node.Bytes.AddRange(bytes[..(bytes.Length / 2)]);
                    throw;
                }

                long left = storage.Room - storage._names.Values.Sum(file => (long)file.Bytes.Count);
                if (bytes.Length > left)
                {
                    node.Bytes.AddRange(bytes[..(int)Math.Max(0, left)]);
                    storage.HasFailed = true;
                    throw new IOException("No space is left on the disk.");
                }

                node.Bytes.AddRange(bytes);
            }
        }

        public void Sync()
        {
            lock (storage._gate)
            {
                storage.Change();
                node.Synced = node.Bytes.Count;
            }
        }

        public void Dispose() { }
    }

    private sealed class Held(FaultStorage storage, string name) : IDisposable
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
