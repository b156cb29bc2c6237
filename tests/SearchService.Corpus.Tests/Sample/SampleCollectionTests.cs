using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Sample;

/// <summary>
/// What every other test may take for granted of the texts in <c>corpus/</c>: their number and size, their encoding, the
/// kinds of damage they carry, and that each plain text has a record.
/// </summary>
public sealed class SampleCollectionTests
{
    private const string Report = "from-concordance-to-index-report.txt";

    [Fact]
    public void Collection_AsShipped_HasSixDocumentsAndTwelveThousandWords()
    {
        string[] texts = [.. Texts().Select(Read)];

        Assert.True(texts.Length >= 6, $"{texts.Length} documents");
        int words = texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(words >= 12_000, $"{words} words");
    }

    [Fact]
    public void Collection_AsShipped_HoldsNothingButTextsAndOneLibrary()
    {
        string[] others = [.. Files().Where(name => Path.GetExtension(name) is not (".txt" or ".md"))];

        Assert.Equal(["library.json"], others);
    }

    [Fact]
    public void EveryFile_AsBytes_IsUtf8WithLineFeedsOnly()
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        foreach (string name in Files())
        {
            byte[] bytes = File.ReadAllBytes(Repository.Path("corpus", name));
            string text = strict.GetString(bytes);

            Assert.False(text.StartsWith('\uFEFF'), $"{name} begins with a byte order mark");
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public void PlainTexts_InLibrary_HaveOneRecordEach()
    {
        using JsonDocument library = JsonDocument.Parse(Read("library.json"));
        string[] tied =
        [
            .. library
                .RootElement.EnumerateArray()
                .Select(item => item.GetProperty("custom").GetProperty("file").GetString()!),
        ];

        Assert.Equal(tied.Length, tied.Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            Files().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)),
            name => Assert.Contains(name, tied)
        );
    }

    [Fact]
    public void MarkdownTexts_AtTheirHead_CarryFrontMatter()
    {
        foreach (string name in Files().Where(name => name.EndsWith(".md", StringComparison.Ordinal)))
        {
            string text = Read(name);

            Assert.StartsWith("---\nid: ", text, StringComparison.Ordinal);
            Assert.Contains("\n  - literal: SearchService project\ndate: 2026\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Report_AsConverted_KeepsTheDamageOfThePage()
    {
        string text = Read(Report);
        string[] pages = text.TrimEnd('\f', '\n').Split('\f');

        Assert.True(pages.Length >= 8, $"{pages.Length} pages");
        Assert.All(
            pages.Skip(1),
            page => Assert.Matches("^(From Concordance to Index +[0-9]+|[0-9]+ +SearchService project)\n", page)
        );
        Assert.True(Regex.Count(text, "[a-z]-\n") > 50, "few words are broken at line ends");
        Assert.Contains("mid-\n     word is", text, StringComparison.Ordinal);
        Assert.Contains("who died a cardinal in 1263", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Report, 22)]
    public void Report_AtTheFeetOfItsPages_HasEveryNoteInOrder(string name, int last)
    {
        int[] numbers =
        [
            .. Regex
                .Matches(Read(name), "\n +([0-9]{1,2})\n {4,}\\S")
                .Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
        ];

        Assert.Equal(Enumerable.Range(1, last), numbers);
    }

    [Theory]
    [InlineData("how-a-ranked-list-is-made.md", 16)]
    [InlineData("words-in-company.md", 7)]
    [InlineData("the-query-language.md", 3)]
    public void MarkdownNotes_OneForEachCallout_AreDefinedInOrder(string name, int last)
    {
        string text = Read(name);

        Assert.Equal(Enumerable.Range(1, last), NumbersOf(text, "(?m)^\\[\\^([0-9]+)\\]: "));
        Assert.Equal(Enumerable.Range(1, last), NumbersOf(text, "\\[\\^([0-9]+)\\](?!:)"));
    }

    [Fact]
    public void EssayNotes_OneForEachCallout_FollowTheBody()
    {
        string text = Read("on-quoting-without-misquoting.txt");
        int notes = text.IndexOf("\nNotes\n", StringComparison.Ordinal);

        Assert.Equal(Enumerable.Range(1, 11), NumbersOf(text[..notes], "\\[([0-9]+)\\]"));
        Assert.Equal(Enumerable.Range(1, 11), NumbersOf(text[notes..], "(?m)^\\[([0-9]+)\\]"));
    }

    private static int[] NumbersOf(string text, string pattern) =>
        [
            .. Regex
                .Matches(text, pattern)
                .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
        ];

    private static string[] Files() =>
        [
            .. Directory
                .GetFiles(Repository.Path("corpus"))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    private static string[] Texts() => [.. Files().Where(name => Path.GetExtension(name) is ".txt" or ".md")];

    private static string Read(string name) => File.ReadAllText(Repository.Path("corpus", name));
}
