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
