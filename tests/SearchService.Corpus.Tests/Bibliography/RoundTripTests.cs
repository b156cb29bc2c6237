using System.Collections.Immutable;
using System.Text.Json;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Tests.Citations;
using SearchService.Corpus.Tests.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>What a work is after it was written in a format and read again.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("csl-json")]
    [InlineData("bibtex")]
    [InlineData("ris")]
    public void EachFieldOfEachType_Returns_OrIsInTheTable(string name)
    {
        var format = ExchangeFormat.Of(name);
        var rows = new List<string>();
        foreach (var field in LossTable.Fields.Prepend("type"))
        {
            var lost = CslFields.Types.Where(type => !Returns(format, field, Sample(field, type))).ToList();
            if (lost.Count > 0)
            {
                rows.Add(LossTable.Row(format, field, lost));
            }
        }

        var expected = CaseTable
            .Lines("Bibliography/losses.txt")
            .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        var (table, found) = (string.Join('\n', expected), string.Join('\n', rows));
        Assert.True(table == found, $"The table says:\n{table}\nand lost are:\n{found}");
    }

    [Theory]
    [InlineData("csl-json")]
    [InlineData("bibtex")]
    [InlineData("ris")]
    public void ManyFieldsOfHostileWords_Return_ButForTheTable(string name)
    {
        var format = ExchangeFormat.Of(name);
        foreach (
            var work in GoldenTests.Works.Values.Concat(new GeneratedWorks(20261121, GeneratedWords.Hostile).Of(450))
        )
        {
            Assert.Equal(Readable(Wording.After(format, work)), Readable(format.Return(work)));
        }
    }

    private static string Readable(Work work) => CslJsonWriter.Items([work]);

    private static bool Returns(ExchangeFormat format, string field, Work work)
    {
        var back = format.Return(work);
        return field switch
        {
            "type" => back.Type == work.Type,
            "categories" => back.Categories.SequenceEqual(work.Categories),
            "custom" => back.Custom.ContainsKey("shelf"),
            _ => back.Text(field) == work.Text(field)
                && back.NamesOf(field).SequenceEqual(work.NamesOf(field))
                && back.Date(field) == work.Date(field),
        };
    }

    private static Work Sample(string field, string type)
    {
        var work = new Work("eco-1992", type) { Title = "A title" };
        return field switch
        {
            "type" => work,
            "categories" => work with { Categories = ["shelf"] },
            "custom" => work with { Custom = work.Custom.Add("shelf", JsonSerializer.SerializeToElement(3)) },
            _ when CslFields.Names.Contains(field) => work with
            {
                Names = work.Names.Add(field, [new PersonName("Eco", "Umberto")]),
            },
            _ when CslFields.Dates.Contains(field) => work with
            {
                Dates = work.Dates.Add(field, new CslDate(new DateParts(2005, 10, 3))),
            },
            _ => work with { Texts = work.Texts.Add(field, GeneratedWorks.Plain(field)) },
        };
    }
}
