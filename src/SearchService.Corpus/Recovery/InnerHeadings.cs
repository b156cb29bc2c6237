using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Headings in the midst of a run of lines, where a conversion left no blank lines around them.</summary>
internal static partial class InnerHeadings
{
    /// <summary>
    /// The runs of a layout, parted before such headings. Only what is sure is one: conventional
    /// titles and numbered lines that do not fill their line, after a line on which a sentence ends.
    /// </summary>
    public static List<Unit> Part(Layout layout)
    {
        var units = new List<Unit>(layout.Units.Count);
        foreach (var unit in layout.Units)
        {
            var first = unit.First;
            for (var i = unit.First + 1; layout.IsWrapped && i <= unit.Last; i++)
            {
                if (IsHeading(layout, unit, i))
                {
                    units.Add(new Unit(first, i - 1));
                    first = i;
                }
            }

            units.Add(new Unit(first, unit.Last));
        }

        return units;
    }

    private static bool IsHeading(Layout layout, Unit unit, int line)
    {
        var text = layout.Text(line);
        if (line == unit.Last || text.Length is < 4 or > 90)
        {
            return false;
        }

        var role = SectionTitles.RoleOf(text);
        if ((role is null && !char.IsDigit(text[0])) || !HeadingWording.CanBegin(text))
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
            || !(HeadingWording.BeginsWithCapital(below) || ItemLike(below))
        )
        {
            return false;
        }

        return role is not null
            ? text.Length < 40
            : HeadingWording.IsArabicTitle(text)
                && layout.IsShort(line)
                && HeadingWording.IsTitleLike(text.ToString(), emphasised: false)
                && !HeadingWording.IsNumbered(below);
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

    [GeneratedRegex(@"^\[?1[\].)]|\b(1[89]|20)\d\d\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EntrySign();
}
