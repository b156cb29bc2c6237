namespace SearchService.Benchmarks.Engine;

/// <summary>The folder of a run: the one that was asked for, which stays, or a new one, which does not.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _isOurs;

    public WorkFolder(string? asked)
    {
        _isOurs = asked is null;
        Folder = asked is null ? Directory.CreateTempSubdirectory("search-bench-").FullName : Path.GetFullPath(asked);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string At(string name) => Path.Combine(Folder, name);

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
