using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

/// <summary>Reads a title page: what is a title, a name, a date or the body that issued the text, and what they say of it.</summary>
internal static partial class TitlePageReader
{
    /// <summary>A title page is sought among so many runs of lines at the top.</summary>
    private const int TitleUnits = 60;
    private const int ImprintUnits = 300;

    /// <summary>Hardback, paperback, and two of electronic books.</summary>
    private const int MostBindings = 4;

    /// <summary>
    /// Where nothing else tells front from body: the title above the author's name or below a Markdown mark. Gives the index of the unit
    /// that follows them; 0 when the text begins at once.
    /// </summary>
    public static int End(Draft draft, Layout layout, Unit? heading)
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

    /// <summary>Notes title, authors, year and ISBNs, each only where the title page leaves no doubt of it; gives the title, null without one.</summary>
    public static string? Read(Draft draft, Layout layout, int bodyUnit, Unit? heading)
    {
        var units = layout.Units;
        var lines = new List<string>();
        for (var u = 0; u < bodyUnit && u < TitleUnits; u++)
        {
            for (var i = units[u].First; i <= units[u].Last; i++)
            {
                lines.Add(TitleLines.WithoutSigns(layout.Text(i)));
            }
        }

        var page = draft.TitlePage;
        var above = TitleAboveName(lines, out var authors);
        var title = heading is { } mark ? TitleHeading.Text(draft, layout, mark) : above;
        if (title is not null)
        {
            page = page with { Title = page.Title ?? title, Authors = page.Authors.Count > 0 ? page.Authors : authors };
        }

        var years = lines.SelectMany(Years).Distinct().ToList();
        draft.TitlePage = page with { Year = years.Count == 1 ? years[0] : page.Year, Isbns = Isbns(layout, bodyUnit) };
        return title;
    }

    /// <summary>The line above a line of names; of several such pairs one that occurs twice, else the first. A second line is a subtitle.</summary>
    private static string? TitleAboveName(List<string> lines, out IReadOnlyList<string> authors)
    {
        authors = [];
        var heads = lines.CountBy(line => line).ToDictionary();
        (string Title, IReadOnlyList<string> Authors, int Score)? best = null;
        for (var i = 1; i < lines.Count; i++)
        {
            var persons = TitleLines.Persons(lines[i]);
            if (persons.Count == 0 || !IsTitle(lines[i - 1]) || TitleLines.Persons(lines[i - 1]).Count > 0)
            {
                continue;
            }

            var title = lines[i - 1];
            var score = heads[title] > 1 ? 3 : 1;
            if (i >= 2 && IsTitle(lines[i - 2]) && heads[lines[i - 2]] > heads[title])
            {
                title = lines[i - 2] + ": " + title;
                score = 4;
            }

            score += lines.Count(line => string.Equals(line, lines[i], StringComparison.OrdinalIgnoreCase)) > 1 ? 1 : 0;
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

    /// <summary>The body that issued a text, below its title: told by its wording, or by capitals where the title has none.</summary>
    private static bool IsCorporate(string text, string title) =>
        TitleLines.Words(text) <= 6
        && !TitleLines.EndsSentence(text)
        && SectionTitles.RoleOf(text) is null
        && !TitleLines.IsNumbered(text)
        && !text.StartsWith('#')
        && (title.Any(char.IsLower) != text.Any(char.IsLower) || Corporate().IsMatch(text));

    private static bool IsTitle(string text) =>
        text.Length is > 8 and < 200
        && TitleLines.Words(text) is >= 3 and <= 25
        && !TitleLines.EndsSentence(text.TrimEnd('?'))
        && SectionTitles.RoleOf(text) is null
        && !text.StartsWith('#')
        && char.IsUpper(text.FirstOrDefault(char.IsLetter))
        && !TitleLines.IsNumbered(text);

    private static bool IsDateLine(string text) => text.Length < 40 && DateLine().IsMatch(text);

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
}
