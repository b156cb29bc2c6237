using SearchService.Analysis;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// Which parts of a text a snippet shows. First comes the evidence: as many different matches as there is room for. They are shown
/// in whole sentences where these fit; a sentence is cut only to show a match that no other has. The same match once more is shown
/// where its whole sentence fits. What room is left goes to the words and sentences around.
/// </summary>
internal sealed class SnippetFragments
{
    /// <summary>Stands between two fragments.</summary>
    public const string Joint = " … ";

    private const int Most = 3;

    /// <summary>Characters that a match must have around it to be worth a fragment cut out of its sentence.</summary>
    private const int Context = 60;

    private readonly string _text;
    private readonly IReadOnlyList<TextRange> _marks;
    private readonly int _length;
    private readonly SnippetCuts _cuts;

    /// <summary>For each mark which match it is: marks of the same words in any inflection have the same number.</summary>
    private readonly int[] _forms;

    /// <summary>For each form what showing it is worth: its letters.</summary>
    private readonly List<int> _weights = [];

    /// <summary>For each form the last score that it was counted in.</summary>
    private readonly int[] _countedIn;
    private int _scores;

    private SnippetFragments(
        string text,
        IReadOnlyList<(int Start, int End)> sentences,
        IReadOnlyList<TextRange> marks,
        int length
    )
    {
        _text = text;
        _marks = marks;
        _length = length;
        _cuts = new SnippetCuts(text, sentences, marks, length);
        var forms = new Dictionary<string, int>(StringComparer.Ordinal);
        _forms = new int[marks.Count];
        for (var i = 0; i < marks.Count; i++)
        {
            var form = string.Concat(
                Words.Tokenize(text[marks[i].Start..marks[i].End]).Select(token => EnglishForm.Of(token.Term))
            );
            if (forms.TryAdd(form, forms.Count))
            {
                _weights.Add(Math.Max(1, form.Length));
            }

            _forms[i] = forms[form];
        }

        _countedIn = new int[_weights.Count];
    }

    /// <param name="sentences">Of the text, as <see cref="Sentences.Split"/> gives them.</param>
    /// <param name="marks">UTF-16 ranges of the text, ascending, not overlapping.</param>
    /// <param name="length">The most UTF-16 units of all fragments with their joints; only a single word longer than this goes beyond.</param>
    /// <returns>Ascending, with other text between them; none begins or ends in a word or in white space. None for a blank text.</returns>
    public static IReadOnlyList<TextRange> Of(
        string text,
        IReadOnlyList<(int Start, int End)> sentences,
        IReadOnlyList<TextRange> marks,
        int length
    ) =>
        sentences.Count == 0 ? []
        : sentences[^1].End - sentences[0].Start <= length ? [new TextRange(sentences[0].Start, sentences[^1].End)]
        : new SnippetFragments(text, sentences, marks, length).Chosen();

    private List<TextRange> Chosen()
    {
        if (_marks.Count == 0)
        {
            var opening = _cuts.Units[0];
            return Grown([
                Length(opening) <= _length ? opening : opening with { End = _cuts.WordEnd(opening.Start + 1) },
            ]);
        }

        var (best, most) = (new List<TextRange>(), 0);
        foreach (var seed in Seeds().Distinct())
        {
            var filled = Filled(seed);
            var shown = Shown(filled).Index().Sum(form => form.Item ? _weights[form.Index] : 0);
            if (shown > most)
            {
                (best, most) = (filled, shown);
            }

            if (most == _weights.Sum())
            {
                break;
            }
        }

        return Grown(best);
    }

    /// <summary>What the first fragment may be, the best to read first; the first that lets the most be shown is taken.</summary>
    private IEnumerable<TextRange> Seeds()
    {
        foreach (var units in (int[])[_cuts.Units.Count, 1])
        {
            if (BestSentences(units) is { } sentences)
            {
                yield return sentences;
            }
        }

        yield return _cuts.WholeWords(BestMarks(_length));
        yield return _cuts.WholeWords(BestMarks(_length / 2));
    }

    /// <summary>The run of whole sentences, from a marked one to a marked one, with the best evidence; null where no marked one fits.</summary>
    private TextRange? BestSentences(int mostUnits)
    {
        TextRange? best = null;
        var bestScore = (0, 0);
        for (var first = 0; first < _cuts.Units.Count; first++)
        {
            if (Length(_cuts.Units[first]) > _length || !_cuts.IsMarked(_cuts.Units[first]))
            {
                continue;
            }

            var last = first;
            for (
                var next = first;
                next < Math.Min(_cuts.Units.Count, first + mostUnits)
                    && _cuts.Units[next].End - _cuts.Units[first].Start <= _length;
                next++
            )
            {
                last = _cuts.IsMarked(_cuts.Units[next]) ? next : last;
            }

            var run = new TextRange(_cuts.Units[first].Start, _cuts.Units[last].End);
            var score = Score(run, null);
            if (score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (run, score);
            }
        }

        return best;
    }

    /// <summary>From one mark to another within the room, with the best evidence; one mark at least, be it longer.</summary>
    private TextRange BestMarks(int room)
    {
        var best = _marks[0];
        var bestScore = (0, 0);
        for (var first = 0; first < _marks.Count; first++)
        {
            var last = first;
            while (last + 1 < _marks.Count && _marks[last + 1].End - _marks[first].Start <= room)
            {
                last++;
            }

            var run = new TextRange(_marks[first].Start, _marks[last].End);
            var score = Score(run, null);
            if (score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (run, score);
            }
        }

        return best;
    }

    /// <summary>Adds fragments as long as there is room and any match that is not shown.</summary>
    private List<TextRange> Filled(TextRange seed)
    {
        for (List<TextRange> fragments = [seed], next; ; fragments = next)
        {
            var shown = Shown(fragments);
            var (sentence, score) = NextSentence(fragments, shown);
            var added = score.New > 0 ? sentence : NextMarks(fragments, shown) ?? sentence;
            if (added is not { } range)
            {
                return fragments;
            }

            next = With(fragments, range);
        }
    }

    private (TextRange? Unit, (int New, int All) Score) NextSentence(List<TextRange> fragments, bool[] shown)
    {
        TextRange? best = null;
        var bestScore = (New: 0, All: 0);
        var unit = new TextRange(0, 0);
        foreach (var mark in _marks)
        {
            if (mark.Start < unit.End || IsSeen(fragments, mark))
            {
                continue;
            }

            unit = _cuts.Units[_cuts.UnitFrom(mark.Start)];
            var score = Score(unit, shown);
            if (score.CompareTo(bestScore) > 0 && Fits(With(fragments, unit), _length))
            {
                (best, bestScore) = (unit, score);
            }
        }

        return (best, bestScore);
    }

    /// <summary>Marks, from one whose match is not shown on, that fit with some words around them; null where none do.</summary>
    private TextRange? NextMarks(List<TextRange> fragments, bool[] shown)
    {
        TextRange? best = null;
        var bestScore = (0, 0);
        if (!Fits(fragments, _length - Context))
        {
            return best;
        }

        for (var first = 0; first < _marks.Count; first++)
        {
            for (var last = first; last < _marks.Count && !shown[_forms[first]]; last++)
            {
                var run = _cuts.WholeWords(new TextRange(_marks[first].Start, _marks[last].End));
                if (run.End < _marks[last].End || !Fits(With(fragments, run), _length - Context))
                {
                    break;
                }

                var score = Score(run, shown);
                if (score.CompareTo(bestScore) > 0)
                {
                    (best, bestScore) = (run, score);
                }
            }
        }

        return best;
    }

    /// <summary>Grows the fragments by turns, word by word to the ends of their sentences, then sentence by sentence.</summary>
    private List<TextRange> Grown(List<TextRange> fragments)
    {
        foreach (var bySentence in (bool[])[false, true])
        {
            for (var grown = true; grown; )
            {
                grown = false;
                for (var i = 0; i < fragments.Count; i++)
                {
                    grown |= Grow(i, _cuts.Behind(fragments[i].End, bySentence));
                    grown |= i < fragments.Count && Grow(i, _cuts.Before(fragments[i].Start, bySentence));
                }
            }
        }

        return fragments;

        bool Grow(int i, TextRange? more)
        {
            if (more is not { } range)
            {
                return false;
            }

            var larger = With(
                fragments,
                new TextRange(Math.Min(fragments[i].Start, range.Start), Math.Max(fragments[i].End, range.End))
            );
            if (!Fits(larger, _length))
            {
                return false;
            }

            fragments = larger;
            return true;
        }
    }

    /// <summary>What the marks in a range are worth: first the matches that are not shown yet, each once, then all.</summary>
    private (int New, int All) Score(TextRange range, bool[]? shown)
    {
        _scores++;
        var (fresh, all) = (0, 0);
        for (var i = _cuts.FirstMark(range.Start); i < _marks.Count && _marks[i].End <= range.End; i++)
        {
            var form = _forms[i];
            if (_marks[i].Start >= range.Start)
            {
                all += _weights[form];
                fresh += shown?[form] == true || _countedIn[form] == _scores ? 0 : _weights[form];
                _countedIn[form] = _scores;
            }
        }

        return (fresh, all);
    }

    private bool[] Shown(List<TextRange> fragments)
    {
        var shown = new bool[_weights.Count];
        for (var i = 0; i < _marks.Count; i++)
        {
            shown[_forms[i]] |= IsSeen(fragments, _marks[i]);
        }

        return shown;
    }

    private static bool IsSeen(List<TextRange> fragments, TextRange mark)
    {
        foreach (var fragment in fragments)
        {
            if (mark.Start < fragment.End && fragment.Start < mark.End)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fragments and one more; those that nothing is left out between are one.</summary>
    private List<TextRange> With(List<TextRange> fragments, TextRange added)
    {
        var merged = new List<TextRange>(Most + 1);
        foreach (var fragment in fragments)
        {
            var (first, second) = fragment.Start <= added.Start ? (fragment, added) : (added, fragment);
            if (IsJoined(first.End, second.Start))
            {
                added = new TextRange(first.Start, Math.Max(first.End, second.End));
            }
            else
            {
                merged.Add(first);
                added = second;
            }
        }

        merged.Add(added);
        return merged;
    }

    private bool IsJoined(int end, int start) => start - end <= Joint.Length || _text.AsSpan(end..start).IsWhiteSpace();

    private static bool Fits(List<TextRange> fragments, int length)
    {
        var all = (fragments.Count - 1) * Joint.Length;
        foreach (var fragment in fragments)
        {
            all += Length(fragment);
        }

        return fragments.Count <= Most && all <= length;
    }

    private static int Length(TextRange range) => range.End - range.Start;
}
