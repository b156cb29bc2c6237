using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>What a brute-force index keeps its last commit in, so that another one can be opened over it.</summary>
internal sealed class BruteForceStore
{
    public IReadOnlyDictionary<string, IndexedDocument> Documents { get; set; } =
        new Dictionary<string, IndexedDocument>(StringComparer.Ordinal);

    public string CorpusVersion { get; set; } = IPassageSnapshot.EmptyCorpusVersion;

    public bool IsBeingWritten { get; set; }
}

/// <summary>
/// The port's second implementation: nothing is prepared, every clause is asked of every passage. It shares no code with the
/// engine and is written to be obviously right, so that it says what is right where the two differ.
/// </summary>
internal sealed class BruteForcePassageIndex : IPassageIndex
{
    private readonly BruteForceStore _store;
    private BruteForceSnapshot _newest;

    public BruteForcePassageIndex(BruteForceStore store)
    {
        _store = store;
        _newest = Open();
    }

    public string Engine => "brute force";

    public IPassageSnapshot AcquireSnapshot() => _newest;

    public IPassageWriter OpenWriter() => new Writer(this);

    public void Refresh() => _newest = Open();

    public void Dispose() { }

    private BruteForceSnapshot Open() => new(_store.CorpusVersion, _store.Documents.Values);

    private sealed class Writer : IPassageWriter
    {
        private readonly BruteForcePassageIndex _index;
        private readonly Dictionary<string, IndexedDocument> _documents;

        public Writer(BruteForcePassageIndex index)
        {
            if (index._store.IsBeingWritten)
            {
                throw new PassageIndexLockedException(
                    "Another writer has the index.",
                    new InvalidOperationException("There is one writer.")
                );
            }

            index._store.IsBeingWritten = true;
            _index = index;
            _documents = new Dictionary<string, IndexedDocument>(index._store.Documents, StringComparer.Ordinal);
        }

        public void Put(IndexedDocument document)
        {
            lock (_documents)
            {
                _documents[document.Stored.Summary.Id] = document;
            }
        }

        public void Delete(string documentId)
        {
            lock (_documents)
            {
                _documents.Remove(documentId);
            }
        }

        public void Settle(CancellationToken cancellation) { }

        public void Commit(string corpusVersion)
        {
            _index._store.Documents = new Dictionary<string, IndexedDocument>(_documents, StringComparer.Ordinal);
            _index._store.CorpusVersion = corpusVersion;
            _index.Refresh();
        }

        public void Dispose() => _index._store.IsBeingWritten = false;
    }
}
