using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Mottoes: short quotations that stand between a heading and the text below it, or by themselves in the front matter, with or without
/// the name of who said it on a line below.
/// </summary>
internal static partial class Epigraphs
{
    private const int MostWords = 90;
    private const int MostWordsOfName = 18;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        var headings = draft.Blocks.Where(block => block.Kind == BlockKind.Heading).ToDictionary(block => block.End);
        var quotations = draft
            .Blocks.Where(block => block.Kind == BlockKind.BlockQuotation)
            .ToDictionary(block => block.Start);
        AfterHeadings(draft, headings, quotations);
        var units = layout.Units;
        var afterEpigraph = false;
        for (var u = 0; u < units.Count; u++)
        {
            var opens = afterEpigraph || Opens(draft, headings, units[u].First);
            afterEpigraph = false;
            var hasText = u + 1 < units.Count;
            var mayBeNamed = hasText && !HasMoreWords(layout, units[u + 1], MostWordsOfName);
            if (
                draft.Lines[units[u].First].Role != LineRole.Open
                || !(opens || mayBeNamed)
                || HasMoreWords(layout, units[u], MostWords)
            )
            {
                continue;
            }

            var isQuoted = IsQuoted(layout.Text(units[u]));
            var named = mayBeNamed && IsName(draft, layout, units[u + 1], isQuoted);
            var isMotto =
                named && IsItalic(draft, units[u])
                || (named && opens)
                || (opens && hasText && EndsWithName(layout, units[u]))
                || (hasText && isQuoted && (opens || (named && IsFront(draft, units[u].First))));
            if (!isMotto)
            {
                continue;
            }

            layout.Claim(BlockKind.Epigraph, units[u].First, units[u].Last);
            afterEpigraph = true;
            if (named)
            {
                u++;
                layout.Claim(BlockKind.Epigraph, units[u].First, units[u].Last);
            }
        }
    }

    private static bool HasMoreWords(Layout layout, Unit unit, int most)
    {
        var words = 0;
        for (var line = unit.First; line <= unit.Last && words <= most; line++)
        {
            words += TitleLines.Words(layout.Text(line), most + 1 - words);
        }

        return words > most;
    }

    /// <summary>A marked quotation under a heading is a motto when a name closes it.</summary>
    private static void AfterHeadings(
        Draft draft,
        Dictionary<int, DraftBlock> headings,
        Dictionary<int, DraftBlock> quotations
    )
    {
        foreach (var quotation in quotations.Values)
        {
            var line = LineAt(draft, quotation.Start);
            if (
                FollowsHeading(draft, headings, line)
                && DashName()
                    .IsMatch(draft.Kept(draft.Lines[LineAt(draft, quotation.End - 1)].Start, quotation.End).Trim())
            )
            {
                quotation.Kind = BlockKind.Epigraph;
            }
        }
    }

    private static int LineAt(Draft draft, int offset)
    {
        int low = 0,
            high = draft.Lines.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = draft.Lines[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Whether the unit stands directly under a heading, or where the body begins without one.</summary>
    private static bool Opens(Draft draft, Dictionary<int, DraftBlock> headings, int line) =>
        FollowsHeading(draft, headings, line)
        || draft.Regions.Exists(region => region.Role == SectionRole.Body && region.Start == draft.Lines[line].Start);

    private static bool IsFront(Draft draft, int line) =>
        draft.Regions.FindLast(region => region.Start <= draft.Lines[line].Start) is { Role: SectionRole.Front };

    private static bool FollowsHeading(Draft draft, Dictionary<int, DraftBlock> headings, int line)
    {
        var above = line - 1;
        while (above >= 0 && draft.Lines[above].Role is LineRole.Blank or LineRole.Noise)
        {
            above--;
        }

        return above >= 0 && headings.ContainsKey(draft.Lines[above].End);
    }

    private static bool IsItalic(Draft draft, Unit unit)
    {
        for (var i = unit.First; i <= unit.Last; i++)
        {
            if (!InlineMarkup.IsWhollyEmphasised(draft, draft.Lines[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Who said it, in a few words: behind a dash, or in italics like the words above and beginning with a person's name.</summary>
    private static bool IsName(Draft draft, Layout layout, Unit unit, bool afterQuotation)
    {
        if (draft.Lines[unit.First].Role != LineRole.Open)
        {
            return false;
        }

        var text = layout.Text(unit);
        return DashName().IsMatch(text)
            || ((afterQuotation || IsItalic(draft, unit)) && TitleLines.Persons(text.Split([',', '('])[0]).Count > 0);
    }

    private static bool EndsWithName(Layout layout, Unit unit) =>
        unit.Last > unit.First && IsDashAndName(layout.Text(unit.Last));

    /// <summary>"— Ann Lee, The Book".</summary>
    public static bool IsDashAndName(ReadOnlySpan<char> text) => DashName().IsMatch(text);

    /// <summary>Ends with a closing mark; begins with an opening one, or that was lost.</summary>
    private static bool IsQuoted(string text)
    {
        var bare = text.AsSpan();
        while (bare.Length > 0 && IsTail(bare[^1]))
        {
            bare = bare[..^1];
        }

        if (bare.Length < 10 || bare[^1] is not ('"' or '”' or '»' or '’' or '\'' or '“'))
        {
            return false;
        }

        return bare[0] is '"' or '“' or '«' or '„' or '‘' or '\''
            || (bare[^1] is '"' or '”' or '»' && bare[..^1].IndexOfAny("\"“”«„") < 0);
    }

    /// <summary>What may stand behind the closing mark: a full stop, the mark of a note.</summary>
    private static bool IsTail(char c) =>
        char.IsWhiteSpace(c) || char.IsDigit(c) || c is '.' or ',' or '*' or '†' || Glyphs.IsSuperscript(c);

    [GeneratedRegex(
        @"^(—|–|―|--|-\s?-)\s*\p{Lu}.{1,120}$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DashName();
}
