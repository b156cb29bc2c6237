using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Commits;

public sealed class WriterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "engine-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void SecondWriter_WhileOneIsOpen_IsRefusedAndReadingIsNot()
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(_folder), Samples.Schema);
        using SearchIndex other = SearchIndex.Open(new FileStorage(_folder), Samples.Schema);
        using (IndexWriter writer = index.OpenWriter())
        {
            writer.Put(Samples.Group("a", "one"));
            writer.Commit(Samples.NoUserData);
            Assert.Equal(Environment.ProcessId, Assert.Throws<IndexLockedException>(other.OpenWriter).ProcessId);
            Assert.Throws<IndexLockedException>(index.OpenWriter);
            Assert.Throws<IndexLockedException>(() => SearchIndex.Erase(new FileStorage(_folder), Samples.Schema));
            other.Refresh();
            using IndexSnapshot snapshot = other.AcquireSnapshot();
            Assert.Equal(1, snapshot.DocumentCount);
        }

        other.OpenWriter().Dispose();
    }

    [Fact]
    public void Index_OnDisk_IsThereWhenOpenedAgain()
    {
        for (int i = 0; i < 5; i++)
        {
            using SearchIndex index = SearchIndex.Open(new FileStorage(_folder), Samples.Schema, Samples.TinyOptions);
            using IndexWriter writer = index.OpenWriter();
            writer.Put(Samples.Group($"group {i}", "one two", "three"));
            writer.Put(Samples.Group("same", "one", "two", "three", $"{i}"));
            writer.Commit(Samples.NoUserData);
        }

        using SearchIndex last = SearchIndex.Open(new FileStorage(_folder), Samples.Schema);
        last.Verify();
        using IndexSnapshot snapshot = last.AcquireSnapshot();
        Assert.Equal(14, snapshot.DocumentCount);
        Assert.Equal(6, snapshot.Search(PhraseQuery.Of("text", "two", "three")).Total);
    }

    [Fact]
    public void Writer_DisposedWithoutCommit_LeavesAnIndexWithoutDocuments()
    {
        MemoryStorage storage = new();
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
        using (IndexWriter writer = index.OpenWriter())
        {
            writer.Put(Samples.Group("a", "one", "two", "three"));
            Assert.Contains(storage.List(), name => name.EndsWith(".segment", StringComparison.Ordinal));
        }

        Assert.Equal(["manifest"], storage.List());
        using SearchIndex left = SearchIndex.Open(storage, Samples.Schema);
        using IndexSnapshot snapshot = left.AcquireSnapshot();
        Assert.Equal((0, 0L), (snapshot.DocumentCount, snapshot.Generation));
    }

    [Fact]
    public void Group_WithoutDocuments_IsKnownByItsKey()
    {
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        writer.Put(Samples.Group("empty"));
        writer.Commit(Samples.NoUserData);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.True(snapshot.TryGetGroup("empty", out GroupEntry? group));
        Assert.Equal(0, group.Count);
        Assert.Equal("group empty", Samples.Text(group.Stored));
    }

    [Fact]
    public void Put_WithFieldsColumnsOrPositionsThatCannotBe_IsRefusedAndTheWriterGoesOn()
    {
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        writer.Put(Samples.Group("a", "one"));
        Assert.Throws<ArgumentException>(() => writer.Put(With(new IndexDocument { Fields = Tokens("title", 0) })));
        Assert.Throws<ArgumentException>(() => writer.Put(With(new IndexDocument { Fields = Tokens("text", 1, 0) })));
        Assert.Throws<ArgumentException>(() => writer.Put(With(new IndexDocument { Fields = Tokens("text", -1) })));
        Assert.Throws<ArgumentException>(() =>
            writer.Put(With(new IndexDocument { Fields = Tokens("text", 0, int.MaxValue) }))
        );
        Assert.Throws<ArgumentException>(() =>
            writer.Put(
                With(
                    new IndexDocument { Fields = Tokens("text", 0, 1) },
                    new IndexDocument { Fields = Tokens("text", 1) }
                )
            )
        );
        Assert.Throws<ArgumentException>(() =>
            writer.Put(
                With(
                    new IndexDocument
                    {
                        Numbers = new Dictionary<string, long>(StringComparer.Ordinal) { ["author"] = 1 },
                    }
                )
            )
        );
        writer.Commit(Samples.NoUserData);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(["a"], snapshot.GroupKeys);
        Assert.Equal(1, snapshot.DocumentCount);
    }

    [Fact]
    public void ManyCommits_KeepFewSegmentsAndDropDeletedDocuments()
    {
        MemoryStorage storage = new();
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
        for (int i = 0; i < 60; i++)
        {
            using IndexWriter writer = index.OpenWriter();
            writer.Put(Samples.Group($"group {i % 20}", $"word{i} same"));
            writer.Commit(Samples.NoUserData);
        }

        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(20, snapshot.DocumentCount);
        Assert.Equal(20, snapshot.DocumentFrequency("text", "same"));
        Assert.Equal(0, snapshot.DocumentFrequency("text", "word3"));
        Assert.InRange(storage.List().Count(n => n.EndsWith(".segment", StringComparison.Ordinal)), 1, 8);
    }

    [Fact]
    public void Strings_ThatAreNotValidUnicode_AreOneWithTheirReplacement()
    {
        using SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        IndexToken[] tokens = [new("x\uD800", 0), new("x\uFFFD", 0), new("x\uDC00", 1)];
        writer.Put(
            With(
                new IndexDocument
                {
                    Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                    {
                        ["text"] = tokens,
                    },
                }
            )
        );
        writer.Commit(Samples.NoUserData);
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        SearchHit hit = Assert.Single(snapshot.Search(new TermQuery("text", "x\uD801")).Hits);
        Assert.Equal(2, snapshot.Spans(new TermQuery("text", "x\uFFFD"), hit.Document).Count);
    }

    private static DocumentGroup With(params IndexDocument[] documents) => new("b", default, documents);

    private static Dictionary<string, IReadOnlyList<IndexToken>> Tokens(string field, params int[] positions) =>
        new(StringComparer.Ordinal) { [field] = [.. positions.Select(p => new IndexToken("word", p))] };
}
