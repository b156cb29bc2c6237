using SearchService.Engine.Segments;

namespace SearchService.Engine.Commits;

/// <summary>A segment as one commit sees it: its file, and what of it is deleted.</summary>
/// <param name="File">Shared with other commits.</param>
/// <param name="Deletes">Null where all is live.</param>
/// <param name="DeletesName">The file of the deletes; null where there are none or they are not written yet.</param>
internal sealed record Segment(SegmentFile File, Deletes? Deletes, string? DeletesName)
{
    public int LiveDocuments => File.DocumentCount - (Deletes?.DocumentCount ?? 0);

    public int LiveGroups => File.GroupCount - (Deletes?.GroupCount ?? 0);

    public bool IsLive(int document) => Deletes?.Documents.Contains(document) != true;

    public bool IsGroupLive(int group) => Deletes?.Groups.Contains(group) != true;

    /// <summary>The live group of a key, or -1.</summary>
    public int FindLiveGroup(ReadOnlySpan<byte> key)
    {
        int group = File.FindGroup(key);
        return group >= 0 && IsGroupLive(group) ? group : -1;
    }
}
