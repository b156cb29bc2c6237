using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// The entries under a heading of references, each a block. Where an entry begins is told by what the list itself uses: bullets,
/// numbers, hanging indents, blank lines, one line each, or a name after a line that has ended.
/// </summary>
internal static partial class References
{
    /// <summary>So many lines without a year belong to no entry.</summary>
    private const int LongestGap = 24;
    private const int FewestYears = 2;

    /// <summary>Lines of an entry behind the one with its year.</summary>
    private const int LongestRest = 3;

    /// <summary>A year among fewer letters is a number in a table.</summary>
    private const int FewestLetters = 8;

    /// <summary>More lines of few letters in a row are a table, a cell a line.</summary>
    private const int LongestThinRun = 12;

    public static void Apply(Draft draft)
    {
        var headings = draft
            .Blocks.Where(block => block.Kind == BlockKind.Heading)
            .OrderBy(block => block.Start)
            .ToList();
        if (draft.ReferenceRuns.Count == 0 && !headings.Exists(heading => heading.Role == SectionRole.References))
        {
            return;
        }

        var layout = new Layout(draft);
        for (var h = 0; h < headings.Count; h++)
        {
            if (headings[h].Role == SectionRole.References)
            {
                var end = h + 1 < headings.Count ? headings[h + 1].Start : draft.Source.Length;
                ReadList(draft, layout, headings[h].End, end);
            }
        }

        foreach (var run in draft.ReferenceRuns)
        {
            ReadRun(draft, layout, run);
        }
    }

    /// <summary>What the lists under headings have left of a run.</summary>
    private static void ReadRun(Draft draft, Layout layout, Unit run)
    {
        for (var line = run.First; line <= run.Last; line++)
        {
            if (draft.Lines[line].Role != LineRole.Open)
            {
                continue;
            }

            var first = line;
            while (line < run.Last && draft.Lines[line + 1].Role == LineRole.Open)
            {
                line++;
            }

            ReadUnits(draft, layout, [new Unit(first, line)]);
        }
    }

    private static void ReadList(Draft draft, Layout layout, int start, int end)
    {
        var (first, behind) = (UnitFrom(draft, layout, start), UnitFrom(draft, layout, end));
        var units = layout.Units.GetRange(first, Math.Max(0, behind - first));
        if (units.Count == 0)
        {
            return;
        }

        units = WhileListed(layout, units);
        if (units.Count > 0)
        {
            ReadUnits(draft, layout, units);
        }
    }

    /// <summary>The first unit that begins at an offset or behind it.</summary>
    private static int UnitFrom(Draft draft, Layout layout, int offset) =>
        layout.Units.FirstFrom(unit => draft.Lines[unit.First].Start, offset);

    private static void ReadUnits(Draft draft, Layout layout, List<Unit> units)
    {
        var lines = units.SelectMany(unit => Enumerable.Range(unit.First, unit.Last - unit.First + 1)).ToList();
        var marks = lines.ToDictionary(line => line, line => ItemMark.Read(draft, draft.Lines[line]));
        var marked = lines.Count(line => marks[line] is not null);
        var begins =
            marked >= 2 && marked * 6 >= lines.Count
                ? MarkedStarts(lines, marks)
                : UnmarkedStarts(draft, layout, units, lines);
        Claim(draft, layout, units, begins, marks);
    }

    /// <summary>
    /// The list goes on while years do: a text may have more behind its references without a heading, and a heading may have that title
    /// above something else.
    /// </summary>
    private static List<Unit> WhileListed(Layout layout, List<Unit> units)
    {
        var listed = new List<Unit>();
        var last = -1;
        var seen = 0;
        var years = 0;
        var thin = 0;
        foreach (var unit in units)
        {
            for (var line = unit.First; line <= unit.Last; line++)
            {
                var text = layout.Text(line);
                var isThin = IsThin(text);
                seen++;
                thin = isThin ? thin + 1 : 0;
                if (IsCaption(text))
                {
                    return years < FewestYears ? [] : Until(listed, units, last);
                }

                if (!isThin && Year().IsMatch(text))
                {
                    last = line;
                    years++;
                    seen = 0;
                }
                else if (seen > LongestGap || thin > LongestThinRun)
                {
                    return years < FewestYears ? [] : Until(listed, units, last);
                }
            }

            listed.Add(unit);
        }

        return listed;
    }

    private static bool IsThin(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            if (letters >= FewestLetters)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Behind the references of a manuscript stand its figures and tables.</summary>
    private static bool IsCaption(ReadOnlySpan<char> text) => Caption().IsMatch(text[..Math.Min(40, text.Length)]);

    private static List<Unit> Until(List<Unit> listed, List<Unit> units, int last)
    {
        var kept = listed.Where(unit => unit.Last <= last).ToList();
        var cut = units.Find(unit => unit.First <= last && unit.Last > last);
        if (cut != default)
        {
            // The last entry may end a few lines below its year.
            kept.Add(cut.Last - last <= LongestRest ? cut : cut with { Last = last });
        }

        return kept;
    }

    /// <summary>Marks of the style that begins the list; numbers must ascend, so that a line which begins with a volume is no entry.</summary>
    private static HashSet<int> MarkedStarts(List<int> lines, Dictionary<int, ItemMark?> marks)
    {
        var style = lines.Select(line => marks[line]).First(mark => mark is not null)!.Value;
        var starts = new HashSet<int>();
        var last = 0;
        foreach (var line in lines)
        {
            if (marks[line] is not { } mark || mark.Style != style.Style || mark.Sign != style.Sign)
            {
                continue;
            }

            if (mark.IsNumber && last > 0 && (mark.Value <= last || mark.Value > last + 3))
            {
                continue;
            }

            starts.Add(line);
            last = mark.Value;
        }

        return starts;
    }

    private static HashSet<int> UnmarkedStarts(Draft draft, Layout layout, List<Unit> units, List<int> lines)
    {
        var indents = lines.Select(line => layout.Indent(line)).ToList();
        var margin = indents.Min();
        var hanging = indents.Count(indent => indent >= margin + 2);
        var flush = lines.Count - hanging;
        var multi = units.Count(unit => unit.Last > unit.First);
        var starts = new HashSet<int>();
        if (hanging * 4 >= lines.Count && flush * 5 >= lines.Count)
        {
            starts.UnionWith(lines.Where((_, i) => indents[i] < margin + 2));
            return starts;
        }

        // Where one run of lines holds several entries, so may the few lines of another that a page's end has left; one run alone is the list.
        var isSet =
            units.Count == 1
            || multi * 2 < units.Count
            || units.Exists(unit =>
                unit.Last - unit.First >= 5
                && Enumerable.Range(unit.First + 1, unit.Last - unit.First).Any(line => IsInnerStart(unit, line))
            );
        foreach (var unit in units)
        {
            for (var line = unit.First; line <= unit.Last; line++)
            {
                var begins =
                    line == unit.First ? line == units[0].First || !Glyphs.BeginsSmall(layout.Text(line))
                    : !layout.IsWrapped && draft.Lines[line - 1].End - draft.Lines[line - 1].Start > 60
                        ? HasEnded(layout.Text(line - 1))
                    : (isSet || !layout.IsWrapped) && IsInnerStart(unit, line);
                if (begins)
                {
                    starts.Add(line);
                }
            }
        }

        return starts;

        bool IsInnerStart(Unit unit, int line) =>
            HasEnded(layout.Text(line - 1))
            && EntryStart().IsMatch(layout.Text(line))
            && HasYear(layout, line, unit.Last);
    }

    /// <summary>An initial at a line's end belongs to the name on the next.</summary>
    private static bool HasEnded(ReadOnlySpan<char> text) =>
        text.Length == 0
        || (text[^1] is '.' or ')' or ']' or '”' or '"' or '>' or '/' || char.IsAsciiDigit(text[^1]))
            && text is not [.., ' ', >= 'A' and <= 'Z', '.'];

    private static bool HasYear(Layout layout, int line, int last) =>
        Year().IsMatch(layout.Text(line, Math.Min(last, line + 3)));

    private static void Claim(
        Draft draft,
        Layout layout,
        List<Unit> units,
        HashSet<int> begins,
        Dictionary<int, ItemMark?> marks
    )
    {
        foreach (var unit in units)
        {
            var first = unit.First;
            for (var line = unit.First; line <= unit.Last; line++)
            {
                if (line < unit.Last && !begins.Contains(line + 1))
                {
                    continue;
                }

                if (begins.Contains(first) || !IsPreamble(layout, first, line))
                {
                    DropBullet(draft, begins.Contains(first) ? marks.GetValueOrDefault(first) : null);
                    layout.Claim(BlockKind.Reference, first, line);
                }

                first = line + 1;
            }
        }
    }

    /// <summary>A sentence on the list, not an entry of it.</summary>
    private static bool IsPreamble(Layout layout, int first, int last)
    {
        var text = layout.Text(first, last);
        return !Year().IsMatch(text)
            && TitleLines.IsProse(text)
            && !text.Contains("http", StringComparison.OrdinalIgnoreCase);
    }

    private static void DropBullet(Draft draft, ItemMark? mark)
    {
        if (mark is { IsNumber: false } bullet)
        {
            draft.Mark(bullet.Start, bullet.Content, NoiseKind.Markup);
        }
    }

    [GeneratedRegex(
        @"^([\p{Lu}‘“""'][\p{L}'’.-]+(\s?,|\s+\p{Lu}\.|\s+and\s|\s+&|\s+\(|\s+\p{Lu}[\p{L}'’-]+)|_{2,}|—{2,}|\[\d|(de|van|von|di|del|la|le|al)[ -]\p{Lu})",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex EntryStart();

    [GeneratedRegex(
        @"^(Figure|FIGURE|Fig\.|FIG\.|Table|TABLE|Supplementary Fig\w*|Supplementary Table|Supplemental Fig\w*|Supplemental Table) ?(S?\d|[A-Z]\d?\b|[IVX]+\b|captions|legends)|^(Figures?|Tables?|Figure|Table|FIGURES?|TABLES?|Supplementary|Supplemental) ?(captions|legends|Captions|Legends|information|Information|LEGENDS|CAPTIONS|Material)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Caption();

    [GeneratedRegex(
        @"\b(1[5-9]|20)\d\d[a-z]?\b|\bin press\b|\bforthcoming\b|\bn\.d\.",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Year();
}
