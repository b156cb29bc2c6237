using System.Buffers;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>"On June 1999, a force was deployed": something happens on a day, in a month. Which day is lost cannot be told.</summary>
internal static partial class IncompleteDates
{
    /// <summary>What the pattern always has; a look for it is much cheaper.</summary>
    private static readonly SearchValues<string> OnMonth = SearchValues.Create(
        [
            "n January ",
            "n February ",
            "n March ",
            "n April ",
            "n May ",
            "n June ",
            "n July ",
            "n August ",
            "n September ",
            "n October ",
            "n November ",
            "n December ",
        ],
        StringComparison.Ordinal
    );

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks) =>
        from block in blocks
        where
            block.Kind is not (BlockKind.Heading or BlockKind.Reference or BlockKind.TableRow)
            && block.Text.Text.AsSpan().ContainsAny(OnMonth)
        from Match match in DayMissing().Matches(block.Text.Text)
        let date = match.Groups["date"]
        select (
            block.Index,
            new Doubt(
                date.Index,
                date.Length,
                DoubtKind.Date,
                null,
                DoubtCertainty.Likely,
                "The day is missing before the month."
            )
        );

    /// <summary>At a sentence's head and closed by a comma, or behind a verb: an essay may be "on May 1968".</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}-])(?<date>(On (?=[\p{L} ]+[0-9]{4},)|(?<=\b(\p{Ll}+ed|place|began|was|were|met|held|fell|came|left) )on )(January|February|March|April|May|June|July|August|September|October|November|December) (1[5-9]|20)[0-9]{2})\b",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex DayMissing();
}
