using System.Collections.ObjectModel;

namespace SearchService.Engine.Schema;

/// <summary>A term at a position. Several terms may stand at one position (alternatives of one word).</summary>
/// <param name="Term">The term as it is matched: the engine changes nothing in it.</param>
/// <param name="Position">From 0 to 2^31 - 2, counted through the whole group that the document belongs to.</param>
public readonly record struct IndexToken(string Term, int Position);

/// <summary>
/// The unit that is indexed, matched and counted. The lists belong to the index once they are put: do not change them.
/// </summary>
public sealed record IndexDocument
{
    /// <summary>
    /// Tokens by text field, positions never falling. The tokens of a field are a set: a term that is given twice at one
    /// position counts once. A field that is left out has no tokens.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IndexToken>> Fields { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyList<IndexToken>>.Empty;

    /// <summary>Values by keyword column; a column that is left out has none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keywords { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Values by number column; a column that is left out has none.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Bytes handed back unread by <see cref="IndexSnapshot.StoredDocument"/>.</summary>
    public ReadOnlyMemory<byte> Stored { get; init; }
}

/// <summary>
/// An ordered run of documents that are added, replaced and deleted together. In each text field all positions of a document
/// come before those of the next, so that a phrase may run from one document into the following ones.
/// </summary>
/// <param name="Key">Names the group in the index; putting a group replaces the one of the same key.</param>
/// <param name="Stored">Bytes handed back unread by <see cref="IndexSnapshot.TryGetGroup"/>.</param>
/// <param name="Documents">May be empty: the group is then known by its key and bytes, and matches nothing.</param>
public sealed record DocumentGroup(string Key, ReadOnlyMemory<byte> Stored, IReadOnlyList<IndexDocument> Documents);
