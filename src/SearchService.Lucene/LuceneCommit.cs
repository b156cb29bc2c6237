using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>What all handles on one commit share; the commit is let go with the last of them.</summary>
internal sealed class LuceneCommit
{
    /// <summary>How much of the collection may be kept in memory as recovered text: UTF-16 units of the sources.</summary>
    private const long KeptSources = 8_000_000;

    private readonly SearcherManager? _manager;
    private readonly Dictionary<string, BlockPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly Lazy<DocumentCatalogue> _catalogue;
    private int _handles;

    /// <param name="searcher">The manager's; null for the state before the first commit.</param>
    public LuceneCommit(SearcherManager? manager, PassageSearcher? searcher)
    {
        _manager = manager;
        Searcher = searcher;
        foreach (var leaf in Leaves)
        {
            var segment = leaf.AtomicReader;
            var (blocks, live) = (SegmentBlocks.Of(segment), segment.LiveDocs);
            for (var block = 0; block < blocks.Count; block++)
            {
                if (live is null || live.Get(blocks.Root(block)))
                {
                    _places.Add(blocks.Id(block), new BlockPlace(leaf, blocks, block));
                }
            }
        }

        DocumentIds = [.. _places.Keys.Order(StringComparer.Ordinal)];
        foreach (var (rank, id) in DocumentIds.Index())
        {
            _ranks.Add(id, rank);
        }

        _catalogue = new Lazy<DocumentCatalogue>(() =>
            new DocumentCatalogue([
                .. DocumentIds
                    .Select(id => _places[id])
                    .Select(place => place.Blocks.Entry(place.Block, place.Leaf.AtomicReader)),
            ])
        );
    }

    public PassageSearcher? Searcher { get; }

    public IEnumerable<AtomicReaderContext> Leaves => Searcher?.IndexReader.Leaves ?? [];

    public IReadOnlyDictionary<string, string> UserData { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> DocumentIds { get; }

    public int PassageCount => (Searcher?.IndexReader.NumDocs ?? 0) - _places.Count;

    public DocumentCatalogue Catalogue => _catalogue.Value;

    public ConcurrentDictionary<string, DocumentSummary> Summaries { get; } = new(StringComparer.Ordinal);

    public RecentDocuments Documents { get; } = new(KeptSources);

    public ConcurrentDictionary<PassageColumn, IReadOnlyList<string>> Values { get; } = new();

    /// <summary>Null when there is no such document.</summary>
    public BlockPlace? Find(string documentId) => _places.GetValueOrDefault(documentId);

    /// <summary>The place of a document's id among all, in ordinal order.</summary>
    public int Rank(string documentId) => _ranks[documentId];

    public void Acquire() => Interlocked.Increment(ref _handles);

    public void Release()
    {
        if (Interlocked.Decrement(ref _handles) == 0 && Searcher is not null)
        {
            _manager!.Release(Searcher);
        }
    }
}

/// <summary>Where a text lies in a commit.</summary>
internal sealed record BlockPlace(AtomicReaderContext Leaf, SegmentBlocks Blocks, int Block)
{
    /// <summary>The root, in the commit.</summary>
    public int Root => Leaf.DocBase + Blocks.Root(Block);

    /// <summary>The passages, in the commit, in the order in which they were put.</summary>
    public IEnumerable<int> Passages =>
        Enumerable.Range(Leaf.DocBase + Blocks.First(Block), Blocks.Root(Block) - Blocks.First(Block));
}
