using SearchService.Engine.Commits;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine;

/// <summary>
/// Changes an index: put and delete any number of groups, then commit; again and again. What is not committed is discarded on
/// disposal. For one thread at a time. After an exception other than <see cref="ArgumentException"/> it can only be disposed:
/// the index is then at its last commit.
/// </summary>
public sealed class IndexWriter : IDisposable
{
    private readonly SearchIndex _index;
    private readonly IStorage _storage;
    private readonly IndexSchema _schema;
    private readonly IndexOptions _options;
    private readonly OpenFiles _files;
    private readonly IDisposable _lock;
    private readonly PutBuffer _buffer = new();
    private OpenCommit _base;

    // What the next commit would hold so far. Files that are not of the base are counted once for being here.
    private List<Segment> _segments;
    private long _nextFileNumber;
    private bool _failed;
    private bool _mayBeCommitted;
    private bool _disposed;

    internal IndexWriter(
        SearchIndex index,
        IStorage storage,
        IndexSchema schema,
        IndexOptions options,
        OpenFiles files,
        OpenCommit start,
        long nextFileNumber,
        IDisposable held
    )
    {
        _index = index;
        _storage = storage;
        _schema = schema;
        _options = options;
        _files = files;
        _lock = held;
        _base = start;
        _segments = UseAll(start.Segments);
        _nextFileNumber = nextFileNumber;
    }

    /// <summary>Adds a group, in place of the one of the same key. Its lists must not be changed afterwards.</summary>
    /// <exception cref="ArgumentException">Unknown fields or columns, or positions out of order; nothing was changed.</exception>
    public void Put(DocumentGroup group)
    {
        ThrowIfUnusable();
        GroupValidation.Check(group, _schema);
        string key = Utf8.Canonical(group.Key);
        Guard(() =>
        {
            Remove(key);
            _buffer.Add(key, group);
            if (_buffer.DocumentCount >= _options.FlushDocuments || _buffer.Bytes >= _options.FlushBytes)
            {
                Flush();
            }
        });
    }

    /// <summary>Deletes a group; a key that is not there is no mistake.</summary>
    public void Delete(string key)
    {
        ThrowIfUnusable();
        Guard(() => Remove(Utf8.Canonical(key)));
    }

    /// <summary>
    /// Makes all changes since the last commit visible at once, and durable: when it returns they outlast a loss of power.
    /// </summary>
    /// <param name="userData">The host's own data, in place of the last commit's: <see cref="IndexSnapshot.UserData"/>.</param>
    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        ThrowIfUnusable();
        Guard(() =>
        {
            Flush();
            Merge();
            WriteDeletes();
            CommitPoint point = new(
                _base.Point.Generation + 1,
                _nextFileNumber,
                new Dictionary<string, string>(userData, StringComparer.Ordinal),
                [.. _segments.Select(Entry)]
            );
            Publish(WriteManifest(point));
        });
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _files.Release(_segments.Select(segment => segment.File));
        try
        {
            // A commit that failed while its manifest was being put in place may have succeeded: its files must stay.
            if (!_mayBeCommitted)
            {
                _files.DeleteAllBut(_base.Point);
            }
        }
        catch (IOException)
        {
            // What cannot be deleted now is by the next writer; and this may be the end of a disk that failed already.
        }
        finally
        {
            _files.Release(_base);
            _lock.Dispose();
        }
    }

    private void Remove(string key)
    {
        _buffer.Remove(key);
        byte[] bytes = Utf8.Of(key);
        for (int i = 0; i < _segments.Count; i++)
        {
            Segment segment = _segments[i];
            int group = segment.FindLiveGroup(bytes);
            if (group >= 0)
            {
                _segments[i] = new Segment(segment.File, Deletes.With(segment.Deletes, segment.File, group), null);
                return;
            }
        }
    }

    private void Flush()
    {
        if (!_buffer.IsEmpty)
        {
            Write(_buffer.Invert(_schema));
            _buffer.Clear();
        }
    }

    private void Merge()
    {
        Drop(_segments.Where(segment => segment.LiveGroups == 0));
        for (
            IReadOnlyList<Segment> chosen = MergePolicy.Choose(_segments, _options);
            chosen.Count > 0;
            chosen = MergePolicy.Choose(_segments, _options)
        )
        {
            Write(new MergedSegments(_schema, [.. chosen.Select(s => (s.File, s.Deletes?.Groups))]));
            Drop(chosen);
        }
    }

    private void Write(SegmentSource source)
    {
        string name = FileNames.Segment(_nextFileNumber++);
        SegmentWriter.Write(_storage, name, _schema, source);
        _segments.Add(new Segment(_files.Use(name), null, null));
    }

    private void Drop(IEnumerable<Segment> dropped)
    {
        Segment[] gone = [.. dropped];
        _segments.RemoveAll(segment => gone.Contains(segment));
        _files.Release(gone.Select(segment => segment.File));
    }

    private void WriteDeletes()
    {
        for (int i = 0; i < _segments.Count; i++)
        {
            if (_segments[i] is { Deletes: Deletes deletes, DeletesName: null })
            {
                string name = FileNames.Deletes(_nextFileNumber++);
                deletes.Write(_storage, name);
                _segments[i] = _segments[i] with { DeletesName = name };
            }
        }
    }

    /// <summary>
    /// Contents are durable before the names that lead to them, and all names before the one rename that makes them the index.
    /// </summary>
    private CommitPoint WriteManifest(CommitPoint point)
    {
        CommitPoint written = point.Write(_storage, FileNames.NewManifest, _schema);
        _storage.SyncNames();
        _mayBeCommitted = true;
        _storage.Rename(FileNames.NewManifest, FileNames.Manifest);
        _storage.SyncNames();
        return written;
    }

    private void Publish(CommitPoint point)
    {
        OpenCommit commit = _files.Adopt(point, UseAll(_segments));
        OpenCommit before = _base;
        _base = _files.Hold(commit);
        _mayBeCommitted = false;
        _index.Publish(commit);
        _files.Release(before);
        _files.DeleteAllBut(point);
    }

    private List<Segment> UseAll(IReadOnlyList<Segment> segments)
    {
        foreach (Segment segment in segments)
        {
            _files.Use(segment.File.Name);
        }

        return [.. segments];
    }

    private static SegmentEntry Entry(Segment segment) =>
        new(
            segment.File.Name,
            segment.File.Length,
            segment.File.TrailerChecksum,
            segment.File.DocumentCount,
            segment.DeletesName
        );

    private void Guard(Action change)
    {
        _failed = true;
        change();
        _failed = false;
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failed)
        {
            throw new InvalidOperationException("An earlier change failed; the writer can only be disposed.");
        }
    }
}
