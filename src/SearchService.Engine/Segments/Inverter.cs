using System.Runtime.CompilerServices;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Segments;

/// <summary>
/// Groups that wait in memory to become a segment, turned from documents with terms into terms with documents as they come. For
/// one thread at a time; its memory is what its lists take, not its documents.
/// </summary>
internal sealed class Inverter(IndexSchema schema)
{
    // What a document costs beside its tokens and bytes; a bet, as the limit is on the order of memory, not on its last byte.
    private const int DocumentCost = 256;

    private readonly List<InvertedGroup> _groups = [];
    private readonly InvertedColumns _columns = new(schema);
    private readonly BytePool _stored = new();

    // Of each document, where its stored bytes are.
    private readonly List<BytePool.Place> _storedPlaces = [];
    private readonly InvertedField[] _fields = [.. schema.TextFields.Select(_ => new InvertedField())];
    private readonly List<FieldExtent>[] _extents = [.. schema.TextFields.Select(_ => new List<FieldExtent>())];
    private long _bytes;

    public IndexSchema Schema => schema;

    public int GroupCount => _groups.Count;

    public int DocumentCount => _storedPlaces.Count;

    public long Bytes
    {
        get
        {
            long bytes = _bytes + _stored.Bytes;
            foreach (InvertedField inverted in _fields)
            {
                bytes += inverted.Bytes;
            }

            return bytes;
        }
    }

    public IReadOnlyList<InvertedGroup> Groups => _groups;

    public InvertedColumns Columns => _columns;

    public InvertedField Field(int number) => _fields[number];

    public ReadOnlySpan<byte> Stored(int document) => _stored.At(_storedPlaces[document]);

    public FieldExtent Extent(int field, int document) => _extents[field][document];

    /// <summary>The group's number here: groups are counted in the order they come.</summary>
    /// <param name="key">Its key as the index knows it.</param>
    /// <param name="group">Its own stored bytes are kept; of its documents nothing is, as all is copied.</param>
    /// <param name="tokens">By document.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(string key, DocumentGroup group, (int Field, TokenList Tokens)[][] tokens)
    {
        _groups.Add(new InvertedGroup(key, group.Stored, _storedPlaces.Count, tokens.Length));
        _bytes += group.Stored.Length + DocumentCost;
        for (int i = 0; i < tokens.Length; i++)
        {
            IndexDocument document = group.Documents[i];
            foreach (List<FieldExtent> extents in _extents)
            {
                extents.Add(default);
            }

            foreach ((int field, TokenList list) in tokens[i])
            {
                Invert(field, list);
            }

            _columns.Add(document);
            _storedPlaces.Add(_stored.Add(document.Stored.Span));
            _bytes += DocumentCost;
        }

        return _groups.Count - 1;
    }

    private void Invert(int field, TokenList tokens)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        int document = _storedPlaces.Count;
        int count = _fields[field].Add(tokens, document);
        _extents[field][document] = new FieldExtent(count, tokens.Tokens[0].Position, tokens.Tokens[^1].Position);
    }
}

/// <summary>A group that waits, and which documents are its.</summary>
internal readonly record struct InvertedGroup(
    string Key,
    ReadOnlyMemory<byte> Stored,
    int FirstDocument,
    int Documents
);
