using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Commits;

public sealed class SnapshotTests : IDisposable
{
    private readonly MemoryStorage _storage = new();
    private readonly SearchIndex _index;

    public SnapshotTests() => _index = SearchIndex.Open(_storage, Samples.Schema, Samples.TinyOptions);

    public void Dispose() => _index.Dispose();

    [Fact]
    public void Index_NeverCommitted_IsEmptyAndWritesNothing()
    {
        using IndexSnapshot snapshot = _index.AcquireSnapshot();
        Assert.Equal(0, snapshot.Generation);
        Assert.Empty(snapshot.UserData);
        Assert.Empty(snapshot.GroupKeys);
        Assert.Equal(0, snapshot.Search(new MatchAll()).Total);
        Assert.Empty(_storage.List());
    }

    [Fact]
    public void Snapshot_WhileCommitsGoOn_DoesNotChange()
    {
        Commit("first", Samples.Group("a", "one two"), Samples.Group("b", "two three"));
        using IndexSnapshot before = _index.AcquireSnapshot();
        Commit("second", Samples.Group("a", "two"), Samples.Group("c", "two"));
        using IndexSnapshot after = _index.AcquireSnapshot();

        Assert.Equal("first", before.UserData["name"]);
        Assert.Equal(2, before.Search(new TermQuery("text", "two")).Total);
        Assert.Equal(1, before.Search(new TermQuery("text", "one")).Total);
        Assert.Equal("second", after.UserData["name"]);
        Assert.Equal(3, after.Search(new TermQuery("text", "two")).Total);
        Assert.Equal(0, after.Search(new TermQuery("text", "one")).Total);
        Assert.Equal(before.Generation + 1, after.Generation);
    }

    [Fact]
    public void FilesOfADroppedSegment_LiveAsLongAsTheirLastReader()
    {
        Commit("first", Samples.Group("a", "one"));
        string file = Assert.Single(Segments());
        IndexSnapshot one = _index.AcquireSnapshot();
        IndexSnapshot two = _index.AcquireSnapshot();
        Commit("second", Samples.Group("a", "another"));
        Assert.Contains(file, Segments());
        one.Dispose();
        one.Dispose();
        Assert.Contains(file, Segments());
        Assert.Equal(1, two.Search(new TermQuery("text", "one")).Total);
        two.Dispose();
        Assert.DoesNotContain(file, Segments());
        Assert.Single(Segments());
        Assert.Throws<ObjectDisposedException>(() => two.DocumentCount);
    }

    [Fact]
    public void Snapshot_OfADisposedIndex_GoesOn()
    {
        Commit("first", Samples.Group("a", "one"));
        using IndexSnapshot snapshot = _index.AcquireSnapshot();
        _index.Dispose();
        Assert.Equal(1, snapshot.Search(new TermQuery("text", "one")).Total);
        Assert.Throws<ObjectDisposedException>(() => _index.AcquireSnapshot());
    }

    [Fact]
    public void Refresh_AfterAnotherIndexCommitted_ShowsItsCommit()
    {
        using SearchIndex reader = SearchIndex.Open(_storage, Samples.Schema);
        for (int i = 0; i < 30; i++)
        {
            Commit($"commit {i}", Samples.Group($"group {i % 7}", "one", "two " + i));
            reader.Refresh();
            reader.Refresh();
            using IndexSnapshot snapshot = reader.AcquireSnapshot();
            Assert.Equal($"commit {i}", snapshot.UserData["name"]);
            Assert.Equal(Math.Min(i + 1, 7), snapshot.GroupCount);
        }
    }

    [Fact]
    public void Refresh_AfterTheIndexWasBuiltAnew_ShowsTheNewOne()
    {
        Commit("old", Samples.Group("a", "one"));
        using SearchIndex reader = SearchIndex.Open(_storage, Samples.Schema);
        using IndexSnapshot held = reader.AcquireSnapshot();
        SearchIndex.Erase(_storage, Samples.Schema);
        using SearchIndex rebuilt = SearchIndex.Open(_storage, Samples.Schema);
        using (IndexWriter writer = rebuilt.OpenWriter())
        {
            writer.Put(Samples.Group("a", "two"));
            writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "new" });
        }

        reader.Refresh();
        using IndexSnapshot snapshot = reader.AcquireSnapshot();
        Assert.Equal(held.Generation, snapshot.Generation);
        Assert.Equal("new", snapshot.UserData["name"]);
        Assert.Equal(0, snapshot.Search(new TermQuery("text", "one")).Total);
        Assert.Equal(1, held.Search(new TermQuery("text", "one")).Total);
    }

    /// <summary>The manifest is not there when it is looked for, and all of the first commit is when the names are read.</summary>
    [Fact]
    public void Open_WhileTheFirstCommitIsMade_ShowsItOrNone()
    {
        MissedStorage missed = new(_storage, () => Commit("first", Samples.Group("a", "one")));
        using SearchIndex reader = SearchIndex.Open(missed, Samples.Schema);
        using IndexSnapshot snapshot = reader.AcquireSnapshot();
        Assert.Equal("first", snapshot.UserData["name"]);
        Assert.Equal(1, snapshot.DocumentCount);
    }

    [Fact]
    public async Task Readers_BesideACommittingWriter_SeeWholeCommitsOnly()
    {
        const int Groups = 5;
        const int Readers = 3;
        using CancellationTokenSource done = new();
        int[] seen = new int[Readers];
        Commit("0", [.. Enumerable.Range(0, Groups).Select(g => Samples.Group($"g{g}", "version0 word"))]);
        Task[] readers =
        [
            .. Enumerable
                .Range(0, Readers)
                .Select(reader =>
                    Task.Run(() =>
                    {
                        while (!done.IsCancellationRequested)
                        {
                            using IndexSnapshot snapshot = _index.AcquireSnapshot();
                            TermQuery query = new("text", "version" + snapshot.UserData["name"]);
                            Assert.Equal(Groups, snapshot.Search(query).Total);
                            Assert.Equal(Groups, snapshot.Search(new TermQuery("text", "word")).Total);
                            Interlocked.Increment(ref seen[reader]);
                        }
                    })
                ),
        ];

        // On a busy machine the readers may start late: the writer goes on until each has read a while.
        bool HaveRead() => seen.All(count => count > 20) || Array.Exists(readers, reader => reader.IsFaulted);
        for (int i = 1; i <= 100 || !HaveRead(); i++)
        {
            Commit($"{i}", [.. Enumerable.Range(0, Groups).Select(g => Samples.Group($"g{g}", $"version{i} word"))]);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(Segments().Length < 10);
    }

    [Fact]
    public void Search_WithACancelledToken_Stops()
    {
        Commit("first", Samples.Group("a", "one"));
        using IndexSnapshot snapshot = _index.AcquireSnapshot();
        Assert.Throws<OperationCanceledException>(() =>
            snapshot.Search(new MatchAll(), null, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void DocumentNumber_ThatTheSnapshotDoesNotHave_IsRefused()
    {
        Commit("first", Samples.Group("a", "one"), Samples.Group("b", "two"), Samples.Group("c", "two"));
        Commit("second", Samples.Group("b"));
        using IndexSnapshot snapshot = _index.AcquireSnapshot();
        Assert.Equal(2, snapshot.DocumentCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.StoredDocument(new DocId(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => snapshot.StoredDocument(new DocId(1000)));
    }

    private void Commit(string name, params DocumentGroup[] groups)
    {
        using IndexWriter writer = _index.OpenWriter();
        foreach (DocumentGroup group in groups)
        {
            writer.Put(group);
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name });
    }

    private string[] Segments() =>
        [.. _storage.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal))];

    /// <summary>A storage in which something happens just after a file was not found.</summary>
    private sealed class MissedStorage(IStorage storage, Action happens) : IStorage
    {
        public IReadOnlyList<string> List() => storage.List();

        public IStorageOutput Create(string name) => storage.Create(name);

        public IStorageFile Open(string name)
        {
            try
            {
                return storage.Open(name);
            }
            catch (FileNotFoundException)
            {
                happens();
                throw;
            }
        }

        public void Delete(string name) => storage.Delete(name);

        public void Rename(string from, string to) => storage.Rename(from, to);

        public void SyncNames() => storage.SyncNames();

        public IDisposable Lock(string name) => storage.Lock(name);
    }
}
