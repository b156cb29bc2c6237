using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations;

/// <summary>What counts as a quotation of a manuscript, and what is cited beside it; <c>Cases/manuscript.md</c> is the manuscript.</summary>
public sealed class ManuscriptQuotationsTests
{
    private static readonly string Manuscript = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Cases", "manuscript.md")
    );

    [Fact]
    public void Quotations_OfTheManuscript_AreFoundWithLineAndCitation()
    {
        var found = ManuscriptQuotations
            .Find(Manuscript)
            .Select(quotation =>
                FormattableString.Invariant(
                    $"{quotation.Line} {quotation.Text.ReplaceLineEndings(" ")} | {quotation.Citation}"
                )
            );

        Assert.Equal(
            string.Join(
                '\n',
                "3 the net work of canals would never pay | Holm, 1999, p. 12",
                "4 voted with the harbour master | Holm, 1999, p. 14",
                "4 finest folly | ",
                "5 it did not approve the plan | Ann Holm, *The Harbour* (1999), 3.",
                "7 The quay was built in brick and failed in its second winter. | Holm, 1999, p. 15",
                "11 The swing bridge was opened by a queen. | Osei & Berg, 2004",
                "13 he said ‘the finest folly’ of the age | Osei, Bridges (2004), 7, has “a queen who disliked bridges”.",
                "19 Its engineer had studied drawbridges in Utrecht, | Osei and Berg, 2004",
                "22 The next paragraph is read again. | ",
                "25 a queen who disliked bridges | Osei, Bridges, 2004"
            ),
            string.Join('\n', found)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("“")]
    [InlineData("> ")]
    [InlineData("[^1]: ")]
    [InlineData("’’’‘‘‘\"'\"'")]
    [InlineData("“a b c [^1] (2005")]
    public void AnyText_IsReadWithoutAFault(string text) => Assert.NotNull(ManuscriptQuotations.Find(text));

    [Fact]
    public void LongTextOfMarks_IsReadInItsLengthsTime()
    {
        var text = string.Concat(Enumerable.Repeat("“‘ (Holm, 1999) \" ' > ", 2_000));

        Assert.NotNull(ManuscriptQuotations.Find(text));
    }

    [Fact]
    public void Check_OfTheManuscript_JudgesEachByWhatIsCitedBesideIt()
    {
        using var snapshot = Samples.Snapshot(
            Samples.Document(
                "harbour",
                "It did not approve the plan: the net work of canals would never pay. The mayor voted with the harbour "
                    + "master.\n\nThe quay was built in brick and failed in its second winter, and he said ‘the finest folly’ of the age.",
                1999,
                "The Harbour",
                "Holm"
            ),
            Samples.Document(
                "bridges",
                "The swing bridge was opened by a queen who disliked bridges. Its engineer had studied drawbridges in Utrecht.",
                2004,
                "Bridges",
                "Osei",
                "Berg"
            )
        );

        var report = ManuscriptCheck.Check(snapshot, Manuscript, "apa", CancellationToken.None);

        Assert.Equal(1, report.TooShort);
        Assert.False(report.IsRight);
        Assert.Equal(
            [
                "Exact",
                "Exact",
                "Normalised",
                "Normalised",
                "Normalised",
                "Misattributed",
                "Normalised",
                "NotFound",
                "Exact",
            ],
            report.Quotations.Select(quotation => quotation.Finding.Verdict.ToString())
        );
        Assert.Equal("harbour", report.Quotations[5].Finding.Matches[0].Document.Id);
    }
}
