using SearchService.Engine;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>An index whose damage shows while it is served, or that was written by another version of the program.</summary>
public sealed class UnreadableIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_DamageThatOpeningDidNotSee_SaysSoAndTheNextVerifiedOpeningBeginsAnew()
    {
        using (var index = EmbeddedPassageIndex.Open(_folder.Path))
        {
            using var writer = index.OpenWriter();
            foreach (var document in Samples.Collection)
            {
                writer.Put(document);
            }

            writer.Commit("sha256:samples");
        }

        DamageAllButWhatOpeningReads();
        using (var index = EmbeddedPassageIndex.Open(_folder.Path))
        {
            using var snapshot = index.AcquireSnapshot();
            Assert.Throws<PassageIndexUnreadableException>(() =>
            {
                foreach (var id in Samples.Collection.Select(document => document.Stored.Summary.Id))
                {
                    snapshot.Document(id);
                }
            });
        }

        using var anew = EmbeddedPassageIndex.OpenOrBeginAnew(_folder.Path, out var unreadable);
        Assert.Contains(".segment is damaged", unreadable, StringComparison.Ordinal);
        using var empty = anew.AcquireSnapshot();
        Assert.Empty(empty.DocumentIds);
    }

    /// <summary>Both are the first commit of an index.</summary>
    [Fact]
    public void Reader_OfAnIndexThatAnotherProcessBuiltAgain_ShowsTheNewOne()
    {
        using var reader = EmbeddedPassageIndex.Open(_folder.Path);
        using (var index = EmbeddedPassageIndex.Open(_folder.Path))
        {
            using var writer = index.OpenWriter();
            writer.Put(Samples.Collection[0]);
            writer.Commit("sha256:old");
        }

        reader.Refresh();
        using var before = reader.AcquireSnapshot();
        Assert.Equal("sha256:old", before.CorpusVersion);
        File.Delete(Path.Combine(_folder.Path, "manifest"));
        using (var index = EmbeddedPassageIndex.OpenOrBeginAnew(_folder.Path, out _))
        {
            using var writer = index.OpenWriter();
            writer.Put(Samples.Collection[1]);
            writer.Commit("sha256:new");
        }

        reader.Refresh();
        using var after = reader.AcquireSnapshot();
        Assert.Equal("sha256:new", after.CorpusVersion);
        Assert.Equal([Samples.Collection[1].Stored.Summary.Id], after.DocumentIds);
        Assert.Equal([Samples.Collection[0].Stored.Summary.Id], before.DocumentIds);
    }

    [Fact]
    public void Open_CommitWithoutAVersionOfItsRecords_IsUnreadable()
    {
        var storage = new MemoryStorage();
        using (var engine = SearchIndex.Open(storage, EmbeddedPassageIndex.Schema))
        {
            using var writer = engine.OpenWriter();
            writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal));
        }

        var unreadable = Assert.Throws<PassageIndexUnreadableException>(() => EmbeddedPassageIndex.Open(storage));
        Assert.Contains("version 1", unreadable.Message, StringComparison.Ordinal);
        Assert.Contains(StoredRecords.Version, unreadable.Message, StringComparison.Ordinal);
    }

    /// <summary>A byte in the middle of each page of 32 KiB but the first and the last, in place.</summary>
    private void DamageAllButWhatOpeningReads()
    {
        const int page = 32_768;
        var segment = Directory.GetFiles(_folder.Path, "*.segment").Single();
        using var file = new FileStream(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Assert.True(file.Length > 4 * page, "The collection is too small for this test.");
        for (var at = page + (page / 2); at < file.Length - page; at += page)
        {
            file.Position = at;
            var was = file.ReadByte();
            file.Position = at;
            file.WriteByte((byte)(was ^ 0x55));
        }
    }
}
