using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Indexing;

public sealed class CorpusIndexerTests : IDisposable
{
    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _indexFolder = new();
    private IPassageIndex _index;

    public CorpusIndexerTests() => _index = EmbeddedPassageIndex.Open(_indexFolder.Path);

    public void Dispose()
    {
        _index.Dispose();
        _corpus.Dispose();
        _indexFolder.Dispose();
    }

    [Fact]
    public void Update_NothingChanged_IndexesNothing()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("b.txt", "Boats.");
        var first = Update();

        var second = Update();

        Assert.Equal((2, 0, 0, 0), (first.Added, first.Updated, first.Removed, first.Unchanged));
        Assert.Equal((0, 0, 0, 2), (second.Added, second.Updated, second.Removed, second.Unchanged));
        Assert.False(second.ChangedAnything);
        Assert.Equal(first.CorpusVersion, second.CorpusVersion);
    }

    [Fact]
    public void Update_ChangedAddedAndDeletedFiles_TouchesThoseAlone()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("b.md", "Boats.");
        _corpus.Write("c.md", "Rafts.");
        var before = Update();
        _corpus.Write("a.md", "Ships and more ships.");
        _corpus.Delete("b.md");
        _corpus.Write("d.md", "Canoes.");

        var report = Update();

        Assert.Equal((1, 1, 1, 1), (report.Added, report.Updated, report.Removed, report.Unchanged));
        Assert.NotEqual(before.CorpusVersion, report.CorpusVersion);
        using var snapshot = _index.AcquireSnapshot();
        Assert.Equal(["a", "c", "d"], snapshot.DocumentIds);
        Assert.Equal("Ships and more ships.", snapshot.Passage("a", 1)!.Text);
    }

    [Fact]
    public void Update_FileBackAsItWas_HasTheVersionItHad()
    {
        _corpus.Write("a.md", "Ships.");
        var before = Update().CorpusVersion;
        _corpus.Write("a.md", "Ships!!");
        Assert.NotEqual(before, Update().CorpusVersion);
        _corpus.Write("a.md", "Ships.");

        Assert.Equal(before, Update().CorpusVersion);
    }

    [Fact]
    public void Update_RecordChanged_IndexesItsTextAgain()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("b.md", "Boats.");
        _corpus.Write(
            "library.json",
            """[{ "id": "ships-1999", "type": "book", "title": "Ships", "custom": { "file": "a.md" } }]"""
        );
        Update();
        _corpus.Write(
            "library.json",
            """[{ "id": "ships-1999", "type": "book", "title": "On Ships", "custom": { "file": "a.md" } }]"""
        );

        var report = Update();

        Assert.Equal((0, 1, 0, 1), (report.Added, report.Updated, report.Removed, report.Unchanged));
        using var snapshot = _index.AcquireSnapshot();
        Assert.Equal("On Ships", snapshot.Summary("ships-1999")!.Work.Work.Title);
    }

    [Fact]
    public void Update_UnreadableFiles_AreReportedAndTheOthersServed()
    {
        _corpus.Write("good.md", "Ships.");
        _corpus.Write("latin.txt", [0x53, 0x68, 0x0A, 0xE9, 0x20]);
        _corpus.Write("empty.txt", "");
        _corpus.Write("blank.md", " \n\n");
        _corpus.Write("binary.txt", [0x50, 0x4B, 0x00, 0x04]);
        _corpus.Write("picture.png", [1, 2, 3]);

        var report = Update();

        // The one in another encoding is read, and said to be.
        Assert.Equal(2, report.Added);
        Assert.Equal(
            ["binary.txt", "blank.md", "empty.txt", "latin.txt", "picture.png"],
            report.Problems.Select(problem => problem.File).Order(StringComparer.Ordinal)
        );
        var latin = report.Problems.Single(problem => problem.File == "latin.txt");
        Assert.Equal((2, 1), (latin.Line, latin.Column));
        Assert.Contains("not UTF-8", latin.Message, StringComparison.Ordinal);
        Assert.Equal(["good", "latin"], Documents());

        // They stand in the next report, too.
        Assert.Equal(5, Update().Problems.Count);
    }

    [Fact]
    public void Update_TextThatCanNoLongerBeRead_IsTakenAway()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("b.md", "Boats.");
        Update();
        _corpus.Write("a.md", [0x41, 0x00, 0x41]);

        var report = Update();

        Assert.Equal((0, 0, 1, 1), (report.Added, report.Updated, report.Removed, report.Unchanged));
        Assert.Equal(["b"], Documents());
    }

    [Fact]
    public void Update_TextThatChangesWhileItIsRead_IsServedAsItWasUntilTheNextRun()
    {
        _corpus.Write("a.md", "Ships.");
        var before = Update().CorpusVersion;
        _corpus.Write("a.md", "Boats, half");

        // The first step is reported between the scan and the reading.
        var report = Update(progress: new OnFirstStep(() => _corpus.Write("a.md", "Boats, half written.")));

        Assert.True(report.Unsettled);
        Assert.Equal((0, 0, 0), (report.Added, report.Updated, report.Removed));
        Assert.Equal(before, report.CorpusVersion);
        Assert.Equal(["a"], Documents());
        Assert.Equal(1, Update().Updated);
    }

    [Fact]
    public void Update_BrokenLibrary_IsReportedWithItsPlaceAndTheTextsIndexed()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("library.json", "[\n  { \"id\": \"a\" \"type\": \"book\" }\n]");

        var report = Update();

        var problem = Assert.Single(report.Problems);
        Assert.Equal(("library.json", 2), (problem.File, problem.Line));
        Assert.NotNull(problem.Column);
        Assert.Equal(["a"], Documents());
    }

    [Fact]
    public void Update_MissingFolder_CommitsAnEmptyCollectionAndSaysSo()
    {
        var report = Update(new CorpusFolder(_corpus.FullPath("missing")));

        Assert.Single(report.Problems);
        Assert.Equal(IPassageSnapshot.EmptyCorpusVersion, report.CorpusVersion);
        Assert.Empty(Documents());
    }

    [Fact]
    public void Update_FolderThatIsAwayForAMoment_KeepsWhatIsIndexed()
    {
        _corpus.Write("a.md", "Ships.");
        var indexed = Update().CorpusVersion;

        var report = Update(new CorpusFolder(_corpus.FullPath("away")));

        Assert.Single(report.Problems);
        Assert.Equal(indexed, report.CorpusVersion);
        Assert.Single(Documents());
    }

    [Fact]
    public void Update_Progress_CountsToTheEnd()
    {
        _corpus.Write("a.md", "Ships.");
        _corpus.Write("b.md", "Boats.");
        var steps = new Steps();

        Update(progress: steps);

        Assert.Equal([(0, 2), (1, 2), (2, 2)], steps.Select(step => (step.Done, step.Total)));
        Assert.Equal("b.md", steps[^1].File);
    }

    [Fact]
    public void OpenOrBeginAnew_DamagedIndex_IsRebuiltFromTheCorpus()
    {
        _corpus.Write("a.md", "Ships.");
        var before = Update().CorpusVersion;
        _index.Dispose();
        foreach (var file in Directory.GetFiles(_indexFolder.Path).Where(file => new FileInfo(file).Length > 0))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[^1] ^= 0x5A;
            bytes[0] ^= 0x5A;
            File.WriteAllBytes(file, bytes);
        }

        Assert.Throws<PassageIndexUnreadableException>(() => EmbeddedPassageIndex.Open(_indexFolder.Path));
        _index = EmbeddedPassageIndex.OpenOrBeginAnew(_indexFolder.Path, out var unreadable);

        Assert.False(string.IsNullOrWhiteSpace(unreadable));
        var report = Update();
        Assert.Equal(1, report.Added);
        Assert.Equal(before, report.CorpusVersion);
        Assert.Equal(["a"], Documents());

        _index.Dispose();
        _index = EmbeddedPassageIndex.OpenOrBeginAnew(_indexFolder.Path, out unreadable);
        Assert.Null(unreadable);
        Assert.Equal(["a"], Documents());
    }

    [Fact]
    public void OpenOrBeginAnew_LostManifest_IsSaidAndTheCorpusIsIndexedAgain()
    {
        _corpus.Write("a.md", "Ships.");
        var before = Update().CorpusVersion;
        _index.Dispose();
        File.Delete(Path.Combine(_indexFolder.Path, "manifest"));

        var lost = Assert.Throws<PassageIndexUnreadableException>(() => EmbeddedPassageIndex.Open(_indexFolder.Path));
        Assert.Contains("manifest", lost.Message, StringComparison.Ordinal);
        _index = EmbeddedPassageIndex.OpenOrBeginAnew(_indexFolder.Path, out var unreadable);

        Assert.Equal(lost.Message, unreadable);
        Assert.Equal(before, Update().CorpusVersion);
        Assert.Equal(["a"], Documents());
    }

    [Fact]
    public void Update_TextThatTheEngineRefuses_IsAProblemOfItsOwn()
    {
        foreach (var name in Enumerable.Range(0, 40))
        {
            _corpus.Write($"text{name}.md", "Ships.");
        }

        using var inner = _index.OpenWriter();
        var writer = new FailingWriter(inner, failure: null);

        var report = Indexer().Update(writer, null, default);

        Assert.Equal(39, report.Added);
        var problem = Assert.Single(report.Problems);
        Assert.Equal("text7.md", problem.File);
        Assert.StartsWith("could not be indexed: Too long.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(39, Documents().Count);
        Assert.DoesNotContain("text7", Documents());
    }

    [Fact]
    public void Update_EngineThatFails_EndsTheRunWithItsFault()
    {
        foreach (var name in Enumerable.Range(0, 40))
        {
            _corpus.Write($"text{name}.md", "Ships.");
        }

        using var inner = _index.OpenWriter();
        var writer = new FailingWriter(inner, new IOException("The disk is full."));

        Assert.Throws<IOException>(() => Indexer().Update(writer, null, default));
        Assert.Empty(Documents());
    }

    private IReadOnlyList<string> Documents()
    {
        using var snapshot = _index.AcquireSnapshot();
        return snapshot.DocumentIds;
    }

    private IndexingReport Update(CorpusFolder? folder = null, IProgress<IndexingStep>? progress = null)
    {
        using var writer = _index.OpenWriter();
        return Indexer(folder).Update(writer, progress, default);
    }

    private CorpusIndexer Indexer(CorpusFolder? folder = null) =>
        new(folder ?? new CorpusFolder(_corpus.Path), _index, NullLogger<CorpusIndexer>.Instance);

    /// <summary>The index's writer, but for the text that it fails at, or refuses where no failure is given.</summary>
    private sealed class FailingWriter(IPassageWriter inner, Exception? failure) : IPassageWriter
    {
        public void Put(IndexedDocument document)
        {
            if (document.Stored.Summary.Id == "text7")
            {
                throw failure ?? new ArgumentException("Too long.", nameof(document));
            }

            inner.Put(document);
        }

        public void Delete(string documentId) => inner.Delete(documentId);

        public void Commit(string corpusVersion) => inner.Commit(corpusVersion);

        public void Settle(CancellationToken cancellation) => inner.Settle(cancellation);

        public void Dispose() => inner.Dispose();
    }

    private sealed class OnFirstStep(Action act) : IProgress<IndexingStep>
    {
        public void Report(IndexingStep value)
        {
            if (value.File is null)
            {
                act();
            }
        }
    }

    private sealed class Steps : List<IndexingStep>, IProgress<IndexingStep>
    {
        public void Report(IndexingStep value) => Add(value);
    }
}
