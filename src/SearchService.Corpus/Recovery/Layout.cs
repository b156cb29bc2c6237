using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// How the open lines of a text look to a reader: their words without noise, the runs that stand together, the width to which full
/// lines are set. A snapshot: lines claimed later are still in it.
/// </summary>
internal sealed class Layout
{
    /// <summary>No page sets longer lines than this.</summary>
    private const int LongestWrapped = 180;

    private readonly Draft draft;
    private readonly string?[] texts;

    public Layout(Draft draft)
    {
        this.draft = draft;
        texts = new string?[draft.Lines.Count];
        Units = FindUnits();
        (FillWidth, IsWrapped) = Measure();
    }

    /// <summary>Runs of open lines without a blank, a page's end or anything claimed between them.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The length that lines of running text come up to.</summary>
    public int FillWidth { get; }

    /// <summary>Whether paragraphs run over several lines; else each line is a paragraph.</summary>
    public bool IsWrapped { get; }

    /// <summary>The words of a line, without noise and outer space.</summary>
    public string Text(int line) => texts[line] ??= draft.Text(draft.Lines[line]);

    public string Text(Unit unit) => Text(unit.First, unit.Last);

    public string Text(int first, int last) =>
        first == last
            ? Text(first)
            : string.Join(' ', Enumerable.Range(first, last - first + 1).Select(line => Text(line)));

    /// <summary>The first unit, as an index in <see cref="Units"/>, that begins behind a line; their number when there is none.</summary>
    public int UnitAfter(int line)
    {
        var (low, high) = (0, Units.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Units[middle].First <= line ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public int Indent(int line)
    {
        var at = draft.Lines[line].Start;
        var indent = 0;
        while (at < draft.Lines[line].End && (draft.Source[at] is ' ' or '\t' || draft.Noise[at] != NoiseKind.None))
        {
            indent += draft.Source[at] == '\t' ? 4 : 1;
            at++;
        }

        return indent;
    }

    /// <summary>Makes one block of whole lines, which no later pass reads again.</summary>
    public DraftBlock Claim(BlockKind kind, int first, int last)
    {
        var lines = draft.Lines;
        for (var i = first; i <= last; i++)
        {
            if (lines[i].Role == LineRole.Open)
            {
                lines[i].Role = LineRole.Claimed;
            }
        }

        var block = new DraftBlock(kind, new SourceSpan(lines[first].Start, lines[last].End));
        draft.Blocks.Add(block);
        return block;
    }

    private List<Unit> FindUnits()
    {
        var units = new List<Unit>();
        var lines = draft.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Role != LineRole.Open)
            {
                continue;
            }

            var first = i;
            while (i + 1 < lines.Count && lines[i + 1].Role == LineRole.Open && !lines[i + 1].BeginsPage)
            {
                i++;
            }

            units.Add(new Unit(first, i));
        }

        return units;
    }

    private (int Width, bool Wrapped) Measure()
    {
        var lengths = new List<int>();
        long all = 0,
            unwrapped = 0;
        var follows = 0;
        foreach (var unit in Units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                var length = draft.Lines[i].End - draft.Lines[i].Start;
                lengths.Add(length);
                all += length;
                unwrapped += length > LongestWrapped ? length : 0;
            }

            follows += unit.Last - unit.First;
        }

        if (lengths.Count == 0)
        {
            return (80, false);
        }

        lengths.Sort();
        var width = lengths[(lengths.Count - 1) * 85 / 100];
        return (Math.Max(20, width), follows * 3 > Units.Count && unwrapped * 3 < all);
    }
}

/// <summary>Lines that stand together, as indices in <see cref="Draft.Lines"/>.</summary>
internal readonly record struct Unit(int First, int Last);
