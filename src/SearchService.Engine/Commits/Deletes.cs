using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// The groups of a segment that are deleted or replaced. What their documents add to the segment's totals stands beside them, so
/// that statistics over live documents cost nothing to open.
/// </summary>
internal sealed class Deletes
{
    // Versions of the format:
    //   1  groups, deleted groups as bits, documents, deleted documents as bits, totals by field
    private const int Version = 1;
    private const int OldestVersion = 1;

    private Deletes(DocumentSet groups, DocumentSet documents, FieldTotals[] totals)
    {
        Groups = groups;
        Documents = documents;
        Totals = totals;
        GroupCount = groups.Count();
        DocumentCount = documents.Count();
    }

    private static ReadOnlySpan<byte> Magic => "SEdelets"u8;

    public DocumentSet Groups { get; }

    public DocumentSet Documents { get; }

    /// <summary>Of the deleted documents; the number of terms is not known.</summary>
    public FieldTotals[] Totals { get; }

    public int GroupCount { get; }

    public int DocumentCount { get; }

    /// <summary>Of the payload of their file, by which the manifest knows it; 0 until they are written.</summary>
    public uint Checksum { get; private set; }

    /// <summary>The deletes of a segment with more groups, which must be live.</summary>
    public static Deletes With(Deletes? before, SegmentFile segment, params ReadOnlySpan<int> more)
    {
        DocumentSet groups = before?.Groups.Copy() ?? new DocumentSet(segment.GroupCount);
        DocumentSet documents = before?.Documents.Copy() ?? new DocumentSet(segment.DocumentCount);
        FieldTotals[] totals = before is null ? new FieldTotals[segment.Totals.Length] : [.. before.Totals];
        foreach (int group in more)
        {
            groups.Add(group);
            int end = segment.FirstDocument(group + 1);
            for (int document = segment.FirstDocument(group); document < end; document++)
            {
                documents.Add(document);
                for (int field = 0; field < totals.Length; field++)
                {
                    int tokens = segment.Norm(field, document);
                    totals[field] = new FieldTotals(
                        totals[field].Documents + (tokens > 0 ? 1 : 0),
                        totals[field].Tokens + tokens,
                        0
                    );
                }
            }
        }

        return new Deletes(groups, documents, totals);
    }

    public void Write(IStorage storage, string name)
    {
        ByteWriter payload = new();
        payload.Vint(Groups.Size);
        Groups.Write(payload);
        payload.Vint(Documents.Size);
        Documents.Write(payload);
        payload.Vint(Totals.Length);
        foreach (FieldTotals totals in Totals)
        {
            payload.Vint(totals.Documents);
            payload.Vint(totals.Tokens);
        }

        SealedFile.Write(storage, name, Magic, Version, payload);
        Checksum = Crc32C.Of(payload.Written);
    }

    public static Deletes Read(IStorage storage, string name, SegmentFile segment)
    {
        byte[] payload = SealedFile.Read(storage, name, Magic, OldestVersion, Version).Payload;
        ByteReader reader = new(payload);
        int groups = reader.VintInt32();
        if (groups != segment.GroupCount)
        {
            throw new IndexCorruptException(name, 0, $"deletes of {segment.GroupCount} groups", $"of {groups}");
        }

        DocumentSet deletedGroups = DocumentSet.Read(groups, ref reader);
        int documents = reader.VintInt32();
        if (documents != segment.DocumentCount)
        {
            throw new IndexCorruptException(
                name,
                0,
                $"deletes of {segment.DocumentCount} documents",
                $"of {documents}"
            );
        }

        DocumentSet deletedDocuments = DocumentSet.Read(documents, ref reader);
        FieldTotals[] totals = new FieldTotals[reader.VintInt32()];
        for (int field = 0; field < totals.Length; field++)
        {
            totals[field] = new FieldTotals(reader.VintInt32(), reader.Vint(), 0);
        }

        return new Deletes(deletedGroups, deletedDocuments, totals) { Checksum = Crc32C.Of(payload) };
    }
}
