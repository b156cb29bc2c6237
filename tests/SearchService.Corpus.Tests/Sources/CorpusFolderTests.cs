using System.Globalization;
using System.Text;
using SearchService.Corpus.Sources;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Sources;

public sealed class CorpusFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private CorpusFolder Corpus => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scan_MissingFolder_IsEmptyAndNamesTheAbsolutePath()
    {
        var missing = folder.Of("nowhere");

        var scan = new CorpusFolder(missing).Scan();

        Assert.Empty(scan.Files);
        Assert.Equal(missing, Assert.Single(scan.Problems).File);
    }

    [Fact]
    public void Scan_AFolder_ListsTextsInOrderAndReportsOtherKindsOnce()
    {
        foreach (
            var file in (string[])
                [
                    "b.txt",
                    "a/z.md",
                    "B.TXT",
                    "a.pdf",
                    "sub/b.pdf",
                    ".hidden.txt",
                    ".git/x.txt",
                    "README",
                    "library.json",
                ]
        )
        {
            folder.Write(file, file == "library.json" ? "[]" : "words");
        }

        var scan = Corpus.Scan();

        Assert.Equal(["B.TXT", "a/z.md", "b.txt"], scan.Files.Select(file => file.RelativePath));
        Assert.Equal(
            ["b-2", "b", "a-z"],
            new[] { scan.Files[2], scan.Files[0], scan.Files[1] }.Select(file => file.DocumentId)
        );
        var messages = scan.Problems.Select(problem => $"{problem.File}: {problem.Message}").ToList();
        Assert.Contains("a.pdf: not read: no reader for .pdf (and 1 more of the kind)", messages);
        Assert.Contains("README: not read: no reader for files without an extension", messages);
        Assert.Contains("b.txt: its id 'b' is that of B.TXT; this one is called 'b-2'", messages);
        Assert.Equal(3, messages.Count);
    }

    [Fact]
    public void Scan_Again_ReadsOnlyWhatChanged()
    {
        folder.Write("a.txt", "one");
        folder.Write("b.txt", "two");
        var corpus = Corpus;
        var first = corpus.Scan();
        Assert.Equal(2, corpus.FilesHashed);

        Assert.Equal(first.Files, corpus.Scan().Files);
        Assert.Equal(2, corpus.FilesHashed);

        folder.Write("b.txt", "three");
        Assert.NotEqual(first.Files[1].Sha256, corpus.Scan().Files[1].Sha256);
        Assert.Equal(3, corpus.FilesHashed);
    }

    [Fact]
    public void Scan_AFileOfThisMoment_IsHashedAgain()
    {
        folder.Write("a.txt", "one");
        File.SetLastWriteTimeUtc(folder.Of("a.txt"), DateTime.UtcNow);
        var corpus = Corpus;
        var first = corpus.Scan().Files[0];
        var time = File.GetLastWriteTimeUtc(folder.Of("a.txt"));
        File.WriteAllText(folder.Of("a.txt"), "two");
        File.SetLastWriteTimeUtc(folder.Of("a.txt"), time);

        Assert.NotEqual(first.Sha256, corpus.Scan().Files[0].Sha256);
    }

    [Fact]
    public void Scan_AfterTheClockWasSetBack_FindsATextThatChangedAtTheTimeItHad()
    {
        folder.Write("a.txt", "one");
        folder.Write("b.txt", "two");
        var clock = new SetClock();
        var corpus = new CorpusFolder(folder.Path, clock);
        var first = corpus.Scan().Files;

        clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(first, corpus.Scan().Files);
        Assert.Equal(2, corpus.FilesHashed);

        clock.Now -= TimeSpan.FromHours(30);
        var time = File.GetLastWriteTimeUtc(folder.Of("a.txt"));
        File.WriteAllText(folder.Of("a.txt"), "new");
        File.SetLastWriteTimeUtc(folder.Of("a.txt"), time);
        clock.Now += TimeSpan.FromHours(1);
        var changed = corpus.Scan().Files;
        Assert.NotEqual(first[0].Sha256, changed[0].Sha256);
        Assert.Equal(first[1], changed[1]);
    }

    [Fact]
    public void Scan_Records_AreTiedByPathAndPattern()
    {
        foreach (
            var file in (string[])["emma.txt", "volumes/1.txt", "volumes/2.txt", "volumes/deep/3.txt", "other.txt"]
        )
        {
            folder.Write(file, "words");
        }

        folder.Write(
            "library.json",
            """
            [ {"id": "austen-1815", "type": "book", "title": "Emma", "custom": {"file": "./emma.txt"}},
              {"id": "gibbon-1776", "type": "book", "title": "Decline and fall", "custom": {"file": "volumes/*.txt"}},
              {"id": "late", "type": "book", "title": "Late", "custom": {"file": ["emma.txt", "volumes/**"]}},
              {"id": "none", "type": "book", "title": "No file"},
              {"id": "gone", "type": "book", "title": "Gone", "custom": {"file": "gone.txt"}},
              {"id": "odd", "type": "book", "title": "Odd", "custom": {"file": 7}} ]
            """
        );

        var scan = Corpus.Scan();

        Assert.Equal(
            [
                "emma.txt austen-1815 austen-1815",
                "other.txt other ",
                "volumes/1.txt volumes-1 gibbon-1776",
                "volumes/2.txt volumes-2 gibbon-1776",
                "volumes/deep/3.txt late late",
            ],
            scan.Files.Select(file => $"{file.RelativePath} {file.DocumentId} {file.Record?.Id}")
        );
        Assert.Equal(4, scan.Problems.Count);
        Assert.Equal(
            3,
            scan.Problems.Count(problem =>
                problem.Message.Contains("already", StringComparison.Ordinal) && problem.Line == 3
            )
        );
        Assert.Contains(
            scan.Problems,
            problem => problem.Message.Contains("no path", StringComparison.Ordinal) && problem.Line == 6
        );
    }

    [Fact]
    public void Scan_BrokenLibrary_ReportsItsPlaceAndListsTheTexts()
    {
        folder.Write("a.txt", "words");
        folder.Write("library.json", "[\n{\"id\": }]");

        var scan = Corpus.Scan();

        Assert.Single(scan.Files);
        var problem = Assert.Single(scan.Problems);
        Assert.Equal(("library.json", 2, 8), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void Scan_SeveralLibraries_AreAllReadAndTheSameIdTwiceIsReported()
    {
        foreach (var file in (string[])["a.txt", "texts/b.txt", "texts/c (2001).txt", "d.txt", "x/d.txt"])
        {
            folder.Write(file, "words");
        }

        folder.Write("library.json", """[{"id": "a", "type": "book", "title": "A", "custom": {"file": "a.txt"}}]""");
        folder.Write(
            "library.bib",
            """
            @book{b, title = {B}, file = {Full Text:files/7/b.pdf:application/pdf}}
            @book{a, title = {Another A}, file = {d.txt}}
            @book{d, title = {D}, file = {/home/x/d.pdf}}
            """
        );
        folder.Write(
            "library.ris",
            "TY  - BOOK\r\nID  - c\r\nTI  - C\r\nL1  - file:///C:/x/c%20(2001).txt\r\nER  - \r\nTY  - BOOK\r\nID  - b\r\nTI  - B\r\nER  - \r\n"
        );

        var scan = Corpus.Scan();

        Assert.Equal(
            [
                "a.txt a A library.json",
                "d.txt d  ",
                "texts/b.txt b B library.bib",
                "texts/c (2001).txt c C library.ris",
                "x/d.txt x-d  ",
            ],
            scan.Files.Select(file => $"{file.RelativePath} {file.DocumentId} {file.Record?.Title} {file.RecordSource}")
        );
        Assert.Equal(
            [
                "library.bib 2 record 'a': the id is that of the record in library.json, line 1, which is used",
                "library.ris 6 record 'b': the id is that of the record in library.bib, line 1, which is used",
                "library.bib 3 record 'd' names /home/x/d.pdf, and of that name there are d.txt and x/d.txt; give the path in the corpus folder",
            ],
            scan.Problems.Select(problem => $"{problem.File} {problem.Line} {problem.Message}")
        );
    }

    [Fact]
    public void Scan_ABibliographyThatChanges_ChangesTheFingerprintOfItsTextsAlone()
    {
        folder.Write("a.txt", "one");
        folder.Write("b.txt", "two");
        folder.Write("library.bib", "@book{a, title = {A}, file = {a.txt}}\n@book{b, title = {B}, file = {b.txt}}\n");
        var corpus = Corpus;
        var first = Fingerprints();

        folder.Write(
            "library.bib",
            "@book{b, title = {B}, file = {b.txt}}\n@book{a, title = {Changed}, file = {a.txt}}\n"
        );
        var changed = Fingerprints();
        Assert.NotEqual(first[0], changed[0]);
        Assert.Equal(first[1], changed[1]);

        // The same record in another file has another origin.
        File.Delete(folder.Of("library.bib"));
        folder.Write("library.ris", "TY  - BOOK\nID  - b\nTI  - B\nL1  - b.txt\nER  - \n");
        Assert.NotEqual(changed[1], Fingerprints()[1]);

        string[] Fingerprints() => [.. corpus.Scan().Files.Select(file => DocumentFingerprint.Of(file, "1"))];
    }

    [Fact]
    public void Scan_ABibliographyInWindows1252OrNoText_IsReadOrReported()
    {
        folder.Write("a.txt", "words");
        folder.Write(
            "library.bib",
            Encoding.Latin1.GetBytes("@book{g, title = {Über \x93x\x94 Gödel, wie es stand}, file = {a.txt}}\n")
        );
        folder.Write("library.ris", [0x50, 0x4B, 0x03, 0x04, 0x00]);

        var scan = Corpus.Scan();

        Assert.Equal("Über “x” Gödel, wie es stand", Assert.Single(scan.Files).Record?.Title);
        Assert.Equal(["library.bib", "library.ris"], scan.Problems.Select(problem => problem.File));
        Assert.Contains("Windows-1252", scan.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_IdsThatCannotStandInAUrl_AreSlugged()
    {
        folder.Write("a.txt", "words");
        folder.Write("Ünïcode & Söhne.txt", "words");
        folder.Write(
            "library.json",
            """[{"id": "http://zotero.org/items/ABC", "type": "book", "title": "x", "custom": {"file": "a.txt"}}]"""
        );

        Assert.Equal(
            ["http-zotero-org-items-abc", "unicode-sohne"],
            Corpus.Scan().Files.Select(file => file.DocumentId)
        );
    }

    [Fact]
    public void Scan_LinksToFolders_AreReportedAndNotFollowed()
    {
        folder.Write("sub/a.txt", "words");
        Directory.CreateSymbolicLink(folder.Of("sub/loop"), folder.Path);

        var scan = Corpus.Scan();

        Assert.Single(scan.Files);
        Assert.Equal("sub/loop", Assert.Single(scan.Problems).File);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("EFBBBF", "nothing but white space")]
    [InlineData("200A09", "nothing but white space")]
    [InlineData("504B0304 00", "ZIP archive")]
    [InlineData("255044462D312E37", "PDF document")]
    [InlineData("7F454C46 0001", "NUL byte at byte offset 4")]
    [InlineData("61620063", "NUL byte at byte offset 2")]
    [InlineData("0102E90304", "control characters")]
    public void Read_WhatIsNoText_IsAProblemWithItsReason(string hex, string reason)
    {
        folder.Write("a.txt", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        var file = Assert.Single(Corpus.Scan().Files);

        var reading = Corpus.Read(file);

        Assert.Null(reading.Source);
        Assert.Equal("a.txt", reading.Problem!.File);
        Assert.Contains(reason, reading.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMark_IsDroppedAndAccounted()
    {
        folder.Write("a.txt", [.. Encoding.UTF8.Preamble, .. "Ὅμηρος\r\n"u8]);

        var source = Corpus.Read(Corpus.Scan().Files[0]).Source!;

        Assert.Equal(("Ὅμηρος\r\n", "utf-8", 3), (source.Text, source.Encoding, source.ByteOrderMark));
    }

    [Fact]
    public void Read_VanishedOrChangedFile_IsAProblem()
    {
        folder.Write("a.txt", "one");
        folder.Write("b.txt", "one");
        var files = Corpus.Scan().Files;
        File.Delete(folder.Of("a.txt"));
        folder.Write("b.txt", "two");

        Assert.Contains("vanished", Corpus.Read(files[0]).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("changed", Corpus.Read(files[1]).Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_ChangesWithEachPartAndWithNothingElse()
    {
        folder.Write("a.txt", "one");
        folder.Write("library.json", """[{"id": "a", "type": "book", "title": "x", "custom": {"file": "a.txt"}}]""");
        var first = DocumentFingerprint.Of(Corpus.Scan().Files[0], "1");

        folder.Write("b.txt", "another");
        folder.Write("library.json", """[ {"type": "book","id": "a", "custom": {"file": "a.txt"},"title": "x"} ]""");
        Assert.Equal(first, DocumentFingerprint.Of(Corpus.Scan().Files[0], "1"));
        Assert.NotEqual(first, DocumentFingerprint.Of(Corpus.Scan().Files[0], "2"));

        folder.Write("library.json", """[{"id": "a", "type": "book", "title": "y", "custom": {"file": "a.txt"}}]""");
        var retitled = DocumentFingerprint.Of(Corpus.Scan().Files[0], "1");
        Assert.NotEqual(first, retitled);

        folder.Write("a.txt", "two");
        Assert.NotEqual(retitled, DocumentFingerprint.Of(Corpus.Scan().Files[0], "1"));
    }

    [Fact]
    public void Scan_UnderATurkishCulture_KnowsCapitalExtensions()
    {
        folder.Write("I.TXT", "words");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("i", Assert.Single(Corpus.Scan().Files).DocumentId);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [SharedFact("corpus/library.json")]
    public void Scan_TheFourTexts_HaveTheirRecordsAndNoProblem()
    {
        var corpus = new CorpusFolder(Repository.SharedPath("corpus"));

        var scan = corpus.Scan();

        Assert.Empty(scan.Problems);
        Assert.Equal(
            ["flockhart-kristensen-2008", "cooper-2005", "pouliot-2010", "newman-visoka-2024"],
            scan.Files.Select(file => file.DocumentId)
        );
        Assert.All(scan.Files, file => Assert.NotNull(corpus.Read(file).Source));
        Assert.Equal([2008, 2005, 2010, 2024], scan.Files.Select(file => file.Record!.Year!.Value));
    }

    /// <summary>A clock whose time of day is set, and whose ticks go on.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
