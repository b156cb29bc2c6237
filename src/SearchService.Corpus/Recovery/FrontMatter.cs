using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.FrontMatter;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// What stands before a text begins: cover, title page, imprint, committees, contents. Sets the regions that tell it from the body,
/// and takes from it what the text says of itself without doubt. A title repeated there is no section, so its lines are claimed here.
/// </summary>
internal static partial class FrontMatter
{
    /// <summary>A title page is sought among so many runs of lines at the top.</summary>
    private const int TitleUnits = 60;
    private const int ImprintUnits = 300;

    /// <summary>Hardback, paperback, and two of electronic books.</summary>
    private const int MostBindings = 4;

    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        if (layout.Units.Count == 0)
        {
            return;
        }

        var end = End(draft, layout);
        var title = TitleHeading(draft, layout);
        var bodyUnit = end ?? LeadingTitle(draft, layout, title);
        if (bodyUnit > 0)
        {
            draft.Regions.Add(new DraftRegion(0, SectionRole.Front));
            if (bodyUnit < layout.Units.Count)
            {
                draft.Regions.Add(new DraftRegion(draft.Lines[layout.Units[bodyUnit].First].Start, SectionRole.Body));
            }

            ReadTitlePage(draft, layout, bodyUnit, title, hasImprint: end is not null);
            JoinLists(draft, layout, bodyUnit);
        }

        RunInAbstract(draft, layout, bodyUnit);
    }

    /// <summary>The index of the unit with which the body begins, where marks of front matter stand before it; null when there are none.</summary>
    private static int? End(Draft draft, Layout layout)
    {
        var units = layout.Units;
        var marks = 0;
        var hasContents = false;
        int? anchor = null;
        var lastMark = -1;
        for (var u = 0; u < units.Count; u++)
        {
            var first = Bare(layout.Text(units[u].First));
            var role = IsAlone(layout, units[u]) ? SectionTitles.RoleOf(first) : null;
            if (role is SectionRole.Front && first.Length < 60)
            {
                hasContents |= first.Contains("ontents", StringComparison.OrdinalIgnoreCase) || Inhalt().IsMatch(first);
                marks++;
                lastMark = u;
            }
            else if (u < 400 && IsImprintUnit(layout, units[u]))
            {
                marks++;
                lastMark = u;
            }

            if (IsBodyAnchor(layout, units, u))
            {
                anchor = u;
                break;
            }
        }

        if (anchor is { } body)
        {
            // Without a mark, what stands above an abstract or an introduction is a title page when none of it is running text.
            var isTitlePage = body <= 12 && units.Take(body).All(unit => !TitleLines.IsProse(layout.Text(unit)));
            return (marks > 0 && IsEarly(draft, units, body)) || isTitlePage ? body : null;
        }

        // A text that is all front matter has its contents and its imprint, and nothing that begins a body.
        return marks >= 2 && hasContents && lastMark > units.Count / 3 && draft.Source.Length < 100_000
            ? units.Count
            : null;
    }

    /// <summary>Front matter is the lesser part of a text, unless the text is short.</summary>
    private static bool IsEarly(Draft draft, List<Unit> units, int body)
    {
        var start = draft.Lines[units[body].First].Start;
        return start < 4000 || start < draft.Source.Length / 2;
    }

    private static bool IsImprintUnit(Layout layout, Unit unit)
    {
        for (var i = unit.First; i <= unit.Last && i < unit.First + 12; i++)
        {
            if (TitleLines.IsImprint(layout.Text(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An abstract, an introduction or the first numbered section, followed by running text.</summary>
    private static bool IsBodyAnchor(Layout layout, List<Unit> units, int u)
    {
        var text = Bare(layout.Text(units[u].First));
        if (text.Length > 120 || TitleLines.IsContentsRow(text) || text.Contains('\t', StringComparison.Ordinal))
        {
            return false;
        }

        var role = SectionTitles.RoleOf(text);
        var anchor =
            role == SectionRole.Abstract
            || text.TrimEnd('.', ':').EndsWith("Introduction", StringComparison.OrdinalIgnoreCase)
                && role == SectionRole.Body
            || FirstSection().IsMatch(text);
        if (!anchor)
        {
            return false;
        }

        // Running text follows, in the same run of lines or the next but one; in a list of contents it does not.
        if (units[u].Last > units[u].First && TitleLines.IsProse(layout.Text(units[u].First + 1, units[u].Last)))
        {
            return true;
        }

        for (var next = u + 1; next < units.Count && next <= u + 4; next++)
        {
            var following = layout.Text(units[next]);
            if (
                TitleLines.IsContentsRow(following)
                || NumberedLine().IsMatch(following) && TitleLines.Words(following) < 8
            )
            {
                return false;
            }

            if (TitleLines.IsProse(following))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A Markdown heading of the first level that comes first and has no equal: the title of the text, not a section of it, unless the
    /// block of YAML at its head names another title.
    /// </summary>
    private static Unit? TitleHeading(Draft draft, Layout layout)
    {
        Unit? title = null;
        var before = 0;
        foreach (var unit in layout.Units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                var isSetext =
                    i > 0 && SetextTop().IsMatch(layout.Text(i)) && MarkdownHeadings.UnderlinesHeading(draft, i);
                if (isSetext || MarkdownHeadings.AtxHeading(draft, draft.Lines[i]) is { Level: 1 })
                {
                    if (title is not null || before > 2)
                    {
                        return null;
                    }

                    title = isSetext ? new Unit(i - 1, i) : new Unit(i, i);
                }
                else if (title is null && MarkdownHeadings.AtxHeading(draft, draft.Lines[i]) is not null)
                {
                    return null;
                }
            }

            before += title is null ? 1 : 0;
        }

        return
            title is { } found
            && HeadingText(draft, layout, found) is var text
            && SectionTitles.RoleOf(text) is null
            && IsTitleOfHead(draft, text)
            ? found
            : null;
    }

    /// <summary>Whether the block of YAML names this title, its subtitle set or not, or none at all.</summary>
    private static bool IsTitleOfHead(Draft draft, string heading)
    {
        if (
            draft.TitlePage.FrontMatterYaml is not { } yaml
            || FrontMatterReader.Read(yaml).Work.Title is not { Length: > 0 } title
        )
        {
            return true;
        }

        return Letters(heading) == Letters(title)
            || Letters(heading) == Letters(Main(title))
            || Letters(Main(heading)) == Letters(title);
    }

    private static string Main(string title) => title.Split(": ")[0];

    /// <summary>A title without what two writings of it differ in: case, spaces, marks, and the signs of italics.</summary>
    private static string Letters(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string HeadingText(Draft draft, Layout layout, Unit unit) =>
        MarkdownHeadings.AtxHeading(draft, draft.Lines[unit.First]) is { } atx
            ? draft.Kept(atx.Start, atx.End).Trim()
            : layout.Text(unit.First).ToString();

    /// <summary>
    /// Where nothing else tells front from body: the title above the author's name or below a Markdown mark. Gives the index of the unit
    /// that follows them; 0 when the text begins at once.
    /// </summary>
    private static int LeadingTitle(Draft draft, Layout layout, Unit? heading)
    {
        var units = layout.Units;
        var sawName = false;
        var sawTitle = false;
        var above = "";
        for (var u = 0; u < units.Count && u < 8; u++)
        {
            var text = layout.Text(units[u]);
            var isHeading = heading is { } title && units[u].First <= title.Last && units[u].Last >= title.First;
            var isName = TitleLines.Persons(text).Count > 0 || (u > 0 && sawTitle && IsCorporate(text, above));
            above = text;
            var isLabel =
                isHeading
                || isName
                || IsDateLine(text)
                || (!sawTitle && !isHeading && heading is null && IsTitle(text));
            if (isHeading && units[u].Last > heading!.Value.Last)
            {
                return 0;
            }

            if (!isLabel)
            {
                return sawTitle && (sawName || heading is not null) && draft.Lines[units[u].First].Role == LineRole.Open
                    ? u
                    : 0;
            }

            sawName |= isName;
            sawTitle |= isHeading || !isName;
        }

        return 0;
    }

    /// <summary>The body that issued a text, below its title: told by its wording, or by capitals where the title has none.</summary>
    private static bool IsCorporate(string text, string title) =>
        TitleLines.Words(text) <= 6
        && !TitleLines.EndsSentence(text)
        && SectionTitles.RoleOf(text) is null
        && !NumberedLine().IsMatch(text)
        && !text.StartsWith('#')
        && (title.Any(char.IsLower) != text.Any(char.IsLower) || Corporate().IsMatch(text));

    private static bool IsTitle(string text) =>
        text.Length is > 8 and < 200
        && TitleLines.Words(text) is >= 3 and <= 25
        && !TitleLines.EndsSentence(text.TrimEnd('?'))
        && SectionTitles.RoleOf(text) is null
        && !text.StartsWith('#')
        && char.IsUpper(text.FirstOrDefault(char.IsLetter))
        && !NumberedLine().IsMatch(text);

    private static bool IsDateLine(string text) => text.Length < 40 && DateLine().IsMatch(text);

    /// <summary>Title, author and year, each only where the title page leaves no doubt of it.</summary>
    private static void ReadTitlePage(Draft draft, Layout layout, int bodyUnit, Unit? heading, bool hasImprint)
    {
        var units = layout.Units;
        var lines = new List<(int Line, string Text)>();
        for (var u = 0; u < bodyUnit && u < TitleUnits; u++)
        {
            for (var i = units[u].First; i <= units[u].Last; i++)
            {
                lines.Add((i, Bare(layout.Text(i))));
            }
        }

        var page = draft.TitlePage;
        var above = TitleAboveName(lines, out var authors);
        var title = heading is { } mark ? HeadingText(draft, layout, mark) : above;
        if (title is not null)
        {
            page = page with { Title = page.Title ?? title, Authors = page.Authors.Count > 0 ? page.Authors : authors };
        }

        var years = lines.SelectMany(line => Years(line.Text)).Distinct().ToList();
        draft.TitlePage = page with { Year = years.Count == 1 ? years[0] : page.Year, Isbns = Isbns(layout, bodyUnit) };
        if (title is not null)
        {
            ClaimTitles(draft, layout, title, heading, bodyUnit, hasImprint);
        }
    }

    /// <summary>The line above a line of names; of several such pairs one that occurs twice, else the first. A second line is a subtitle.</summary>
    private static string? TitleAboveName(List<(int Line, string Text)> lines, out IReadOnlyList<string> authors)
    {
        authors = [];
        var heads = lines.GroupBy(line => line.Text).ToDictionary(group => group.Key, group => group.Count());
        (string Title, IReadOnlyList<string> Authors, int Score)? best = null;
        for (var i = 1; i < lines.Count; i++)
        {
            var persons = TitleLines.Persons(lines[i].Text);
            if (persons.Count == 0 || !IsTitle(lines[i - 1].Text) || TitleLines.Persons(lines[i - 1].Text).Count > 0)
            {
                continue;
            }

            var title = lines[i - 1].Text;
            var score = heads[title] > 1 ? 3 : 1;
            if (i >= 2 && IsTitle(lines[i - 2].Text) && heads[lines[i - 2].Text] > heads[title])
            {
                title = lines[i - 2].Text + ": " + title;
                score = 4;
            }

            score +=
                lines.Count(line => string.Equals(line.Text, lines[i].Text, StringComparison.OrdinalIgnoreCase)) > 1
                    ? 1
                    : 0;
            score += i <= 3 ? 1 : 0;
            if (best is null || score > best.Value.Score)
            {
                best = (title, persons, score);
            }
        }

        // A title and a name at the very top need no second witness; elsewhere a committee's list looks the same.
        if (best is null || best.Value.Score < 2)
        {
            return null;
        }

        authors = best.Value.Authors;
        return best.Value.Title;
    }

    /// <summary>Of the imprint. Front matter with more of them than a book has bindings lists other books.</summary>
    private static List<string> Isbns(Layout layout, int bodyUnit)
    {
        var isbns = new List<string>();
        for (var u = 0; u < bodyUnit && u < ImprintUnits; u++)
        {
            for (var i = layout.Units[u].First; i <= layout.Units[u].Last; i++)
            {
                isbns.AddRange(
                    WrongIdentifiers.ValidIsbns(layout.Text(i).ToString()).Where(isbn => !isbns.Contains(isbn))
                );
            }

            if (isbns.Count > MostBindings)
            {
                return [];
            }
        }

        return isbns;
    }

    private static IEnumerable<int> Years(string text)
    {
        foreach (Match match in StatedYear().Matches(text))
        {
            yield return int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        }
    }

    private static void ClaimTitles(
        Draft draft,
        Layout layout,
        string title,
        Unit? heading,
        int bodyUnit,
        bool hasImprint
    )
    {
        var main = Main(title);
        for (var u = 0; u < bodyUnit; u++)
        {
            var unit = layout.Units[u];
            if (heading is { } mark && mark.First >= unit.First && mark.Last <= unit.Last)
            {
                MarkdownHeadings.DropMarks(draft, mark.First, mark.Last);
                layout.Claim(BlockKind.Paragraph, mark.First, mark.Last);
                continue;
            }

            if (unit.First != unit.Last)
            {
                continue;
            }

            var text = Bare(layout.Text(unit.First));
            if (u > 0 && (text == title || text == main))
            {
                // A title set again begins a page of its own, which belongs to no section before it.
                draft.Regions.Insert(
                    draft.Regions.FindLastIndex(region => region.Role == SectionRole.Front) + 1,
                    new DraftRegion(draft.Lines[unit.First].Start, SectionRole.Front)
                );
            }

            if (text == title || text == main || (!hasImprint && TitleLines.Persons(text).Count > 0))
            {
                MarkdownHeadings.DropMarks(draft, unit.First, unit.First);
                layout.Claim(BlockKind.Paragraph, unit.First, unit.First);
            }
        }
    }

    /// <summary>A list of names set over several lines with space between them ends in a comma on each but the last.</summary>
    private static void JoinLists(Draft draft, Layout layout, int bodyUnit)
    {
        for (var u = 0; u + 1 < bodyUnit; u++)
        {
            var last = u;
            while (
                last + 1 < bodyUnit
                && layout.Text(layout.Units[last]).EndsWith(',')
                && TitleLines.Words(layout.Text(layout.Units[last])) <= 15
                && TitleLines.Persons(layout.Text(layout.Units[last])).Count > 1
                && TitleLines.Persons(layout.Text(layout.Units[last + 1])).Count > 0
                && OnlyBlanks(draft, layout.Units[last].Last, layout.Units[last + 1].First)
            )
            {
                last++;
            }

            if (last > u)
            {
                layout.Claim(BlockKind.Paragraph, layout.Units[u].First, layout.Units[last].Last);
                u = last;
            }
        }
    }

    private static bool OnlyBlanks(Draft draft, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (draft.Lines[i].Role != LineRole.Blank)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An abstract that begins on the line of its name ("Abstract: …") has no heading; its paragraph is a region.</summary>
    private static void RunInAbstract(Draft draft, Layout layout, int bodyUnit)
    {
        for (var u = 0; u < layout.Units.Count && u <= bodyUnit + 3; u++)
        {
            var unit = layout.Units[u];
            if (RunIn().IsMatch(layout.Text(unit.First)) && TitleLines.IsProse(layout.Text(unit)))
            {
                var start = draft.Lines[unit.First].Start;
                draft.Regions.RemoveAll(region => region.Start >= start);
                draft.Regions.Add(new DraftRegion(start, SectionRole.Abstract));
                if (u + 1 < layout.Units.Count)
                {
                    draft.Regions.Add(new DraftRegion(draft.Lines[layout.Units[u + 1].First].Start, SectionRole.Body));
                }

                return;
            }
        }
    }

    private static bool IsAlone(Layout layout, Unit unit) =>
        unit.First == unit.Last || layout.Text(unit.First).Length < layout.FillWidth / 2;

    private static string Bare(ReadOnlySpan<char> text) => text.Trim("# ").ToString();

    [GeneratedRegex(
        @"^(1\.?|I\.|Chapter (1|One|I)\b.*|CHAPTER (1|ONE|I)\b.*|Part (1|One|I)\b.*)\s+\p{Lu}[^.]*$|^(Chapter|CHAPTER|Part|PART) (1|One|ONE|I)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FirstSection();

    [GeneratedRegex(
        @"^(\d{1,2}(\.\d{1,2})*|[IVX]{1,5})[.)]?\s+\p{Lu}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NumberedLine();

    [GeneratedRegex(
        @"^Inhalt|^Sommaire|^Table des mati|^Índice|^Indice",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Inhalt();

    [GeneratedRegex(@"^=+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SetextTop();

    [GeneratedRegex(
        @"^(\d{1,2}\s)?(January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter)?\s?(\d{1,2},\s)?(19|20)\d\d$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DateLine();

    [GeneratedRegex(
        @"^((January|February|March|April|May|June|July|August|September|October|November|December)\s)?(?<year>(19|20)\d\d)$|(©|\(c\)|[Cc]opyright( ©)?)\s*([\p{L}. ]{0,60}\s)?(?<year>(19|20)\d\d)|[Ff]irst published (in )?(?<year>(19|20)\d\d)|No\.\s?\d+,? (\p{L}+ )?(?<year>(19|20)\d\d)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex StatedYear();

    [GeneratedRegex(
        @"\b(Project|University|Institute|Cent(er|re)|Society|Association|Council|Committee|Commission|Foundation|Ministry|Department|Group|Institut|Universit[äé]t?)\b",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex Corporate();

    [GeneratedRegex(
        @"^(Abstract|ABSTRACT|Summary|SUMMARY|Zusammenfassung|Résumé)\s?[.:—–-]\s*\S",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RunIn();
}
