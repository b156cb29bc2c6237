using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;
using SearchService.Engine.Tests.Storage;

namespace SearchService.Engine.Tests.Segments;

/// <summary>
/// Indexes of each format that was ever written, as files in Cases/format-N, and of those from 3 on one of several hundred documents in
/// Cases/format-N-blocks; with a later manifest in Cases/format-N-manifest-M. Those of a new format are made by running the tests with SEARCHSERVICE_KEEP_FORMAT naming the folder of cases.
/// </summary>
public sealed class FormatTests
{
    private const string Newest = "format-3-manifest-2";
    private const string NewestOfBlocks = "format-3-blocks";

    private static string Folder(string kept) => Path.Combine(AppContext.BaseDirectory, "Cases", kept);

    /// <summary>The host then builds the index anew, as it does for any index that cannot be read.</summary>
    [Theory]
    [InlineData(1)]
    public void IndexOfAnEarlierFormat_IsNamedAsTooOld(int version)
    {
        IndexFormatTooOldException e = Assert.Throws<IndexFormatTooOldException>(() =>
            SearchIndex.Open(new FileStorage(Folder($"format-{version}")), Samples.Schema)
        );
        Assert.EndsWith(".segment", e.File, StringComparison.Ordinal);
        Assert.Equal(version, e.Found);
    }

    [Theory]
    [InlineData("format-2")]
    [InlineData("format-3")]
    [InlineData(Newest)]
    public void IndexOfEachFormat_IsReadToTheLastByte(string name)
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(Folder(name)), Samples.Schema);
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

    /// <summary>Its deletes are carried on into manifests of the newest version, which then know them.</summary>
    [Theory]
    [InlineData("format-2")]
    [InlineData("format-3")]
    public void IndexOfAnEarlierFormat_ThatIsWrittenOn_HoldsWhatItHeldAndMore(string name)
    {
        MemoryStorage storage = new();
        FileStorage kept = new(Folder(name));
        foreach (string file in kept.List())
        {
            using IStorageOutput output = storage.Create(file);
            output.Append(Samples.Contents(kept, file));
        }

        IndexOptions options = new() { MergeFactor = 10, MaxDeletedShare = 1 };
        using (SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options))
        {
            using IndexWriter writer = index.OpenWriter();
            writer.Put(Samples.Group("added", "one word more"));
            writer.Commit(Samples.NoUserData);
        }

        Assert.Contains("00000002.deletes", storage.List());
        using SearchIndex last = SearchIndex.Open(storage, Samples.Schema);
        last.Verify();
        using IndexSnapshot snapshot = last.AcquireSnapshot();
        Assert.Equal(["added", "concordance", "ranking"], snapshot.GroupKeys);
    }

    /// <summary>Full blocks, skips over them, common terms by their places and a compressed block of stored bytes, against brute force.</summary>
    [Theory]
    [InlineData(NewestOfBlocks)]
    public void IndexOfFullBlocks_OfEachFormat_AnswersAsItsDocumentsWould(string name)
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(Folder(name)), Samples.Schema);
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        (ZipfCorpus corpus, List<DocumentGroup> groups) = BlocksCorpus();
        groups.RemoveAll(group => IsDeletedOfBlocks(group.Key));
        Assert.True(snapshot.DocumentCount > 300);
        Assert.True(snapshot.DocumentFrequency("text", "w0") > 2 * BitPacking.BlockLength);
        new Comparison(snapshot, groups, new RandomCorpus(1)).CheckContents();
        BruteForce truth = new(groups);
        int found = 0;
        for (int i = 0; i < 30; i++)
        {
            Query query = corpus.Query(i, groups);
            string[] expected =
            [
                .. truth
                    .Documents.Select(document => (document, Score: truth.Match(query, document)))
                    .Where(match => match.Score is not null)
                    .OrderByDescending(match => (float)match.Score.GetValueOrDefault())
                    .Select(match => Convert.ToHexStringLower(match.document.Document.Stored.Span)),
            ];
            SearchMatches matches = snapshot.Search(query, new SearchOptions { Limit = int.MaxValue });
            Assert.Equal(
                expected,
                matches.Hits.Select(hit => Convert.ToHexStringLower(snapshot.StoredDocument(hit.Document).Span))
            );
            found += expected.Length;
        }

        Assert.True(found > 500, $"Only {found} documents are found.");
    }

    [Theory]
    [InlineData(Newest)]
    [InlineData(NewestOfBlocks)]
    public void WriterOfTheNewestFormat_WritesTheBytesThatAreKept(string name)
    {
        string? keep = Environment.GetEnvironmentVariable("SEARCHSERVICE_KEEP_FORMAT");
        IStorage made = keep is null ? new MemoryStorage() : new FileStorage(Path.Combine(keep, name));
        if (name == Newest)
        {
            Make(made);
        }
        else
        {
            MakeBlocks(made);
        }

        FileStorage kept = new(keep is null ? Folder(name) : Path.Combine(keep, name));
        string[] names =
        [
            .. made.List()
                .Where(file => !file.StartsWith("writer", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Contains(names, file => file.EndsWith(".deletes", StringComparison.Ordinal));
        foreach (string file in names)
        {
            byte[] expected = Samples.Contents(kept, file);
            Assert.True(expected.AsSpan().SequenceEqual(Samples.Contents(made, file)), $"{file} is not as it is kept.");
        }
    }

    /// <summary>
    /// Stored bytes are noise, and last a long run of one letter: what Brotli makes of a text may differ by its version, of these it does
    /// not.
    /// </summary>
    private static (ZipfCorpus Corpus, List<DocumentGroup> Groups) BlocksCorpus()
    {
        ZipfCorpus corpus = new(3, vocabulary: 400, mostTokens: 36);
        List<DocumentGroup> groups =
        [
            .. Enumerable.Range(0, 70).Select(i => corpus.Group($"group {i:00}", isCompressible: false)),
        ];
        DocumentGroup run = Samples.Group("run", "a run of one letter");
        groups.Add(
            run with
            {
                Documents = [run.Documents[0] with { Stored = Samples.Bytes(new string('a', 13_000)) }],
            }
        );
        return (corpus, groups);
    }

    private static bool IsDeletedOfBlocks(string key) => key.EndsWith('7');

    private static void MakeBlocks(IStorage storage)
    {
        IndexOptions options = new() { MergeFactor = 10, MaxDeletedShare = 1 };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        List<DocumentGroup> groups = BlocksCorpus().Groups;
        groups.ForEach(writer.Put);
        writer.Commit(Samples.NoUserData);
        foreach (DocumentGroup group in groups.Where(group => IsDeletedOfBlocks(group.Key)))
        {
            writer.Delete(group.Key);
        }

        writer.Commit(Samples.NoUserData);
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
