namespace SearchService.Retrieval.Quotations;

/// <summary>
/// Marks of notes that came along when words were copied out of a page: "its end.14 The next". The source has the note's mark at that
/// very place, but not among its words; what has the same digits elsewhere is a number.
/// </summary>
internal static class PastedNoteMarks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The ranges of the quotation that are marks of the notes called at a place of the source.</summary>
    public static IReadOnlyList<(int Start, int End)> In(QuotedText quoted, QuotedPlace place)
    {
        var marks = new List<(int Start, int End)>();
        foreach (var (at, label) in place.Stretch.NoteMarks)
        {
            if (
                Called(place, at) is var (before, after)
                && Mark(quoted, before, after, label) is var (start, end)
                && !marks.Exists(mark => mark.Start < end && start < mark.End)
            )
            {
                marks.Add((start, end));
            }
        }

        return marks;
    }

    /// <summary>
    /// The quotation's word beside the one that a note is called behind, and its next that stands later in the source (null when it has
    /// none); null where the note is called outside of what is quoted.
    /// </summary>
    private static (int Before, int? After)? Called(QuotedPlace place, int at)
    {
        var words = place.Stretch.Words;
        var word = -1;
        while (word + 1 < words.Count && words[word + 1].End <= at)
        {
            word++;
        }

        var both = place.Aligned.Where(step => step is { QuotedCount: > 0, SourceCount: > 0 }).ToList();
        var before = both.FindLastIndex(step => step.Source <= word);
        if (before < 0)
        {
            return null;
        }

        // A mark at the end may lie beside the next word of the source, as if it were put in its place.
        var after = both.FindIndex(before + 1, step => step.Kind is AlignedKind.Same or AlignedKind.Near);
        var isInside = after >= 0 || both[before].Source + both[before].SourceCount > word;
        return isInside ? (both[before].Quoted, after < 0 ? null : both[after].Quoted) : null;
    }

    /// <summary>Where a label touches what stands before it and no letter or digit follows; in digits, raised or not.</summary>
    private static (int Start, int End)? Mark(QuotedText quoted, int before, int? after, string label)
    {
        var from = quoted.Words[before].Start;
        var to = after is { } next ? quoted.Words[next].Start : quoted.End;
        foreach (var written in (string[])[label, Raised(label)])
        {
            for (
                var at = quoted.Text.IndexOf(written, from, to - from, StringComparison.Ordinal);
                at >= 0;
                at = quoted.Text.IndexOf(written, at + 1, to - at - 1, StringComparison.Ordinal)
            )
            {
                var end = at + written.Length;
                var touches =
                    at > from && !char.IsWhiteSpace(quoted.Text[at - 1]) && !char.IsDigit(quoted.Text[at - 1]);
                if (touches && (end == quoted.Text.Length || !char.IsLetterOrDigit(quoted.Text[end])))
                {
                    return (at, end);
                }
            }
        }

        return null;
    }

    private static string Raised(string label) =>
        string.Concat(label.Select(c => char.IsAsciiDigit(c) ? Superscripts[c - '0'] : c));
}
