using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// All of some terms. Once a score is required, the rarest term leads from one to the next of its documents where it is worth enough
/// beside the most that the others can be worth in the run (block-max conjunctions: Ding and Suel 2011); the others are only asked
/// about these.
/// </summary>
internal sealed class TermsConjunctionCursor : MatchCursor
{
    private readonly TermsCursor[] _all;
    private readonly TermsCursor[] _byCost;
    private double _least = double.NegativeInfinity;

    // Of a run of documents of the rarest term, which has one form as all others have: those that match, how often each term stands
    // in them, by cost and by the order of the query, and what they score. The next of them; the last that was asked about.
    private readonly bool _hasRuns;
    private int[] _run = [];
    private int[][] _frequencies = [];
    private int[][] _frequenciesOf = [];
    private double[] _scores = [];
    private byte[] _found = [];
    private byte[] _places = [];
    private int _matching;
    private int _next;
    private int _runEnd = -1;
    private int _runLength = 64;
    private int _lastAsked = -1;

    /// <param name="all">Two or more with weights, in the order of the query. Only their terms are moved.</param>
    public TermsConjunctionCursor(TermsCursor[] all)
    {
        _all = all;
        _hasRuns = Array.TrueForAll(all, cursor => cursor.Terms.HasRuns);
        _byCost = [.. all];
        Array.Sort(Array.ConvertAll(all, cursor => cursor.Cost), _byCost);
    }

    public override long Cost => _byCost[0].Cost;

    public override bool Matches()
    {
        _lastAsked = Document;
        return true;
    }

    public override double Score()
    {
        if (Document <= _runEnd)
        {
            return _scores[_next - 1];
        }

        double sum = 0;
        foreach (TermsCursor cursor in _all)
        {
            sum += cursor.ScoreAt(Document);
        }

        return sum;
    }

    public override int TakeRun(Span<int> documents, Span<double> scores)
    {
        if (Document > _runEnd)
        {
            return 0;
        }

        int count = _matching - (_next - 1);
        _run.AsSpan(_next - 1, count).CopyTo(documents);
        _scores.AsSpan(_next - 1, count).CopyTo(scores);
        _next = _matching;
        _lastAsked = documents[count - 1];
        return count;
    }

    public override int Bound(int target, out double bound)
    {
        if (target <= _runEnd)
        {
            // The other terms may be further on; what there is in the run is known.
            bound = 0;
            for (int slot = Math.Max(_next - 1, 0); slot < _matching; slot++)
            {
                bound = _run[slot] >= target ? Math.Max(bound, _scores[slot]) : bound;
            }

            return _runEnd;
        }

        int end = _byCost[0].Bound(target, out bound);
        bound += MostOfOthers(target, end);
        return end;
    }

    public override void Require(double least) => _least = least;

    protected override int Find(int target)
    {
        while (_next < _matching)
        {
            if (_run[_next++] >= target)
            {
                return _run[_next - 1];
            }
        }

        bool isNext = target == _lastAsked + 1;
        target = Math.Max(target, _runEnd + 1);
        if (!double.IsNegativeInfinity(_least))
        {
            return _hasRuns ? FindWorthwhileInRuns(target) : FindWorthwhile(target);
        }

        _runLength = isNext && _hasRuns ? Math.Min(_runLength * 2, BitPacking.BlockLength) : 1;
        return _runLength == 1 ? Agree(target) : FindInRuns(target);
    }

    private int FindInRuns(int target)
    {
        MakeRoom();
        TermUnion lead = _byCost[0].Terms;
        while (lead.Advance(target) != End)
        {
            lead.Run(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies);
            int length = Math.Min(_runLength, documents.Length);
            documents[..length].CopyTo(_run);
            frequencies[..length].CopyTo(_frequencies[0]);
            target = _run[length - 1] + 1;
            if (MatchRun(length))
            {
                return _run[0];
            }

            _runLength = Math.Min(_runLength * 2, BitPacking.BlockLength);
        }

        return End;
    }

    /// <summary>As <see cref="FindWorthwhile"/>, of a block of the rarest term at a time.</summary>
    private int FindWorthwhileInRuns(int target)
    {
        MakeRoom();
        TermsCursor lead = _byCost[0];
        while (true)
        {
            int end = lead.Terms.Bound(target, out double share);
            double wanted = (_least - MostOfOthers(target, end)) / lead.Weight!.Whole;
            int length =
                share < wanted ? 0 : lead.Terms.FindAllWithin(target, end, wanted, _run, _frequencies[0], _places);
            if (length > 0 && MatchRun(length))
            {
                return _run[0];
            }

            if (end == End)
            {
                return End;
            }

            target = Math.Max(target, end + 1);
        }
    }

    private void MakeRoom()
    {
        if (_run.Length == 0)
        {
            _run = SearchRooms.Ints();
            _scores = SearchRooms.Doubles();
            _found = SearchRooms.Bytes();
            _places = SearchRooms.Bytes();
            _frequencies = [.. _byCost.Select(_ => SearchRooms.Ints())];
            _frequenciesOf = [.. _all.Select(cursor => _frequencies[Array.IndexOf(_byCost, cursor)])];
        }
    }

    /// <summary>
    /// Keeps the documents of the run that all terms have and that are worth enough, and makes the first of them the candidate, if
    /// any. How often the rarest term stands in each is known.
    /// </summary>
    private bool MatchRun(int length)
    {
        _runEnd = _run[length - 1];
        for (int i = 1; i < _byCost.Length && length > 0; i++)
        {
            length = Narrow(i, length);
        }

        int kept = 0;
        for (int slot = 0; slot < length; slot++)
        {
            double sum = 0;
            for (int i = 0; i < _all.Length; i++)
            {
                sum += _all[i].ScoreOf(_frequenciesOf[i][slot], _run[slot]);
            }

            _run[kept] = _run[slot];
            _scores[kept] = sum;
            kept += sum < _least ? 0 : 1;
        }

        _matching = kept;
        _next = Math.Min(1, kept);
        return kept > 0;
    }

    /// <summary>Keeps the documents that a further term has, and what is known of them; returns how many.</summary>
    private int Narrow(int term, int length)
    {
        TermUnion union = _byCost[term].Terms;
        int kept = 0;
        int next = 0;
        while (next < length)
        {
            int count = union.FindCommon(_run.AsSpan(0, length), ref next, _found, _places);
            union.ReadFrequencies(_places.AsSpan(0, count), _frequencies[term].AsSpan(kept));
            for (int i = 0; i < count; i++)
            {
                int slot = _found[i];
                _run[kept] = _run[slot];
                for (int before = 0; before < term; before++)
                {
                    _frequencies[before][kept] = _frequencies[before][slot];
                }

                kept++;
            }
        }

        return kept;
    }

    private int FindWorthwhile(int target)
    {
        TermsCursor lead = _byCost[0];
        while (true)
        {
            int end = lead.Terms.Bound(target, out double share);
            double wanted = (_least - MostOfOthers(target, end)) / lead.Weight!.Whole;
            while (!(share < wanted) && lead.Terms.FindWithin(target, end, wanted))
            {
                int candidate = lead.Terms.Document;
                target = candidate + 1;
                if (lead.ScoreAt(candidate) + MostOfOthers(candidate, candidate) < _least)
                {
                    continue;
                }

                int next = Follow(candidate);
                if (next == candidate)
                {
                    return candidate;
                }

                target = next;
            }

            if (target == End || end == End)
            {
                return End;
            }

            target = Math.Max(target, end + 1);
        }
    }

    private double MostOfOthers(int first, int last)
    {
        double sum = 0;
        for (int i = 1; i < _byCost.Length; i++)
        {
            sum += _byCost[i].Terms.MostWithin(first, last) * _byCost[i].Weight!.Whole;
        }

        return sum;
    }

    private int Agree(int target)
    {
        while (true)
        {
            int candidate = _byCost[0].Terms.Advance(target);
            if (candidate == End)
            {
                return End;
            }

            target = Follow(candidate);
            if (target == candidate)
            {
                return candidate;
            }
        }
    }

    /// <summary>Moves the other terms to a document of the rarest: it, or the first that one of them has instead.</summary>
    private int Follow(int candidate)
    {
        for (int i = 1; i < _byCost.Length; i++)
        {
            int found = _byCost[i].Terms.Advance(candidate);
            if (found != candidate)
            {
                return found;
            }
        }

        return candidate;
    }
}
