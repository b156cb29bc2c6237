using FsCheck;
using FsCheck.Fluent;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.FrontMatter;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations.Apa;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>What holds of every text that a record may have in its fields.</summary>
public sealed class AnyTextTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261121, 7);

    [Fact]
    public void CslJson_WrittenAndRead_IsTheSame() =>
        ForAll((a, b) => CslJsonReader.ReadItem(CslJsonWriter.Item(WorkOf(a, b))) == WorkOf(a, b));

    [Fact]
    public void BibTex_AnyFields_BalanceTheirBraces() =>
        ForAll(
            (a, b) =>
            {
                var entry = BibTexWriter.Write(WorkOf(a, b), quotation: b);
                return entry.Count(c => c == '{') == entry.Count(c => c == '}')
                    && !entry.Contains('\r', StringComparison.Ordinal);
            }
        );

    [Fact]
    public void Ris_AnyFields_HaveOneEnd() =>
        ForAll(
            (a, b) => RisWriter.Write(WorkOf(a, b), quotation: a).Split("\r\n").Count(line => line == "ER  - ") == 1
        );

    [Fact]
    public void BibTex_AnyFields_ReturnWithTheirWords() =>
        ForAll(
            (a, b) =>
            {
                var work = BibTexReader.Read(BibTexWriter.Write(WorkOf(a, b))).Works.Single().Work;
                var written = WorkOf(a, b);
                return work.Author[0] == written.Author[0]
                    && work.Author[1] == written.Author[1]
                    && work.Text("publisher") == written.Publisher
                    && work.Title == written.Title
                    && work.ContainerTitle == written.ContainerTitle
                    && work.Issued == written.Issued;
            }
        );

    [Fact]
    public void Readers_AnyText_AreReadOrReported() =>
        ForAll(
            (a, b) =>
            {
                // Whatever stands before or inside of an entry, the one after it is read.
                var bib = BibTexReader.Read($"{a}\n@book{{x, title = {b}\n}}\n@book{{last, title = {{T}}}}\n");
                var ris = RisReader.Read(
                    $"{a}\r\nTY  - BOOK\r\nTI  - {b}\r\nTY  - BOOK\r\nID  - last\r\nTI  - T\r\nER  - "
                );
                return bib.Works.Count(work => work.Work.Id == "last" && work.Work.Title == "T") == 1
                    && ris.Works.Count(work => work.Work.Id == "last" && work.Work.Title == "T") == 1;
            }
        );

    [Fact]
    public void Apa_AnyFields_MakeHtmlWithItalicsAlone() =>
        ForAll(
            (a, b) =>
            {
                var html = new ApaStyle().Cite(WorkOf(a, b)).Reference.Html;
                var rest = html.Replace("<i>", "", StringComparison.Ordinal)
                    .Replace("</i>", "", StringComparison.Ordinal);
                return !rest.Contains('<', StringComparison.Ordinal) && !rest.Contains('>', StringComparison.Ordinal);
            }
        );

    [Fact]
    public void FrontMatter_AnyText_IsReadOrReported() =>
        ForAll(
            (a, b) =>
            {
                FrontMatterReader.Read(a);
                FrontMatterReader.Read($"title: {a}\nauthor: [{b}]\ndate: {b}");
                return true;
            }
        );

    private static void ForAll(Func<string, string, bool> holds)
    {
        // Plain random text seldom has the signs that matter; half of the cases are made of them alone.
        var signs = Gen.ArrayOf(Gen.Elements([.. "{}\\<>&%$#_^~\"'“”[]:-,.|@!?*` \n\r\tiI/aA1é\u0301𝔘"]))
            .Select(chars => new string(chars));
        var text = Gen.OneOf(signs, ArbMap.Default.GeneratorFor<NonNull<string>>().Select(any => any.Get))
            .ToArbitrary();
        Prop.ForAll(text, text, holds).Check(Fixed);
    }

    private static Work WorkOf(string a, string b)
    {
        var (one, two) = (SingleLine.Of(a), SingleLine.Of(b));
        return new Work("x" + one, "chapter")
        {
            Title = one,
            ContainerTitle = two,
            Publisher = one,
            Page = two,
            Url = one,
            Author =
            [
                new PersonName("F" + one, two.Length > 0 ? two : null, Suffix: one.Length > 0 ? one : null),
                PersonName.Whole("L" + two),
            ],
            Issued = new CslDate(null, Literal: "d" + two),
        };
    }
}
