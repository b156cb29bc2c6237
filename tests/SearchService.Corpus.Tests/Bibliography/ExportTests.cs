using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Tests.Citations;

namespace SearchService.Corpus.Tests.Bibliography;

public sealed class ExportTests
{
    private static readonly Locator PageTwelve = new(LocatorLabel.Page, "12", LocatorMethod.Printed);

    [Fact]
    public void BibTex_AReport_IsATechreportWithThePlaceInItsNote()
    {
        var entry = BibTexWriter.Write(CitationCases.Works["cooper-2005"], PageTwelve, "the very words");

        Assert.Equal(
            """
            @techreport{cooper-2005,
              author       = {Cooper, Andrew F.},
              title        = {Stretching the {Model} of “{Coalitions} of the {Willing}”},
              year         = {2005},
              month        = oct,
              institution  = {The Centre for International Governance Innovation},
              number       = {1},
              address      = {Waterloo, Ontario},
              doi          = {10.2139/ssrn.857444},
              type         = {CIGI Working Paper},
              langid       = {canadian},
              note         = {p. 12: “the very words”}
            }

            """.ReplaceLineEndings("\n"),
            entry
        );
    }

    [Theory]
    [InlineData("newman-visoka-2024", "@article{", "JOUR")]
    [InlineData("pouliot-2010", "@book{", "BOOK")]
    [InlineData("smith-1996", "@incollection{", "CHAP")]
    [InlineData("vaswani-2017", "@inproceedings{", "CONF")]
    [InlineData("shannon-1940", "@phdthesis{", "THES")]
    [InlineData("shannon-1937", "@mastersthesis{", "THES")]
    [InlineData("kennan-1997", "@article{", "NEWS")]
    [InlineData("gutenberg-about", "@misc{", "ELEC")]
    [InlineData("fisher-1936-iris", "@misc{", "DATA")]
    [InlineData("flockhart-kristensen-2008", "@techreport{", "RPRT")]
    public void Exports_EachType_HaveTheirOwn(string id, string bibTex, string ris)
    {
        Assert.StartsWith(bibTex, BibTexWriter.Write(CitationCases.Works[id]), StringComparison.Ordinal);
        Assert.StartsWith($"TY  - {ris}\r\n", RisWriter.Write(CitationCases.Works[id]), StringComparison.Ordinal);
    }

    [Fact]
    public void BibTex_Names_AreDividedAsBibTexDividesThem()
    {
        Assert.Contains("{Strunk, Jr., William and White, E. B.}", Bib("strunk-white-2000"), StringComparison.Ordinal);
        Assert.Contains("{van Fraassen, Bas C.}", Bib("van-fraassen-1980"), StringComparison.Ordinal);
        Assert.Contains(
            "{{World Commission on Environment and Development}}",
            Bib("wced-1987"),
            StringComparison.Ordinal
        );
        Assert.Contains(@"\emph{Escherichia coli}", Bib("blattner-1997"), StringComparison.Ordinal);

        static string Bib(string id) =>
            BibTexWriter
                .Write(CitationCases.Works[id])
                .Replace("{Escherichia}", "Escherichia", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cooper-2005", null, "^cooper-2005$")]
    [InlineData("Smith_2001:a", null, "^Smith_2001:a$")]
    [InlineData("http://zotero.org/items/AB", null, "^garcia2005naive-[0-9a-f]{6}$")]
    [InlineData("http://zotero.org/items/AB", "garcia_naive_2005", "^garcia_naive_2005$")]
    [InlineData("索引", null, "^garcia2005naive-[0-9a-f]{6}$")]
    public void KeyOf_AnyId_IsTheIdOrMadeOfTheWork(string id, string? own, string expected)
    {
        var work = new Work(id, "book")
        {
            Title = "The <i>Naïve</i> Reader",
            Author = [new PersonName("García Márquez", "Gabriel")],
            Issued = CslDate.OfYear(2005),
        };
        work = own is null ? work : work with { Texts = work.Texts.Add("citation-key", own) };

        Assert.Matches(expected, BibTexWriter.KeyOf(work));
        Assert.NotEqual(
            BibTexWriter.KeyOf(work with { Id = "http://x/" + id, Texts = work.Texts.Remove("citation-key") }),
            BibTexWriter.KeyOf(work)
        );
    }

    [Fact]
    public void BibTex_HostileWords_StayInTheirField()
    {
        const string hostile = "}\\input{/etc/passwd} @book{x, $x$ 50% #1 a_b ~^ & {\n\n\\end{document} <i> \" </i>";
        var work = new Work("x} @y,%", "book")
        {
            Title = hostile,
            Author = [new PersonName(hostile, hostile, Suffix: hostile), PersonName.Whole(hostile)],
            Publisher = hostile,
            Doi = hostile,
            Url = hostile,
            Issued = new CslDate(null, Literal: hostile),
        };

        var entry = BibTexWriter.Write(work, PageTwelve with { Value = hostile }, hostile);

        Assert.Equal(entry.Count(c => c == '{'), entry.Count(c => c == '}'));
        Assert.True(Depths(entry).SkipLast(2).All(depth => depth >= 0) && Depths(entry)[^1] == 0);
        Assert.DoesNotContain(@"\input", entry, StringComparison.Ordinal);
        Assert.DoesNotContain(@"\end", entry, StringComparison.Ordinal);
        Assert.Matches("^inputinput-[0-9a-f]{6}$", BibTexWriter.KeyOf(work));
        Assert.All(
            entry.Split('\n').Skip(1).SkipLast(2),
            line => Assert.Matches(new Regex("^  [a-z]+ += (\\{.*\\}|[a-z]{3}),?$"), line)
        );
    }

    [Fact]
    public void Ris_EveryWork_BeginsWithItsTypeAndEndsWithItsEnd()
    {
        foreach (var work in CitationCases.Works.Values)
        {
            var record = RisWriter.Write(work, PageTwelve, "the very\r\nER  - words");

            Assert.EndsWith("\r\nER  - \r\n", record, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", record.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(
                "\r\nN1  - p. 12: “the very ER - words”\r\n",
                record.Replace("ER  -", "ER -", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            Assert.All(
                record.Split("\r\n").SkipLast(1),
                line => Assert.Matches(new Regex("^[A-Z][A-Z0-9]  - .*$"), line)
            );
        }
    }

    [Fact]
    public void Ris_AnArticle_HasItsFields()
    {
        Assert.Equal(
            """
            TY  - JOUR
            ID  - cox-1981
            TI  - Social forces, states and world orders: Beyond international relations theory
            AU  - Cox, Robert W.
            PY  - 1981
            T2  - Millennium: Journal of International Studies
            SP  - 126
            EP  - 155
            VL  - 10
            IS  - 2
            DO  - 10.1177/03058298810100020501
            ER  - 

            """.ReplaceLineEndings("\r\n"),
            RisWriter.Write(CitationCases.Works["cox-1981"])
        );
    }

    [Fact]
    public void Exports_UnknownPlace_SayNothingOfIt()
    {
        var unknown = PageTwelve with { Method = LocatorMethod.Unknown };
        var work = CitationCases.Works["cooper-2005"];

        Assert.DoesNotContain(
            "12",
            RisWriter.Write(work, unknown).Replace("857444", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("note ", BibTexWriter.Write(work, unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void CslJson_APlaceAndWords_AreInTheNoteAndNowhereElse()
    {
        var work = CitationCases.Works["cooper-2005"];

        var read = Assert
            .Single(
                CslJsonReader.Read(Encoding.UTF8.GetBytes(CslJsonWriter.Export(work, PageTwelve, "the words"))).Works
            )
            .Work;

        Assert.Equal("p. 12: “the words”", read.Text("note"));
        Assert.Equal(work, read with { Texts = read.Texts.Remove("note") });
    }

    [Fact]
    public void CslJson_EveryExport_HasOnlyMembersOfTheSchema()
    {
        foreach (var work in CitationCases.Works.Values)
        {
            using var json = JsonDocument.Parse(CslJsonWriter.Export(work with { Custom = Shelf }, PageTwelve));
            foreach (var member in json.RootElement[0].EnumerateObject())
            {
                Assert.True(
                    member.Name is "id" or "type" or "custom" or "categories"
                        || CslFields.Texts.Contains(member.Name)
                        || CslFields.Numbers.Contains(member.Name)
                        || CslFields.Names.Contains(member.Name)
                        || CslFields.Dates.Contains(member.Name),
                    member.Name
                );
            }
        }
    }

    private static ImmutableSortedDictionary<string, JsonElement> Shelf { get; } =
        CslJsonReader.ReadItem("""{"id": "x", "type": "book", "title": "x", "shelf": 3}""")!.Custom;

    private static List<int> Depths(string text)
    {
        var depths = new List<int>();
        var depth = 0;
        foreach (var c in text)
        {
            depth +=
                c == '{' ? 1
                : c == '}' ? -1
                : 0;
            depths.Add(depth);
        }

        return depths;
    }
}
