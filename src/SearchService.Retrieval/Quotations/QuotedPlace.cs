using SearchService.Analysis;

namespace SearchService.Retrieval.Quotations;

/// <summary>Words of the quotation beside words of the source that agree, differ, or differ as the writer has marked.</summary>
/// <param name="QuotedStart">UTF-16, in the quotation; an empty range where the quotation has nothing.</param>
/// <param name="SourceStart">UTF-16, in the stretch.</param>
/// <param name="QuotedWord">The first of its words; those of an empty range would stand before it.</param>
internal readonly record struct ComparedWords(
    bool Agrees,
    bool IsMarked,
    int QuotedStart,
    int QuotedEnd,
    int SourceStart,
    int SourceEnd,
    int QuotedWord,
    int QuotedCount,
    int SourceWord,
    int SourceCount
);

/// <summary>
/// One place of the source and the words of the quotation that stand there, compared word by word: by their letters, capitals and
/// accents, and by the punctuation between two words.
/// </summary>
internal sealed class QuotedPlace
{
    /// <summary>Words left out between two parts of a quotation that are still near each other: half a page.</summary>
    public const int MostOmitted = 150;

    /// <summary>What a word or two in brackets may stand for.</summary>
    private const int MostBehindBrackets = 12;

    /// <summary>A compound of more words is none.</summary>
    private const int MostParted = 6;

    private readonly QuotedText _quoted;
    private readonly IReadOnlyList<AlignedWords> _aligned;
    private readonly List<(int Start, int End)> _bracketsOfSource;

    private QuotedPlace(QuotedText quoted, SourceStretch stretch, IReadOnlyList<AlignedWords> aligned)
    {
        _quoted = quoted;
        _aligned = aligned;
        Stretch = stretch;
        _bracketsOfSource = [.. quoted.Brackets.Where(IsOfSource)];
        Compared = Compare();
    }

    public SourceStretch Stretch { get; }

    public IReadOnlyList<AlignedWords> Aligned => _aligned;

    /// <summary>In the order of the quotation, neighbours of one sort merged.</summary>
    public IReadOnlyList<ComparedWords> Compared { get; }

    /// <summary>UTF-16, in the stretch: from the first word that is quoted to the last.</summary>
    public int SourceStart { get; private set; }

    public int SourceEnd { get; private set; }

    public int QuotedStart { get; private set; }

    public int QuotedEnd { get; private set; }

    /// <summary>Words are left out where the quotation has an ellipsis.</summary>
    public bool HasOmission { get; private set; }

    public bool Differs => Compared.Any(words => !words.Agrees && !words.IsMarked);

    /// <summary>Cuts an alignment where it goes on out of order, in another stretch or too far away.</summary>
    public static IReadOnlyList<QuotedPlace> Of(
        QuotedText quoted,
        IReadOnlyList<SourceStretch> stretches,
        IReadOnlyList<AlignedWords> aligned
    )
    {
        var places = new List<QuotedPlace>();
        var first = 0;
        for (var i = 1; i <= aligned.Count; i++)
        {
            if (i == aligned.Count || IsElsewhere(aligned, i))
            {
                var own = aligned.Skip(first).Take(i - first).ToList();
                places.Add(new QuotedPlace(quoted, stretches[own[0].Stretch], own));
                first = i;
            }
        }

        return places;
    }

    /// <summary>The same characters, but for how Unicode composes them and how wide a space is.</summary>
    public bool IsExact()
    {
        if (Compared.Any(words => !words.Agrees) || HasOmission || _quoted.HasNoteMarks)
        {
            return false;
        }

        var text = _quoted.Text.AsSpan();
        var source = Stretch.Text.AsSpan();
        var before = PrintedForm.Exact(text[_quoted.Start..QuotedStart]);
        var after = PrintedForm.Exact(text[QuotedEnd.._quoted.End]);
        return PrintedForm.Exact(text[QuotedStart..QuotedEnd]) == PrintedForm.Exact(source[SourceStart..SourceEnd])
            && (
                before.Length == 0
                || PrintedForm
                    .Exact(source[Math.Max(0, SourceStart - (2 * before.Length) - 8)..SourceStart])
                    .EndsWith(before, StringComparison.Ordinal)
            )
            && (
                after.Length == 0
                || PrintedForm
                    .Exact(source[SourceEnd..Math.Min(source.Length, SourceEnd + (2 * after.Length) + 8)])
                    .StartsWith(after, StringComparison.Ordinal)
            );
    }

    private static bool IsElsewhere(IReadOnlyList<AlignedWords> aligned, int at)
    {
        if (!aligned[at].Jumps)
        {
            return false;
        }

        var before = aligned[at - 1];
        return aligned[at].Stretch != before.Stretch || Omitted(before, aligned[at]) is < 0 or > MostOmitted;
    }

    private static int Omitted(AlignedWords before, AlignedWords after) =>
        after.Source - (before.Source + before.SourceCount);

    private List<ComparedWords> Compare()
    {
        var units = new List<ComparedWords>(_aligned.Count);
        for (var i = 0; i < _aligned.Count; i++)
        {
            var step = _aligned[i];
            if (i > 0 && step.Jumps && Omitted(_aligned[i - 1], step) > 0)
            {
                var from = _aligned[i - 1].Source + _aligned[i - 1].SourceCount;
                units.Add(
                    Unit(
                        new AlignedWords(
                            AlignedKind.Deleted,
                            step.Quoted,
                            0,
                            step.Stretch,
                            from,
                            step.Source - from,
                            0,
                            true
                        )
                    )
                );
            }

            units.Add(Unit(step));
        }

        JoinParted(units);
        MarkBehindBrackets(units);
        ComparePunctuation(units);
        FindEdges(units);
        return Merge(units).ConvertAll(WithBrackets);
    }

    private ComparedWords Unit(AlignedWords step)
    {
        var sourceStart = step.SourceCount > 0 ? Stretch.Words[step.Source].Start : EndOfSource(step.Source);
        var sourceEnd = step.SourceCount > 0 ? Stretch.Words[step.Source + step.SourceCount - 1].End : sourceStart;
        var quotedStart = step.QuotedCount > 0 ? _quoted.Words[step.Quoted].Start : EndOfQuoted(step.Quoted);
        var quotedEnd = step.QuotedCount > 0 ? _quoted.Words[step.Quoted + step.QuotedCount - 1].End : quotedStart;
        var marked =
            step.QuotedCount > 0
                ? Enumerable.Range(step.Quoted, step.QuotedCount).Any(IsMarked)
                : IsOverEllipsis(step.Quoted);
        HasOmission |= step.Kind == AlignedKind.Deleted && marked;
        var words = new ComparedWords(
            false,
            marked,
            quotedStart,
            quotedEnd,
            sourceStart,
            sourceEnd,
            step.Quoted,
            step.QuotedCount,
            step.Source,
            step.SourceCount
        );
        return words with { Agrees = step.Kind == AlignedKind.Same && IsOneForm(words) };
    }

    private bool IsMarked(int word) =>
        _quoted.Words[word].IsMarked
        && !_bracketsOfSource.Exists(bracket => Touches(bracket, _quoted.Words[word].Start, _quoted.Words[word].End));

    /// <summary>Whether the source has the brackets, too: the same word stands in them on both sides.</summary>
    private bool IsOfSource((int Start, int End) bracket) =>
        Stretch.Brackets.Count > 0
        && _aligned.Any(step =>
            step is { Kind: AlignedKind.Same or AlignedKind.Near, QuotedCount: 1, SourceCount: 1 }
            && Touches(bracket, _quoted.Words[step.Quoted].Start, _quoted.Words[step.Quoted].End)
            && Stretch.Brackets.Any(own =>
                Touches(own, Stretch.Words[step.Source].Start, Stretch.Words[step.Source].End)
            )
        );

    private static bool Touches((int Start, int End) bracket, int start, int end) =>
        bracket.Start < end && start < bracket.End;

    private int EndOfSource(int word) => word > 0 ? Stretch.Words[word - 1].End : 0;

    private int EndOfQuoted(int word) => word > 0 ? _quoted.Words[word - 1].End : _quoted.Start;

    /// <summary>Whether an ellipsis stands before a word, so that words may be left out there.</summary>
    private bool IsOverEllipsis(int word) => word < _quoted.Words.Count && _quoted.Words[word].AfterEllipsis;

    /// <summary>The same letters; a capital at the beginning of the quotation, or of what follows an ellipsis, is as the sentence around wants it.</summary>
    private bool IsOneForm(ComparedWords words)
    {
        var (quoted, source) = (QuotedForm(words), SourceForm(words));
        if (quoted == source)
        {
            return true;
        }

        var first = words.QuotedWord;
        var isFirst = first == 0 || _quoted.Words[first].AfterEllipsis || IsMarked(first);
        return isFirst
            && quoted.Length == source.Length
            && char.ToLowerInvariant(quoted[0]) == char.ToLowerInvariant(source[0])
            && quoted.AsSpan(1).SequenceEqual(source.AsSpan(1));
    }

    /// <summary>Words that differ only in where they are parted, "out-of-date" and "outofdate", are the same; as many as can be.</summary>
    private void JoinParted(List<ComparedWords> units)
    {
        for (var first = 0; first < units.Count; first++)
        {
            var last = first;
            while (last < Math.Min(units.Count, first + MostParted) && !units[last].Agrees)
            {
                last++;
            }

            for (var end = last; end - first > 1; end--)
            {
                if (Joined(units.GetRange(first, end - first)) is { } joined)
                {
                    units.RemoveRange(first, end - first);
                    units.Insert(first, joined);
                    break;
                }
            }
        }
    }

    /// <summary>Several units as one where both sides have the same letters; null where they do not.</summary>
    private ComparedWords? Joined(List<ComparedWords> units)
    {
        var isMarked = units.Exists(unit => unit.IsMarked);
        var joined = Merge(units.ConvertAll(unit => unit with { IsMarked = isMarked }))[0];
        return joined is { QuotedCount: > 0, SourceCount: > 0 } && IsOneForm(joined)
            ? joined with
            {
                Agrees = true,
            }
            : null;
    }

    /// <summary>As the words are meant: "[t]he" is "the".</summary>
    private string QuotedForm(ComparedWords words)
    {
        var form = string.Concat(
            Enumerable
                .Range(words.QuotedWord, words.QuotedCount)
                .Select(i => PrintedForm.OfWord(_quoted.Text.AsSpan(_quoted.Words[i].Start, _quoted.Words[i].Length)))
        );
        return words.IsMarked
            ? form.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            : form;
    }

    private string SourceForm(ComparedWords words) =>
        string.Concat(
            Enumerable
                .Range(words.SourceWord, words.SourceCount)
                .Select(i => PrintedForm.OfWord(Stretch.Text.AsSpan(Stretch.Words[i].Start, Stretch.Words[i].Length)))
        );

    /// <summary>Words of the source that stand beside words in brackets are what the brackets stand for.</summary>
    private static void MarkBehindBrackets(List<ComparedWords> units)
    {
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i] is not { IsMarked: true, Agrees: false, QuotedCount: > 0 })
            {
                continue;
            }

            foreach (var step in (ReadOnlySpan<int>)[1, -1])
            {
                var words = 0;
                for (
                    var at = i + step;
                    at >= 0 && at < units.Count && units[at] is { QuotedCount: 0, IsMarked: false };
                    at += step
                )
                {
                    words += units[at].SourceCount;
                    if (words > MostBehindBrackets)
                    {
                        break;
                    }

                    units[at] = units[at] with { IsMarked = true };
                }
            }
        }
    }

    /// <summary>Where two words stand side by side in both texts, other punctuation between them belongs to the word that it touches.</summary>
    private void ComparePunctuation(List<ComparedWords> units)
    {
        for (var i = 0; i + 1 < units.Count; i++)
        {
            var (left, right) = (units[i], units[i + 1]);
            if (
                left.QuotedCount == 0
                || right.QuotedCount == 0
                || left.SourceCount == 0
                || right.SourceCount == 0
                || right.SourceWord != left.SourceWord + left.SourceCount
            )
            {
                continue;
            }

            var quoted = _quoted.Unmarked.AsSpan(left.QuotedEnd..right.QuotedStart);
            var source = Stretch.Text.AsSpan(left.SourceEnd..right.SourceStart);
            var beforeDigit = char.IsDigit(_quoted.Text[right.QuotedStart]);
            if (IsOnePunctuation(quoted, source, beforeDigit))
            {
                continue;
            }

            if (IsOverEllipsis(right.QuotedWord))
            {
                HasOmission = true;
                continue;
            }

            var (quotedTail, sourceTail) = (UpToSpace(quoted), UpToSpace(source));
            if (IsOnePunctuation(quoted[..quotedTail], source[..sourceTail], false))
            {
                units[i + 1] = right with
                {
                    Agrees = false,
                    QuotedStart = left.QuotedEnd + FromSpace(quoted),
                    SourceStart = left.SourceEnd + FromSpace(source),
                };
            }
            else
            {
                units[i] = left with
                {
                    Agrees = false,
                    QuotedEnd = left.QuotedEnd + quotedTail,
                    SourceEnd = left.SourceEnd + sourceTail,
                };
            }
        }
    }

    private static bool IsOnePunctuation(ReadOnlySpan<char> quoted, ReadOnlySpan<char> source, bool beforeDigit)
    {
        var one = PrintedForm.OfGap(quoted, beforeDigit);
        var other = PrintedForm.OfGap(source, beforeDigit);
        return one == other
            || one.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) == other;
    }

    private static int UpToSpace(ReadOnlySpan<char> gap)
    {
        var end = 0;
        while (end < gap.Length && !char.IsWhiteSpace(gap[end]))
        {
            end++;
        }

        return end;
    }

    private static int FromSpace(ReadOnlySpan<char> gap)
    {
        var start = gap.Length;
        while (start > 0 && !char.IsWhiteSpace(gap[start - 1]))
        {
            start--;
        }

        return start;
    }

    private void FindEdges(List<ComparedWords> units)
    {
        var source = units.FindAll(unit => unit.SourceCount > 0);
        var quoted = units.FindAll(unit => unit.QuotedCount > 0);
        (SourceStart, SourceEnd) = source.Count > 0 ? (source[0].SourceStart, source[^1].SourceEnd) : (0, 0);
        (QuotedStart, QuotedEnd) = quoted.Count > 0 ? (quoted[0].QuotedStart, quoted[^1].QuotedEnd) : (0, 0);
    }

    private static List<ComparedWords> Merge(List<ComparedWords> units)
    {
        var merged = new List<ComparedWords>();
        foreach (var unit in units)
        {
            if (merged.Count > 0 && Sort(merged[^1]) == Sort(unit))
            {
                var last = merged[^1];
                merged[^1] = last with
                {
                    IsMarked = last.IsMarked || unit.IsMarked,
                    QuotedStart = last.QuotedCount == 0 ? unit.QuotedStart : last.QuotedStart,
                    QuotedEnd = unit.QuotedCount == 0 ? last.QuotedEnd : unit.QuotedEnd,
                    SourceStart = last.SourceCount == 0 ? unit.SourceStart : last.SourceStart,
                    SourceEnd = unit.SourceCount == 0 ? last.SourceEnd : unit.SourceEnd,
                    QuotedCount = last.QuotedCount + unit.QuotedCount,
                    SourceWord = last.SourceCount == 0 ? unit.SourceWord : last.SourceWord,
                    SourceCount = last.SourceCount + unit.SourceCount,
                };
            }
            else
            {
                merged.Add(unit);
            }
        }

        return merged;
    }

    /// <summary>Words that are marked with the brackets that mark them.</summary>
    private ComparedWords WithBrackets(ComparedWords words)
    {
        if (words is not { IsMarked: true, Agrees: false, QuotedCount: > 0 })
        {
            return words;
        }

        var opens = words.QuotedStart > 0 && _quoted.Text[words.QuotedStart - 1] == '[';
        var closes = words.QuotedEnd < _quoted.Text.Length && _quoted.Text[words.QuotedEnd] == ']';
        return words with
        {
            QuotedStart = words.QuotedStart - (opens ? 1 : 0),
            QuotedEnd = words.QuotedEnd + (closes ? 1 : 0),
        };
    }

    private static int Sort(ComparedWords words) =>
        words.Agrees ? 0
        : words.IsMarked ? 1
        : 2;
}
