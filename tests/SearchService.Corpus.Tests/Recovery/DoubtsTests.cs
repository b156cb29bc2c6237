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
}
