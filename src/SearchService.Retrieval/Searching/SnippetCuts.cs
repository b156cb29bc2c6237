using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Retrieval.Searching;

/// <summary>Where a text may be cut for a snippet: at the ends of sentences and of words, and never within a match.</summary>
/// <param name="text">The text.</param>
/// <param name="marks">UTF-16 ranges of the text, ascending, not overlapping.</param>
/// <param name="length">The longest snippet.</param>
internal sealed class SnippetCuts(
    string text,
    IReadOnlyList<(int Start, int End)> sentences,
    IReadOnlyList<TextRange> marks,
    int length
)
{
    /// <summary>Where words begin in text that has no white space for longer than a snippet is: it may be cut there, too.</summary>
    private readonly HashSet<int> _joints = Joints(text, length);

    /// <summary>Sentences, those that one match runs over taken as one: each mark lies in one unit.</summary>
    public List<TextRange> Units { get; } = UnitsOf(sentences, marks);

    private static List<TextRange> UnitsOf(
        IReadOnlyList<(int Start, int End)> sentences,
        IReadOnlyList<TextRange> marks
    )
    {
        var units = new List<TextRange>();
        var next = 0;
        foreach (var (start, end) in sentences)
        {
            while (next < marks.Count && marks[next].End <= start)
            {
                next++;
            }

            if (units.Count > 0 && next < marks.Count && marks[next].Start < units[^1].End)
            {
                units[^1] = units[^1] with { End = end };
            }
            else
            {
                units.Add(new TextRange(start, end));
            }
        }

        return units;
    }

    /// <summary>East Asian scripts, addresses and tables of figures go on without white space for long.</summary>
    private static HashSet<int> Joints(string text, int length)
    {
        var joints = new HashSet<int>();
        for (int start = 0, end = 0; start < text.Length; start = ++end)
        {
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (end - start > length)
            {
                foreach (var (word, _) in Words.Ranges(text.AsSpan(start, end - start)))
                {
                    joints.Add(start + word);
                }
            }
        }

        return joints;
    }

    /// <summary>
    /// The range out to the ends of its words; only itself, where that is too long; of a match longer than the snippet its beginning, one
    /// word at least.
    /// </summary>
    public TextRange WholeWords(TextRange range)
    {
        var whole = new TextRange(WordStart(range.Start), WordEnd(range.End));
        if (whole.End - whole.Start <= length || range.End - range.Start <= length)
        {
            return whole.End - whole.Start <= length ? whole : range;
        }

        var end = range.Start + length;
        while (end > range.Start && !IsBetweenWords(end))
        {
            end--;
        }

        while (end > range.Start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        while (end == range.Start || (end < range.End && !IsBetweenWords(end)))
        {
            end++;
        }

        return range with
        {
            End = end,
        };
    }

    /// <summary>From a place in a sentence to the end of the word there, and of the match that the word stands in.</summary>
    public int WordEnd(int at)
    {
        var unit = Units[UnitTo(at)];
        while (true)
        {
            while (at < unit.End && !IsBetweenWords(at))
            {
                at++;
            }

            var mark = FirstMark(at);
            if (mark == marks.Count || marks[mark].Start >= at)
            {
                return at;
            }

            at = marks[mark].End;
        }
    }

    private int WordStart(int at)
    {
        var unit = Units[UnitFrom(at)];
        while (true)
        {
            while (at > unit.Start && !char.IsWhiteSpace(text[at - 1]) && !_joints.Contains(at))
            {
                at--;
            }

            var mark = FirstMark(at);
            if (mark == marks.Count || marks[mark].Start >= at)
            {
                return at;
            }

            at = marks[mark].Start;
        }
    }

    private bool IsBetweenWords(int at) => char.IsWhiteSpace(text[at]) || _joints.Contains(at);

    private int SkipSpace(int at)
    {
        while (char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>What comes behind a place: the next word of its sentence, or the next sentence where it ends one; null where the other was asked for.</summary>
    public TextRange? Behind(int end, bool bySentence)
    {
        var unit = UnitTo(end);
        if ((Units[unit].End == end) != bySentence)
        {
            return null;
        }

        return !bySentence ? new TextRange(end, WordEnd(SkipSpace(end) + 1))
            : unit + 1 < Units.Count ? Units[unit + 1]
            : null;
    }

    /// <summary>As <see cref="Behind"/>, before a place.</summary>
    public TextRange? Before(int start, bool bySentence)
    {
        var unit = UnitFrom(start);
        if ((Units[unit].Start == start) != bySentence)
        {
            return null;
        }

        if (bySentence)
        {
            return unit > 0 ? Units[unit - 1] : null;
        }

        var end = start;
        while (char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextRange(WordStart(end - 1), start);
    }

    public bool IsMarked(TextRange unit)
    {
        var mark = FirstMark(unit.Start);
        return mark < marks.Count && marks[mark].Start < unit.End;
    }

    /// <summary>The first mark that ends behind a place.</summary>
    public int FirstMark(int at) => marks.FirstAbove(mark => mark.End, at);

    /// <summary>The unit that a place stands in or ends.</summary>
    private int UnitTo(int at)
    {
        var unit = 0;
        while (Units[unit].End < at)
        {
            unit++;
        }

        return unit;
    }

    /// <summary>The unit that a place stands in or begins.</summary>
    public int UnitFrom(int at)
    {
        var unit = Units.Count - 1;
        while (Units[unit].Start > at)
        {
            unit--;
        }

        return unit;
    }
}
