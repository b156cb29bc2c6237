using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// The volumes of a series, as front matter lists them: number and authors on a line, the title in bold on the next, a subtitle below.
/// <code>
/// - 112 Ann Blair
/// **Too much to know**
/// Managing information before the modern age
/// </code>
/// </summary>
internal static partial class SeriesEntries
{
    /// <summary>Fewer items of this shape side by side are no list of a series.</summary>
    private const int FewestVolumes = 3;

    private const string Bold = "**";

    public static IEnumerable<CitedWork> Read(IReadOnlyList<Block> blocks)
    {
        var run = new List<CitedWork>();
        foreach (var block in blocks)
        {
            if (block.Kind == BlockKind.ListItem && Volume(block) is { } volume)
            {
                run.Add(volume);
                continue;
            }

            foreach (var work in run.Count >= FewestVolumes ? run : [])
            {
                yield return work;
            }

            run.Clear();
        }

        foreach (var work in run.Count >= FewestVolumes ? run : [])
        {
            yield return work;
        }
    }

    private static CitedWork? Volume(Block block)
    {
        var text = block.Text.Text;
        var number = Number().Match(text);
        var bold = block.Text.Pieces.Where(piece => piece is { Repair: NoiseKind.Markup, Original: Bold }).ToList();
        if (!number.Success || bold.Count != 2 || !IsLineBreak(block, bold[0].TextStart))
        {
            return null;
        }

        var (start, end) = (bold[0].TextStart, bold[1].TextStart);
        if (end <= start || (end < text.Length && !IsLineBreak(block, end)))
        {
            return null;
        }

        var names = NameList.Read(text, number.Length, start, NameOrder.Direct);
        var rest = end;
        while (rest < text.Length && char.IsWhiteSpace(text[rest]))
        {
            rest++;
        }

        return new CitedWork(block.Index, new TextSpan(0, text.Length))
        {
            Number = new TextSpan(number.Groups["n"].Index, number.Groups["n"].Index + number.Groups["n"].Length),
            Authors =
                names.Names.Count > 0 && Office().IsMatch(text.AsSpan(names.End, start - names.End)) ? names.Names : [],
            Title = new TextSpan(start, end),
            Subtitle = rest < text.Length ? new TextSpan(rest, text.Length) : null,
        };
    }

    /// <summary>Whether a line of the source ended at a place in the text.</summary>
    private static bool IsLineBreak(Block block, int at) =>
        block.Text.Pieces.Any(piece =>
            piece.Repair == NoiseKind.LineBreak && (piece.TextEnd == at || piece.TextStart == at)
        );

    [GeneratedRegex(
        @"^(?<n>[0-9]{1,4})\.? (?=\p{Lu})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^[ ,]*(\(eds?\.?\))?[ ,]*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Office();
}
