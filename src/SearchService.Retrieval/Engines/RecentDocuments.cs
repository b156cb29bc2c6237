using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>
/// The recovered documents that were asked for last, as many as their sources are together no longer than
/// <paramref name="capacity"/> (in UTF-16 units). Safe for many threads.
/// </summary>
internal sealed class RecentDocuments(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<StoredDocument>> _places = new(StringComparer.Ordinal);

    /// <summary>The one asked for last stands first.</summary>
    private readonly LinkedList<StoredDocument> _documents = new();
    private long _length;

    /// <summary>A kept document, or <paramref name="read"/>'s; two threads that ask at once may both read it.</summary>
    public StoredDocument GetOrRead(string id, Func<StoredDocument> read)
    {
        lock (_gate)
        {
            if (_places.TryGetValue(id, out var place))
            {
                _documents.Remove(place);
                _documents.AddFirst(place);
                return place.Value;
            }
        }

        var document = read();
        lock (_gate)
        {
            if (_places.TryGetValue(id, out var place))
            {
                return place.Value;
            }

            _places[id] = _documents.AddFirst(document);
            _length += document.Summary.SourceLength;
            while (_length > capacity && _documents.Last is { } oldest)
            {
                _documents.RemoveLast();
                _places.Remove(oldest.Value.Summary.Id);
                _length -= oldest.Value.Summary.SourceLength;
            }
        }

        return document;
    }
}
