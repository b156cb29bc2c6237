using SearchService.Engine.Schema;

namespace SearchService.Engine.Segments;

/// <summary>Groups that wait in memory to become a segment. A group that is put again or deleted leaves at once.</summary>
internal sealed class PutBuffer
{
    // What an entry costs beside its characters and bytes; a bet, as the limit is on the order of memory, not on its last byte.
    private const int TokenCost = 24;
    private const int DocumentCost = 256;

    private readonly Dictionary<string, DocumentGroup> _groups = new(StringComparer.Ordinal);

    public int DocumentCount { get; private set; }

    public long Bytes { get; private set; }

    public bool IsEmpty => _groups.Count == 0;

    /// <summary>The key must not be in the buffer.</summary>
    public void Add(string key, DocumentGroup group)
    {
        _groups.Add(key, group);
        DocumentCount += group.Documents.Count;
        Bytes += Cost(group);
    }

    public void Remove(string key)
    {
        if (_groups.Remove(key, out DocumentGroup? group))
        {
            DocumentCount -= group.Documents.Count;
            Bytes -= Cost(group);
        }
    }

    public void Clear()
    {
        _groups.Clear();
        DocumentCount = 0;
        Bytes = 0;
    }

    public SegmentSource Invert(IndexSchema schema) =>
        new InvertedGroups(
            schema,
            [.. _groups.Select(g => (Utf8.Of(g.Key), g.Value)).OrderBy(g => g.Item1, Utf8.Order)]
        );

    private static long Cost(DocumentGroup group)
    {
        long bytes = group.Stored.Length + DocumentCost;
        foreach (IndexDocument document in group.Documents)
        {
            bytes += document.Stored.Length + DocumentCost;
            bytes += document.Fields.Sum(field => (long)field.Value.Count * TokenCost);
        }

        return bytes;
    }
}

/// <summary>Groups turned from documents with terms into terms with documents.</summary>
internal sealed class InvertedGroups : SegmentSource
{
    private readonly IndexSchema _schema;
    private readonly List<IndexDocument> _documents = [];
    private readonly List<SourceGroup> _groups = [];
    private readonly List<ReadOnlyMemory<byte>> _groupsStored = [];
    private readonly FieldExtent[][] _extents;
    private readonly (byte[] Term, PostingList List)[][] _terms;

    public InvertedGroups(IndexSchema schema, IReadOnlyList<(byte[] Key, DocumentGroup Group)> groups)
    {
        _schema = schema;
        foreach ((byte[] key, DocumentGroup group) in groups)
        {
            _groups.Add(new SourceGroup(key, group.Documents.Count));
            _groupsStored.Add(group.Stored);
            _documents.AddRange(group.Documents);
        }

        _extents = new FieldExtent[schema.TextFields.Count][];
        _terms = new (byte[], PostingList)[schema.TextFields.Count][];
        for (int field = 0; field < schema.TextFields.Count; field++)
        {
            Invert(field);
        }
    }

    public override int DocumentCount => _documents.Count;

    public override IReadOnlyList<SourceGroup> Groups => _groups;

    public override ReadOnlyMemory<byte> GroupStored(int group) => _groupsStored[group];

    public override ReadOnlyMemory<byte> Stored(int document) => _documents[document].Stored;

    public override FieldExtent Extent(int field, int document) => _extents[field][document];

    public override IReadOnlyList<string> Keywords(int column, int document) =>
        _documents[document].Keywords.TryGetValue(_schema.Columns[column].Name, out IReadOnlyList<string>? values)
            ? values
            : [];

    public override long? Number(int column, int document) =>
        _documents[document].Numbers.TryGetValue(_schema.Columns[column].Name, out long value) ? value : null;

    public override IEnumerable<SourceTerm> Terms(int field)
    {
        foreach ((byte[] term, PostingList list) in _terms[field])
        {
            yield return new SourceTerm(term, list.Postings());
        }
    }

    private void Invert(int field)
    {
        Dictionary<string, PostingList> lists = new(StringComparer.Ordinal);
        FieldExtent[] extents = new FieldExtent[_documents.Count];
        string name = _schema.TextFields[field];
        for (int document = 0; document < _documents.Count; document++)
        {
            if (
                !_documents[document].Fields.TryGetValue(name, out IReadOnlyList<IndexToken>? tokens)
                || tokens.Count == 0
            )
            {
                continue;
            }

            int count = 0;
            foreach (IndexToken token in tokens)
            {
                if (!lists.TryGetValue(token.Term, out PostingList? list))
                {
                    list = ListOf(lists, token.Term);
                    lists.Add(token.Term, list);
                }

                if (list.Add(document, token.Position))
                {
                    count++;
                }
            }

            extents[document] = new FieldExtent(count, tokens[0].Position, tokens[^1].Position);
        }

        _extents[field] = extents;
        _terms[field] =
        [
            .. lists
                .Where(l => l.Key == Utf8.Canonical(l.Key))
                .Select(l => (Utf8.Of(l.Key), l.Value))
                .OrderBy(l => l.Item1, Utf8.Order),
        ];
    }

    /// <summary>Strings that are the same term once they are UTF-8 share the list of that term.</summary>
    private static PostingList ListOf(Dictionary<string, PostingList> lists, string term)
    {
        string canonical = Utf8.Canonical(term);
        if (canonical == term)
        {
            return new PostingList();
        }

        if (!lists.TryGetValue(canonical, out PostingList? list))
        {
            list = new PostingList();
            lists.Add(canonical, list);
        }

        return list;
    }

    private sealed class PostingList
    {
        private readonly List<int> _documents = [];
        private readonly List<int> _ends = [];
        private readonly List<int> _positions = [];

        /// <summary>False where the document has the term at this position already.</summary>
        public bool Add(int document, int position)
        {
            if (_documents.Count > 0 && _documents[^1] == document)
            {
                if (_positions[^1] == position)
                {
                    return false;
                }

                _ends[^1]++;
            }
            else
            {
                _documents.Add(document);
                _ends.Add(_positions.Count + 1);
            }

            _positions.Add(position);
            return true;
        }

        public IEnumerable<SourcePosting> Postings()
        {
            int[] positions = [.. _positions];
            int start = 0;
            for (int i = 0; i < _documents.Count; i++)
            {
                yield return new SourcePosting(_documents[i], positions.AsMemory(start, _ends[i] - start));
                start = _ends[i];
            }
        }
    }
}
