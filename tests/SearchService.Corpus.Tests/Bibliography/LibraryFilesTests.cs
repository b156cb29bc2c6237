using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Tests.Bibliography.BibTex;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>The files of <c>Cases/Bibliography/bibtex-files.txt</c> and <c>ris-files.txt</c>, and what is read of each.</summary>
public sealed class LibraryFilesTests
{
    [Fact]
    public void BibTexReader_EachFile_IsReadAsTheTableSays() => AssertEach("bibtex-files.txt", BibTexReader.Read);

    [Fact]
    public void RisReader_EachFile_IsReadAsTheTableSays()
    {
        AssertEach("ris-files.txt", RisReader.Read);
        AssertEach(
            "ris-files.txt",
            text => RisReader.Read('\uFEFF' + text.Replace("\n", "\r\n", StringComparison.Ordinal))
        );
        AssertEach("ris-files.txt", text => RisReader.Read(text.Replace("\n", "\r", StringComparison.Ordinal)));
    }

    [Fact]
    public void Readers_HostileFiles_NeitherHangNorThrow()
    {
        const int many = 20_000;
        var chain = string.Concat(
            Enumerable.Range(0, many).Select(i => $"@book{{k{i}, crossref = {{k{i + 1}}}, title = {{T}}}}\n")
        );
        var web = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    $"@book{{w{i}, xdata = {{{string.Join(',', Enumerable.Range(0, 60).Select(j => $"w{j}"))}}}}}\n"
                )
        );
        string[] bibs =
        [
            "@book{x, title = " + new string('{', 100_000),
            "@book{x, title = {" + new string('{', 50_000) + new string('}', 50_000) + "}}",
            "@book{x, author = {" + string.Join(" and ", Enumerable.Repeat("A, B", many)) + "}}",
            "@book{x, title = {" + string.Concat(Enumerable.Repeat(@"\'", many)) + "}}",
            "@book{x, title = {" + string.Concat(Enumerable.Repeat("$", many)) + "}}",
            string.Concat(Enumerable.Repeat("@book{x, title = {open\n", many)),
            string.Concat(Enumerable.Repeat("@string{a = a # a}\n", 60)),
            string.Concat(Enumerable.Repeat("@", 100_000)),
        ];
        foreach (var bib in bibs)
        {
            Assert.Null(Record.Exception(() => BibTexReader.Read(bib)));
        }

        Assert.Equal(many, BibTexReader.Read(chain).Works.Count);
        Assert.Equal(60, BibTexReader.Read(web).Works.Count);
        Assert.Single(
            RisReader.Read("TY  - BOOK\n" + string.Concat(Enumerable.Repeat("a line without a tag\n", 100_000))).Works
        );
        Assert.Equal(
            many,
            RisReader.Read(string.Concat(Enumerable.Repeat("TY  - BOOK\nTI  - T\nER  - \n", many))).Works.Count
        );
    }

    private static void AssertEach(string table, Func<string, WorksRead> read)
    {
        var faults = new List<string>();
        var cases = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "Bibliography", table))
            .ReplaceLineEndings("\n")
            .Split("\n== ")
            .Skip(1);
        foreach (var text in cases)
        {
            var name = text[..text.IndexOf('\n', StringComparison.Ordinal)];
            var parts = text[(name.Length + 1)..].Split("\n--\n");
            var expected = parts[1].Trim().Split('\n').Order(StringComparer.Ordinal);
            var found = Said(read(parts[0] + "\n"));
            if (!expected.SequenceEqual(found.Order(StringComparer.Ordinal)))
            {
                faults.Add($"== {name}\n{string.Join('\n', found)}");
            }
        }

        Assert.True(faults.Count == 0, "Read otherwise:\n" + string.Join('\n', faults));
    }

    private static List<string> Said(WorksRead read)
    {
        var lines = new List<string>();
        foreach (var (work, _) in read.Works)
        {
            lines.Add($"{work.Id} {work.Type}");
            lines.AddRange(work.Names.Select(role => $"{role.Key}: {string.Join("; ", role.Value.Select(Said))}"));
            lines.AddRange(work.Dates.Select(date => $"{date.Key}: {BibTexTablesTests.Said(date.Value)}"));
            lines.AddRange(work.Texts.Select(text => $"{text.Key}: {text.Value}"));
            lines.AddRange(work.Custom.Select(member => $"custom {member.Key}: {member.Value.GetRawText()}"));
        }

        lines.AddRange(read.Problems.Select(problem => $"! {problem.Line},{problem.Column} {problem.Message}"));
        return lines;
    }

    private static string Said(PersonName name)
    {
        if (name.Literal is { } body)
        {
            return "{" + body + "}";
        }

        var said = new StringBuilder($"{name.Family} | {name.Given}");
        said.Append(name.NonDroppingParticle is { } stays ? $" | {stays}" : "");
        said.Append(name.DroppingParticle is { } drops ? $" | dropping {drops}" : "");
        said.Append(name.Suffix is { } suffix ? $" | suffix {suffix}" : "");
        return said.ToString();
    }
}
