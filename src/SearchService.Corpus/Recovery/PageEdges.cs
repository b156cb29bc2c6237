namespace SearchService.Corpus.Recovery;

/// <summary>The lines at the head and at the foot of a page, from the edge inwards.</summary>
/// <param name="Page">Index in <see cref="Draft.Pages"/>.</param>
internal sealed record PageEdges(
    int Page,
    IReadOnlyList<(int Line, PageLine Read)> Top,
    IReadOnlyList<(int Line, PageLine Read)> Bottom
)
{
    public int Ordinal => Page + 1;

    /// <summary>One entry for each page that has open lines.</summary>
    public static List<PageEdges> Read(Draft draft, int depth)
    {
        var pages = new List<PageEdges>(draft.Pages.Count);
        var lines = new List<int>();
        var page = 0;
        for (var i = 0; i <= draft.Lines.Count; i++)
        {
            var start = i < draft.Lines.Count ? draft.Lines[i].Start : int.MaxValue;
            if (i == draft.Lines.Count || (page + 1 < draft.Pages.Count && draft.Pages[page + 1].Start <= start))
            {
                if (lines.Count > 0)
                {
                    pages.Add(Read(draft, depth, page, lines));
                    lines.Clear();
                }

                while (page + 1 < draft.Pages.Count && draft.Pages[page + 1].Start <= start)
                {
                    page++;
                }
            }

            if (i < draft.Lines.Count && draft.Lines[i].Role == LineRole.Open)
            {
                lines.Add(i);
            }
        }

        return pages;
    }

    private static PageEdges Read(Draft draft, int depth, int page, List<int> lines) =>
        new(
            page,
            lines.Take(depth).Select(line => (line, ReadLine(draft, line))).ToList(),
            lines
                .AsEnumerable()
                .Reverse()
                .Take(Math.Min(depth, lines.Count / 2))
                .Select(line => (line, ReadLine(draft, line)))
                .ToList()
        );

    private static PageLine ReadLine(Draft draft, int line) =>
        PageLine.Read(draft.Source, draft.Lines[line].Start, draft.Lines[line].End);
}

/// <summary>How the printed numbers run against the pages of the file: "page number = ordinal + offset", for arabic and roman apart.</summary>
internal sealed class PageOffsets
{
    private readonly HashSet<(int Offset, bool IsRoman)> _accepted = [];

    public bool Accepts(PageNumeral number, int ordinal) =>
        _accepted.Contains((number.Value - ordinal, number.IsRoman));

    /// <summary>An offset is believed when several pages agree on it: pages left out of the file, or plates, make more than one.</summary>
    public static PageOffsets Vote(IReadOnlyList<PageEdges> pages)
    {
        var votes = new Dictionary<(int, bool), int>();
        foreach (var page in pages)
        {
            foreach (
                var vote in page
                    .Top.Take(2)
                    .Concat(page.Bottom.Take(2))
                    .Where(edge => edge.Read.Number is not null)
                    .Select(edge => (edge.Read.Number!.Value.Value - page.Ordinal, edge.Read.Number!.Value.IsRoman))
                    .Distinct()
            )
            {
                votes[vote] = votes.GetValueOrDefault(vote) + 1;
            }
        }

        var offsets = new PageOffsets();
        var fewest = pages.Count <= 4 ? 2 : 3;
        offsets._accepted.UnionWith(votes.Where(vote => vote.Value >= fewest).Select(vote => vote.Key));
        return offsets;
    }
}
