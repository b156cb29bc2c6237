namespace SearchService.Engine.Segments;

/// <summary>The groups of an inverter as a segment's source: those that are still wanted, in the order of their keys.</summary>
internal sealed class InvertedGroups : SegmentSource
{
    private readonly Inverter _inverter;
    private readonly SourceGroup[] _groups;
    private readonly int[] _groupOrigins;

    // Where each new document was, and what each old one is now; -1 where it is not wanted any more.
    private readonly int[] _old;
    private readonly int[] _new;
    private readonly bool _isInOrder;

    /// <param name="inverter">Must not be changed while this is used.</param>
    /// <param name="dead">Groups that have been replaced or deleted.</param>
    public InvertedGroups(Inverter inverter, HashSet<int> dead)
    {
        _inverter = inverter;
        (byte[] Key, int Group)[] live =
        [
            .. Enumerable
                .Range(0, inverter.GroupCount)
                .Where(group => !dead.Contains(group))
                .Select(group => (Utf8.Of(inverter.Groups[group].Key), group)),
        ];
        Array.Sort(live, (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        _groups = new SourceGroup[live.Length];
        _groupOrigins = [.. live.Select(group => group.Group)];
        _new = new int[inverter.DocumentCount];
        Array.Fill(_new, -1);
        List<int> old = [];
        _isInOrder = true;
        for (int i = 0; i < live.Length; i++)
        {
            InvertedGroup group = inverter.Groups[live[i].Group];
            _groups[i] = new SourceGroup(live[i].Key, group.Documents);
            for (int document = group.FirstDocument; document < group.FirstDocument + group.Documents; document++)
            {
                _isInOrder &= old.Count == 0 || old[^1] < document;
                _new[document] = old.Count;
                old.Add(document);
            }
        }

        _old = [.. old];
    }

    public override int DocumentCount => _old.Length;

    public override IReadOnlyList<SourceGroup> Groups => _groups;

    public override ReadOnlyMemory<byte> GroupStored(int group) => _inverter.Groups[_groupOrigins[group]].Stored;

    public override ReadOnlySpan<byte> Stored(int document) => _inverter.Stored(_old[document]);

    public override FieldExtent Extent(int field, int document) => _inverter.Extent(field, _old[document]);

    public override IReadOnlyList<string> Keywords(int column, int document) =>
        _inverter.Columns.Keywords(column, _old[document]);

    public override long? Number(int column, int document) => _inverter.Columns.Number(column, _old[document]);

    public override IEnumerable<SourceTerm> Terms(int field)
    {
        InvertedField inverted = _inverter.Field(field);
        PostingList list = new();
        foreach (int term in inverted.SortedTerms())
        {
            Read(inverted, term, list);
            if (list.Count > 0)
            {
                yield return new SourceTerm(inverted.Term(term).ToArray(), list.Postings());
            }
        }
    }

    private void Read(InvertedField inverted, int term, PostingList list)
    {
        list.Clear();
        int before = -1;
        int document = -1;
        for (InvertedField.PostingsReader reader = inverted.Postings(term); reader.MoveNext(); )
        {
            if (reader.Document != before)
            {
                before = reader.Document;
                document = _new[before];
                if (document >= 0)
                {
                    list.Begin(document);
                }
            }

            if (document >= 0)
            {
                list.Add(reader.Position);
            }
        }

        if (!_isInOrder)
        {
            list.Sort();
        }
    }

    /// <summary>One term's documents with their positions; used for all terms in turn.</summary>
    private sealed class PostingList
    {
        private int[] _documents = new int[64];
        private (int Start, int End)[] _ranges = new (int, int)[64];
        private int[] _positions = new int[256];
        private int _positionCount;

        public int Count { get; private set; }

        public void Clear()
        {
            Count = 0;
            _positionCount = 0;
        }

        public void Begin(int document)
        {
            if (Count == _documents.Length)
            {
                Array.Resize(ref _documents, Count * 2);
                Array.Resize(ref _ranges, Count * 2);
            }

            _documents[Count] = document;
            _ranges[Count++] = (_positionCount, _positionCount);
        }

        public void Add(int position)
        {
            if (_positionCount == _positions.Length)
            {
                Array.Resize(ref _positions, _positionCount * 2);
            }

            _positions[_positionCount++] = position;
            _ranges[Count - 1].End = _positionCount;
        }

        public void Sort() => Array.Sort(_documents, _ranges, 0, Count);

        public IEnumerable<SourcePosting> Postings()
        {
            for (int i = 0; i < Count; i++)
            {
                (int start, int end) = _ranges[i];
                yield return new SourcePosting(_documents[i], _positions.AsMemory(start, end - start));
            }
        }
    }
}
