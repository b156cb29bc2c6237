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
    private readonly PendingSegments _segments;
    private OpenCommit _base;
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
        _segments = new PendingSegments(storage, schema, options, files, _gate, start.Segments, nextFileNumber);
    }

    /// <summary>Adds a group, in place of the one of the same key. The group's own stored bytes must not be changed before the next commit.</summary>
    /// <exception cref="ArgumentException">Unknown fields or columns, or positions out of order or beyond the last; nothing was changed.</exception>
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
                    _segments.DeleteGroup(key);
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
                    _segments.DeleteGroup(canonical);
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
            _segments.WaitForMerges();
            lock (_gate)
            {
                IReadOnlyList<SegmentEntry> entries = _segments.Write();
                CommitPoint point = new(
                    _base.Point.Generation + 1,
                    _segments.NextFileNumber,
                    new Dictionary<string, string>(userData, StringComparer.Ordinal),
                    entries
                );
                Publish(WriteManifest(point));
                _segments.MergeInBackground();
            }
        }
        catch
        {
            Fail();
            throw;
        }
        finally
        {
            _turn.ExitWriteLock();
        }
    }

    /// <summary>
    /// Merges what is due, and the largest segments into one, and commits that with what the last commit was given; to be called when
    /// nothing was changed since, and nothing more is to be for a while. Searches then go through as few segments as may be.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the last commit is as it was.</exception>
    public void Settle(CancellationToken cancellation = default)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            bool merges;
            Task merge;
            lock (_gate)
            {
                ThrowIfUnusable();
                merges = _segments.MergesAtRest(out merge);
                if (!merges && _segments.AreThoseOf(_base))
                {
                    return;
                }
            }

            if (merges)
            {
                merge.WaitAsync(cancellation).GetAwaiter().GetResult();
            }
            else
            {
                Commit(_base.Point.UserData);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _segments.Close();
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

    /// <summary>Under the gate.</summary>
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
                _segments.Add(file, buffer.LateDeletes);
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

            _segments.Add(file, buffer.LateDeletes);
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

            name = _segments.NewSegmentName();
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
        OpenCommit commit = _files.Adopt(point, _segments.UseAll());
        OpenCommit before = _base;
        _base = _files.Hold(commit);
        _mayBeCommitted = false;
        _index.Publish(commit);
        _files.Release(before);
        _files.DeleteAllBut(point, _segments.BeingMerged);
    }

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
            Fail();
            throw;
        }
        finally
        {
            _turn.ExitReadLock();
        }
    }

    private void Fail()
    {
        _failed = true;
        _segments.Stop();
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
