using FsCheck;
using FsCheck.Fluent;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Tests.Recovery;

public sealed class StructurePropertiesTests
{
    [Fact]
    public void Recover_OfAnything_AccountsForEveryCharacterAndCanBeUndone()
    {
        Prop.ForAll(RandomTexts.Arbitrary, AssertWhole)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(3, 5));
    }

    [Fact]
    public void Recover_OfSamples_AccountsForEveryCharacter()
    {
        foreach (var (source, document) in SourceTexts.Samples())
        {
            AssertWhole(source, document);
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("[")]
    [InlineData("](")]
    [InlineData("<")]
    [InlineData("`")]
    [InlineData("_a ")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("# ")]
    [InlineData("1. a\n")]
    [InlineData("| a ")]
    [InlineData("```\n")]
    [InlineData("a\n\n")]
    [InlineData("Heading\n\n")]
    [InlineData("&amp;")]
    [InlineData("http://")]
    public void Recover_OfHostileRepetition_IsFast(string scrap)
    {
        var source = string.Concat(Enumerable.Repeat(scrap, 20_000 / scrap.Length));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        AssertWhole(source);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{scrap} took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("Five words or more that go on\n\n“\n\nand here they end.\n")]
    [InlineData("Five words or more that go on\n\n((\n")]
    public void Recover_OfALineOfOpeningMarksAlone_AccountsForEveryCharacter(string source) => AssertWhole(source);

    [Fact]
    public void Recover_OfALineOfOpeningMarksAmongVerses_AccountsForEveryCharacter()
    {
        var prose = string.Concat(
            Enumerable.Repeat("The council met in the spring and spoke of the harvest at length,\n", 6)
        );

        AssertWhole(
            $"# One\n\n{prose}and then it said:\n\n      ‘‘\n      A mill\n      A road\n      A field\n\n{prose}# Two\n\n{prose}"
        );
    }

    private static void AssertWhole(string source) => AssertWhole(source, RecoveryPipeline.Recover(source));

    private static void AssertWhole(string source, Document document)
    {
        var next = 0;
        foreach (var entry in document.Ledger)
        {
            Assert.Equal(next, entry.Span.Start);
            Assert.False(entry.Block is null && entry.Noise == NoiseKind.None, $"open at {entry.Span}");
            next = entry.Span.End;
        }

        Assert.Equal(source.Length, next);
        Assert.DoesNotContain(
            document.Problems,
            problem => problem.Message.Contains("claims", StringComparison.Ordinal)
        );
        foreach (var block in document.Blocks)
        {
            var at = 0;
            foreach (var piece in block.Text.Pieces)
            {
                Assert.Equal(at, piece.TextStart);
                at = piece.TextEnd;
                if (piece.Repair is null)
                {
                    Assert.True(
                        source
                            .AsSpan(piece.Source.Start, piece.Source.Length)
                            .SequenceEqual(block.Text.Text.AsSpan(piece.TextStart, piece.TextLength))
                    );
                }
            }

            Assert.Equal(at, block.Text.Text.Length);
        }

        Assert.All(document.Sections, section => Assert.True(section.Parent is null || section.Parent < section.Index));
    }
}
