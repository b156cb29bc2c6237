using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.FrontMatter;

namespace SearchService.Corpus.Recovery;

/// <summary>The heading that is the title of the whole text.</summary>
internal static partial class TitleHeading
{
    /// <summary>
    /// A Markdown heading of the first level that comes first and has no equal: the title of the text, not a section of it, unless the
    /// block of YAML at its head names another title.
    /// </summary>
    public static Unit? Of(Draft draft, Layout layout)
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
            && Text(draft, layout, found) is var text
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

    /// <summary>A title without its subtitle.</summary>
    public static string Main(string title) => title.Split(": ")[0];

    /// <summary>A title without what two writings of it differ in: case, spaces, marks, and the signs of italics.</summary>
    private static string Letters(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The words of a heading, without its marks.</summary>
    public static string Text(Draft draft, Layout layout, Unit unit) =>
        MarkdownHeadings.AtxHeading(draft, draft.Lines[unit.First]) is { } atx
            ? draft.Kept(atx.Start, atx.End).Trim()
            : layout.Text(unit.First).ToString();

    [GeneratedRegex(@"^=+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SetextTop();
}
