using FsCheck;
using FsCheck.Fluent;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Tests.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Bibliography.Entries;

public sealed class EntryParserTests
{
    public static TheoryData<string> Cases() => [.. CaseTable.Lines("reference-entries.txt")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Entry_InEachStyle_IsReadIntoItsParts(string line)
    {
        var parts = CaseTable.Cut(line, " => ");
        var block = Entry(parts[0]);

        var work = EntryParser.Entry(block, null);

        var read = string.Join(
            " | ",
            work.Authors.Count == 0 ? "-" : string.Join("; ", work.Authors.Select(name => name.Family ?? name.Literal)),
            work.Year?.Of(block) ?? "-",
            work.Title?.Of(block) ?? "-",
            work.Container?.Of(block) ?? "-",
            work.Place?.Of(block) ?? "-",
            work.Publisher?.Of(block) ?? "-"
        );
        Assert.Equal(parts[1], read);
    }

    [Fact]
    public void Entry_WithDash_HasTheAuthorsOfTheEntryBefore()
    {
        var before = EntryParser.Entry(Entry("Eco, Umberto. The Open Work. London: Radius, 1989."), null);

        var repeated = Entry("____. (1995a) “Dates.” History Today 4 (2): 1–2.");
        var work = EntryParser.Entry(repeated, before);

        var author = Assert.Single(work.Authors);
        Assert.Equal(("Eco", "Umberto", null), (author.Family, author.Given, author.At));
        Assert.Equal(("1995a", "Dates"), (work.Year?.Of(repeated), work.Title?.Of(repeated)));
    }

    [Fact]
    public void Entry_WithAddress_HasUrlAndDoiWithoutTheStopBehindThem()
    {
        var block = Entry("Doe, J. (2001). A title. https://doi.org/10.1000/xyz.(12).");

        var work = EntryParser.Entry(block, null);

        Assert.Equal("https://doi.org/10.1000/xyz.(12)", work.Url?.Of(block));
        Assert.Equal("10.1000/xyz.(12)", work.Doi?.Of(block));
    }

    [SharedFact("corpus")]
    public void Entries_OfWorkingPaper_AreReadIntoAuthorYearAndTitle()
    {
        var (source, document) = SourceTexts.Read("001");
        var works = document.CitedWorks.Where(work => document.Blocks[work.Block].Kind == BlockKind.Reference).ToList();

        Assert.Equal(52, works.Count);
        Assert.All(works, work => Assert.NotEmpty(work.Authors));
        Assert.All(works, work => Assert.NotNull(work.Title));
        var undated = Assert.Single(works, work => work.Year is null);
        Assert.Equal(294, SourceTexts.Line(source, document.Blocks[undated.Block]));
        Assert.Equal(
            ["Haass", "Haass", "Haass"],
            works
                .Where(work => SourceTexts.Line(source, document.Blocks[work.Block]) is >= 281 and <= 283)
                .Select(work => work.Authors.Single().Family)
        );

        // Journals, newspapers and agencies that stand as such; places with their publishers.
        Assert.Equal(24, works.Count(work => work.Container is not null));
        Assert.Equal(10, works.Count(work => work is { Place: not null, Publisher: not null }));
    }

    [Fact]
    public void Entry_OfAnything_HasItsPartsWithinTheText()
    {
        var scraps = new[]
        {
            "Smith, J.",
            "and",
            "&",
            "(2001)",
            "2001a",
            ",",
            ".",
            " ",
            "“Title",
            "”",
            "'",
            "’",
            "In",
            "Eds.",
            "(eds)",
            "____.",
            "http://x.y/",
            "10.1000/a",
            "vol. 3",
            "pp. 4–5",
            "New York: Knopf",
            "[1] ",
            "de",
            "Ibid.",
            "é",
            "\ud83d",
            "\udc4d",
            "(",
            ")",
            "et al.",
            "Jr.",
            ":",
            ";",
            "J.",
        };
        var texts = Gen.Elements(scraps).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
        Prop.ForAll(
                texts,
                text =>
                {
                    var block = Entry(text);
                    var works = new[] { EntryParser.Entry(block, null), EntryParser.InNote(block, 0, text.Length) };
                    foreach (var work in works.OfType<CitedWork>())
                    {
                        TextSpan?[] spans =
                        [
                            work.At,
                            work.Year,
                            work.Title,
                            work.Container,
                            work.Place,
                            work.Publisher,
                            work.Url,
                            work.Doi,
                            .. work.Authors.Select(name => name.At),
                        ];
                        Assert.All(
                            spans.OfType<TextSpan>(),
                            span => Assert.True(span.Start >= 0 && span.Start <= span.End && span.End <= text.Length)
                        );
                        Assert.All(work.Authors, name => Assert.NotEqual("", name.Display()));
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(7, 11));
    }

    private static Block Entry(string text) =>
        new(0, BlockKind.Reference, 0, null, new MappedText(text, []), [], [], []);
}
