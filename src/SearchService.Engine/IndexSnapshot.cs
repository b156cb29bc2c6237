using System.Diagnostics.CodeAnalysis;
using SearchService.Engine.Collecting;
using SearchService.Engine.Commits;
using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine;

/// <summary>
/// One commit of an index, unchanging until disposed. Safe for any number of threads; every method may throw
/// <see cref="IndexCorruptException"/>, as parts of files are verified when they are first read. Bytes that are handed out are
/// valid as long as the snapshot, and are refused afterwards (<see cref="ObjectDisposedException"/>).
/// </summary>
public sealed class IndexSnapshot : IDisposable
{
    private readonly OpenFiles _files;
    private readonly IndexSchema _schema;
    private readonly IndexOptions _options;
    private readonly CommitView _view;
    private readonly ColumnReader _columns;

    // Who reads at the moment, and one until it is disposed: files stay open as long as there is anybody.
    private int _users = 1;
    private int _disposed;

    internal IndexSnapshot(
        CommitView view,
        ColumnReader columns,
        OpenFiles files,
        IndexSchema schema,
        IndexOptions options
    )
    {
        _files = files;
        _schema = schema;
        _options = options;
        _view = view;
        _columns = columns;
    }

    /// <summary>What the commit was given; empty before the first one.</summary>
    public IReadOnlyDictionary<string, string> UserData => View.Commit.Point.UserData;

    /// <summary>Grows with every commit; 0 before the first one. An index that was erased and built again counts anew.</summary>
    public long Generation => View.Commit.Point.Generation;

    /// <summary>Whether both show one commit. Generations alone do not tell: an index may have been built again meanwhile.</summary>
    public bool IsOfSameCommitAs(IndexSnapshot other) => View.Commit.Point.IsSameAs(other.View.Commit.Point);

    /// <summary>How many documents there are, deleted ones not counted.</summary>
    public int DocumentCount => View.Segments.Sum(segment => segment.LiveDocuments);

    /// <summary>How many groups there are, deleted ones not counted.</summary>
    public int GroupCount => View.Segments.Sum(segment => segment.LiveGroups);

    /// <summary>The keys of all groups, in the order of their UTF-8 bytes.</summary>
    public IEnumerable<string> GroupKeys
    {
        get
        {
            using Use use = Begin();
            List<byte[]> keys = [];
            foreach (Segment segment in _view.Segments)
            {
                for (int group = 0; group < segment.File.GroupCount; group++)
                {
                    if (segment.IsGroupLive(group))
                    {
                        keys.Add(segment.File.GroupKey(group).ToArray());
                    }
                }
            }

            return keys.Order(Utf8.Order).Select(key => Utf8.Text(key));
        }
    }

    /// <summary>All groups, in the order of their documents.</summary>
    public IReadOnlyList<GroupEntry> Groups
    {
        get
        {
            using Use use = Begin();
            List<GroupEntry> groups = [];
            for (int segment = 0; segment < _view.Segments.Count; segment++)
            {
                for (int group = 0; group < _view.Segments[segment].File.GroupCount; group++)
                {
                    if (_view.Segments[segment].IsGroupLive(group))
                    {
                        groups.Add(Group(segment, group));
                    }
                }
            }

            return groups;
        }
    }

    public bool TryGetGroup(string key, [NotNullWhen(true)] out GroupEntry? group)
    {
        using Use use = Begin();
        (int segment, int number) = FindGroup(key);
        group = segment < 0 ? null : Group(segment, number);
        return group is not null;
    }

    /// <summary>The group that a document belongs to; its place in it is the distance to <see cref="GroupEntry.First"/>.</summary>
    public GroupEntry GroupOf(DocId document)
    {
        using Use use = Begin();
        (int segment, int local) = View.Locate(document);
        return Group(segment, View.Segments[segment].File.GroupOf(local));
    }

    /// <summary>The bytes that the document was put with.</summary>
    public ReadOnlyMemory<byte> StoredDocument(DocId document)
    {
        using Use use = Begin();
        (int segment, int local) = View.Locate(document);
        return View.Segments[segment].File.DocumentStored(local);
    }

    /// <summary>
    /// What is read of each document's stored bytes, in the order of <paramref name="documents"/>. They are visited in the order they
    /// are stored in, so that those beside each other cost the decoding of one block.
    /// </summary>
    public IReadOnlyList<T> StoredDocuments<T>(IReadOnlyList<DocId> documents, Func<ReadOnlySpan<byte>, T> read)
    {
        using Use use = Begin();
        T[] all = new T[documents.Count];
        StoredBlocks? blocks = null;
        int of = -1;
        foreach (int i in InOrder(documents))
        {
            (int segment, int local) = View.Locate(documents[i]);
            if (blocks is null || segment != of)
            {
                (blocks, of) = (new StoredBlocks(View.Segments[segment].File), segment);
            }

            all[i] = read(blocks.Read(local));
        }

        return all;
    }

    /// <summary>The document's values in a keyword column, in the order given, none twice.</summary>
    public IReadOnlyList<string> Keywords(DocId document, string column)
    {
        using Use use = Begin();
        (int segment, int local) = View.Locate(document);
        return View.Segments[segment].File.Keywords(_schema.ColumnNumber(column, ColumnKind.Keyword), local);
    }

    /// <summary>The document's value in a number column.</summary>
    public long? Number(DocId document, string column)
    {
        using Use use = Begin();
        (int segment, int local) = View.Locate(document);
        return View.Segments[segment].File.Number(_schema.ColumnNumber(column, ColumnKind.Number), local);
    }

    /// <summary>How many documents have the term.</summary>
    public long DocumentFrequency(string field, string term)
    {
        using Use use = Begin();
        return _view.DocumentFrequency(_schema.FieldNumber(field), Utf8.Of(term));
    }

    /// <summary>How often the term stands in all documents together. Walks the term's postings.</summary>
    public long TermFrequency(string field, string term)
    {
        using Use use = Begin();
        return _view.TermFrequency(_schema.FieldNumber(field), Utf8.Of(term));
    }

    /// <summary>The terms that begin with a prefix and are in at least one document, in the order of their UTF-8 bytes.</summary>
    public IEnumerable<(string Term, long DocumentFrequency)> Terms(string field, string prefix)
    {
        int number = _schema.FieldNumber(field);
        _ = View;
        return Enumerate();

        IEnumerable<(string, long)> Enumerate()
        {
            using Use use = Begin();
            MergedTerms terms = _view.Terms(number, Utf8.Of(prefix));
            while (terms.MoveNext())
            {
                long documents = _view.DocumentFrequency(number, terms.Entries);
                if (documents > 0)
                {
                    yield return (Utf8.Text(terms.Term), documents);
                }
            }
        }
    }

    /// <summary>The terms that a wildcard query stands for: those in most documents first.</summary>
    public IReadOnlyList<string> Expand(WildcardQuery query)
    {
        using Use use = Begin();
        return TermExpansion.Ranked(query, _schema.FieldNumber(query.Field), _view, CancellationToken.None);
    }

    /// <summary>The terms that a fuzzy query stands for: the nearest first, then those in most documents.</summary>
    public IReadOnlyList<string> Expand(FuzzyQuery query)
    {
        using Use use = Begin();
        return TermExpansion.Ranked(query, _schema.FieldNumber(query.Field), _view, CancellationToken.None);
    }

    /// <summary>Finds the documents that match, and hands back those of the page that is asked for.</summary>
    /// <exception cref="ArgumentException">The query or the options name what the schema does not have.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SearchMatches Search(
        Query query,
        SearchOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new SearchOptions();
        using Use use = Begin();
        using SearchRooms.Search rooms = SearchRooms.Begin();
        return new SearchRun(View, _columns, options, field => Parameters(options, field), cancellationToken).Search(
            query
        );
    }

    /// <summary>
    /// Every place in a document where a leaf of the query matches, also where the query as a whole does not match the document.
    /// In the order of their starts, then lengths, then leaves.
    /// </summary>
    public IReadOnlyList<MatchSpan> Spans(Query query, DocId document) => Spans(query, [document])[0];

    /// <summary>As for one document, for many: the query is looked up once.</summary>
    public IReadOnlyList<IReadOnlyList<MatchSpan>> Spans(Query query, IReadOnlyList<DocId> documents)
    {
        using Use use = Begin();
        using SearchRooms.Search rooms = SearchRooms.Begin();
        QueryBinder binder = new(View, null, CancellationToken.None);
        binder.Bind(query);
        return Spans(binder, documents);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            End();
        }
    }

    /// <summary>To be disposed when the reading is done: no file is closed under a reader, whoever disposes the snapshot when.</summary>
    private Use Begin()
    {
        int users = Volatile.Read(ref _users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(users == 0 || Volatile.Read(ref _disposed) != 0, this);
            int before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users)
            {
                return new Use(this);
            }

            users = before;
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _files.Release(_view.Commit);
        }
    }

    private CommitView View
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            return _view;
        }
    }

    /// <summary>Each leaf walks once through a segment, whatever the order of the documents.</summary>
    private MatchSpan[][] Spans(QueryBinder binder, IReadOnlyList<DocId> documents)
    {
        MatchSpan[][] all = new MatchSpan[documents.Count][];
        List<MatchSpan> found = [];
        List<GroupCursor.Span> spans = [];
        List<(string Field, SpanWalk Walk)> leaves = [];
        int of = -1;
        foreach (int i in InOrder(documents))
        {
            (int segment, int local) = View.Locate(documents[i]);
            if (segment != of)
            {
                leaves = [.. binder.Leaves.Select(leaf => (leaf.Field, leaf.Plan.OpenSpans(View.Segments[segment])))];
                of = segment;
            }

            found.Clear();
            for (int leaf = 0; leaf < leaves.Count; leaf++)
            {
                spans.Clear();
                leaves[leaf].Walk.Add(local, spans);
                foreach (GroupCursor.Span span in spans)
                {
                    found.Add(new MatchSpan(leaves[leaf].Field, span.Start, span.Length, leaf));
                }
            }

            all[i] =
                found.Count < 2
                    ? [.. found]
                    : [.. found.OrderBy(span => span.Start).ThenBy(span => span.Length).ThenBy(span => span.Leaf)];
        }

        return all;
    }

    /// <summary>The places of documents in a list, those of the lowest numbers first.</summary>
    private static int[] InOrder(IReadOnlyList<DocId> documents)
    {
        int[] places = new int[documents.Count];
        int[] numbers = new int[documents.Count];
        for (int i = 0; i < places.Length; i++)
        {
            (places[i], numbers[i]) = (i, documents[i].Value);
        }

        Array.Sort(numbers, places);
        return places;
    }

    private (int Segment, int Group) FindGroup(string key)
    {
        byte[] bytes = Utf8.Of(key);
        for (int segment = 0; segment < View.Segments.Count; segment++)
        {
            int group = View.Segments[segment].FindLiveGroup(bytes);
            if (group >= 0)
            {
                return (segment, group);
            }
        }

        return (-1, -1);
    }

    private GroupEntry Group(int segment, int number)
    {
        SegmentFile file = View.Segments[segment].File;
        int first = file.FirstDocument(number);
        return new GroupEntry(
            Utf8.Text(file.GroupKey(number)),
            file.GroupStored(number),
            new DocId(View.Bases[segment] + first),
            file.FirstDocument(number + 1) - first
        );
    }

    private Bm25Parameters Parameters(SearchOptions options, string field) =>
        options.Bm25 is not null && options.Bm25.TryGetValue(field, out Bm25Parameters parameters)
            ? parameters
            : _options.Bm25;

    private readonly struct Use(IndexSnapshot snapshot) : IDisposable
    {
        public void Dispose() => snapshot.End();
    }
}
