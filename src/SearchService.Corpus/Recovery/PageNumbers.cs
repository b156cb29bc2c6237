using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Numbers alone on a line, ascending by one, in a text that marks its pages in no other way: each stands at the foot (or head) of a
/// page. They must recur at a page's distance and cut sentences, or they number verses, chapters or a list.
/// </summary>
internal static class PageNumbers
{
    private const int FewestNumbers = 3;

    private const int ShortestPage = 400;

    private const int LongestPage = 12000;

    public static void Apply(Draft draft)
    {
        if (draft.Pages.Count > 0)
        {
            return;
        }

        var run = LongestRun(draft);
        if (run.Count < FewestNumbers)
        {
            return;
        }

        var lengths = run.Zip(run.Skip(1), (a, b) => draft.Lines[b.Line].Start - draft.Lines[a.Line].Start)
            .Order()
            .ToList();
        var usual = lengths[lengths.Count / 2];
        if (
            usual is < ShortestPage or > LongestPage
            || run.Count(number => CutsSentence(draft, number.Line)) * 4 < run.Count
        )
        {
            return;
        }

        // At the head when nothing stands before the first number.
        var atHead = draft.Lines.Take(run[0].Line).All(line => line.Role is LineRole.Blank or LineRole.Noise);
        draft.PageMark = PageMark.PageNumber;
        if (!atHead)
        {
            draft.Pages.Add(new DraftPage(0, run[0].Number.ToString(), LocatorMethod.Printed));
        }

        for (var i = 0; i < run.Count; i++)
        {
            var line = draft.Lines[run[i].Line];
            draft.Mark(line.Start, line.End, NoiseKind.PageNumber);
            line.Role = LineRole.Noise;
            var label =
                atHead ? run[i].Number
                : i + 1 < run.Count ? run[i + 1].Number
                : (PageNumeral?)null;
            var next = NextOpen(draft, run[i].Line);
            if (next < 0)
            {
                continue;
            }

            draft.Lines[next].BeginsPage = true;
            draft.Pages.Add(
                new DraftPage(
                    atHead && i == 0 ? 0 : draft.Lines[next].Start,
                    label?.ToString(),
                    label is null ? LocatorMethod.Unknown : LocatorMethod.Printed
                )
            );
        }
    }

    private static List<(int Line, PageNumeral Number)> LongestRun(Draft draft)
    {
        var best = new List<(int Line, PageNumeral Number)>();
        var run = new List<(int Line, PageNumeral Number)>();
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            if (line.Role != LineRole.Open || line.End - line.Start > 24)
            {
                continue;
            }

            if (PageLine.Read(draft.Source, line.Start, line.End) is not { Number: { } number, Key.Length: 0 })
            {
                continue;
            }

            if (run.Count > 0 && (number.IsRoman != run[^1].Number.IsRoman || number.Value != run[^1].Number.Value + 1))
            {
                best = run.Count > best.Count ? run : best;
                run = [];
            }

            run.Add((i, number));
        }

        return run.Count > best.Count ? run : best;
    }

    private static bool CutsSentence(Draft draft, int index)
    {
        var before = index - 1;
        while (before >= 0 && draft.Lines[before].Role != LineRole.Open)
        {
            before--;
        }

        var after = NextOpen(draft, index);
        return before >= 0
            && after >= 0
            && !Glyphs.EndsSentence(draft, draft.Lines[before].Start, draft.Lines[before].End)
            && char.IsLower(Glyphs.FirstMeant(draft, draft.Lines[after].Start, draft.Lines[after].End));
    }

    private static int NextOpen(Draft draft, int index)
    {
        for (var i = index + 1; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role == LineRole.Open)
            {
                return i;
            }
        }

        return -1;
    }
}
