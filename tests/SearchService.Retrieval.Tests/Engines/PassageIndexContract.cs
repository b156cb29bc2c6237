using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>What every engine behind the port must keep and hand back; each one runs these tests.</summary>
public abstract class PassageIndexContract : PassageSearchContract
{
    [Fact]
    public void Snapshot_BeforeTheFirstCommit_IsEmpty()
    {
        using var snapshot = Index.AcquireSnapshot();

        Assert.Equal(IPassageSnapshot.EmptyCorpusVersion, snapshot.CorpusVersion);
        Assert.Equal(0, snapshot.PassageCount);
        Assert.Empty(snapshot.DocumentIds);
        Assert.Null(snapshot.Summary("harbour"));
        Assert.Null(snapshot.Document("harbour"));
        Assert.Null(snapshot.Passage("harbour", 1));
        Assert.Empty(snapshot.Values(PassageColumn.Kind));
        Assert.Equal(0, Search(snapshot, new EverythingClause()).Total);
    }

    [Fact]
    public void Put_Document_ComesBackAsItWas()
    {
        var document = Samples.Document("harbour", Markdown, 1999, "On harbours", "Doe", "Müller");
        Commit("v1", document, Samples.Document("empty", " \n"));

        using var snapshot = Index.AcquireSnapshot();
        Assert.Equal("v1", snapshot.CorpusVersion);
        Assert.Equal(["empty", "harbour"], snapshot.DocumentIds);
        Assert.Equal(document.Passages.Count, snapshot.PassageCount);
        Assert.Equal(document.Stored.Summary.Work.Work, snapshot.Summary("harbour")!.Work.Work);
        Assert.Equal(StoredRecords.Write(document.Stored), StoredRecords.Write(snapshot.Document("harbour")!));
        foreach (var passage in document.Passages)
        {
            var stored = snapshot.Passage("harbour", passage.Stored.Ordinal);
            Assert.Equal(StoredRecords.Write(passage.Stored), StoredRecords.Write(stored!));
        }

        Assert.Equal(
            document
                .Passages.Select(passage => passage.Stored)
                .OrderBy(passage => passage.Ordinal)
                .Select(StoredRecords.Write),
            snapshot.Passages("harbour").Select(StoredRecords.Write)
        );
        Assert.Empty(snapshot.Passages("nothing"));
        Assert.Null(snapshot.Passage("harbour", 0));
        Assert.Null(snapshot.Passage("harbour", document.Passages.Count + 1));
        Assert.Equal(0, snapshot.Summary("empty")!.Passages);
    }

    [Fact]
    public void Values_OfEachColumn_AreDistinctAndInOrder()
    {
        Commit(
            "v1",
            Samples.Document("b", Markdown, 1999, "On harbours", "Doe"),
            Samples.Document("a", "Alone.", 2004, "Alone", "Doe", "Müller")
        );

        using var snapshot = Index.AcquireSnapshot();
        Assert.Equal(["a", "b"], snapshot.Values(PassageColumn.Document));
        Assert.Equal(["body", "note"], snapshot.Values(PassageColumn.Kind));
        Assert.Equal(["The harbour", "Tides"], snapshot.Values(PassageColumn.Section));
        Assert.Equal(["Ann Doe", "Ann Müller"], snapshot.Values(PassageColumn.Author));
        Assert.Equal(["1999", "2004"], snapshot.Values(PassageColumn.Year));
        Assert.Equal(
            ["ann doe", "ann muller", "doe", "doe ann", "muller", "muller ann"],
            snapshot.Values(PassageColumn.AuthorKey)
        );
    }

    [Fact]
    public void Put_SameIdAgain_Replaces()
    {
        Commit("v1", Samples.Document("a", "old words\n\nmore old words"), Samples.Document("b", "other words"));
        Commit("v2", Samples.Document("a", "new words"));

        Assert.Equal(0, Search(Word("old")).Total);
        Assert.Equal(2, Search(Word("words")).Total);
        using var snapshot = Index.AcquireSnapshot();
        Assert.Equal("v2", snapshot.CorpusVersion);
        Assert.Equal(2, snapshot.PassageCount);
        Assert.Null(snapshot.Passage("a", 2));

        // Scores are those of an index that never had the old text.
        Assert.Equal(Math.Log(1 + (0.5 / 2.5)), Search(Word("words")).Matches[0].Score, 1e-5);
    }

    [Fact]
    public void Put_TwiceInOneCommit_KeepsTheLast()
    {
        Commit("v1", Samples.Document("a", "first"), Samples.Document("a", "second"));

        Assert.Equal(0, Search(Word("first")).Total);
        Assert.Equal(1, Search(Word("second")).Total);
    }

    [Fact]
    public void Catalogue_AfterCommitsThatChangeSome_IsOfEachCommit()
    {
        Commit("v1", Samples.Document("b", "words", 2001, "One", "Lee"), Samples.Document("a", "words", 2002, "Two"));
        using var first = Index.AcquireSnapshot();
        Assert.Equal(["a Two 2002 ", "b One 2001 lee"], first.Catalogue.Entries.Select(Shown));

        Commit("v2", Samples.Document("b", "words", 1999, "Other"), Samples.Document("c", "words"));
        Commit("v3", Samples.Document("c", "words", 2000, "Three", "Lee"));
        using var last = Index.AcquireSnapshot();

        Assert.Equal(["a Two 2002 ", "b Other 1999 ", "c Three 2000 lee"], last.Catalogue.Entries.Select(Shown));
        Assert.Equal(["b", "c", "a"], last.Catalogue.ByYear.Select(entry => entry.Id));
        Assert.Equal(["a", "c", "b"], last.Catalogue.ByYearDescending.Select(entry => entry.Id));
        Assert.Equal(["b", "c", "a"], last.Catalogue.ByTitle.Select(entry => entry.Id));
        Assert.Equal(["a Two 2002 ", "b One 2001 lee"], first.Catalogue.Entries.Select(Shown));

        static string Shown(CatalogueEntry entry) =>
            FormattableString.Invariant(
                $"{entry.Id} {entry.Title} {entry.Year} {entry.AuthorKeys.FirstOrDefault(key => key == "lee")}"
            );
    }

    [Fact]
    public void Delete_Document_TakesItAwayWithTheCommit()
    {
        Commit("v1", Samples.Document("a", "words"), Samples.Document("b", "words"));
        using (var writer = Index.OpenWriter())
        {
            writer.Delete("a");
            writer.Delete("unknown");
            writer.Put(Samples.Document("c", "words"));
            writer.Delete("c");
            Assert.Equal(2, Search(Word("words")).Total);
            writer.Commit("v2");
        }

        using var snapshot = Index.AcquireSnapshot();
        Assert.Equal(["b"], snapshot.DocumentIds);
        Assert.Equal(["b"], snapshot.Values(PassageColumn.Document));
        Assert.Equal(1, Search(Word("words")).Total);
        Assert.Null(snapshot.Document("a"));
    }

    [Fact]
    public void Dispose_WithoutCommit_Discards()
    {
        Commit("v1", Samples.Document("a", "words"));
        using (var writer = Index.OpenWriter())
        {
            writer.Put(Samples.Document("b", "words"));
            writer.Delete("a");
        }

        Assert.Equal(["a"], Documents(Word("words")));
    }

    [Fact]
    public void Snapshot_WhileOthersWrite_Stays()
    {
        Commit("v1", Samples.Document("a", "words"), Samples.Document("b", "words"));
        using var before = Index.AcquireSnapshot();
        var shared = before.Share();
        for (var i = 0; i < 6; i++)
        {
            Commit("v" + i, Samples.Document("a", "other"), Samples.Document("x" + i, "words words"));
        }

        before.Dispose();
        Assert.Equal("v1", shared.CorpusVersion);
        Assert.Equal(["a", "b"], shared.DocumentIds);
        Assert.Equal(2, Search(shared, Word("words")).Total);
        Assert.Equal("words", shared.Passage("a", 1)!.Text);
        Assert.Equal(7, Search(Word("words")).Total);
        shared.Dispose();
    }

    [Fact]
    public void Open_Again_FindsWhatWasCommitted()
    {
        Commit("v1", Samples.Document("a", "words"));
        using var other = Open();
        Commit("v2", Samples.Document("b", "words"));

        using (var old = other.AcquireSnapshot())
        {
            Assert.Equal("v1", old.CorpusVersion);
            Assert.Equal(1, Search(old, Word("words")).Total);
        }

        other.Refresh();
        using var fresh = other.AcquireSnapshot();
        Assert.Equal("v2", fresh.CorpusVersion);
        Assert.Equal(2, Search(fresh, Word("words")).Total);
    }

    [Fact]
    public void OpenWriter_WhileThereIsOne_IsRefused()
    {
        using (Index.OpenWriter())
        {
            Assert.Throws<PassageIndexLockedException>(Index.OpenWriter);
            using var other = Open();
            Assert.Throws<PassageIndexLockedException>(other.OpenWriter);
            using var readable = other.AcquireSnapshot();
            Assert.Equal(0, readable.PassageCount);
        }

        Index.OpenWriter().Dispose();
    }
}
