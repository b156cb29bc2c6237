using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using SearchService.Engine.Commits;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine;

/// <summary>
/// Changes an index: put and delete any number of groups, then commit; again and again. What is not committed is discarded on
/// disposal. Safe for any number of threads: each that puts inverts its groups in memory of its own, and what the index holds
/// does not depend on which did what; of two changes to one key the later holds. A commit waits for the changes that are under
/// way and makes later ones wait. After an exception other than <see cref="ArgumentException"/> it can only be disposed: the
/// index is then at its last commit.
/// </summary>
public sealed class IndexWriter : IDisposable
{
    private readonly SearchIndex _index;
    private readonly IStorage _storage;
    private readonly IndexSchema _schema;
    private readonly IndexOptions _options;
    private readonly OpenFiles _files;
    private readonly IDisposable _lock;

    // Changes go side by side, a commit alone.
    private readonly ReaderWriterLockSlim _turn = new();

    // Guards all that follows, but for what a thread has rented or a commit has to itself.
    private readonly Lock _gate = new();
    private readonly List<Buffer> _idle = [];
    private readonly Dictionary<string, (Buffer Buffer, int Group)> _buffered = new(StringComparer.Ordinal);
    private OpenCommit _base;

    // What the next commit would hold so far, in the order of their numbers. Files that are not of the base are counted once for
    // being here.
    private List<Segment> _segments;
    private long _nextFileNumber;
    private BackgroundMerge? _merge;
    private volatile bool _failed;
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

    /// <summary>Adds a group, in place of the one of the same key. The group's own stored bytes must not be changed before the next commit.</summary>
    /// <exception cref="ArgumentException">Unknown fields or columns, or positions out of order; nothing was changed.</exception>
    public void Put(DocumentGroup group)
    {
        ThrowIfUnusable();
        (int, TokenList)[][] tokens = GroupTokens.Checked(group, _schema);
        string key = Utf8.Canonical(group.Key);
        Change(() =>
        {
            Buffer buffer = Rent();
            int number = buffer.Inverter.Add(key, group, tokens);
            bool isFull =
                buffer.Inverter.DocumentCount >= _options.FlushDocuments
                || buffer.Inverter.Bytes >= _options.FlushBytes;
            lock (_gate)
            {
                ref (Buffer, int) place = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    _buffered,
                    key,
                    out bool isThere
                );
                if (isThere)
                {
                    RemoveWaiting(key, place);
                }
                else
                {
                    RemoveWritten(key);
                }

                place = (buffer, number);
                if (!isFull)
                {
                    _idle.Add(buffer);
                }
            }

            if (isFull)
            {
                Flush(buffer);
            }
        });
    }

    /// <summary>Deletes a group; a key that is not there is no mistake.</summary>
    public void Delete(string key)
    {
        ThrowIfUnusable();
        Change(() =>
        {
            string canonical = Utf8.Canonical(key);
            lock (_gate)
            {
                if (_buffered.Remove(canonical, out (Buffer, int) place))
                {
                    RemoveWaiting(canonical, place);
                }
                else
                {
                    RemoveWritten(canonical);
                }
            }
        });
    }

    /// <summary>
    /// Makes all changes since the last commit visible at once, and durable: when it returns they outlast a loss of power.
    /// </summary>
    /// <param name="userData">The host's own data, in place of the last commit's: <see cref="IndexSnapshot.UserData"/>.</param>
    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        ThrowIfUnusable();
        _turn.EnterWriteLock();
        try
        {
            ThrowIfUnusable();
            FlushAll();
            WaitForMerges();
            lock (_gate)
            {
                Drop(_segments.Where(segment => segment.LiveGroups == 0 && _merge?.Reads(segment) != true));
                if (!_options.MergeInBackground)
                {
                    Merge();
                }

                WriteDeletes();
                CommitPoint point = new(
                    _base.Point.Generation + 1,
                    _nextFileNumber,
                    new Dictionary<string, string>(userData, StringComparer.Ordinal),
                    [.. _segments.Select(Entry)]
                );
                Publish(WriteManifest(point));
                MergeInBackground();
            }
        }
        catch
        {
            _failed = true;
            throw;
        }
        finally
        {
            _turn.ExitWriteLock();
        }
    }

    public void Dispose()
    {
        BackgroundMerge? merge;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            merge = _merge;
        }

        merge?.Dispose();
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
            _turn.Dispose();
        }
    }

    private Buffer Rent()
    {
        // A thread gets the buffer back that it had: its memory is near, and groups that come in order stay so.
        int thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            int at = _idle.Count - 1;
            if (at < 0)
            {
                return new Buffer(new Inverter(_schema)) { Thread = thread };
            }

            for (int i = 0; i < _idle.Count; i++)
            {
                at = _idle[i].Thread == thread ? i : at;
            }

            Buffer buffer = _idle[at];
            _idle.RemoveAt(at);
            buffer.Thread = thread;
            return buffer;
        }
    }

    /// <summary>Under the gate, as the next.</summary>
    private static void RemoveWaiting(string key, (Buffer Buffer, int Group) place)
    {
        if (place.Buffer.IsBeingWritten)
        {
            place.Buffer.LateDeletes.Add(key);
        }
        else
        {
            place.Buffer.Dead.Add(place.Group);
        }
    }

    private void RemoveWritten(string key)
    {
        byte[]? bytes = null;
        for (int i = 0; i < _segments.Count; i++)
        {
            Segment segment = _segments[i];
            int group = segment.FindLiveGroup(bytes ??= Utf8.Of(key));
            if (group >= 0)
            {
                _segments[i] = new Segment(segment.File, Deletes.With(segment.Deletes, segment.File, group), null);
                return;
            }
        }
    }

    private void FlushAll()
    {
        Buffer[] buffers = [.. _idle];
        _idle.Clear();
        if (buffers.Length == 1)
        {
            FlushLast(buffers[0]);
        }
        else
        {
            try
            {
                Parallel.ForEach(
                    buffers,
                    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                    FlushLast
                );
            }
            catch (AggregateException failures)
            {
                ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            }
        }

        _buffered.Clear();
    }

    /// <summary>Flushes one of all buffers: none of their groups waits afterwards.</summary>
    private void FlushLast(Buffer buffer)
    {
        if (Write(buffer) is SegmentFile file)
        {
            lock (_gate)
            {
                Add(buffer, file);
            }
        }
    }

    /// <summary>Makes a buffer's groups a segment. Other threads may replace or delete them meanwhile.</summary>
    private void Flush(Buffer buffer)
    {
        if (Write(buffer) is not SegmentFile file)
        {
            return;
        }

        lock (_gate)
        {
            foreach (InvertedGroup group in buffer.Inverter.Groups)
            {
                if (_buffered.TryGetValue(group.Key, out (Buffer Buffer, int Group) at) && at.Buffer == buffer)
                {
                    _buffered.Remove(group.Key);
                }
            }

            Add(buffer, file);
        }
    }

    /// <summary>The file of a buffer's groups; null where none is wanted any more.</summary>
    private SegmentFile? Write(Buffer buffer)
    {
        string name;
        lock (_gate)
        {
            buffer.IsBeingWritten = true;
            if (buffer.Dead.Count == buffer.Inverter.GroupCount)
            {
                return null;
            }

            name = FileNames.Segment(_nextFileNumber++);
        }

        SegmentWriter.Write(
            _storage,
            name,
            _schema,
            new InvertedGroups(buffer.Inverter, buffer.Dead),
            _options.CommonWords
        );
        return _files.Use(name);
    }

    /// <summary>Under the gate.</summary>
    private void Add(Buffer buffer, SegmentFile file)
    {
        int[] late = [.. buffer.LateDeletes.Select(key => file.FindGroup(Utf8.Of(key)))];
        Add(new Segment(file, late.Length == 0 ? null : Deletes.With(null, file, late), null));
        MergeInBackground();
    }

    private void Add(Segment segment)
    {
        int at = _segments.FindIndex(s => string.CompareOrdinal(s.File.Name, segment.File.Name) > 0);
        _segments.Insert(at < 0 ? _segments.Count : at, segment);
    }

    private void Merge()
    {
        for (
            IReadOnlyList<Segment> chosen = MergePolicy.Choose(_segments, _options);
            chosen.Count > 0;
            chosen = MergePolicy.Choose(_segments, _options)
        )
        {
            string name = FileNames.Segment(_nextFileNumber++);
            MergedSegments merged = new(_schema, [.. chosen.Select(s => (s.File, s.Deletes?.Groups))]);
            SegmentWriter.Write(_storage, name, _schema, merged, _options.CommonWords);
            Add(new Segment(_files.Use(name), null, null));
            Drop(chosen);
        }
    }

    /// <summary>Begins the next merge if one is due and none is under way. Under the gate.</summary>
    private void MergeInBackground()
    {
        if (!_options.MergeInBackground || _merge is not null || _disposed || _failed)
        {
            return;
        }

        IReadOnlyList<Segment> chosen = MergePolicy.Choose([.. _segments.Where(s => s.LiveGroups > 0)], _options);
        if (chosen.Count > 0)
        {
            string name = FileNames.Segment(_nextFileNumber++);
            _merge = BackgroundMerge.Start(_storage, _schema, _options, _files, chosen, name, TakeUp);
        }
    }

    private void TakeUp(BackgroundMerge merge)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Segment result = merge.Result(_segments);
            Drop(_segments.Where(merge.Reads));
            Add(result);
            _merge = null;
            MergeInBackground();
        }
    }

    /// <summary>A failed merge fails the commit, as what it read or wrote is damaged; one that lags too far behind delays it.</summary>
    private void WaitForMerges()
    {
        while (true)
        {
            BackgroundMerge? merge;
            bool mustWait;
            lock (_gate)
            {
                merge = _merge;
                mustWait = MergePolicy.IsBehind(_segments, _options);
            }

            if (merge is null || !(mustWait || merge.Task.IsFaulted))
            {
                return;
            }

            merge.Task.GetAwaiter().GetResult();
        }
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
        CommitPoint written = point.Write(_storage, _schema);
        _mayBeCommitted = true;
        CommitPoint.PutInPlace(_storage);
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
        _files.DeleteAllBut(point, _merge?.Name);
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
            segment.DeletesName,
            segment.Deletes?.Checksum
        );

    private void Change(Action change)
    {
        _turn.EnterReadLock();
        try
        {
            ThrowIfUnusable();
            change();
        }
        catch
        {
            _failed = true;
            throw;
        }
        finally
        {
            _turn.ExitReadLock();
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failed)
        {
            throw new InvalidOperationException("An earlier change failed; the writer can only be disposed.");
        }
    }

    /// <summary>
    /// Groups in the memory of one thread at a time. Which of them are dead is guarded by the gate; the inverter belongs to the
    /// thread that has rented the buffer.
    /// </summary>
    private sealed class Buffer(Inverter inverter)
    {
        public Inverter Inverter { get; } = inverter;

        /// <summary>Groups that were replaced or deleted before the segment began to be written.</summary>
        public HashSet<int> Dead { get; } = [];

        /// <summary>Keys of those that were afterwards.</summary>
        public List<string> LateDeletes { get; } = [];

        public bool IsBeingWritten { get; set; }

        /// <summary>The thread that has rented the buffer, or had it last.</summary>
        public int Thread { get; set; }
    }
}
