using SearchService.Engine.Schema;

namespace SearchService.Engine;

/// <summary>Changes an index. One at a time; what is not committed is discarded on disposal.</summary>
public sealed class IndexWriter : IDisposable
{
    internal IndexWriter() { }

    /// <summary>Adds a group, in place of the one of the same key.</summary>
    public void Put(DocumentGroup group) => throw new NotSupportedException();

    /// <summary>Deletes a group; a key that is not there is no mistake.</summary>
    public void Delete(string key) => throw new NotSupportedException();

    /// <summary>Makes all changes visible at once and durable.</summary>
    public void Commit(IReadOnlyDictionary<string, string> userData) => throw new NotSupportedException();

    public void Dispose() { }
}
