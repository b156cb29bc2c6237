using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

internal enum HeadingForm
{
    Plain,
    Marked,
    Numbered,
    Roman,
    Part,
    Chapter,
}

/// <summary>A heading on its way to a block: its lines (indices in <see cref="Draft.Lines"/>), words, and what tells its depth.</summary>
/// <param name="Depth">For marked ones the number of signs, for numbered ones the number of parts ("2.1" has 2), else 0.</param>
internal sealed record FoundHeading(int First, int Last, string Title, HeadingForm Form, int Depth)
{
    /// <summary>The first part of an arabic number; 0 without one.</summary>
    public int Number { get; init; }
    public bool IsConventional { get; set; }
    public SectionRole Role { get; set; }
    public int Level { get; set; }
}

/// <summary>
/// How deep each heading stands. Every form has its rank; the level is the depth in the tree that the ranks make, so that a text which
/// begins at "##" or skips from "#" to "####" has no empty levels.
/// </summary>
internal static class HeadingLevels
{
    private const int PartRank = 10;
    private const int ChapterRank = 20;
    private const int RomanRank = 25;
    private const int NumberedRank = 30;
    private const int PlainRank = 100;

    /// <summary>A section with no more paragraphs than this above its first subsection only leads in to it.</summary>
    private const int LeadInParagraphs = 1;

    public static void Assign(Draft draft, Layout layout, List<FoundHeading> found)
    {
        var ranks = Ranks(found);
        if (found.TrueForAll(heading => heading.Form == HeadingForm.Plain))
        {
            RankByLength(draft, layout, found, ranks);
        }

        var path = new Stack<int>();
        for (var i = 0; i < found.Count; i++)
        {
            while (path.Count > 0 && path.Peek() >= ranks[i])
            {
                path.Pop();
            }

            path.Push(ranks[i]);
            found[i].Level = path.Count;
        }
    }

    private static int[] Ranks(List<FoundHeading> found)
    {
        var marked = found.Where(heading => heading.Form == HeadingForm.Marked).ToList();
        var hasMarks = marked.Count > 0;
        var top = hasMarks ? marked.Min(heading => heading.Depth) * 10 : int.MaxValue;
        foreach (var heading in found.Where(heading => heading.Form != HeadingForm.Plain && !hasMarks))
        {
            top = Math.Min(top, Rank(heading));
        }

        var hasNumbers = top != int.MaxValue;
        var current = hasNumbers ? top : PlainRank;
        var ranks = new int[found.Count];
        for (var i = 0; i < found.Count; i++)
        {
            var heading = found[i];
            ranks[i] = heading.Form switch
            {
                HeadingForm.Marked => heading.Depth * 10,
                // Conventional titles head the whole text, not a section of it; so do those before the first and after the last number.
                HeadingForm.Plain when hasNumbers && (heading.IsConventional || heading.Role is not SectionRole.Body) =>
                    hasMarks ? top : Math.Min(top, NumberedRank),
                HeadingForm.Plain when hasNumbers => current + 5,
                HeadingForm.Plain => PlainRank,
                _ when hasMarks => current + heading.Depth,
                _ => Rank(heading),
            };
            if (heading.Form != HeadingForm.Plain)
            {
                current = ranks[i];
            }
        }

        return ranks;
    }

    private static int Rank(FoundHeading heading) =>
        heading.Form switch
        {
            HeadingForm.Part => PartRank,
            HeadingForm.Chapter => ChapterRank,
            HeadingForm.Roman => RomanRank,
            _ => NumberedRank + (10 * (Math.Max(1, heading.Depth) - 1)),
        };

    /// <summary>
    /// Plain headings show no depth. Two signs are taken: capitals above small letters; and titles much shorter than that of a section
    /// which breaks off after a paragraph of leading in, up to the next one that is as long.
    /// </summary>
    private static void RankByLength(Draft draft, Layout layout, List<FoundHeading> found, int[] ranks)
    {
        var capitals = found.Where(heading => !heading.Title.Any(char.IsLower)).ToList();
        if (capitals.Count > 0 && capitals.Count < found.Count)
        {
            for (var i = 0; i < found.Count; i++)
            {
                ranks[i] =
                    !found[i].Title.Any(char.IsLower) || (found[i].IsConventional && found[i].Role != SectionRole.Body)
                        ? PlainRank
                        : PlainRank + 10;
            }

            return;
        }

        for (var i = 0; i + 1 < found.Count; i++)
        {
            if (found[i].IsConventional || Paragraphs(draft, layout, found[i], found[i + 1]) > LeadInParagraphs)
            {
                continue;
            }

            var words = TitleLines.Words(found[i].Title);
            var next = i + 1;
            while (
                next < found.Count && !found[next].IsConventional && TitleLines.Words(found[next].Title) * 2 <= words
            )
            {
                ranks[next] = ranks[i] + 10;
                next++;
            }

            i = next - 1;
        }
    }

    private static int Paragraphs(Draft draft, Layout layout, FoundHeading heading, FoundHeading next)
    {
        var count = 0;
        for (var u = layout.UnitAfter(heading.Last); u < layout.Units.Count && layout.Units[u].First < next.First; u++)
        {
            var line = draft.Lines[layout.Units[u].First];
            count += char.IsLower(Glyphs.FirstMeant(draft, line.Start, line.End)) ? 0 : 1;
        }

        return count;
    }
}
