using SearchService.Benchmarks.Engine;
using SearchService.Engine.Queries;
using SearchService.Tests.Running;

namespace SearchService.Tests.Benchmarks;

/// <summary>The engine's measure takes any file of JSON lines, and says of one that it cannot take where and why.</summary>
public sealed class PassageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"id": "a", "doc": "d", "title": "T", "section": "S", "text": "corn"}""", "a|d|T|S|corn")]
    [InlineData("""{"text":"corn","id":"a"}""", "a||||corn")]
    [InlineData("""{"id": 17, "doc": 3.5, "title": true, "section": null, "text": 42}""", "17|3.5|true||42")]
    [InlineData("""{"_id": "x", "text": "corn"}""", "1||||corn")]
    [InlineData("""{"id": null, "text": "corn"}""", "1||||corn")]
    [InlineData("""{"id": "", "text": ""}""", "1||||")]
    [InlineData("""{"meta": {"id": "no", "text": "no}"}, "n": [1, {"text": "no"}], "text": "yes"}""", "1||||yes")]
    [InlineData("""{"id": "a\"b\\", "text": "one\ttwo\n\u00e4 \ud83d\ude00 \/"}""", "a\"b\\||||one\ttwo\nä 😀 /")]
    [InlineData(" \t{ \"text\" :\t\"corn\" , \"n\" : -1.5e3 } \r", "1||||corn")]
    public void Read_OneLine_GivesItsFields(string line, string expected)
    {
        var passage = Assert.Single(PassageFile.Read(Written(line), int.MaxValue));

        Assert.Equal(expected, $"{passage.Id}|{passage.Document}|{passage.Title}|{passage.Section}|{passage.Text}");
    }

    [Theory]
    [InlineData("""{"id": 2, "body": "corn"}""", "its fields: id, body")]
    [InlineData("""{"text": null, "id": 1}""", "no \"text\"")]
    [InlineData("""{"text": ["corn", "wine"]}""", "no \"text\"")]
    [InlineData("{}", "it is empty")]
    [InlineData("corn and wine", "no JSON object")]
    [InlineData("""["corn"]""", "no JSON object")]
    [InlineData("""{"text": "corn" """, "broken off")]
    [InlineData("""{"text": "corn""", "no end")]
    [InlineData("""{"text": "corn", "n": [1, 2""", "broken off")]
    [InlineData("""{"text" "corn"}""", "no JSON at byte 8")]
    [InlineData("""{"text": corn}""", "no JSON at byte 9")]
    [InlineData("""{"text": 1x}""", "no JSON at byte 9")]
    [InlineData("""{"text": 12""", "broken off")]
    [InlineData("""{"text": "a \q"}""", "stands for nothing")]
    [InlineData("""{"text": "a"} {"text": "b"}""", "more on it than one object")]
    public void Read_LineThatIsNoPassage_IsRefusedWithFileLineAndReason(string line, string reason)
    {
        var file = Written("""{"text": "ships"}""", "", line);

        var refused = Assert.Throws<InvalidDataException>(() => PassageFile.Read(file, int.MaxValue).Count());

        Assert.StartsWith($"{file}, line 3: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        var built = Assert.Throws<InvalidDataException>(() =>
            PassageIndex.Build(file, _folder.At("ours"), int.MaxValue)
        );
        Assert.Equal(refused.Message, built.Message);
    }

    [Fact]
    public void Read_NothingInIt_IsRefused()
    {
        var file = Written("", " ");

        var refused = Assert.Throws<InvalidDataException>(() => PassageFile.Read(file, int.MaxValue).Count());

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMarkEmptyLinesAndNoLastNewLine_CountsLinesFromOne()
    {
        var file = _folder.At("a.jsonl");
        File.WriteAllText(file, "\uFEFF{\"text\":\"a\"}\r\n\r\n  \n{\"text\":\"b\"}\n{\"text\":\"c\"}");

        Assert.Equal(["1 a", "4 b", "5 c"], PassageFile.Read(file, int.MaxValue).Select(p => $"{p.Id} {p.Text}"));
        Assert.Equal(["1 a", "4 b"], PassageFile.Read(file, 2).Select(p => $"{p.Id} {p.Text}"));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7_777)]
    public void Build_WithoutIdsOverManyRuns_EveryPassageIsFoundByTheNumberOfItsLine(int limit)
    {
        const int Lines = 20_000;
        var padding = new string('x', 60);
        var file = Written([
            .. Enumerable.Range(1, Lines).Select(line => $$"""{"text": "word{{line}} {{padding}}"}"""),
        ]);
        var expected = Math.Min(Lines, limit);

        var built = PassageIndex.Build(file, _folder.At("ours"), limit);

        Assert.Equal(expected, built.Documents);
        using var index = PassageIndex.Open(_folder.At("ours"));
        Assert.Equal(expected, index.Snapshot.DocumentCount);
        foreach (var line in (int[])[1, 3_000, 7_777, 7_778, Lines])
        {
            var found = index.Snapshot.Search(new TermQuery(BenchQuery.Field, $"word{line}")).Hits;
            Assert.Equal(
                line <= expected ? [$"{line}"] : [],
                found.Select(hit => index.Snapshot.GroupOf(hit.Document).Key)
            );
        }
    }

    [Fact]
    public void Build_SameIdTwice_IsRefusedAndNamed()
    {
        var file = Written("""{"id": 1, "text": "a"}""", """{"id": 2, "text": "b"}""", """{"id": "2", "text": "c"}""");

        var refused = Assert.Throws<InvalidDataException>(() =>
            PassageIndex.Build(file, _folder.At("ours"), int.MaxValue)
        );

        Assert.Contains($"{file}: several passages have the id 2", refused.Message, StringComparison.Ordinal);
    }

    private string Written(params IEnumerable<string> lines)
    {
        var path = _folder.At("written.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }
}
