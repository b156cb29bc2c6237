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
    private const int MostWithoutOnePass = 200;

    [Fact]
    public void Recover_OfGeneratedTexts_MeetsTheBars()
    {
        var total = new RecoveryScore();
        for (var seed = 1; seed <= Texts; seed++)
        {
            var text = TextGenerator.Generate(seed);
            total.Add(RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source)));
        }

        output.WriteLine(total.ToString());
        Assert.Empty(total.BelowBar());
    }

    public static TheoryData<string> Passes => [.. RecoveryPipeline.Passes.Select(NameOf)];

    /// <summary>Each pass does what no other does: without it some score falls below its bar.</summary>
    [Theory]
    [MemberData(nameof(Passes))]
    public void Recover_WithoutOnePass_MissesABar(string pass)
    {
        var others = RecoveryPipeline.Passes.Where(other => NameOf(other) != pass).ToList();
        var total = new RecoveryScore();
        for (var seed = 1; seed <= Math.Min(Texts, MostWithoutOnePass); seed++)
        {
            var text = TextGenerator.Generate(seed);
            total.Add(RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source, others)));
        }

        output.WriteLine(string.Join('\n', total.BelowBar()));
        Assert.NotEmpty(total.BelowBar());
    }

    private static string NameOf(Action<Draft> pass) => pass.Method.DeclaringType!.Name;

    [Fact]
    public void Passages_OfGeneratedTexts_GiveTheSourceBack()
    {
        for (var seed = 1; seed <= Texts; seed++)
        {
            var source = TextGenerator.Generate(seed).Source;
            var document = RecoveryPipeline.Recover(source);
            var next = 0;
            foreach (var entry in document.Ledger)
            {
                Assert.Equal(next, entry.Span.Start);
                Assert.False(
                    entry.Block is null && entry.Noise == NoiseKind.None,
                    $"seed {seed}: open at {entry.Span}"
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
