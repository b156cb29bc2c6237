using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// The block between two lines of dashes that Markdown files begin with. It is data about the text and no part of it; its lines go,
/// unread, to whoever keeps the bibliography.
/// </summary>
internal static partial class FrontMatterYaml
{
    private const int MostLines = 200;

    public static void Apply(Draft draft)
    {
        var lines = draft.Lines;
        if (lines.Count < 3 || Text(draft, lines[0]).TrimStart('\uFEFF') != "---")
        {
            return;
        }

        var keys = 0;
        for (var i = 1; i < lines.Count && i <= MostLines; i++)
        {
            var text = Text(draft, lines[i]);
            if (text is "---" or "...")
            {
                if (keys > 0)
                {
                    Claim(draft, i);
                }

                return;
            }

            keys += KeyLine().IsMatch(text) ? 1 : 0;
            if (!YamlLine().IsMatch(text))
            {
                // Two rules with prose between them.
                return;
            }
        }
    }

    private static void Claim(Draft draft, int last)
    {
        var lines = draft.Lines;
        draft.TitlePage = draft.TitlePage with { FrontMatterYaml = draft.Source[lines[1].Start..lines[last].Start] };
        for (var i = 0; i <= last; i++)
        {
            draft.Mark(lines[i].Start, lines[i].End, NoiseKind.Markup);
            lines[i].Role = LineRole.Noise;
        }
    }

    private static string Text(Draft draft, DraftLine line) => draft.Source[line.Start..line.End].TrimEnd();

    [GeneratedRegex(
        @"^[\p{L}_][\p{L}\p{N}_ -]{0,60}:(\s|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KeyLine();

    /// <summary>A key, an item, a comment, a blank or the indented rest of one.</summary>
    [GeneratedRegex(
        @"^($|\s+\S|[\p{L}_""'][\p{L}\p{N}_ ""'-]{0,60}:(\s|$)|-\s|#|[\]}])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex YamlLine();
}
