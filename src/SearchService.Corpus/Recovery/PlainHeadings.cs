using System.Globalization;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Headings without marks: numbered ones, those with a conventional title, and plain short lines. Each candidate is judged by what
/// stands above and below it, so that the lines of a list, a table, an address or a poem are none.
/// </summary>
internal sealed class PlainHeadings
{
    /// <summary>So many heading-like lines in a row without running text are a list of something.</summary>
    private const int LongestRun = 2;

    private const int FewestWordsCutOff = 5;

    private readonly Draft draft;
    private readonly Layout layout;
    private readonly List<Unit> units;
    private readonly FoundHeading?[] candidates;

    // Units that are running text, or have it below their candidate.
    private readonly bool[] prose;

    private PlainHeadings(Draft draft, Layout layout, HashSet<int> marked)
    {
        this.draft = draft;
        this.layout = layout;
        units = InnerHeadings.Part(layout);
        candidates = new FoundHeading?[units.Count];
        prose = new bool[units.Count];
        for (var u = 0; u < units.Count; u++)
        {
            var unit = units[u];
            if (marked.Contains(unit.First) || marked.Contains(unit.Last) || IsCutOff(u))
            {
                prose[u] = true;
                continue;
            }

            candidates[u] = HeadingCandidates.Of(draft, layout, unit);
            prose[u] = candidates[u] is { } candidate ? unit.Last > candidate.Last : IsRunning(unit);
        }
    }

    /// <summary>The headings in their order.</summary>
    /// <param name="marked">Lines of the headings that marks name.</param>
    /// <param name="isMarkdown">The text marks its headings: without marks only conventional titles are any.</param>
    public static List<FoundHeading> Find(Draft draft, Layout layout, HashSet<int> marked, bool isMarkdown) =>
        new PlainHeadings(draft, layout, marked).Find(isMarkdown);

    private List<FoundHeading> Find(bool isMarkdown)
    {
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
            var inFront = draft.Lines[candidate.First].Start < draft.FrontEnd;
            var accepted =
                conventional is not null ? IsConventional(u, inFront)
                : isMarkdown || inFront ? false
                : candidate.Form == HeadingForm.Numbered
                    ? FollowsOn(candidate, number)
                        && !IsListed(heads, u)
                        && !(inReferences && LooksLikeEntry(HeadingWording.WithoutNumber(candidate.Title)))
                        && HasText(u)
                : !(inReferences && LooksLikeEntry(candidate.Title)) && HasText(u) && BeginsAfterSentence(u);
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

    /// <summary>Whether the paragraph above or below has the number before or behind: this is an item among them, if a short one.</summary>
    private bool IsListed(HashSet<int> heads, int u)
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
    private bool IsCutOff(int u)
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
            && !HeadingWording.IsBullet(below);
    }

    private bool IsRunning(Unit unit) => unit.Last > unit.First || TitleLines.IsProse(layout.Text(unit));

    /// <summary>Running text stands below: at once, or below one more heading.</summary>
    private bool HasText(int u)
    {
        var candidate = candidates[u]!;
        if (units[u].Last > candidate.Last)
        {
            return !(
                candidate.Form == HeadingForm.Numbered && HeadingWording.IsNumbered(layout.Text(candidate.Last + 1))
            );
        }

        var run = 1;
        for (var next = u + 1; next < units.Count && run <= LongestRun; next++)
        {
            var following = layout.Text(units[next].First);
            if (Glyphs.BeginsSmall(following) && !HeadingWording.IsBullet(following))
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

            if (prose[next] || HeadingWording.IsBullet(following) || IsTableLine(following) || following is ['(', ..])
            {
                return CountShortBefore(u) <= LongestRun || candidate.Form != HeadingForm.Plain;
            }

            if (candidates[next] is null && !HeadingWording.IsNumbered(following))
            {
                return false;
            }

            run++;
        }

        return false;
    }

    /// <summary>How many heading-like units end with this one.</summary>
    private int CountShortBefore(int u)
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
    private bool IsConventional(int u, bool inFront)
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
        if (!inFront && !holdsList && Glyphs.BeginsSmall(following) && !HeadingWording.IsBullet(following))
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
    private bool BeginsAfterSentence(int u)
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
}
