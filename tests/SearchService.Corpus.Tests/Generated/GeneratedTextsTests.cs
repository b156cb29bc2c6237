using System.Globalization;
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
    private const int MostWithoutOnePass = 12;

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
    public void Generate_WithOneSeed_GivesOneText()
    {
        Assert.Equal(TextGenerator.Generate(7).Source, TextGenerator.Generate(7).Source);
        Assert.NotEqual(TextGenerator.Generate(7).Source, TextGenerator.Generate(8).Source);
    }
}
