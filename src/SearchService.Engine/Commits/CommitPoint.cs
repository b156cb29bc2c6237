using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// What the manifest says: the segments that make up the index, and the host's own data. It is replaced as a whole, by renaming,
/// and so is the only file whose name is ever used twice.
/// </summary>
internal sealed record CommitPoint(
    long Generation,
    long NextFileNumber,
    IReadOnlyDictionary<string, string> UserData,
    IReadOnlyList<SegmentEntry> Segments
)
{
    /// <summary>
    /// Of what the manifest holds. An index that was erased and built again counts its generations anew; this tells them apart.
    /// </summary>
    public uint Checksum { get; private init; }

    // Versions of the format:
    //   1  generation, next file number, schema's fingerprint, user data, segments
    //   2  the checksums of deletes, too
    private const int Version = 2;
    private const int OldestVersion = 1;

    private static ReadOnlySpan<byte> Magic => "SEmanfst"u8;

    /// <summary>A storage to which no writer was ever opened: there is no manifest, and nothing that would need one.</summary>
    public static CommitPoint Empty { get; } = new(0, 0, new Dictionary<string, string>(StringComparer.Ordinal), []);

    public bool IsSameAs(CommitPoint other) => Generation == other.Generation && Checksum == other.Checksum;

    /// <summary>
    /// Makes an index without documents the last commit, in one step, whatever stands there. A first writer does so before it writes
    /// anything else, so that a manifest that is missing later was lost.
    /// </summary>
    public static void Begin(IStorage storage, IndexSchema schema)
    {
        CommitPoint begun = Empty with { NextFileNumber = FileNames.NextNumber(storage.List()) };
        begun.Write(storage, schema);
        PutInPlace(storage);
    }

    /// <summary>
    /// Makes a manifest durable under a name that is not yet the manifest's, and with it the names of all files that it leads to.
    /// Returns the commit as it will be read.
    /// </summary>
    public CommitPoint Write(IStorage storage, IndexSchema schema)
    {
        ByteWriter payload = new();
        payload.Vint(Generation);
        payload.Vint(NextFileNumber);
        payload.Text(schema.Fingerprint());
        payload.Vint(UserData.Count);
        foreach ((string key, string value) in UserData.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            payload.Text(key);
            payload.Text(value);
        }

        payload.Vint(Segments.Count);
        foreach (SegmentEntry segment in Segments)
        {
            payload.Text(segment.Name);
            payload.Vint(segment.Length);
            payload.UInt32(segment.TrailerChecksum);
            payload.Vint(segment.DocumentCount);
            payload.Text(segment.DeletesName ?? "");
            if (segment.DeletesName is not null)
            {
                payload.UInt32(segment.DeletesChecksum.GetValueOrDefault());
            }
        }

        SealedFile.Write(storage, FileNames.NewManifest, Magic, Version, payload);
        storage.SyncNames();
        return this with { Checksum = Crc32C.Of(payload.Written) };
    }

    /// <summary>The one step that makes what <see cref="Write"/> wrote the last commit.</summary>
    public static void PutInPlace(IStorage storage)
    {
        storage.Rename(FileNames.NewManifest, FileNames.Manifest);
        storage.SyncNames();
    }

    /// <summary>The last commit; <see cref="Empty"/> where no writer was ever opened.</summary>
    /// <exception cref="IndexCorruptException">The manifest is damaged, or lost: other files show that there was one.</exception>
    public static CommitPoint Read(IStorage storage, IndexSchema schema)
    {
        if (ReadPayload(storage) is not (byte[] payload, int version))
        {
            return Empty;
        }

        ByteReader reader = new(payload);
        long generation = reader.Vint();
        long nextFileNumber = reader.Vint();
        string fingerprint = reader.Text();
        if (fingerprint != schema.Fingerprint())
        {
            throw new IndexSchemaMismatchException(schema.Fingerprint(), fingerprint);
        }

        Dictionary<string, string> userData = new(StringComparer.Ordinal);
        for (int left = reader.VintInt32(); left > 0; left--)
        {
            string key = reader.Text();
            userData.Add(key, reader.Text());
        }

        SegmentEntry[] segments = new SegmentEntry[reader.VintInt32()];
        for (int i = 0; i < segments.Length; i++)
        {
            string name = reader.Text();
            long length = reader.Vint();
            uint checksum = reader.UInt32();
            int documents = reader.VintInt32();
            string? deletes = reader.Text() is { Length: > 0 } given ? given : null;
            uint? deletesChecksum = deletes is null || version == 1 ? null : reader.UInt32();
            segments[i] = new SegmentEntry(name, length, checksum, documents, deletes, deletesChecksum);
        }

        return new CommitPoint(generation, nextFileNumber, userData, segments) { Checksum = Crc32C.Of(payload) };
    }

    private static (byte[] Payload, int Version)? ReadPayload(IStorage storage)
    {
        // A first writer may be at work: only a manifest that is not there after other files were seen is a lost one.
        string? other = null;
        while (true)
        {
            try
            {
                return SealedFile.Read(storage, FileNames.Manifest, Magic, OldestVersion, Version);
            }
            catch (FileNotFoundException e) when (other is not null)
            {
                throw new IndexCorruptException(FileNames.Manifest, 0, $"a manifest beside {other}", "no file", e);
            }
            catch (FileNotFoundException)
            {
                other = storage.List().Where(FileNames.NeedsManifest).Min(StringComparer.Ordinal);
                if (other is null)
                {
                    return null;
                }
            }
        }
    }
}

/// <summary>
/// A segment of a commit. Length and checksums tell its files from any others that might have taken their names; that of the deletes is
/// null where there are none, and where a manifest of version 1 does not know it.
/// </summary>
internal sealed record SegmentEntry(
    string Name,
    long Length,
    uint TrailerChecksum,
    int DocumentCount,
    string? DeletesName,
    uint? DeletesChecksum
);
