using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>What is doubted in a text, and what is not: the cases say it.</summary>
public sealed class DoubtsTests
{
    public static TheoryData<string> Cases => [.. CaseTable.Lines("doubts.txt")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_WithWhatMayBeWrong_HasTheseDoubtsAndNoOther(string line)
    {
        var parts = CaseTable.Cut(line, " => ");
        var source = parts[0].Replace("¶", "\n\n", StringComparison.Ordinal).Replace('⏎', '\n');

        var document = RecoveryPipeline.Recover(source);

        var doubts =
            from block in document.Blocks
            from doubt in block.Doubts
            let kind = doubt.Kind.ToString()
            select $"{block.Text.Text.Substring(doubt.Start, doubt.Length)} [{doubt.Suggestion}] {char.ToLowerInvariant(kind[0])}{kind[1..]}";
        Assert.Equal(parts[1] == "-" ? "" : parts[1], string.Join("; ", doubts));
    }

    [Theory]
    [InlineData("Alwin Merton", "Alwyn Merton")]
    [InlineData("'open", "shut'' \"")]
    [InlineData("Join \"the 'coalition", "of\" states''")]
    public void Doubts_InALongText_AreReadInLinearTime(string often, string then)
    {
        var words = string.Join(' ', Enumerable.Repeat(often, 20_000).Concat(Enumerable.Repeat(then, 20_000)));

        var document = RecoveryPipeline.Recover(words);

        Assert.Single(document.Blocks);
    }

    [Fact]
    public void Names_OfManyBearers_AreReadInLinearTime()
    {
        var names = Enumerable
            .Range(0, 30_000)
            .Select(i => Letters(i))
            .SelectMany(name => new[] { $"{name} Merton.", $"{name[..^1]}zz Merton.", $"{name} Merton." });

        var document = RecoveryPipeline.Recover(string.Join(' ', names));

        Assert.NotEmpty(document.Blocks);
    }

    private static string Letters(int number)
    {
        var letters = new[] { 'b', 'c', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n' };
        var name = "A";
        for (var i = 0; i < 5; i++)
        {
            name += letters[number % 10];
            number /= 10;
        }

        return name;
    }
}
