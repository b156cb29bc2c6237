using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Pages that the file marks: by form feeds, or by the single space that some conversions leave of them.</summary>
internal static class PageEnds
{
    /// <summary>Fewer marks than this may be chance.</summary>
    private const int FewestRemnants = 3;

    /// <summary>A page has more lines than a stanza or an indented paragraph: the usual distance between two marks is at least this.</summary>
    private const int UsualPageLines = 12;

    public static void Apply(Draft draft)
    {
        if (!ByFormFeeds(draft))
        {
            ByRemnants(draft);
        }
    }

    private static bool ByFormFeeds(Draft draft)
    {
        if (!draft.Source.Contains('\f', StringComparison.Ordinal))
        {
            return false;
        }

        var starts = new List<int> { 0 };
        for (var i = 0; i < draft.Source.Length; i++)
        {
            if (draft.Source[i] == '\f')
            {
                starts.Add(i + 1);
            }
        }

        // A form feed ends a page; what follows the last one is a page only when something stands on it.
        var ink = draft.Source.AsSpan().TrimEnd().Length;
        while (starts.Count > 1 && starts[^1] >= ink)
        {
            starts.RemoveAt(starts.Count - 1);
        }

        var next = 0;
        foreach (var line in draft.Lines)
        {
            if (next < starts.Count && starts[next] <= line.Start)
            {
                line.BeginsPage = true;
                while (next < starts.Count && starts[next] <= line.Start)
                {
                    next++;
                }
            }
        }

        draft.Pages.AddRange(starts.Select(start => new DraftPage(start, null, LocatorMethod.Unknown)));
        draft.PageMark = PageMark.FormFeed;
        return true;
    }

    /// <summary>
    /// One space before the first line of a page, where no other line is indented. The marks must recur at a page's distance, or they
    /// are somebody's slips.
    /// </summary>
    private static void ByRemnants(Draft draft)
    {
        var marks = new List<int>();
        var others = 0;
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            if (line.Role != LineRole.Open || !char.IsWhiteSpace(draft.Source[line.Start]))
            {
                continue;
            }

            if (draft.Source[line.Start] == ' ' && !char.IsWhiteSpace(draft.Source[line.Start + 1]))
            {
                marks.Add(i);
            }
            else
            {
                others++;
            }
        }

        if (marks.Count < FewestRemnants || others > 0)
        {
            return;
        }

        var distances = marks.Zip(marks.Skip(1), (a, b) => b - a).Order().ToList();
        if (distances[0] < 3 || distances[distances.Count / 2] < UsualPageLines)
        {
            return;
        }

        if (draft.Lines.Take(marks[0]).Any(line => line.Role == LineRole.Open))
        {
            draft.Pages.Add(new DraftPage(0, null, LocatorMethod.Unknown));
        }

        foreach (var mark in marks)
        {
            var line = draft.Lines[mark];
            line.BeginsPage = true;
            draft.Mark(line.Start, line.Start + 1, NoiseKind.Space);
            draft.Pages.Add(new DraftPage(draft.Pages.Count == 0 ? 0 : line.Start, null, LocatorMethod.Unknown));
        }

        draft.PageMark = PageMark.FormFeedRemnant;
    }
}
