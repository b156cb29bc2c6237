namespace SearchService.Engine.Commits;

/// <summary>
/// Which segments to write anew. Segments of about the same size (within a factor of
/// <see cref="IndexOptions.MergeFactor"/>) become one when there are so many of them, so that each document is written again
/// about once for each such factor that the index has grown; a segment with many deleted documents is written anew on its own.
/// </summary>
internal static class MergePolicy
{
    /// <summary>The segments of one merge, or none where all is well.</summary>
    public static IReadOnlyList<Segment> Choose(IReadOnlyList<Segment> segments, IndexOptions options)
    {
        IReadOnlyList<Segment>? tier = Tiers(segments, options)
            .Where(tier => tier.Length >= options.MergeFactor)
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

    /// <summary>
    /// The same where nothing more is written for a while: the largest segment becomes one with those that are not much smaller, too,
    /// for each search goes through all of them.
    /// </summary>
    public static IReadOnlyList<Segment> ChooseAtRest(IReadOnlyList<Segment> segments, IndexOptions options)
    {
        IReadOnlyList<Segment> due = Choose(segments, options);
        if (due.Count > 0)
        {
            return due;
        }

        double largest = 0;
        double sum = 0;
        List<Segment> chosen = [];
        foreach (Segment segment in segments.OrderByDescending(LiveBytes))
        {
            double bytes = LiveBytes(segment);
            largest = Math.Max(largest, bytes);
            if (bytes * options.MergeFactor >= largest && sum + bytes <= options.MaxSegmentBytes)
            {
                sum += bytes;
                chosen.Add(segment);
            }
        }

        return chosen.Count > 1 ? chosen : [];
    }

    /// <summary>Whether merging has fallen so far behind that a commit must wait for it.</summary>
    public static bool IsBehind(IReadOnlyList<Segment> segments, IndexOptions options) =>
        Tiers(segments, options).Any(tier => tier.Length >= 2 * options.MergeFactor);

    /// <summary>Segments of about the same size, the smallest first, in the order in which they were written.</summary>
    private static IEnumerable<Segment[]> Tiers(IReadOnlyList<Segment> segments, IndexOptions options) =>
        segments
            .Where(segment => LiveBytes(segment) <= options.MaxSegmentBytes / options.MergeFactor)
            .GroupBy(segment => Tier(LiveBytes(segment), options.MergeFactor))
            .OrderBy(tier => tier.Key)
            .Select(tier => tier.OrderBy(segment => segment.File.Name, StringComparer.Ordinal).ToArray());

    private static double LiveBytes(Segment segment) =>
        segment.File.Length * (double)(segment.LiveGroups + 1) / (segment.File.GroupCount + 1);

    private static int Tier(double bytes, int factor) => (int)Math.Floor(Math.Log(Math.Max(bytes, 1 << 16), factor));
}
