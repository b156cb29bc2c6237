using System.Buffers;
using System.Runtime.InteropServices;
using SearchService.Analysis;

namespace SearchService.Retrieval.Quotations;

/// <summary>What an alignment does at a place.</summary>
internal enum AlignedKind
{
    /// <summary>The same words; two of one side may be one of the other ("net work", "network").</summary>
    Same,

    /// <summary>One word, spelt otherwise.</summary>
    Near,
    Replaced,

    /// <summary>A word of the quotation that the source has not.</summary>
    Inserted,

    /// <summary>A word of the source that the quotation has not.</summary>
    Deleted,
}

/// <summary>Words [Quoted, Quoted + QuotedCount) of the quotation beside words of a stretch.</summary>
/// <param name="Jumps">The words stand elsewhere than right behind the ones before: later in the stretch, or in another one.</param>
internal readonly record struct AlignedWords(
    AlignedKind Kind,
    int Quoted,
    int QuotedCount,
    int Stretch,
    int Source,
    int SourceCount,
    float Likeness,
    bool Jumps
);

/// <summary>
/// The words of a quotation beside the words of several stretches of source, all at once. Every word of the quotation is aligned; the
/// source's are free before, behind and where the alignment jumps to another place:
/// <code>
/// quotation   q1 q2 q3 | q4 q5 q6          the jump costs more than a few words can win,
/// stretch A   a1 a2 a3 a4 a5                but next to nothing where the quotation has an ellipsis
/// stretch B         b1 b2 b3 b4 b5
/// </code>
/// Dynamic programming by rows of the quotation over the columns of all stretches (spliced alignment, Gelfand, Mironov and Pevzner 1996,
/// with words for letters); time and memory are words of the quotation times words of the stretches.
/// </summary>
internal static class SplicedAlignment
{
    // Twice the value of a function word; what a word of content wins is taken back by two changes.
    private const int Content = 4;
    private const int Function = 2;
    private const int Change = 2;

    /// <summary>A word in brackets may be there or not.</summary>
    private const int MarkedChange = 0;

    private const int NearJump = 12;
    private const int FarJump = 16;
    private const int NearJumpOverEllipsis = 1;
    private const int FarJumpOverEllipsis = 6;

    private const int Diagonal = 0;
    private const int Insert = 1;
    private const int Delete = 2;
    private const int TwoQuoted = 3;
    private const int TwoSource = 4;
    private const int Jump = 5;
    private const int Impossible = -1_000_000;

    /// <param name="jumps">Whether the alignment may go on elsewhere where no ellipsis allows for it.</param>
    public static IReadOnlyList<AlignedWords> Align(
        QuotedText quoted,
        IReadOnlyList<SourceStretch> stretches,
        bool jumps = true
    )
    {
        var columns = new Columns(quoted, stretches);
        var rows = quoted.Words.Count;
        var width = columns.Count;
        var steps = ArrayPool<int>.Shared.Rent((rows + 1) * width);
        try
        {
            var end = Fill(quoted, columns, steps, jumps);
            return Trace(quoted, columns, steps, end);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(steps);
        }
    }

    /// <summary>Fills the table; each step is its act and, for a jump, from which column.</summary>
    /// <returns>The column of the best end.</returns>
    private static int Fill(QuotedText quoted, Columns columns, int[] steps, bool jumps)
    {
        var width = columns.Count;
        var (before, previous, current) = (new int[width], new int[width], new int[width]);
        Array.Fill(before, Impossible);
        for (var i = 1; i <= quoted.Words.Count; i++)
        {
            var word = quoted.Words[i - 1];
            var row = columns.Row(i - 1);
            var change = word.IsMarked ? MarkedChange : Change;
            var mayJump = i > 1 && (jumps || word.AfterEllipsis);
            var near = word.AfterEllipsis ? NearJumpOverEllipsis : NearJump;
            var far = word.AfterEllipsis ? FarJumpOverEllipsis : FarJump;
            var best = BestOf(previous);
            var step = i * width;
            for (var stretch = 0; stretch < columns.Starts.Length; stretch++)
            {
                var first = columns.Starts[stretch];
                var last = first + columns.Lengths[stretch];
                current[first] = previous[first] - change;
                steps[step + first] = Insert;
                var (nearest, nearestAt) = (Impossible, -1);
                for (var c = first + 1; c <= last; c++)
                {
                    var match =
                        row.Scores is { } likeness ? likeness[columns.Ids[c]]
                        : columns.Ids[c] == row.Id ? row.Value
                        : 0;
                    var gain = match > 0 ? match : -change;
                    var value = previous[c - 1] + gain;
                    var act = Diagonal;
                    if (previous[c] - change is var inserted && inserted > value)
                    {
                        (value, act) = (inserted, Insert);
                    }

                    if (current[c - 1] - Change is var deleted && deleted > value)
                    {
                        (value, act) = (deleted, Delete);
                    }

                    if (row.JoinedId == columns.Ids[c] && before[c - 1] + Content is var two && two > value)
                    {
                        (value, act) = (two, TwoQuoted);
                    }

                    if (
                        columns.JoinedIds[c] == row.Id
                        && c - 2 >= first
                        && previous[c - 2] + Content is var apart
                        && apart > value
                    )
                    {
                        (value, act) = (apart, TwoSource);
                    }

                    if (mayJump && match > 0)
                    {
                        if (nearest - near + gain > value)
                        {
                            (value, act) = (nearest - near + gain, Jump | (nearestAt << 3));
                        }

                        if (best.Value - far + gain > value)
                        {
                            (value, act) = (best.Value - far + gain, Jump | (best.At << 3));
                        }
                    }

                    if (previous[c - 1] > nearest)
                    {
                        (nearest, nearestAt) = (previous[c - 1], c - 1);
                    }

                    current[c] = value;
                    steps[step + c] = act;
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        // Where the last word stands nowhere, it is rather another word in the place of the source's next than one added.
        var end = BestOf(previous);
        var over = quoted.Words.Count * width;
        while (
            (steps[over + end.At] == Insert || quoted.Words[^1].IsMarked)
            && end.At + 1 < width
            && previous[end.At + 1] == end.Value
            && steps[over + end.At + 1] != Delete
            && !columns.Starts.Contains(end.At + 1)
        )
        {
            end.At++;
        }

        return end.At;
    }

    private static (int Value, int At) BestOf(int[] row)
    {
        var at = 0;
        for (var c = 1; c < row.Length; c++)
        {
            if (row[c] > row[at])
            {
                at = c;
            }
        }

        return (row[at], at);
    }

    private static List<AlignedWords> Trace(QuotedText quoted, Columns columns, int[] steps, int end)
    {
        var aligned = new List<AlignedWords>();
        var (i, c) = (quoted.Words.Count, end);
        while (i > 0)
        {
            var (stretch, word) = columns.Place(c);
            var step = steps[(i * columns.Count) + c];
            switch (step & 7)
            {
                case Insert:
                    aligned.Add(new AlignedWords(AlignedKind.Inserted, --i, 1, stretch, word, 0, 0, false));
                    break;
                case Delete:
                    aligned.Add(new AlignedWords(AlignedKind.Deleted, i, 0, stretch, word - 1, 1, 0, false));
                    c--;
                    break;
                case TwoQuoted:
                    i -= 2;
                    c--;
                    aligned.Add(new AlignedWords(AlignedKind.Same, i, 2, stretch, word - 1, 1, 1, false));
                    break;
                case TwoSource:
                    i--;
                    c -= 2;
                    aligned.Add(new AlignedWords(AlignedKind.Same, i, 1, stretch, word - 2, 2, 1, false));
                    break;
                default:
                    i--;
                    var likeness = columns.Likeness(i, c);
                    var kind =
                        likeness >= 1 ? AlignedKind.Same
                        : likeness > 0 ? AlignedKind.Near
                        : AlignedKind.Replaced;
                    var isJump = (step & 7) == Jump;
                    aligned.Add(new AlignedWords(kind, i, 1, stretch, word - 1, 1, likeness, isJump));
                    c = isJump ? step >> 3 : c - 1;
                    break;
            }
        }

        aligned.Reverse();
        return aligned;
    }

    /// <summary>The words of the stretches side by side, each stretch with a column before its first word; words are told apart by number.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
        private readonly List<string> _terms = [];
        private readonly int[] _quoted;
        private readonly RowValues[] _rows;

        public Columns(QuotedText quoted, IReadOnlyList<SourceStretch> stretches)
        {
            _quoted = [.. quoted.Words.Select(word => Id(word.Term))];
            var known = _terms.Count;
            Starts = new int[stretches.Count];
            Lengths = [.. stretches.Select(stretch => stretch.Words.Count)];
            Count = Lengths.Sum() + stretches.Count;
            Ids = new int[Count];
            JoinedIds = new int[Count];
            Array.Fill(Ids, -1);
            Array.Fill(JoinedIds, -2);
            var occurs = new bool[known];
            var next = 0;
            foreach (var (at, stretch) in stretches.Index())
            {
                Starts[at] = next;
                for (var i = 0; i < stretch.Words.Count; i++)
                {
                    var id = Id(stretch.Words[i].Term);
                    Ids[++next] = id;
                    if (id < known)
                    {
                        occurs[id] = true;
                    }

                    if (i > 0 && _ids.TryGetValue(stretch.Words[i - 1].Term + stretch.Words[i].Term, out var joined))
                    {
                        JoinedIds[next] = joined;
                    }
                }

                next++;
            }

            var letters = _terms.ConvertAll(WordLikeness.Letters);
            var likeness = new Dictionary<int, int[]?>();
            _rows = new RowValues[_quoted.Length];
            for (var i = 0; i < _rows.Length; i++)
            {
                var id = _quoted[i];
                if (!likeness.TryGetValue(id, out var scores))
                {
                    scores = occurs[id] ? null : LikeTerms(id, letters, known);
                    likeness[id] = scores;
                }

                var joined =
                    i > 0 && _ids.TryGetValue(quoted.Words[i - 1].Term + quoted.Words[i].Term, out var two) ? two : -3;
                _rows[i] = new RowValues(id, Value(_terms[id]), scores, joined);
            }
        }

        public int Count { get; }

        public int[] Starts { get; }

        public int[] Lengths { get; }

        public int[] Ids { get; }

        /// <summary>By column: the number of the word that this one makes with the one before; -2 where the quotation has none such.</summary>
        public int[] JoinedIds { get; }

        public ref readonly RowValues Row(int word) => ref _rows[word];

        public (int Stretch, int Word) Place(int column)
        {
            var stretch = Array.FindLastIndex(Starts, start => start <= column);
            return (stretch, column - Starts[stretch]);
        }

        public float Likeness(int word, int column)
        {
            var row = _rows[word];
            return Ids[column] == row.Id ? 1
                : row.Scores is { } scores && scores[Ids[column]] > 0
                    ? WordLikeness.Of(_terms[row.Id], _terms[Ids[column]])
                : 0;
        }

        /// <summary>By number of a word of the source: what it is worth as another spelling of this one.</summary>
        private int[]? LikeTerms(int id, List<ulong> letters, int known)
        {
            var term = _terms[id];
            int[]? scores = null;
            for (var other = 0; other < _terms.Count; other++)
            {
                var differ = System.Numerics.BitOperations.PopCount(letters[id] ^ letters[other]);
                if (differ > (term.Length * 3 / 4) + 2 || (other < known && other == id))
                {
                    continue;
                }

                if (WordLikeness.Of(term, _terms[other]) is var likeness and > 0)
                {
                    scores ??= new int[_terms.Count];
                    scores[other] = Math.Max(1, (int)MathF.Round(likeness * Value(term)) - 1);
                }
            }

            return scores;
        }

        private static int Value(string term) => StopWords.IsFunctionWord(term) ? Function : Content;

        private int Id(string term)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, term, out var exists);
            if (!exists)
            {
                id = _terms.Count;
                _terms.Add(term);
            }

            return id;
        }
    }

    /// <param name="Scores">By number of a source's word, where none of the source is the same; null else.</param>
    private readonly record struct RowValues(int Id, int Value, int[]? Scores, int JoinedId);
}
