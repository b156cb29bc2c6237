using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// A commit with its segments open. It lives as long as anybody holds it: the index while it is the last one, a snapshot, or the
/// writer that builds on it.
/// </summary>
internal sealed class OpenCommit(CommitPoint point, IReadOnlyList<Segment> segments)
{
    public CommitPoint Point { get; } = point;

    public IReadOnlyList<Segment> Segments { get; } = segments;

    /// <summary>Counted under the lock of <see cref="OpenFiles"/>.</summary>
    public int Holders { get; set; }
}

/// <summary>
/// The files that are open in one index, counted by the commits that use them. A file that no commit needs any more is deleted
/// after its last reader.
/// </summary>
internal sealed class OpenFiles(IStorage storage, IndexSchema schema)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OpenSegment> _segments = new(StringComparer.Ordinal);

    /// <summary>Opens what a commit names, sharing what is open already. The caller holds the result.</summary>
    public OpenCommit Open(CommitPoint point)
    {
        List<Segment> segments = [];
        lock (_gate)
        {
            try
            {
                foreach (SegmentEntry entry in point.Segments)
                {
                    SegmentFile file = Use(entry.Name);
                    segments.Add(new Segment(file, null, entry.DeletesName));
                    Check(entry, file);
                    if (entry.DeletesName is string deletes)
                    {
                        Deletes read = Deletes.Read(storage, deletes, file);
                        Check(entry, read);
                        segments[^1] = new Segment(file, read, deletes);
                    }
                }
            }
            catch
            {
                Release(segments.Select(s => s.File));
                throw;
            }

            return new OpenCommit(point, segments) { Holders = 1 };
        }
    }

    /// <summary>A commit of segments whose files the caller has taken with <see cref="Use"/>, which passes to the commit.</summary>
    public OpenCommit Adopt(CommitPoint point, IReadOnlyList<Segment> segments) => new(point, segments) { Holders = 1 };

    public OpenCommit Hold(OpenCommit commit)
    {
        lock (_gate)
        {
            commit.Holders++;
            return commit;
        }
    }

    public void Release(OpenCommit commit)
    {
        lock (_gate)
        {
            if (--commit.Holders == 0)
            {
                Release(commit.Segments.Select(s => s.File));
            }
        }
    }

    /// <summary>An open file, counted once more.</summary>
    public SegmentFile Use(string name)
    {
        lock (_gate)
        {
            if (!_segments.TryGetValue(name, out OpenSegment? segment))
            {
                segment = new OpenSegment(SegmentFile.Open(storage, name, schema));
                _segments.Add(name, segment);
            }

            segment.Users++;
            return segment.File;
        }
    }

    public void Release(IEnumerable<SegmentFile> files)
    {
        lock (_gate)
        {
            foreach (SegmentFile file in files)
            {
                OpenSegment segment = _segments[file.Name];
                if (--segment.Users > 0)
                {
                    continue;
                }

                _segments.Remove(file.Name);
                file.Dispose();
                if (segment.IsObsolete)
                {
                    DeleteQuietly(file.Name);
                }
            }
        }
    }

    /// <summary>Deletes every derived file that a commit does not name, at once or after its last reader. For the writer only.</summary>
    /// <param name="point">The commit.</param>
    /// <param name="beingWritten">A file of the writer's that is no commit's yet.</param>
    public void DeleteAllBut(CommitPoint point, string? beingWritten = null)
    {
        HashSet<string> needed = new(StringComparer.Ordinal) { beingWritten ?? FileNames.Manifest };
        foreach (SegmentEntry entry in point.Segments)
        {
            needed.Add(entry.Name);
            needed.Add(entry.DeletesName ?? entry.Name);
        }

        lock (_gate)
        {
            foreach (string name in storage.List().Where(name => FileNames.IsDerived(name) && !needed.Contains(name)))
            {
                if (_segments.TryGetValue(name, out OpenSegment? segment))
                {
                    segment.IsObsolete = true;
                }
                else
                {
                    DeleteQuietly(name);
                }
            }
        }
    }

    private static void Check(SegmentEntry entry, SegmentFile file)
    {
        if (file.Length != entry.Length)
        {
            string found = SealedFile.Length(file.Length);
            throw new IndexCorruptException(entry.Name, 0, SealedFile.Length(entry.Length), found);
        }

        if (file.TrailerChecksum != entry.TrailerChecksum)
        {
            string found = Crc32C.Text(file.TrailerChecksum);
            throw new IndexCorruptException(entry.Name, file.Length, Crc32C.Text(entry.TrailerChecksum), found);
        }
    }

    private static void Check(SegmentEntry entry, Deletes deletes)
    {
        if (entry.DeletesChecksum is uint expected && expected != deletes.Checksum)
        {
            throw new IndexCorruptException(
                entry.DeletesName!,
                0,
                "contents of " + Crc32C.Text(expected),
                "those of " + Crc32C.Text(deletes.Checksum)
            );
        }
    }

    /// <summary>A file that cannot be deleted now is no fault of a commit; the next writer tries again.</summary>
    private void DeleteQuietly(string name)
    {
        try
        {
            storage.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _ = e;
        }
    }

    private sealed class OpenSegment(SegmentFile file)
    {
        public SegmentFile File { get; } = file;

        public int Users { get; set; }

        public bool IsObsolete { get; set; }
    }
}
