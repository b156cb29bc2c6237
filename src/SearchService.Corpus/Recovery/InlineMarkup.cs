using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Marks that say how words look, not what they are: emphasis, links, tags, entities, escapes, rules. Each is recognised by its
/// surroundings, so that an asterisk that calls a note, a product, a URL's underscore and the <c>__.</c> of a reference list stay.
/// </summary>
internal static partial class InlineMarkup
{
    public static void Apply(Draft draft)
    {
        var lines = draft.Lines;
        for (var i = 0; i < lines.Count; )
        {
            if (lines[i].Role != LineRole.Open)
            {
                i++;
                continue;
            }

            if (IsRule(draft, i) || IsLinkDefinition(draft, lines[i]))
            {
                draft.Mark(lines[i].Start, lines[i].End, NoiseKind.Markup);
                lines[i].Role = LineRole.Noise;
                i++;
                continue;
            }

            var last = i;
            while (
                last + 1 < lines.Count && lines[last + 1].Role == LineRole.Open && !StartsApart(draft, lines[last + 1])
            )
            {
                last++;
            }

            new InlineScanner(new InlineText(draft, lines[i].Start, lines[last].End)).Run();
            i = last + 1;
        }

        foreach (var line in lines)
        {
            if (line.Role == LineRole.Open && IsWhollyNoise(draft, line))
            {
                line.Role = LineRole.Noise;
            }
        }
    }

    /// <summary>Whether all that is kept of a line stands between marks of emphasis.</summary>
    public static bool IsWhollyEmphasised(Draft draft, DraftLine line)
    {
        int start = line.Start,
            end = line.End;
        while (start < end && char.IsWhiteSpace(draft.Source[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(draft.Source[end - 1]))
        {
            end--;
        }

        return end - start > 2 && IsMark(start) && IsMark(end - 1) && !HasInnerMark();

        bool IsMark(int at) => draft.Noise[at] == NoiseKind.Markup && draft.Source[at] is '*' or '_' or '<' or '>';

        bool HasInnerMark()
        {
            int from = start,
                to = end;
            while (from < to && draft.Noise[from] == NoiseKind.Markup)
            {
                from++;
            }

            while (to > from && draft.Noise[to - 1] == NoiseKind.Markup)
            {
                to--;
            }

            return draft.Noise.AsSpan(from, to - from).Contains(NoiseKind.Markup);
        }
    }

    private static bool IsWhollyNoise(Draft draft, DraftLine line)
    {
        for (var i = line.Start; i < line.End; i++)
        {
            if (
                draft.Replacements.ContainsKey(i)
                || (draft.Noise[i] == NoiseKind.None && !char.IsWhiteSpace(draft.Source[i]))
            )
            {
                return false;
            }
        }

        return line.End > line.Start;
    }

    /// <summary>A line of dashes, asterisks or underscores; not the underline of a heading, which the headings read.</summary>
    private static bool IsRule(Draft draft, int index)
    {
        var line = draft.Lines[index];
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).Trim();
        if (text.Length < 3 || text[0] is not ('-' or '*' or '_' or '=' or '—' or '–' or '‗' or '─' or '~'))
        {
            return false;
        }

        var count = 0;
        foreach (var c in text)
        {
            if (c == text[0])
            {
                count++;
            }
            else if (c is not (' ' or '\t'))
            {
                return false;
            }
        }

        return count >= 3 && !(text[0] is '-' or '=' && MarkdownHeadings.UnderlinesHeading(draft, index));
    }

    private static bool IsLinkDefinition(Draft draft, DraftLine line) =>
        draft.Source[line.Start] is '[' or ' '
        && line.End - line.Start < InlineText.LongestSpan
        && LinkDefinition().IsMatch(draft.Source.AsSpan(line.Start, line.End - line.Start));

    /// <summary>Headings, items, quoted lines and rows of tables hold their own marks.</summary>
    private static bool StartsApart(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).TrimStart();
        return text[0] is '#' or '>' or '|'
            || (text.Length > 1 && text[0] is '-' or '*' or '+' or '•' && char.IsWhiteSpace(text[1]))
            || (
                text[0] is '-' or '*' or '_' or '='
                && text.TrimEnd().IndexOfAnyExcept(text[0], ' ') < 0
                && text.Length > 2
            )
            || text.Contains('\t');
    }

    [GeneratedRegex(
        @"^ {0,3}\[[^\^\]][^\]]{0,200}\]:\s*<?(https?://|www\.|mailto:|[./#])\S*>?(\s+[""'(].*)?\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LinkDefinition();
}
