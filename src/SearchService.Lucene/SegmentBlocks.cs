using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>
/// Where the texts' blocks lie in a segment. A segment never changes but for what is deleted from it, so that this is read once, whatever
/// is committed later.
/// </summary>
internal sealed class SegmentBlocks
{
    private static readonly ConditionalWeakTable<object, SegmentBlocks> Known = [];

    /// <summary>The last document of each block, ascending.</summary>
    private readonly int[] _roots;
    private readonly string[] _ids;
    private readonly CatalogueEntry?[] _entries;

    private SegmentBlocks(AtomicReader reader)
    {
        var roots = new List<int>();
        // Of deleted texts as well: whoever asks knows which ones are.
        if (Postings.Docs(reader, PassageFields.Role, PassageFields.RootRole, live: null) is { } docs)
        {
            while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                roots.Add(docs.DocID);
            }
        }

        _roots = [.. roots];
        _ids = new string[_roots.Length];
        _entries = new CatalogueEntry?[_roots.Length];
        var ids = reader.GetBinaryDocValues(PassageFields.Id);
        var bytes = new BytesRef();
        for (var i = 0; i < _roots.Length; i++)
        {
            ids.Get(_roots[i], bytes);
            _ids[i] = bytes.Utf8ToString();
        }
    }

    public static SegmentBlocks Of(AtomicReader reader) =>
        Known.GetValue(reader.CoreCacheKey, _ => new SegmentBlocks(reader));

    public int Count => _roots.Length;

    public int Root(int block) => _roots[block];

    /// <summary>The first passage of a block; its root where it has none.</summary>
    public int First(int block) => block == 0 ? 0 : _roots[block - 1] + 1;

    public string Id(int block) => _ids[block];

    /// <summary>The block that a document is in.</summary>
    public int BlockOf(int document)
    {
        var at = Array.BinarySearch(_roots, document);
        return at >= 0 ? at : ~at;
    }

    public CatalogueEntry Entry(int block, AtomicReader reader) =>
        _entries[block] ??= CatalogueEntry.Of(
            StoredRecords.ReadSummary(StoredBytes.Read(reader, _roots[block])),
            AuthorKeys.Of
        );
}
