using System.Globalization;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Corpus.Recovery;
using Xunit.Abstractions;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>
/// Generated texts with every kind of damage mixed at random, of which the truth is known. The suite reads a few of them;
/// <c>SEARCHSERVICE_GENERATED_TEXTS=1000 dotnet test tests/SearchService.Corpus.Tests --filter GeneratedTexts</c> reads them all.
/// </summary>
public sealed class GeneratedTextsTests(ITestOutputHelper output)
{
    private static readonly int Texts = int.Parse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_GENERATED_TEXTS") ?? "20",
        CultureInfo.InvariantCulture
    );

    /// <summary>There are as many runs over the texts as passes.</summary>
    private const int MostWithoutOnePass = 20;

    private static readonly IReadOnlyList<GeneratedText> Generated =
    [
        .. Enumerable.Range(1, Texts).Select(TextGenerator.Generate),
    ];

    [Fact]
    public void Recover_OfGeneratedTexts_MeetsTheBars()
    {
        var total = new RecoveryScore();
        foreach (var text in Generated)
        {
            total.Add(RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source)));
        }

        output.WriteLine(total.ToString());
        Assert.Empty(total.BelowBar());
    }

    public static TheoryData<string> Passes => [.. Ablation.Passes];

    /// <summary>Each pass does what no other does: without it some score falls below its bar.</summary>
    [Theory]
    [MemberData(nameof(Passes))]
    public void Recover_WithoutOnePass_MissesABar(string pass)
    {
        var below = Ablation.Without(pass, Generated.Take(MostWithoutOnePass)).BelowBar();

        output.WriteLine(string.Join('\n', below));
        Assert.NotEmpty(below);
    }

    [Fact]
    public void Passages_OfGeneratedTexts_GiveTheSourceBack()
    {
        foreach (var generated in Generated)
        {
            var source = generated.Source;
            var document = RecoveryPipeline.Recover(source);
            var next = 0;
            foreach (var entry in document.Ledger)
            {
                Assert.Equal(next, entry.Span.Start);
                Assert.False(
                    entry.Block is null && entry.Noise == NoiseKind.None,
                    $"seed {generated.Seed}: open at {entry.Span}"
                );
                next = entry.Span.End;
            }

            Assert.Equal(source.Length, next);
            foreach (var part in PassageSplitter.Split(document).SelectMany(passage => passage.Parts))
            {
                var text = document.Blocks[part.Block].Text.Slice(part.Start, part.End);
                var ranges = document.Blocks[part.Block].Text.SourceRanges(part.Start, part.End);

                Assert.Equal(string.Concat(ranges.Select(range => source[range.Start..range.End])), text.Undo(source));
                Assert.All(
                    text.Pieces.Where(piece => piece.Repair is null),
                    piece =>
                        Assert.Equal(
                            source[piece.Source.Start..piece.Source.End],
                            text.Text[piece.TextStart..piece.TextEnd]
                        )
                );
            }
        }
    }

    [Fact]
    public void Generate_WithOneSeed_GivesOneText()
    {
        Assert.Equal(TextGenerator.Generate(7).Source, TextGenerator.Generate(7).Source);
        Assert.NotEqual(TextGenerator.Generate(7).Source, TextGenerator.Generate(8).Source);
    }
}
