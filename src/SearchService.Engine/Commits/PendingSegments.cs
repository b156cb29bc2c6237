using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// What a writer's next commit would hold so far: the segments, what of them is deleted, and the merges that make few of many. All
/// is done under the writer's gate, but for what says that it takes it itself.
/// </summary>
internal sealed class PendingSegments
{
    private readonly IStorage _storage;
    private readonly IndexSchema _schema;
    private readonly IndexOptions _options;
    private readonly OpenFiles _files;
    private readonly Lock _gate;

    // In the order of their numbers. Files that are not of the last commit are counted once for being here.
    private readonly List<Segment> _segments;
    private BackgroundMerge? _merge;

    // No merge is begun any more; and none is taken up.
    private volatile bool _stopped;
    private bool _closed;

    /// <param name="storage">Where segments are written.</param>
    /// <param name="schema">Theirs.</param>
    /// <param name="options">Says when segments are merged.</param>
    /// <param name="files">Those that are open in the index.</param>
    /// <param name="gate">The writer's.</param>
    /// <param name="start">The segments of the last commit.</param>
    /// <param name="nextFileNumber">Above those of all files that there are.</param>
    public PendingSegments(
        IStorage storage,
        IndexSchema schema,
        IndexOptions options,
        OpenFiles files,
        Lock gate,
        IReadOnlyList<Segment> start,
        long nextFileNumber
    )
    {
        _storage = storage;
        _schema = schema;
        _options = options;
        _files = files;
        _gate = gate;
        _segments = [.. start];
        NextFileNumber = nextFileNumber;
        UseAll();
    }

    /// <summary>The number that the next file takes.</summary>
    public long NextFileNumber { get; private set; }

    /// <summary>The file that a merge is writing, if any.</summary>
    public string? BeingMerged => _merge?.Name;

    /// <summary>A name for a new segment, given once.</summary>
    public string NewSegmentName() => FileNames.Segment(NextFileNumber++);

    /// <summary>Deletes the live group of a key, if there is one.</summary>
    public void DeleteGroup(string key)
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

    /// <summary>Adds a file, taken with <see cref="OpenFiles.Use"/>, without the groups of some keys.</summary>
    public void Add(SegmentFile file, IReadOnlyCollection<string> deletedKeys)
    {
        int[] deleted = [.. deletedKeys.Select(key => file.FindGroup(Utf8.Of(key)))];
        Add(new Segment(file, deleted.Length == 0 ? null : Deletes.With(null, file, deleted), null));
        MergeInBackground();
    }

    /// <summary>
    /// Waits while merges lag too far behind. A failed merge fails the commit, as what it read or wrote is damaged. Takes the gate
    /// itself.
    /// </summary>
    public void WaitForMerges()
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

    /// <summary>Drops what holds nothing, merges where that is not done in the background, and writes all that a commit is to name.</summary>
    public IReadOnlyList<SegmentEntry> Write()
    {
        Drop(_segments.Where(segment => segment.LiveGroups == 0 && _merge?.Reads(segment) != true));
        if (!_options.MergeInBackground)
        {
            Merge();
        }

        WriteDeletes();
        return [.. _segments.Select(Entry)];
    }

    /// <summary>The segments as they are, their files counted once more.</summary>
    public IReadOnlyList<Segment> UseAll()
    {
        foreach (Segment segment in _segments)
        {
            _files.Use(segment.File.Name);
        }

        return [.. _segments];
    }

    /// <summary>Begins the next merge if one is due and none is under way.</summary>
    public void MergeInBackground()
    {
        if (_options.MergeInBackground)
        {
            Begin(MergePolicy.Choose);
        }
    }

    /// <summary>
    /// Gives the merge that is under way, or else is due as nothing more is written for a while; false where there is none.
    /// </summary>
    public bool MergesAtRest(out Task merge)
    {
        Begin(MergePolicy.ChooseAtRest);
        merge = _merge?.Task ?? Task.CompletedTask;
        return _merge is not null;
    }

    private void Begin(Func<IReadOnlyList<Segment>, IndexOptions, IReadOnlyList<Segment>> choose)
    {
        if (_merge is not null || _stopped)
        {
            return;
        }

        IReadOnlyList<Segment> chosen = choose([.. _segments.Where(s => s.LiveGroups > 0)], _options);
        if (chosen.Count > 0)
        {
            _merge = BackgroundMerge.Start(_storage, _schema, _options, _files, chosen, NewSegmentName(), TakeUp);
        }
    }

    /// <summary>Whether the files are those of a commit: no merge was taken up since.</summary>
    public bool AreThoseOf(OpenCommit commit) =>
        _segments.Select(segment => segment.File).SequenceEqual(commit.Segments.Select(segment => segment.File));

    /// <summary>From now on no merge is begun. May be called at any time.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Gives up a merge that is under way and lets go of all files. Takes the gate itself.</summary>
    public void Close()
    {
        BackgroundMerge? merge;
        lock (_gate)
        {
            _stopped = true;
            _closed = true;
            merge = _merge;
        }

        merge?.Dispose();
        _files.Release(_segments.Select(segment => segment.File));
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
            string name = NewSegmentName();
            MergedSegments merged = new(_schema, [.. chosen.Select(s => (s.File, s.Deletes?.Groups))]);
            SegmentWriter.Write(_storage, name, _schema, merged, _options.CommonWords);
            Add(new Segment(_files.Use(name), null, null));
            Drop(chosen);
        }
    }

    private void TakeUp(BackgroundMerge merge)
    {
        lock (_gate)
        {
            if (_closed)
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
                string name = FileNames.Deletes(NextFileNumber++);
                deletes.Write(_storage, name);
                _segments[i] = _segments[i] with { DeletesName = name };
            }
        }
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
}
