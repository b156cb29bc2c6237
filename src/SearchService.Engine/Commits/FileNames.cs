using System.Globalization;

namespace SearchService.Engine.Commits;

/// <summary>The names of an index's files. Numbers are given once, so that no name ever stands for two contents.</summary>
internal static class FileNames
{
    public const string Manifest = "manifest";
    public const string NewManifest = "manifest.new";
    public const string WriterLock = "writer.lock";

    private const string SegmentSuffix = ".segment";
    private const string DeletesSuffix = ".deletes";

    public static string Segment(long number) => Number(number) + SegmentSuffix;

    public static string Deletes(long number) => Number(number) + DeletesSuffix;

    /// <summary>Files that the index made and may delete when no commit names them; anything else in the storage is left alone.</summary>
    public static bool IsDerived(string name) => name == NewManifest || NeedsManifest(name);

    /// <summary>Files that are only written where a manifest is.</summary>
    public static bool NeedsManifest(string name) =>
        name.EndsWith(SegmentSuffix, StringComparison.Ordinal)
        || name.EndsWith(DeletesSuffix, StringComparison.Ordinal);

    /// <summary>A number above those of all files that are there.</summary>
    public static long NextNumber(IEnumerable<string> names) =>
        names
            .Where(IsDerived)
            .Select(name =>
                long.TryParse(
                    Path.GetFileNameWithoutExtension(name),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out long number
                )
                    ? number + 1
                    : 0
            )
            .DefaultIfEmpty(0)
            .Max();

    private static string Number(long number) => number.ToString("x8", CultureInfo.InvariantCulture);
}
