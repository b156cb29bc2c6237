using System.Text;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Storage;

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "engine-" + Guid.NewGuid().ToString("N"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Storage_OfEitherKind_KeepsFilesByName(bool onDisk)
    {
        IStorage storage = onDisk ? new FileStorage(_folder) : new MemoryStorage();
        using (IStorageOutput output = storage.Create("a"))
        {
            output.Append("one "u8);
            output.Append("two"u8);
            output.Sync();
        }

        storage.SyncNames();
        Assert.Equal("one two", Read(storage, "a"));
        storage.Create("b").Dispose();
        storage.Rename("a", "b");
        Assert.Equal(["b"], storage.List());
        Assert.Equal("one two", Read(storage, "b"));
        storage.Delete("b");
        storage.Delete("b");
        Assert.Empty(storage.List());
        Assert.Throws<FileNotFoundException>(() => storage.Open("b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lock_ThatIsHeld_NamesTheHolderUntilItIsFree(bool onDisk)
    {
        IStorage storage = onDisk ? new FileStorage(_folder) : new MemoryStorage();
        IStorage other = onDisk ? new FileStorage(_folder) : storage;
        using (storage.Lock("lock"))
        {
            IndexLockedException e = Assert.Throws<IndexLockedException>(() => other.Lock("lock"));
            Assert.Equal(Environment.ProcessId, e.ProcessId);
        }

        other.Lock("lock").Dispose();
    }

    [Fact]
    public void FileStorage_InFoldersThatAreNotThere_MakesThemAll()
    {
        FileStorage storage = new(Path.Combine(_folder, "one", "two", "three") + Path.DirectorySeparatorChar);
        storage.Create("a").Dispose();
        storage.SyncNames();
        Assert.Equal(["a"], new FileStorage(Path.Combine(_folder, "one", "two", "three")).List());
    }

    [Fact]
    public void Lock_WhoseFilesADeadProcessLeft_IsFree()
    {
        FileStorage storage = new(_folder);
        File.WriteAllText(Path.Combine(_folder, "lock"), "");
        File.WriteAllText(Path.Combine(_folder, "lock.holder"), "999999");
        storage.Lock("lock").Dispose();
    }

    [Fact]
    public void Crc32C_OfTheStandardText_IsTheStandardValue()
    {
        // The check value of CRC-32C in the catalogues of checksums.
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0xE3069283u, Crc32C.Continue(Crc32C.Of("1234"u8), "56789"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public void Vint_AnyValue_ReadsBack(long value)
    {
        ByteWriter writer = new();
        writer.Vint(value);
        writer.Text("é\U0001D538");
        ByteReader reader = new(writer.Written);
        Assert.Equal(value, reader.Vint());
        Assert.Equal("é\U0001D538", reader.Text());
        Assert.True(reader.AtEnd);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string Read(IStorage storage, string name)
    {
        return Encoding.UTF8.GetString(Samples.Contents(storage, name));
    }
}
