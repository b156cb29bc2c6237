using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Storage;

/// <summary>A <see cref="DamagedIndex"/> on the disk, one file of it at a time other than it was: its segments are read where they are mapped.</summary>
internal sealed class DamagedFolder : IDisposable
{
    private readonly DamagedIndex _index;
    private readonly FileStorage _storage = new(Directory.CreateTempSubdirectory("damaged-").FullName);

    public DamagedFolder(DamagedIndex index)
    {
        _index = index;
        foreach ((string name, byte[] bytes) in index.Files)
        {
            Put(name, bytes);
        }
    }

    /// <summary>As <see cref="DamagedIndex.Check"/>; afterwards the index is whole again.</summary>
    /// <param name="contents">What stands in the file; null where it is missing.</param>
    public DamageNamed Check(string name, byte[]? contents, IEnumerable<int>? asked)
    {
        _storage.Delete(name);
        if (contents is not null)
        {
            Put(name, contents);
        }

        DamageNamed named = _index.Check(name, _storage, asked);
        _storage.Delete(name);
        Put(name, _index.Files[name]);
        return named;
    }

    public void Dispose() => Directory.Delete(_storage.Folder, recursive: true);

    private void Put(string name, byte[] bytes)
    {
        using IStorageOutput output = _storage.Create(name);
        output.Append(bytes);
    }
}
