namespace SearchService.Retrieval.Tests;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("retrieval-").FullName;

    public void Write(string file, string text) => File.WriteAllText(FullPath(file), text);

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(FullPath(file), bytes);

    public void Delete(string file) => File.Delete(FullPath(file));

    public string FullPath(string file) => System.IO.Path.Combine(Path, file);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
