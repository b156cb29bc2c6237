using SearchService.Engine.Collecting;
using SearchService.Engine.Commits;
using SearchService.Engine.Matching;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine;

/// <summary>
/// An embedded full-text index over one storage. Safe for any number of threads. Any number of indexes, in any number of
/// processes, may read one storage; one of them may write.
/// </summary>
public sealed class SearchIndex : IDisposable
{
    private readonly IStorage _storage;
    private readonly IndexSchema _schema;
    private readonly IndexOptions _options;
    private readonly OpenFiles _files;
    private readonly Lock _gate = new();
    private SharedCommit? _current;

    private SearchIndex(IStorage storage, IndexSchema schema, IndexOptions options)
    {
        _storage = storage;
        _schema = schema;
        _options = options;
        _files = new OpenFiles(storage, schema);
    }

    /// <summary>
    /// Opens the last commit. An empty storage is an index without documents, and stays empty until a writer is opened.
    /// Manifest, deletes and the directories of all segments are verified; the rest is when it is first read.
    /// </summary>
    /// <exception cref="IndexException">The index is damaged, of another format, or of another schema.</exception>
    public static SearchIndex Open(IStorage storage, IndexSchema schema, IndexOptions? options = null)
    {
        IndexSchema.Validate(schema);
        options ??= new IndexOptions();
        IndexOptions.Validate(options);
        SearchIndex index = new(storage, schema, options);
        OpenCommit? last = CommitReader.OpenLast(storage, schema, index._files, known: null);
        index._current = last is null ? null : index.Share(last);
        return index;
    }

    /// <summary>
    /// Puts an index without documents in place of one, whatever its state, so that it can be built anew. The files of the old one are
    /// deleted by the next writer, which takes new names: somebody may still be reading those.
    /// </summary>
    /// <exception cref="IndexLockedException">A writer is at work on it.</exception>
    public static void Erase(IStorage storage, IndexSchema schema)
    {
        IndexSchema.Validate(schema);
        using IDisposable held = storage.Lock(FileNames.WriterLock);
        CommitPoint.Begin(storage, schema);
    }

    /// <summary>The only writer, until disposed; it builds on the last commit, which this index takes up as well.</summary>
    /// <exception cref="IndexLockedException">There is one already, in this process or another.</exception>
    public IndexWriter OpenWriter()
    {
        IDisposable held = _storage.Lock(FileNames.WriterLock);
        try
        {
            Refresh();
            if (IsUnwritten())
            {
                CommitPoint.Begin(_storage, _schema);
                Refresh();
            }

            OpenCommit current = HoldCurrent().Commit;
            try
            {
                long nextFileNumber = Math.Max(current.Point.NextFileNumber, FileNames.NextNumber(_storage.List()));
                _files.DeleteAllBut(current.Point);
                return new IndexWriter(this, _storage, _schema, _options, _files, current, nextFileNumber, held);
            }
            catch
            {
                _files.Release(current);
                throw;
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The last commit, unchanging for as long as the caller keeps it.</summary>
    public IndexSnapshot AcquireSnapshot()
    {
        SharedCommit held = HoldCurrent();
        return new IndexSnapshot(held.View, held.Columns, _files, _schema, _options);
    }

    /// <summary>Picks up commits made by another process. Those of a writer of this index are picked up by themselves.</summary>
    /// <exception cref="IndexException">The last commit cannot be read; this index goes on with the one it has.</exception>
    public void Refresh()
    {
        lock (_gate)
        {
            OpenCommit current = Current().Commit;
            OpenCommit? last = CommitReader.OpenLast(_storage, _schema, _files, current.Point);
            if (last is not null)
            {
                _current = Share(last);
                _files.Release(current);
            }
        }
    }

    /// <summary>Reads every byte of the last commit anew from its storage, and compares it with its checksum.</summary>
    /// <exception cref="IndexException">It is damaged: the first fault found.</exception>
    public void VerifyChecksums() => CheckLast(segment => segment.File.CheckAllPages());

    /// <summary>As <see cref="VerifyChecksums"/>, and checks that what the bytes say hangs together: a fault of the writer shows here.</summary>
    /// <exception cref="IndexException">It does not: the first fault found.</exception>
    public void Verify() => CheckLast(segment => SegmentVerification.Check(segment, _schema));

    /// <summary>Snapshots and a writer that are still open stay usable.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_current is not null)
            {
                _files.Release(_current.Commit);
                _current = null;
            }
        }
    }

    /// <summary>Makes a commit the last one. The index takes over the caller's hold.</summary>
    internal void Publish(OpenCommit commit)
    {
        lock (_gate)
        {
            if (_current is null)
            {
                _files.Release(commit);
                return;
            }

            OpenCommit before = _current.Commit;
            _current = Share(commit);
            _files.Release(before);
        }
    }

    private void CheckLast(Action<Segment> check)
    {
        // Files of its own, so that what is open already is read again.
        OpenFiles files = new(_storage, _schema);
        OpenCommit? commit = CommitReader.OpenLast(_storage, _schema, files, known: null);
        if (commit is not null)
        {
            try
            {
                foreach (Segment segment in commit.Segments)
                {
                    check(segment);
                }
            }
            finally
            {
                files.Release(commit);
            }
        }
    }

    private bool IsUnwritten()
    {
        lock (_gate)
        {
            return ReferenceEquals(Current().Commit.Point, CommitPoint.Empty);
        }
    }

    private SharedCommit HoldCurrent()
    {
        lock (_gate)
        {
            SharedCommit current = Current();
            _files.Hold(current.Commit);
            return current;
        }
    }

    private SharedCommit Share(OpenCommit commit)
    {
        CommitView view = new(commit, _schema);
        return new SharedCommit(commit, view, new ColumnReader(view));
    }

    private SharedCommit Current()
    {
        ObjectDisposedException.ThrowIf(_current is null, this);
        return _current;
    }

    /// <summary>A commit, and what its snapshots work out once and share.</summary>
    private sealed record SharedCommit(OpenCommit Commit, CommitView View, ColumnReader Columns);
}
