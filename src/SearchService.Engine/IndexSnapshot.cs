using System.Diagnostics.CodeAnalysis;
using SearchService.Engine.Queries;

namespace SearchService.Engine;

/// <summary>One commit of an index, unchanging until disposed. Safe for any number of threads.</summary>
public sealed class IndexSnapshot : IDisposable
{
    internal IndexSnapshot() { }

    public IReadOnlyDictionary<string, string> UserData => throw new NotSupportedException();

    public long Generation => throw new NotSupportedException();

    public int DocumentCount => throw new NotSupportedException();

    public int GroupCount => throw new NotSupportedException();

    public IEnumerable<string> GroupKeys => throw new NotSupportedException();

    public bool TryGetGroup(string key, [NotNullWhen(true)] out GroupEntry? group) => throw new NotSupportedException();

    public GroupEntry GroupOf(DocId document) => throw new NotSupportedException();

    public bool TryLocate(string key, string field, int position, out DocId document) =>
        throw new NotSupportedException();

    public ReadOnlyMemory<byte> StoredDocument(DocId document) => throw new NotSupportedException();

    public IReadOnlyList<string> Keywords(DocId document, string column) => throw new NotSupportedException();

    public long? Number(DocId document, string column) => throw new NotSupportedException();

    public int TokenCount(DocId document, string field) => throw new NotSupportedException();

    public long DocumentFrequency(string field, string term) => throw new NotSupportedException();

    public IEnumerable<(string Term, long DocumentFrequency)> Terms(string field, string prefix) =>
        throw new NotSupportedException();

    public SearchMatches Search(
        Query query,
        SearchOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public IReadOnlyList<MatchSpan> Spans(Query query, DocId document) => throw new NotSupportedException();

    public IReadOnlyList<IReadOnlyList<MatchSpan>> Spans(Query query, IReadOnlyList<DocId> documents) =>
        throw new NotSupportedException();

    public void Dispose() { }
}
