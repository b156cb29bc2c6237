namespace SearchService.Engine.Storage;

/// <summary>Files in one folder, which is made if need be.</summary>
public sealed class FileStorage(string folder) : IStorage
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public IReadOnlyList<string> List() => throw new NotSupportedException();

    public IStorageOutput Create(string name) => throw new NotSupportedException();

    public IStorageFile Open(string name) => throw new NotSupportedException();

    public void Delete(string name) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void SyncNames() => throw new NotSupportedException();

    public IDisposable Lock(string name) => throw new NotSupportedException();
}
