using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Finds the headings of a text and how deep each stands: Markdown's, numbered ones, those with a conventional title, and plain short
/// lines above running text. A heading is told by what surrounds it as much as by itself, so that the lines of a list, a table, an
/// address or a poem are none.
/// </summary>
internal static partial class Headings
{
    private const int MostWords = 20;
    private const int MostCharacters = 170;

    /// <summary>So many heading-like lines in a row without running text are a list of something.</summary>
    private const int LongestRun = 2;

    private const int FewestWordsCutOff = 5;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        var found = Marked(draft, layout);
        var plain = Plain(draft, layout, new HashSet<int>(found.SelectMany(Lines)), isMarkdown: found.Count >= 2);
        found.AddRange(plain);
        found.Sort((a, b) => a.First.CompareTo(b.First));
        if (found.Count == 0)
        {
            return;
        }

        AssignRoles(draft, found);
        HeadingLevels.Assign(draft, layout, found);
        foreach (var heading in found)
        {
            Markup.DropHeadingMarks(draft, heading.First, heading.Last);
            var block = layout.Claim(BlockKind.Heading, heading.First, heading.Last);
            block.Level = heading.Level;
            block.Role = heading.Role;
        }
    }

    private static IEnumerable<int> Lines(FoundHeading heading) =>
        Enumerable.Range(heading.First, heading.Last - heading.First + 1);

    /// <summary>Headings that Markdown's marks name: number signs before, a line of equals signs or dashes below.</summary>
    private static List<FoundHeading> Marked(Draft draft, Layout layout)
    {
        var found = new List<FoundHeading>();
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                var line = draft.Lines[i];
                if (Markup.AtxHeading(draft, line) is { } atx)
                {
                    var title = draft.Kept(atx.Start, atx.End).Trim();
                    if (title.Length > 0)
                    {
                        found.Add(new FoundHeading(i, i, title, HeadingForm.Marked, atx.Level));
                    }
                }
                else if (i > unit.First && IsUnderline(draft, line) && InlineMarkup.UnderlinesHeading(draft, i))
                {
                    var level = draft.Source[Glyphs.FirstInk(draft, line)] == '=' ? 1 : 2;
                    found.Add(new FoundHeading(i - 1, i, layout.Text(i - 1).ToString(), HeadingForm.Marked, level));
                }
            }
        }

        return found;
    }

    private static bool IsUnderline(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).Trim();
        return text.Length >= 2 && text[0] is '=' or '-' && text.IndexOfAnyExcept(text[0]) < 0;
    }

    private static List<FoundHeading> Plain(Draft draft, Layout layout, HashSet<int> marked, bool isMarkdown)
    {
        var units = SplitAtHeadings(layout);
        var candidates = new FoundHeading?[units.Count];
        var prose = new bool[units.Count];
        for (var u = 0; u < units.Count; u++)
        {
            var unit = units[u];
            if (marked.Contains(unit.First) || marked.Contains(unit.Last))
            {
                prose[u] = true;
                continue;
            }

            candidates[u] = Candidate(draft, layout, unit);
            if (IsCutOff(layout, units, u))
            {
                candidates[u] = null;
                prose[u] = true;
                continue;
            }

            prose[u] = IsFollowedWithin(candidates[u], unit) || (candidates[u] is null && IsRunning(layout, unit));
        }

        var front = draft.FrontEnd;
        var found = new List<FoundHeading>();
        var number = 0;
        var inReferences = false;
        var heads = new HashSet<int>();
        for (var u = 0; u < units.Count; u++)
        {
            if (candidates[u] is not { } candidate)
            {
                continue;
            }

            var conventional = SectionTitles.RoleOf(candidate.Title);
            var inFront = draft.Lines[candidate.First].Start < front;
            var accepted =
                conventional is not null ? IsConventional(draft, layout, units, candidates, u, inFront)
                : isMarkdown || inFront ? false
                : candidate.Form == HeadingForm.Numbered
                    ? FollowsOn(candidate, number)
                        && !IsListed(layout, units, candidates, heads, u)
                        && !(inReferences && LooksLikeEntry(ArabicTitle().Replace(candidate.Title, "")))
                        && HasText(layout, units, candidates, prose, u)
                : !(inReferences && LooksLikeEntry(candidate.Title))
                    && HasText(layout, units, candidates, prose, u)
                    && BeginsAfterSentence(layout, units, u);
            if (!accepted)
            {
                continue;
            }

            found.Add(candidate);
            heads.Add(u);
            number = candidate is { Form: HeadingForm.Numbered, Depth: 1, Number: > 0 } ? candidate.Number : number;
            inReferences =
                conventional == SectionRole.References
                || (inReferences && conventional is null && candidate.Form != HeadingForm.Numbered);
        }

        return found;
    }

    /// <summary>
    /// Where a conversion left no blank lines, headings stand in the midst of a run. Only what is sure is parted there: conventional
    /// titles and numbered lines that do not fill their line, after a line on which a sentence ends.
    /// </summary>
    private static List<Unit> SplitAtHeadings(Layout layout)
    {
        var units = new List<Unit>(layout.Units.Count);
        foreach (var unit in layout.Units)
        {
            var first = unit.First;
            for (var i = unit.First + 1; layout.IsWrapped && i <= unit.Last; i++)
            {
                if (IsInnerHeading(layout, unit, i))
                {
                    units.Add(new Unit(first, i - 1));
                    first = i;
                }
            }

            units.Add(new Unit(first, unit.Last));
        }

        return units;
    }

    private static bool IsInnerHeading(Layout layout, Unit unit, int line)
    {
        var text = layout.Text(line);
        if (line == unit.Last || text.Length is < 4 or > 90)
        {
            return false;
        }

        var role = SectionTitles.RoleOf(text);
        if ((role is null && !char.IsDigit(text[0])) || !CanBegin(text))
        {
            return false;
        }

        if (role == SectionRole.References && text.Length < 40 && HasEntriesBelow(layout, unit, line))
        {
            return true;
        }

        var before = layout.Text(line - 1);
        var below = layout.Text(line + 1);
        if (
            !(TitleLines.EndsSentence(before) || before.Length < layout.FillWidth / 2)
            || !(IsUpper(below) || ItemLike(below))
        )
        {
            return false;
        }

        return role is not null
            ? text.Length < 40
            : ArabicTitle().IsMatch(text)
                && IsShort(layout, line)
                && IsTitleLike(text.ToString(), emphasised: false)
                && !IsNumbered(below);
    }

    /// <summary>A number or a year on one of the next lines: what stands above may end as it likes.</summary>
    private static bool HasEntriesBelow(Layout layout, Unit unit, int line)
    {
        for (var i = line + 1; i <= unit.Last && i <= line + 5; i++)
        {
            if (EntrySign().IsMatch(layout.Text(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ItemLike(ReadOnlySpan<char> text) =>
        text.Length > 0 && (text[0] is '[' or '(' or '“' or '"' || char.IsAsciiDigit(text[0]));

    /// <summary>The lines at the head of a unit that could be a heading by their wording and setting; null when none could.</summary>
    private static FoundHeading? Candidate(Draft draft, Layout layout, Unit unit)
    {
        var first = layout.Text(unit.First);
        if (!CanBegin(first))
        {
            return null;
        }

        var emphasised = InlineMarkup.IsWhollyEmphasised(draft, draft.Lines[unit.First]);
        var single = unit.First == unit.Last;
        if (!single && Epigraphs.IsDashAndName(layout.Text(unit.Last)) && EndsAsMottoDoes(layout.Text(unit.Last - 1)))
        {
            return null;
        }

        if (!layout.IsWrapped)
        {
            // Each line is a paragraph; a heading has its line to itself.
            return single || SectionTitles.RoleOf(first) is not null
                ? Make(layout, unit.First, unit.First, emphasised)
                : null;
        }

        if (SectionTitles.RoleOf(first) is not null && IsShort(layout, unit.First))
        {
            return Make(layout, unit.First, unit.First, emphasised);
        }

        if (IsNumbered(first) && !single && IsIndentedBelow(layout, unit))
        {
            return Make(layout, unit.First, unit.First + 1, emphasised);
        }

        if (unit.Last == unit.First + 1 && !IsShort(layout, unit.First) && IsShort(layout, unit.Last))
        {
            // A title that fills its line and ends on the next, with space around it.
            return Make(layout, unit.First, unit.Last, emphasised);
        }

        if (!IsShort(layout, unit.First) && !single)
        {
            return null;
        }

        var last = unit.First;
        if (!single)
        {
            var second = layout.Text(unit.First + 1);
            var whole = unit.Last == unit.First + 1;
            var third = whole ? default : layout.Text(unit.First + 2);
            var secondIsShort = IsShort(layout, unit.First + 1);
            if (whole && secondIsShort && !TitleLines.EndsSentence(second.TrimEnd("?!")) && !IsNumbered(second))
            {
                last++;
            }
            else if (char.IsLower(FirstLetter(second)))
            {
                // The first line runs on into the second: both are the heading, or none is.
                if (whole && !secondIsShort || !secondIsShort || !IsUpper(third))
                {
                    return whole && secondIsShort && !TitleLines.EndsSentence(second.TrimEnd("?!"))
                        ? Make(layout, unit.First, unit.First + 1, emphasised)
                        : null;
                }

                last++;
            }
            else if (
                !whole
                && IsShort(layout, unit.First + 2)
                && unit.Last > unit.First + 2
                && IsShort(layout, unit.First + 3)
            )
            {
                // Short lines below one another: a table, a poem, an address.
                return null;
            }
        }

        return Make(layout, unit.First, last, emphasised);
    }

    /// <summary>What stands above the name of who said it: a sentence, or a quotation's end.</summary>
    private static bool EndsAsMottoDoes(ReadOnlySpan<char> text) =>
        TitleLines.EndsSentence(text) || (text.Length > 0 && text[^1] is '”' or '’' or '"' or '\'' or '»');

    /// <summary>A full line and a short one below it, with an indented paragraph under both.</summary>
    private static bool IsIndentedBelow(Layout layout, Unit unit) =>
        unit.Last >= unit.First + 2
        && !IsShort(layout, unit.First)
        && IsShort(layout, unit.First + 1)
        && layout.Indent(unit.First + 1) <= layout.Indent(unit.First) + 6
        && layout.Indent(unit.First + 2) > layout.Indent(unit.First)
        && IsUpper(layout.Text(unit.First + 2));

    private static bool IsUpper(ReadOnlySpan<char> text) => char.IsUpper(FirstLetter(text));

    /// <summary>'\0' when there is none.</summary>
    private static char FirstLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                return c;
            }
        }

        return '\0';
    }

    private static bool IsShort(Layout layout, int line) => layout.Text(line).Length < layout.FillWidth * 8 / 10;

    private static bool CanBegin(ReadOnlySpan<char> text)
    {
        if (
            text.Length is < 2 or > MostCharacters
            || text.Contains('\t')
            || (text.Contains("   ", StringComparison.Ordinal) && !char.IsAsciiDigit(text[0]))
        )
        {
            return false;
        }

        var letter = FirstLetter(text);
        return letter != '\0'
            && !char.IsLower(letter)
            && (
                char.IsLetterOrDigit(text[0]) || text[0] is '“' or '‘' or '"' or '\'' or '¿' or '¡' or '«' or '(' or '§'
            )
            && !Bullet().IsMatch(text);
    }

    private static FoundHeading? Make(Layout layout, int first, int last, bool emphasised)
    {
        var text = layout.Text(first, last);
        var conventional = SectionTitles.RoleOf(text) is not null;
        if (
            !conventional
            && (
                text.Length > MostCharacters
                || TitleLines.HasWords(text, MostWords + 1)
                || !IsTitleLike(text, emphasised)
            )
        )
        {
            return null;
        }

        var match = Numbered().Match(text);
        if (!match.Success)
        {
            return new FoundHeading(first, last, text, HeadingForm.Plain, 0);
        }

        var digits = match.Groups["arabic"];
        if (digits.Success)
        {
            var depth = digits.Value.Count(c => c == '.') + 1;
            _ = int.TryParse(digits.Value.Split('.')[0], CultureInfo.InvariantCulture, out var number);
            return new FoundHeading(first, last, text, HeadingForm.Numbered, depth) { Number = number };
        }

        var form =
            match.Groups["part"].Success ? HeadingForm.Part
            : match.Groups["chapter"].Success ? HeadingForm.Chapter
            : HeadingForm.Roman;
        return new FoundHeading(first, last, text, form, 1);
    }

    private static bool IsTitleLike(string text, bool emphasised)
    {
        if (text[^1] is ',' or ';' or '-' || (text[^1] == ':' && !emphasised))
        {
            return false;
        }

        if (TwoSentences().IsMatch(text) || NotInHeadings().IsMatch(text))
        {
            return false;
        }

        // A full stop, bare or before a quotation mark or a note's, ends a sentence; only a short numbered title has one.
        if (
            TitleLines.EndsSentence(text.TrimEnd('?', '!', ':'))
            && !(text[^1] == '.' && IsNumbered(text) && TitleLines.Words(text) <= 8)
        )
        {
            return false;
        }

        // Cut off in the midst of a sentence.
        if (OpenEnd().IsMatch(text.AsSpan(Math.Max(0, text.Length - 8))))
        {
            return false;
        }

        // Wholly between quotation marks: speech, or a motto.
        return !(text[0] is '“' or '"' or '«' && text.TrimEnd('.', '!', '?')[^1] is '”' or '"' or '»')
            && text.Count(char.IsLetter) * 2
                > text.Count(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
    }

    /// <summary>Whether the paragraph above or below has the number before or behind: this is an item among them, if a short one.</summary>
    private static bool IsListed(Layout layout, List<Unit> units, FoundHeading?[] candidates, HashSet<int> heads, int u)
    {
        var candidate = candidates[u]!;
        return candidate.Depth == 1
            && (
                (u > 0 && !heads.Contains(u - 1) && IsItem(u - 1, candidate.Number - 1))
                || (u + 1 < units.Count && candidates[u + 1] is null && IsItem(u + 1, candidate.Number + 1))
            );

        bool IsItem(int other, int number) =>
            layout
                .Text(units[other].First)
                .StartsWith(string.Create(CultureInfo.InvariantCulture, $"{number}. "), StringComparison.Ordinal);
    }

    /// <summary>One line of several words that goes on in small letters behind a page's end: all that a page had of a paragraph.</summary>
    private static bool IsCutOff(Layout layout, List<Unit> units, int u)
    {
        if (units[u].Last > units[u].First || u + 1 >= units.Count)
        {
            return false;
        }

        var text = layout.Text(units[u].First);
        var below = layout.Text(units[u + 1].First);
        return below.TrimStart("“‘\"'(") is [var first, ..]
            && char.IsLower(first)
            && TitleLines.HasWords(text, FewestWordsCutOff)
            && SectionTitles.RoleOf(text) is null
            && !TitleLines.EndsSentence(text)
            && !Bullet().IsMatch(below);
    }

    /// <summary>Whether the unit goes on below the candidate with running text.</summary>
    private static bool IsFollowedWithin(FoundHeading? candidate, Unit unit) =>
        candidate is not null && unit.Last > candidate.Last;

    private static bool IsRunning(Layout layout, Unit unit) =>
        unit.Last > unit.First || TitleLines.IsProse(layout.Text(unit));

    /// <summary>Running text stands below: at once, or below one more heading.</summary>
    private static bool HasText(Layout layout, List<Unit> units, FoundHeading?[] candidates, bool[] prose, int u)
    {
        var candidate = candidates[u]!;
        if (units[u].Last > candidate.Last)
        {
            return !(candidate.Form == HeadingForm.Numbered && IsNumbered(layout.Text(candidate.Last + 1)));
        }

        var run = 1;
        for (var next = u + 1; next < units.Count && run <= LongestRun; next++)
        {
            var following = layout.Text(units[next].First);
            if (Glyphs.BeginsSmall(following) && !Bullet().IsMatch(following))
            {
                return false;
            }

            if (
                candidate.Form == HeadingForm.Numbered
                && candidates[next] is { Form: HeadingForm.Numbered } sibling
                && next == u + 1
                && sibling.Depth == candidate.Depth
                && units[next].Last == sibling.Last
            )
            {
                return false;
            }

            if (prose[next] || Bullet().IsMatch(following) || IsTableLine(following) || following is ['(', ..])
            {
                return CountShortBefore(candidates, prose, u) <= LongestRun || candidate.Form != HeadingForm.Plain;
            }

            if (candidates[next] is null && !IsNumbered(following))
            {
                return false;
            }

            run++;
        }

        return false;
    }

    /// <summary>How many heading-like units end with this one.</summary>
    private static int CountShortBefore(FoundHeading?[] candidates, bool[] prose, int u)
    {
        var count = 0;
        for (var i = u; i >= 0 && !prose[i] && count <= LongestRun + 1; i--)
        {
            count++;
            if (candidates[i] is { } candidate && SectionTitles.RoleOf(candidate.Title) is not null && i < u)
            {
                break;
            }
        }

        return count;
    }

    private static bool IsTableLine(ReadOnlySpan<char> text) => text.Contains('\t') || text is ['|', ..];

    /// <summary>A conventional title stands by itself and has something below it; in front matter also without running text.</summary>
    private static bool IsConventional(
        Draft draft,
        Layout layout,
        List<Unit> units,
        FoundHeading?[] candidates,
        int u,
        bool inFront
    )
    {
        var candidate = candidates[u]!;
        if (units[u].Last > candidate.Last)
        {
            return true;
        }

        // The notes below a title are known by now.
        var next = candidate.Last + 1;
        while (next < draft.Lines.Count && draft.Lines[next].Role is LineRole.Blank or LineRole.Noise)
        {
            next++;
        }

        if (next < draft.Lines.Count && draft.Lines[next].Role == LineRole.Claimed)
        {
            return true;
        }

        if (u + 1 >= units.Count)
        {
            return false;
        }

        var following = layout.Text(units[u + 1].First);
        var holdsList = SectionTitles.RoleOf(candidate.Title) is SectionRole.Front or SectionRole.Back;
        if (!inFront && !holdsList && Glyphs.BeginsSmall(following) && !Bullet().IsMatch(following))
        {
            return false;
        }

        // In a list of contents without page numbers conventional titles follow one another.
        return SectionTitles.RoleOf(following) is null
            || candidates[u + 1] is null
            || !TitleLines.IsContentsRow(following)
                && u + 2 < units.Count
                && SectionTitles.RoleOf(layout.Text(units[u + 2].First)) is null;
    }

    /// <summary>The number is the next one, or a little beyond: an unseen heading may lie between.</summary>
    private static bool FollowsOn(FoundHeading candidate, int number) =>
        candidate.Number < 100
        && (
            candidate.Depth > 1 ? number == 0 || candidate.Number <= number + 2
            : number == 0
                ? candidate.Number <= 20
                    && (candidate.Number <= 1 || candidate.Title.Contains('.', StringComparison.Ordinal))
            : candidate.Number > number && candidate.Number <= number + 2
        );

    private static bool LooksLikeEntry(string title) =>
        title.AsSpan().ContainsAny(',', '.') || title.Any(char.IsAsciiDigit);

    /// <summary>The text before has come to its end, and is no motto whose author is named here; a line in the midst of a sentence that a page's end cut off is no heading.</summary>
    private static bool BeginsAfterSentence(Layout layout, List<Unit> units, int u)
    {
        if (u == 0)
        {
            return true;
        }

        var before = layout.Text(units[u - 1].Last);
        var names = layout.Text(units[u].First).ToString().Split(',');
        var isNamed = names.Length > 1 && TitleLines.Persons(names[0]).Count > 0 && IsQuoted(layout.Text(units[u - 1]));

        // Below a colon stand the lines of a poem.
        var isLedInto = before is [.., ':'] && units[u].Last - units[u].First >= 2;
        return before.Length == 0 || !(before[^1] is ',' or ';' or '-' || isNamed || isLedInto);
    }

    private static bool IsQuoted(string text) =>
        text.Length > 2
        && text[0] is '“' or '"' or '«' or '‘'
        && text.TrimEnd('.', '!', '?')[^1] is '”' or '"' or '»' or '’';

    private static bool IsNumbered(ReadOnlySpan<char> text) => Numbered().IsMatch(text);

    /// <summary>What a section is follows from its title, from the one above it, and from where it stands: before, in or after the body.</summary>
    private static void AssignRoles(Draft draft, List<FoundHeading> found)
    {
        var frontEnd = draft.FrontEnd;
        var bodySeen = false;
        var afterReferences = false;
        foreach (var heading in found)
        {
            var conventional = SectionTitles.RoleOf(heading.Title);
            var inFront = draft.Lines[heading.First].Start < frontEnd;
            heading.IsConventional = conventional is not null;
            heading.Role = conventional switch
            {
                SectionRole.Abstract => bodySeen ? SectionRole.Body : SectionRole.Abstract,
                SectionRole.References when !inFront => SectionRole.References,
                SectionRole.Front or SectionRole.Back => bodySeen ? SectionRole.Back : SectionRole.Front,
                _ when inFront => SectionRole.Front,
                SectionRole.Body => SectionRole.Body,
                _ when afterReferences && heading.Form == HeadingForm.Plain => SectionRole.Back,
                _ => SectionRole.Body,
            };
            bodySeen |= heading.Role is SectionRole.Body or SectionRole.References;
            afterReferences =
                heading.Role == SectionRole.References || (afterReferences && heading.Role == SectionRole.Back);
        }
    }

    [GeneratedRegex(
        @"^((?<part>(Part|PART|Teil|Partie|Book|BOOK) ([IVXLC]{1,6}|\d{1,2}|One|Two|Three|Four|Five|ONE|TWO|THREE|FOUR)\b)|(?<chapter>(Chapter|CHAPTER|Kapitel|Chapitre) ([IVXLC]{1,6}|\d{1,3}|[A-Z][a-z]+|[A-Z]+)\b)|(?<roman>[IVX]{1,5}\.\s+\S)|(?<arabic>\d{1,2}(\.\d{1,2}){0,5})[.)]?\s+[\p{L}“‘""'«¿(])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Numbered();

    [GeneratedRegex(
        @"^([-*+•▪◦‣·–—○●■□➢]|\([a-z0-9]{1,3}\)|[a-z]\))\s+\S",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bullet();

    /// <summary>Words that no title ends with.</summary>
    [GeneratedRegex(
        @"^(The|An?)$|\s(of|the|an?|and|or|with|from|into|than|between)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OpenEnd();

    [GeneratedRegex(@"^\d{1,2}(\.\d{1,2})*\.?\s+\p{Lu}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ArabicTitle();

    [GeneratedRegex(
        @"(\p{Ll}{3}|\))[.!?]['""’”]?\s+[\p{Lu}“‘""]|\.\s+\d+\.\s",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TwoSentences();

    [GeneratedRegex(@"^\[?1[\].)]|\b(1[89]|20)\d\d\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EntrySign();

    [GeneratedRegex(
        @"https?:|www\.|\S@\S|©|\bISBN\b|\bISSN\b|\bdoi:|^(Figure|Fig\.|Table|Tab\.|Source|Sources|Note|Map|Chart|Plate|Graph|Exhibit|Equation|Keywords?|Key words|E-?mail|Tel|Fax|Received|Accepted|Published|Copyright)\b.{0,12}[:.\d]|\bvol\.\s|\bpp\.\s",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex NotInHeadings();
}
