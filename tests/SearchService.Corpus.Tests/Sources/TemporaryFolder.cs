namespace SearchService.Corpus.Tests.Sources;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("corpus-").FullName;

    public string Of(string relative) => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Of(relative))!);
        File.WriteAllBytes(Of(relative), bytes);

        // Files of a collection are older than the scan; the newest are hashed again at each.
        File.SetLastWriteTimeUtc(Of(relative), DateTime.UtcNow.AddHours(-1));
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
