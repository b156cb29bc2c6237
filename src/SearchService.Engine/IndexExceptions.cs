namespace SearchService.Engine;

/// <summary>An index that cannot be used as it was asked to be. Whoever can rebuild an index from its source may catch this.</summary>
public abstract class IndexException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A file of the index does not hold what was written: damaged, cut short, or missing.</summary>
/// <param name="file">The file's name in its storage.</param>
/// <param name="offset">Where the damaged part begins, in bytes.</param>
/// <param name="expected">What should be there (a checksum, a length, a name).</param>
/// <param name="found">What is there.</param>
public sealed class IndexCorruptException(
    string file,
    long offset,
    string expected,
    string found,
    Exception? inner = null
) : IndexException($"{file} is damaged at byte {offset}: expected {expected}, found {found}.", inner)
{
    public string File { get; } = file;
    public long Offset { get; } = offset;
    public string Expected { get; } = expected;
    public string Found { get; } = found;
}

/// <summary>A file was written by an older program whose format is no longer read: the index must be built again.</summary>
public sealed class IndexFormatTooOldException(string file, int found, int oldest)
    : IndexException($"{file} has format {found}; this program reads {oldest} and later.")
{
    public string File { get; } = file;
    public int Found { get; } = found;
    public int Oldest { get; } = oldest;
}

/// <summary>A file was written by a newer program.</summary>
public sealed class IndexFormatTooNewException(string file, int found, int newest)
    : IndexException($"{file} has format {found}; this program reads up to {newest}.")
{
    public string File { get; } = file;
    public int Found { get; } = found;
    public int Newest { get; } = newest;
}

/// <summary>The index was made with other fields or columns than it is opened with.</summary>
public sealed class IndexSchemaMismatchException(string expected, string found)
    : IndexException($"The index has the schema {found}, and was opened with {expected}.")
{
    public string Expected { get; } = expected;
    public string Found { get; } = found;
}

/// <summary>Another writer is at work on the index.</summary>
public sealed class IndexLockedException(string lockName, int? processId)
    : IndexException(
        processId is int id
            ? $"The index is being written by process {id} ({lockName} is held)."
            : $"The index is being written by another process ({lockName} is held)."
    )
{
    public string LockName { get; } = lockName;

    /// <summary>The holder, where it could be read.</summary>
    public int? ProcessId { get; } = processId;
}
