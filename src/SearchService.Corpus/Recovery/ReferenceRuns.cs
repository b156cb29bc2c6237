using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Lists of references in the midst of lines that nothing parts: no heading, no blank line, no indent. One is told by its entries: numbers
/// that ascend from line to line and have years and pages behind them, or lines that again and again begin with a name and its initials.
/// Nothing is claimed here; the ranges keep the passes for notes out, and <see cref="References"/> makes blocks of them.
/// </summary>
internal static class ReferenceRuns
{
    /// <summary>A list without numbers has so many lines.</summary>
    public const int FewestLines = 8;

    /// <summary>Of the text, in hundredths: a list of references without a title does not stand among its first pages.</summary>
    public const int EarliestShare = 25;

    public static void Find(Draft draft)
    {
        if (draft.PageMark is PageMark.FormFeed or PageMark.FormFeedRemnant)
        {
            return;
        }

        var lines = new List<int>();
        var unwrapped = 0;
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role == LineRole.Open)
            {
                lines.Add(i);
                unwrapped += draft.Lines[i].End - draft.Lines[i].Start > 180 ? 1 : 0;
            }
        }

        if (lines.Count < 2 * FewestLines)
        {
            return;
        }

        var read = lines.ConvertAll(line =>
            EntryLine.Read(draft.Source, draft.Lines[line].Start, draft.Lines[line].End)
        );
        var listed = new bool[lines.Count];
        if (unwrapped * 8 > lines.Count)
        {
            EntryParagraphs.Find(draft, lines, listed);
        }
        else
        {
            NumberedEntries.Find(read, listed, at => IsLedInto(draft, lines, at));
            NamedEntries.Find(read, listed, at => GoesOn(draft, lines, at));
        }

        var first = -1;
        for (var k = 0; k <= lines.Count; k++)
        {
            if (k < lines.Count && listed[k])
            {
                draft.Lines[lines[k]].IsReference = true;
                first = first < 0 ? k : first;
            }
            else if (first >= 0)
            {
                draft.ReferenceRuns.Add(new Unit(lines[first], lines[k - 1]));
                first = -1;
            }
        }
    }

    /// <summary>A sentence that ends in a colon leads to a list of points.</summary>
    private static bool IsLedInto(Draft draft, List<int> lines, int at) =>
        at > 0
        && draft.Lines[lines[at - 1]] is var above
        && draft.Source.AsSpan(above.Start, above.End - above.Start).TrimEnd().EndsWith(":")
        && Glyphs.Words(draft, draft.Lines[lines[Math.Max(0, at - 2)]].Start, above.End, 4) >= 4;

    /// <summary>Whether the line is no entry's last: the next one stands right below it, and it has not ended or a gap follows on that.</summary>
    private static bool GoesOn(Draft draft, List<int> lines, int at) =>
        IsAdjacent(lines, at)
        && (
            !IsAdjacent(lines, at + 1)
            || draft.Lines[lines[at]] is var line
                && Glyphs.LastMeant(draft, line.Start, line.End) is var last
                && !char.IsAsciiDigit(last)
                && last is not ('.' or ')' or ']' or '>' or '/' or '”' or '"')
        );

    private static bool IsAdjacent(List<int> lines, int at) => at + 1 < lines.Count && lines[at + 1] == lines[at] + 1;
}
