namespace SearchService.Engine.Commits;

/// <summary>
/// Which segments to write anew at a commit. Segments of about the same size (within a factor of
/// <see cref="IndexOptions.MergeFactor"/>) become one when there are so many of them, so that each document is written again
/// about once for each such factor that the index has grown; a segment with many deleted documents is written anew on its own.
/// </summary>
internal static class MergePolicy
{
    /// <summary>The segments of one merge, or none where all is well.</summary>
    public static IReadOnlyList<Segment> Choose(IReadOnlyList<Segment> segments, IndexOptions options)
    {
        IReadOnlyList<Segment>? tier = segments
            .Where(segment => LiveBytes(segment) <= options.MaxSegmentBytes / options.MergeFactor)
            .GroupBy(segment => Tier(LiveBytes(segment), options.MergeFactor))
            .Where(tier => tier.Count() >= options.MergeFactor)
            .OrderBy(tier => tier.Key)
            .Select(tier => tier.OrderBy(segment => segment.File.Name, StringComparer.Ordinal).ToArray())
            .FirstOrDefault();
        if (tier is not null)
        {
            return [.. tier.Take(options.MergeFactor)];
        }

        Segment? deleted = segments.FirstOrDefault(segment =>
            segment.Deletes is Deletes deletes && deletes.GroupCount > segment.File.GroupCount * options.MaxDeletedShare
        );
        return deleted is null ? [] : [deleted];
    }

    private static double LiveBytes(Segment segment) =>
        segment.File.Length * (double)(segment.LiveGroups + 1) / (segment.File.GroupCount + 1);

    private static int Tier(double bytes, int factor) => (int)Math.Floor(Math.Log(Math.Max(bytes, 1 << 16), factor));
}
