using System.Runtime.InteropServices;
using System.Text;
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

    private const int LongestCounted = 1000;

    private readonly Draft draft;

    // The words of the few lines with noise in them, which no run of the source's characters is.
    private readonly Dictionary<int, string> kept = [];

    public Layout(Draft draft)
    {
        this.draft = draft;
        Units = FindUnits();
        (FillWidth, IsWrapped) = Measure();
    }

    /// <summary>Runs of open lines without a blank, a page's end or anything claimed between them.</summary>
    public List<Unit> Units { get; }

    /// <summary>The length that lines of running text come up to.</summary>
    public int FillWidth { get; }

    /// <summary>Whether paragraphs run over several lines; else each line is a paragraph.</summary>
    public bool IsWrapped { get; }

    /// <summary>The words of a line, without noise and outer space.</summary>
    public ReadOnlySpan<char> Text(int line)
    {
        var (start, end) = (draft.Lines[line].Start, draft.Lines[line].End);
        if (draft.IsClean(start, end))
        {
            return draft.Source.AsSpan(start, end - start).Trim();
        }

        ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, line, out _);
        return text ??= draft.Kept(start, end).Trim();
    }

    public string Text(Unit unit) => Text(unit.First, unit.Last);

    public string Text(int first, int last)
    {
        if (first == last)
        {
            return Text(first).ToString();
        }

        var text = new StringBuilder(Text(first).ToString());
        for (var line = first + 1; line <= last; line++)
        {
            text.Append(' ').Append(Text(line));
        }

        return text.ToString();
    }

    /// <summary>The first unit, as an index in <see cref="Units"/>, that begins behind a line; their number when there is none.</summary>
    public int UnitAfter(int line) => Units.FirstAbove(unit => unit.First, line);

    /// <summary>The line leaves a good part of the width free.</summary>
    public bool IsShort(int line) => Text(line).Length < FillWidth * 8 / 10;

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
        // Counted, not sorted: the few long ones apart.
        var counts = new int[LongestCounted + 1];
        var longer = new List<int>();
        var lines = 0;
        long all = 0,
            unwrapped = 0;
        var follows = 0;
        foreach (var unit in Units)
        {
            for (var i = unit.First; i <= unit.Last; i++)
            {
                var length = draft.Lines[i].End - draft.Lines[i].Start;
                lines++;
                if (length <= LongestCounted)
                {
                    counts[length]++;
                }
                else
                {
                    longer.Add(length);
                }

                all += length;
                unwrapped += length > LongestWrapped ? length : 0;
            }

            follows += unit.Last - unit.First;
        }

        if (lines == 0)
        {
            return (80, false);
        }

        var rank = (int)((lines - 1) * 85L / 100);
        var width = 0;
        for (; width <= LongestCounted && rank >= counts[width]; width++)
        {
            rank -= counts[width];
        }

        if (width > LongestCounted)
        {
            longer.Sort();
            width = longer[rank];
        }

        return (Math.Max(20, width), follows * 3 > Units.Count && unwrapped * 3 < all);
    }
}

/// <summary>Lines that stand together, as indices in <see cref="Draft.Lines"/>.</summary>
internal readonly record struct Unit(int First, int Last);
