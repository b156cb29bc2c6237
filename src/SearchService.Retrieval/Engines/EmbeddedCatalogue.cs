using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using SearchService.Corpus.Bibliography;
using SearchService.Engine;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>
/// The catalogue of a commit, and where its documents' passages lie in it. A document that an earlier commit had already is not read
/// again: its summary's bytes are told by their hash.
/// </summary>
internal sealed class EmbeddedCatalogue
{
    private readonly Row[] _rows;

    /// <summary>Where the passages of the documents that have any begin, ascending, with the place of each document in the catalogue.</summary>
    private readonly int[] _firsts;
    private readonly int[] _documents;

    /// <param name="earlier">Of a commit before, if there is one.</param>
    public EmbeddedCatalogue(IndexSnapshot index, EmbeddedCatalogue? earlier)
    {
        var keys = new ConcurrentDictionary<PersonName, IReadOnlyList<string>>();
        var groups = index.Groups;
        _rows = new Row[groups.Count];
        Parallel.For(0, _rows.Length, i => _rows[i] = Read(groups[i], earlier, keys));
        Array.Sort(_rows, static (a, b) => string.CompareOrdinal(a.Entry.Id, b.Entry.Id));
        Documents = new DocumentCatalogue([.. _rows.Select(row => row.Entry)]);
        var filled = _rows.Index().Where(row => row.Item.Count > 0).OrderBy(row => row.Item.First).ToList();
        _firsts = [.. filled.Select(row => row.Item.First)];
        _documents = [.. filled.Select(row => row.Index)];
    }

    public DocumentCatalogue Documents { get; }

    /// <summary>The place in the catalogue of the document that a passage is of.</summary>
    public int DocumentOf(DocId passage)
    {
        var at = Array.BinarySearch(_firsts, passage.Value);
        return _documents[at >= 0 ? at : ~at - 1];
    }

    private static Row Read(
        GroupEntry group,
        EmbeddedCatalogue? earlier,
        ConcurrentDictionary<PersonName, IReadOnlyList<string>> keys
    )
    {
        var bytes = StoredRecords.SummaryBytes(group.Stored.Span);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        var hash = BinaryPrimitives.ReadUInt128LittleEndian(digest);
        var known = earlier?.Find(group.Key);
        var entry =
            known is { } row && row.Hash == hash
                ? row.Entry
                : CatalogueEntry.Of(StoredRecords.ReadSummary(group.Stored.Span), KeysOf);
        return new Row(entry, hash, group.First.Value, group.Count);

        IReadOnlyList<string> KeysOf(IReadOnlyList<PersonName> authors) =>
            authors is [var only] ? keys.GetOrAdd(only, static name => AuthorKeys.Of([name])) : AuthorKeys.Of(authors);
    }

    private Row? Find(string id)
    {
        var (low, high) = (0, _rows.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_rows[middle].Entry.Id, id);
            if (order == 0)
            {
                return _rows[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <param name="Hash">Of the summary's bytes: the first half of their SHA-256.</param>
    /// <param name="First">The number of its first passage in the commit.</param>
    private readonly record struct Row(CatalogueEntry Entry, UInt128 Hash, int First, int Count);
}
