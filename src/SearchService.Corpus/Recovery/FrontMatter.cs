using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// What stands before a text begins: cover, title page, imprint, committees, contents. Sets the regions that tell it from the body,
/// and takes from it what the text says of itself without doubt. A title repeated there is no section, so its lines are claimed here.
/// </summary>
internal static partial class FrontMatter
{
    public static void Apply(Draft draft)
    {
        var layout = new Layout(draft);
        if (layout.Units.Count == 0)
        {
            return;
        }

        var end = BodyStart.Of(draft, layout);
        var heading = TitleHeading.Of(draft, layout);
        var bodyUnit = end ?? TitlePageReader.End(draft, layout, heading);
        if (bodyUnit > 0)
        {
            draft.Regions.Add(new DraftRegion(0, SectionRole.Front));
            if (bodyUnit < layout.Units.Count)
            {
                draft.Regions.Add(new DraftRegion(draft.Lines[layout.Units[bodyUnit].First].Start, SectionRole.Body));
            }

            if (TitlePageReader.Read(draft, layout, bodyUnit, heading) is { } title)
            {
                ClaimTitles(draft, layout, title, heading, bodyUnit, hasImprint: end is not null);
            }

            JoinLists(draft, layout, bodyUnit);
        }

        RunInAbstract(draft, layout, bodyUnit);
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
        var main = TitleHeading.Main(title);
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

            var text = TitleLines.WithoutSigns(layout.Text(unit.First));
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

    [GeneratedRegex(
        @"^(Abstract|ABSTRACT|Summary|SUMMARY|Zusammenfassung|Résumé)\s?[.:—–-]\s*\S",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RunIn();
}
