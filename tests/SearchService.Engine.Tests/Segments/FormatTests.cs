using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Segments;

/// <summary>
/// Indexes of each format that was ever written, as files in Cases/format-N. One of a new format is made by running the tests with
/// SEARCHSERVICE_KEEP_FORMAT naming its folder.
/// </summary>
public sealed class FormatTests
{
    private static string Folder(int version) => Path.Combine(AppContext.BaseDirectory, "Cases", $"format-{version}");

    /// <summary>The host then builds the index anew, as it does for any index that cannot be read.</summary>
    [Theory]
    [InlineData(1)]
    public void IndexOfAnEarlierFormat_IsNamedAsTooOld(int version)
    {
        IndexFormatTooOldException e = Assert.Throws<IndexFormatTooOldException>(() =>
            SearchIndex.Open(new FileStorage(Folder(version)), Samples.Schema)
        );
        Assert.EndsWith(".segment", e.File, StringComparison.Ordinal);
        Assert.Equal(version, e.Found);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void IndexOfEachFormat_IsReadToTheLastByte(int version)
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(Folder(version)), Samples.Schema);
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal("kept", snapshot.UserData["index"]);
        Assert.Equal(["concordance", "ranking"], snapshot.GroupKeys);
        SearchMatches matches = snapshot.Search(
            PhraseQuery.Of("text", "the", "inverted", "index"),
            new SearchOptions { Facets = ["author", "year"] }
        );
        SearchHit hit = Assert.Single(matches.Hits);
        Assert.Equal("how the", Samples.Text(snapshot.StoredDocument(hit.Document)));
        Assert.Equal(
            [new MatchSpan("text", 1, 3, 0)],
            snapshot.Spans(PhraseQuery.Of("text", "the", "inverted", "index"), hit.Document)
        );
        Assert.Equal([new FacetCount("Zoë", 1), new FacetCount("Émile", 1)], matches.Facets["author"]);
        Assert.Equal([new FacetCount("-44", 1)], matches.Facets["year"]);
    }

    [Fact]
    public void WriterOfTheNewestFormat_WritesTheBytesThatAreKept()
    {
        string? keep = Environment.GetEnvironmentVariable("SEARCHSERVICE_KEEP_FORMAT");
        IStorage made = keep is null ? new MemoryStorage() : new FileStorage(keep);
        Make(made);
        FileStorage kept = new(keep ?? Folder(3));
        string[] names =
        [
            .. made.List()
                .Where(name => !name.StartsWith("writer", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Contains(names, name => name.EndsWith(".deletes", StringComparison.Ordinal));
        foreach (string name in names)
        {
            byte[] expected = Samples.Contents(kept, name);
            Assert.True(expected.AsSpan().SequenceEqual(Samples.Contents(made, name)), $"{name} is not as it is kept.");
        }
    }

    private static void Make(IStorage storage)
    {
        IndexOptions options = new() { MergeFactor = 10, MaxDeletedShare = 1 };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        writer.Put(Samples.Group("ranking", "what the reader wants comes first", "the last"));
        writer.Put(Samples.Group("gone", "deleted words"));
        writer.Commit(Samples.NoUserData);
        DocumentGroup group = Samples.Group("concordance", "how the", "inverted index grew");
        IndexDocument first = group.Documents[0] with
        {
            Keywords = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                ["author"] = ["Zoë", "Émile"],
            },
            Numbers = new Dictionary<string, long>(StringComparer.Ordinal) { ["year"] = -44 },
        };
        writer.Put(group with { Documents = [first, group.Documents[1]] });
        writer.Delete("gone");
        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["index"] = "kept" });
    }
}
