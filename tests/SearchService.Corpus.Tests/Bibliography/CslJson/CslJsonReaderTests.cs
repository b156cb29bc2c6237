using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Tests.Citations;

namespace SearchService.Corpus.Tests.Bibliography.CslJson;

public sealed class CslJsonReaderTests
{
    [Fact]
    public void Read_BrokenFile_NamesLineAndColumnAndKeepsWhatStandsBefore()
    {
        var read = Read(
            "[\n  {\"id\": \"a\", \"type\": \"book\", \"title\": \"Emma\"},\n  {\"id\": \"b\", \"type\" \"book\"}\n]"
        );

        Assert.Equal("a", Assert.Single(read.Works).Work.Id);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((3, 22), (problem.Line, problem.Column));
        Assert.Contains("broken JSON", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[")]
    [InlineData("\"words\"")]
    [InlineData("[1, 2")]
    [InlineData("{\"id\":\"a\"")]
    [InlineData("[{\"id\":\"\\ud800\",\"type\":\"book\"}]")]
    [InlineData("[[[[]]]]")]
    public void Read_NoLibrary_IsAProblem(string json)
    {
        var read = Read(json);

        Assert.Empty(read.Works);
        Assert.NotEmpty(read.Problems);
        Assert.All(read.Problems, problem => Assert.True(problem.Line >= 1 && problem.Column >= 1));
    }

    [Fact]
    public void Read_TooDeep_IsAProblem()
    {
        Assert.NotEmpty(Read("[" + new string('[', 5000)).Problems);
    }

    [Fact]
    public void Read_NotUtf8_NamesTheByte()
    {
        var read = CslJsonReader.Read([(byte)'[', (byte)'\n', (byte)' ', 0xE9]);

        Assert.Equal((2, 2), (read.Problems[0].Line, read.Problems[0].Column));
    }

    [Fact]
    public void Read_ByteOrderMark_IsNoFault()
    {
        var read = CslJsonReader.Read([.. Encoding.UTF8.Preamble, .. "[]"u8]);

        Assert.Empty(read.Problems);
    }

    [Fact]
    public void Read_OneBadRecord_KeepsTheOthers()
    {
        var read = Read(
            """
            [ 5,
              {"type": "book", "title": "without an id"},
              {"id": "emma", "type": "book", "title": "Emma"},
              {"id": "emma", "type": "book", "title": "Emma again"},
              {"id": "odd", "type": "tome", "title": ["x"], "author": "Jane Austen", "issued": "1815"} ]
            """
        );

        Assert.Equal(["emma", "odd"], read.Works.Select(work => work.Work.Id));
        Assert.Equal([3, 5], read.Works.Select(work => work.Line));
        var messages = string.Join('\n', read.Problems.Select(problem => $"{problem.Line}: {problem.Message}"));
        Assert.Contains("1: record 1: a number", messages, StringComparison.Ordinal);
        Assert.Contains("2: record 1: no id", messages, StringComparison.Ordinal);
        Assert.Contains("4: record 'emma': the id is that of the record on line 3", messages, StringComparison.Ordinal);
        Assert.Contains("5: record 'odd': 'tome' is no CSL type", messages, StringComparison.Ordinal);
        Assert.Contains("5: record 'odd': title is a list", messages, StringComparison.Ordinal);
        Assert.Contains("5: record 'odd': author is a string", messages, StringComparison.Ordinal);
        Assert.Contains("5: record 'odd': no title", messages, StringComparison.Ordinal);
        Assert.Equal(1815, read.Works[1].Work.Year);
    }

    [Fact]
    public void Read_UnknownMembers_AreKeptInCustom()
    {
        var work = One(
            """{"id": "a", "type": "book", "title": "Emma", "shelf": {"row": 3}, "custom": {"file": "emma.txt"}}"""
        );

        Assert.Equal("emma.txt", work.Custom["file"].GetString());
        Assert.Equal(3, work.Custom["shelf"].GetProperty("row").GetInt32());
    }

    [Fact]
    public void Read_NamesOfEveryKind_AreUnderstood()
    {
        var work = One(
            """
            {"id": "a", "type": "book", "title": "x", "author": [
              {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
              {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": true},
              {"literal": "World Bank"}, {"given": "Plato"}]}
            """
        );

        Assert.Equal(["Vincent van Gogh", "Martin Luther King, Jr.", "World Bank", "Plato"], work.Authors);
    }

    [Theory]
    [InlineData("""{"date-parts": [[2005, 10]]}""", "2005-10--")]
    [InlineData("""{"date-parts": [["2005", "10", "3"]]}""", "2005-10-3-")]
    [InlineData("""{"date-parts": [[1776], [1789]]}""", "1776---1789")]
    [InlineData("""{"date-parts": [[-375]], "circa": true}""", "-375---~")]
    [InlineData("""{"date-parts": [[2005, 13]]}""", "2005---")]
    [InlineData("""{"date-parts": [[2005, 2, 30]]}""", "2005-2--")]
    [InlineData("""{"raw": "2005-10-03"}""", "2005-10-3-")]
    [InlineData("\"1776/1789\"", "1776---1789")]
    [InlineData("1815", "1815---")]
    [InlineData("""{"raw": "last winter"}""", "last winter")]
    [InlineData("""{"date-parts": [[null]]}""", "none")]
    [InlineData("""{"date-parts": "2005"}""", "none")]
    [InlineData("[2005]", "none")]
    public void Read_Dates_AreUnderstoodAsFarAsTheyGo(string json, string expected)
    {
        var date = One($$"""{"id": "a", "type": "book", "title": "x", "issued": {{json}}}""").Issued;

        var read =
            date is null ? "none"
            : date.Start is not { } start ? date.Literal
            : FormattableString.Invariant(
                $"{start.Year}-{start.Month}-{start.Day}-{date.End?.Year}{(date.Circa ? "~" : "")}"
            );
        Assert.Equal(expected, read);
    }

    [Fact]
    public void Read_WhatTheWriterWrote_IsTheSameWork()
    {
        foreach (var work in CitationCases.Works.Values)
        {
            Assert.Equal(work, CslJsonReader.ReadItem(CslJsonWriter.Item(work)));
        }

        var all = CslJsonWriter.Items(CitationCases.Works.Values);
        Assert.Equal(CitationCases.Works.Values, Read(all).Works.Select(read => read.Work));
        Assert.Empty(Read(all).Problems);
    }

    [Fact]
    public void Write_Script_CannotLeaveAPage()
    {
        var json = CslJsonWriter.Item(new Work("a", "book") { Title = "</script><script>alert(1)</script>" });

        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyCutOfAFile_NeverThrows()
    {
        var whole = File.ReadAllBytes(CitationCases.PathOf("works.json")).AsSpan(0, 3000);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.NotEmpty(CslJsonReader.Read(whole[..length]).Problems);
        }
    }

    [Fact]
    public void Read_NewlinesInFields_AreSpaces()
    {
        Assert.Equal("Emma a novel", One("""{"id": "a", "type": "book", "title": " Emma\n\ta\u0000 novel "}""").Title);
    }

    private static WorksRead Read(string json) => CslJsonReader.Read(Encoding.UTF8.GetBytes(json));

    private static Work One(string json) => Assert.Single(Read(json).Works).Work;
}
