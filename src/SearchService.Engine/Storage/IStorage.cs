namespace SearchService.Engine.Storage;

/// <summary>
/// Where an index keeps its files: a flat set of names. Written once, by appending, then only read, renamed or deleted. What
/// must survive a loss of power is synced: contents by <see cref="IStorageOutput.Sync"/>, names by <see cref="SyncNames"/>.
/// </summary>
public interface IStorage
{
    /// <summary>The names of all files, in any order.</summary>
    IReadOnlyList<string> List();

    /// <summary>A new empty file instead of any that has the name, which stays readable where it is open.</summary>
    IStorageOutput Create(string name);

    /// <summary>The whole of a file, which stays readable until disposed even if it is deleted meanwhile.</summary>
    /// <exception cref="FileNotFoundException">No file has the name.</exception>
    IStorageFile Open(string name);

    /// <summary>Deletes a file if it is there.</summary>
    void Delete(string name);

    /// <summary>Gives a file another name in one step, replacing any file that has it.</summary>
    void Rename(string from, string to);

    /// <summary>Makes all creations, deletions and renamings so far durable.</summary>
    void SyncNames();

    /// <summary>Takes the one lock of a name until disposed. The lock of a process that has died is free.</summary>
    /// <exception cref="IndexLockedException">It is held, in this process or another.</exception>
    IDisposable Lock(string name);
}

/// <summary>A file being written.</summary>
public interface IStorageOutput : IDisposable
{
    /// <summary>Adds bytes at the end.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Makes the contents so far durable.</summary>
    void Sync();
}

/// <summary>
/// A file being read: its contents stand in memory (mapped, so that they cost only what is touched) and may be of any length.
/// Safe for any number of threads, until it is disposed.
/// </summary>
public interface IStorageFile : IDisposable
{
    /// <summary>How many bytes there are, as of the opening.</summary>
    long Length { get; }

    /// <summary>Where the first byte is. Nothing may be read there after disposal; an empty file may have no address.</summary>
    nint Address { get; }
}
