using SearchService.Engine.Queries;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Storage;

/// <summary>Mapped files: nobody reads where nothing is mapped any more.</summary>
public sealed class MappedMemoryTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "engine-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Snapshot_DisposedWhileOthersReadIt_AnswersOrRefuses()
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(_folder), Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        for (int round = 0; round < 40; round++)
        {
            for (int i = 0; i < 30; i++)
            {
                writer.Put(Samples.Group($"{i}", $"round {round} of some words", "that go on"));
            }

            writer.Commit(Samples.NoUserData);
            IndexSnapshot snapshot = index.AcquireSnapshot();
            using Barrier barrier = new(3);
            Task<int>[] readers =
            [
                .. Enumerable
                    .Range(0, 2)
                    .Select(_ =>
                        Task.Factory.StartNew(
                            () => ReadUntilDisposed(snapshot, barrier),
                            CancellationToken.None,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                    ),
            ];
            barrier.SignalAndWait();
            Thread.SpinWait(2000 * (round % 10));
            snapshot.Dispose();
            await Task.WhenAll(readers);
            Assert.Throws<ObjectDisposedException>(() => snapshot.Search(new TermQuery("text", "words")));
        }
    }

    [Fact]
    public void StoredGroup_KeptBeyondTheIndex_IsRefused()
    {
        ReadOnlyMemory<byte> stored;
        using (SearchIndex index = SearchIndex.Open(new FileStorage(_folder), Samples.Schema))
        {
            using (IndexWriter writer = index.OpenWriter())
            {
                writer.Put(Samples.Group("a", "one"));
                writer.Commit(Samples.NoUserData);
            }

            using IndexSnapshot snapshot = index.AcquireSnapshot();
            Assert.True(snapshot.TryGetGroup("a", out GroupEntry? group));
            stored = group.Stored;
            Assert.Equal("group a", Samples.Text(stored));
        }

        Assert.Throws<ObjectDisposedException>(() => stored.Span.Length);
    }

    /// <summary>Were it cut short in its place, the read behind its new end would end the process.</summary>
    [Fact]
    public void File_WrittenAnewUnderItsNameWhileItIsMapped_StaysAsItWas()
    {
        FileStorage storage = new(_folder);
        byte[] contents = new byte[200_000];
        new Random(1).NextBytes(contents);
        Write(contents);
        using StorageBytes mapped = new(storage.Open("a"));
        Write([1, 2, 3]);
        Assert.Equal(contents, mapped.Span(0, contents.Length).ToArray());
        Assert.Equal([1, 2, 3], Samples.Contents(storage, "a"));

        void Write(byte[] bytes)
        {
            using IStorageOutput output = storage.Create("a");
            output.Append(bytes);
        }
    }

    [Fact]
    public void FileBeyondTwoGigabytes_IsReadToItsEnd()
    {
        // Sparse: it takes no room on the disk.
        const long Length = (1L << 31) + 100_000;
        Directory.CreateDirectory(_folder);
        using (FileStream made = File.Create(Path.Combine(_folder, "large")))
        {
            made.SetLength(Length);
            made.Position = Length - 3;
            made.Write("end"u8);
        }

        using StorageBytes bytes = new(new FileStorage(_folder).Open("large"));
        Assert.Equal(Length, bytes.Length);
        Assert.Equal("end"u8.ToArray(), bytes.Span(Length - 3, 3).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Span(Length - 3, 4).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Span(-1, 1).Length);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static int ReadUntilDisposed(IndexSnapshot snapshot, Barrier barrier)
    {
        barrier.SignalAndWait();
        int answers = 0;
        while (true)
        {
            try
            {
                SearchMatches matches = snapshot.Search(PhraseQuery.Of("text", "of", "some", "words", "that"));
                Assert.Equal(30, matches.Total);
                Assert.Equal("round", Samples.Text(snapshot.StoredDocument(matches.Hits[0].Document))[..5]);
                answers++;
            }
            catch (ObjectDisposedException)
            {
                return answers;
            }
        }
    }
}
