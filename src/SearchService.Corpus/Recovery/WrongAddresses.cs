using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>A comma in the name of a host: "www.crisis,org". No host is called so.</summary>
internal static partial class WrongAddresses
{
    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks) =>
        from block in blocks
        where block.Text.Text.Contains("www.", StringComparison.OrdinalIgnoreCase)
        from Match match in Comma().Matches(block.Text.Text)
        select (
            block.Index,
            new Doubt(
                match.Index,
                match.Length,
                DoubtKind.Address,
                match.Value.Replace(',', '.'),
                DoubtCertainty.Sure,
                "A comma stands in the address where a point belongs."
            )
        );

    [GeneratedRegex(
        @"\bwww\.[a-z0-9-]+(\.[a-z0-9-]+)*,(com|edu|gov|int|mil|net|org)\b(?![\w,])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Comma();
}
