using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>A format with its writer and its reader.</summary>
/// <param name="Name">As the tables under <c>Cases/Bibliography</c> name it.</param>
internal sealed record ExchangeFormat(string Name, Func<Work, string> Write, Func<string, WorksRead> Read)
{
    public static readonly ExchangeFormat CslJson = new(
        "csl-json",
        work => CslJsonWriter.Export(work),
        text => CslJsonReader.Read(Encoding.UTF8.GetBytes(text))
    );

    public static readonly ExchangeFormat BibTex = new("bibtex", work => BibTexWriter.Write(work), BibTexReader.Read);

    public static readonly ExchangeFormat Ris = new("ris", work => RisWriter.Write(work), RisReader.Read);

    public static ExchangeFormat Of(string name) =>
        new[] { CslJson, BibTex, Ris }.Single(format => format.Name == name);

    /// <summary>The work as it comes back, which must be alone and without a problem.</summary>
    public Work Return(Work work)
    {
        var written = Write(work);
        var read = Read(written);
        Assert.True(read.Problems.Count == 0, string.Join('\n', read.Problems) + "\n" + written);
        return Assert.Single(read.Works).Work;
    }
}
