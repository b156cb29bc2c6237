using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine;

/// <summary>An embedded full-text index over one storage. Safe for any number of threads.</summary>
public sealed class SearchIndex : IDisposable
{
    private SearchIndex() { }

    /// <summary>Opens the last commit; an empty storage is an index without documents.</summary>
    public static SearchIndex Open(IStorage storage, IndexSchema schema, IndexOptions? options = null) =>
        throw new NotSupportedException();

    /// <summary>Deletes every file of an index, so that it can be built anew.</summary>
    public static void Erase(IStorage storage) => throw new NotSupportedException();

    /// <summary>The only writer, until disposed.</summary>
    public IndexWriter OpenWriter() => throw new NotSupportedException();

    /// <summary>The last commit, for as long as the caller keeps it.</summary>
    public IndexSnapshot AcquireSnapshot() => throw new NotSupportedException();

    /// <summary>Picks up commits made by another process.</summary>
    public void Refresh() => throw new NotSupportedException();

    /// <summary>Reads every byte of the last commit and checks it.</summary>
    public void Verify() => throw new NotSupportedException();

    public void Dispose() { }
}
