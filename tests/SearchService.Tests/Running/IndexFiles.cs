using SearchService.Retrieval.Engines;

namespace SearchService.Tests.Running;

/// <summary>The files of an index, by the engine that the tests run on.</summary>
internal static class IndexFiles
{
    private static bool IsEmbedded => RunningService.Engine == EmbeddedPassageIndex.Name;

    /// <summary>Where the engine keeps its files in the folder for the index.</summary>
    public static string Folder(string index) => IsEmbedded ? index : Path.Combine(index, RunningService.Engine);

    /// <summary>The name of the file that says what is committed; in a folder without one, of that of the first commit.</summary>
    public static string Manifest(string index) =>
        IsEmbedded ? "manifest"
        : Directory.Exists(Folder(index)) && Directory.GetFiles(Folder(index), "segments_*") is [var file, ..]
            ? Path.GetFileName(file)
        : "segments_1";

    /// <summary>The largest file of an index.</summary>
    public static string Largest(string index) =>
        Directory.GetFiles(Folder(index)).MaxBy(file => new FileInfo(file).Length)!;
}
