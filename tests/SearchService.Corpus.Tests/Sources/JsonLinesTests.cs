using System.Text;
using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Tests.Sources;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scan_Lines_AreDocumentsWithTheirRecords()
    {
        folder.Write(
            "in/bulk.jsonl",
            """
            {"id": "one", "title": "On Rivers", "authors": ["Ada Lovelace", "Müller, Ann"], "year": 1843, "section": "Floods", "text": "The water rose."}

            {"id": 2, "author": "Gray, Asa; Torrey, John", "year": "1838", "text": "A flora.", "shelf": 7}
            """
        );
        var corpus = new CorpusFolder(folder.Path);

        var scan = corpus.Scan();

        Assert.Empty(scan.Problems);
        Assert.Equal(["in/bulk.jsonl#2", "in/bulk.jsonl#one"], scan.Files.Select(file => file.RelativePath));
        Assert.Equal(["2", "one"], scan.Files.Select(file => file.DocumentId));
        var (second, first) = (scan.Files[0], scan.Files[1]);
        Assert.Equal(["Ada Lovelace", "Ann Müller"], first.Record!.Authors);
        Assert.Equal(("On Rivers", 1843), (first.Record.Title, first.Record.Year));
        Assert.Equal(["Asa Gray", "John Torrey"], second.Record!.Authors);
        Assert.Equal((null, 1838), (second.Record.Title, second.Record.Year));
        Assert.Equal("# Floods\n\nOn Rivers. The water rose.", corpus.Read(first).Source!.Text);
        Assert.Equal("A flora.", corpus.Read(second).Source!.Text);
    }

    [Fact]
    public void Scan_BadLines_AreProblemsWithFileAndLineAndNothingElseIsLost()
    {
        var good = """{"id": "good", "text": "Kept."}"""u8;
        folder.Write(
            "bulk.jsonl",
            [
                .. good,
                .. "\n{\"id\": \"cut"u8,
                .. "\n\n[1, 2]"u8,
                .. "\n{\"title\": \"no id\"}"u8,
                .. "\n{\"id\": \"good\", \"text\": \"Again.\"}"u8,
                .. "\n{\"id\": \"list\", \"text\": [\"a\"]}"u8,
                .. "\n{\"id\": \"bytes\", \"text\": \"\xff\"}"u8,
                0xFF,
                .. "\n{\"id\": \"half\", \"title\": \"\\ud800\", \"text\": \"x\"}"u8,
                .. "\r\n{\"id\": \"dated\", \"year\": \"c. 1900\", \"text\": \"Kept, too.\"}\r\n"u8,
            ]
        );
        var corpus = new CorpusFolder(folder.Path);

        var scan = corpus.Scan();

        Assert.Equal(["dated", "good"], scan.Files.Select(file => file.DocumentId));
        Assert.Equal("Kept, too.", corpus.Read(scan.Files[0]).Source!.Text);
        Assert.Null(scan.Files[0].Record!.Year);
        Assert.All(scan.Problems, problem => Assert.Equal("bulk.jsonl", problem.File));
        Assert.Equal([2, 4, 5, 6, 7, 8, 9, 10], scan.Problems.Select(problem => problem.Line!.Value));
        Assert.Contains("good", scan.Problems[3].Message, StringComparison.Ordinal);
        Assert.Contains("c. 1900", scan.Problems[7].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LineChangedSinceTheScan_IsSaidToBeUnsettled()
    {
        folder.Write("bulk.jsonl", """{"id": "a", "text": "One."}""");
        var corpus = new CorpusFolder(folder.Path);
        var file = Assert.Single(corpus.Scan().Files);
        folder.Write("bulk.jsonl", """{"id": "a", "text": "Two."}""");

        var reading = corpus.Read(file);

        Assert.Null(reading.Source);
        Assert.True(reading.Unsettled);
        Assert.Equal("Two.", corpus.Read(Assert.Single(corpus.Scan().Files)).Source!.Text);
    }
}
