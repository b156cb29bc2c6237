using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Where the body of a text begins, told by the marks of what stands before it: contents, imprint, and the like.</summary>
internal static partial class BodyStart
{
    /// <summary>The index of the unit with which the body begins, where marks of front matter stand before it; null when there are none.</summary>
    public static int? Of(Draft draft, Layout layout)
    {
        var units = layout.Units;
        var marks = 0;
        var hasContents = false;
        int? anchor = null;
        var lastMark = -1;
        for (var u = 0; u < units.Count; u++)
        {
            var first = TitleLines.WithoutSigns(layout.Text(units[u].First));
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
        var text = TitleLines.WithoutSigns(layout.Text(units[u].First));
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
                || TitleLines.IsNumbered(following) && TitleLines.Words(following) < 8
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

    private static bool IsAlone(Layout layout, Unit unit) =>
        unit.First == unit.Last || layout.Text(unit.First).Length < layout.FillWidth / 2;

    [GeneratedRegex(
        @"^(1\.?|I\.|Chapter (1|One|I)\b.*|CHAPTER (1|ONE|I)\b.*|Part (1|One|I)\b.*)\s+\p{Lu}[^.]*$|^(Chapter|CHAPTER|Part|PART) (1|One|ONE|I)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FirstSection();

    [GeneratedRegex(
        @"^Inhalt|^Sommaire|^Table des mati|^Índice|^Indice",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Inhalt();
}
