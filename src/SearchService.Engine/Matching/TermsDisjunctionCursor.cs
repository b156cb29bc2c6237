using System.Runtime.InteropServices;

namespace SearchService.Engine.Matching;

/// <summary>
/// Any of some terms. Once a score is required, terms that even together are not worth it lead to no candidates and are only asked
/// about those of the others (MaxScore: Turtle and Flood 1995), anew for each run of documents (Chakrabarti, Chaudhuri and Ganti
/// 2011). A run is as long as the blocks of the leading terms; where one term leads, it is gone through for where it is worth enough
/// beside the others; where several do, what they are worth is first summed up by document.
/// </summary>
internal sealed class TermsDisjunctionCursor : MatchCursor
{
    private const int LongestRun = 1024;

    // Beyond what sums of floats may be off by.
    private const double Slack = 1 - 1e-5;

    private readonly TermsCursor[] _all;

    // By what they can be worth in the current run, rising; and what those before each can be worth together.
    private readonly TermsCursor[] _byBound;
    private readonly double[] _bounds;
    private readonly double[] _before;

    // Of the run that was summed up last, what the leading terms are worth in each document, but for errors of a float's rounding.
    private readonly float[] _sums = new float[LongestRun];
    private readonly int _documentCount;
    private int _sumsStart;
    private int _sumsEnd = -1;

    private int _leading;
    private int _runEnd = -1;
    private double _least = double.NegativeInfinity;

    /// <param name="all">Two or more with weights, in the order of the query. Only their terms are moved.</param>
    /// <param name="documentCount">Of the segment.</param>
    public TermsDisjunctionCursor(TermsCursor[] all, int documentCount)
    {
        _documentCount = documentCount;
        _all = all;
        _byBound = [.. all];
        _bounds = new double[all.Length];
        _before = new double[all.Length + 1];
    }

    public override long Cost => _all.Sum(cursor => cursor.Cost);

    public override int CertainMatches => _all.Max(cursor => cursor.CertainMatches);

    public override double Score()
    {
        double sum = 0;
        foreach (TermsCursor cursor in _all)
        {
            if (cursor.Terms.Advance(Document) == Document)
            {
                sum += cursor.ScoreAt(Document);
            }
        }

        return sum;
    }

    public override int Bound(int target, out double bound) => ConjunctionCursor.SumOfBounds(_all, target, out bound);

    public override void Require(double least)
    {
        _least = least;
        Divide();
    }

    protected override int Find(int target) =>
        double.IsNegativeInfinity(_least) ? NextOf(0, target) : FindWorthwhile(target);

    private int FindWorthwhile(int target)
    {
        while (target < _documentCount)
        {
            if (target > _runEnd)
            {
                BeginRun(target);
            }

            while (_leading < _all.Length && target <= _runEnd)
            {
                int candidate = NextLeading(target);
                if (candidate > _runEnd || candidate == End)
                {
                    break;
                }

                if (IsWorthwhile(candidate))
                {
                    return candidate;
                }

                target = candidate + 1;
            }

            target = _runEnd + 1;
        }

        return End;
    }

    /// <summary>The next document that the leading terms make worth a look, or one that is beyond the run.</summary>
    private int NextLeading(int target)
    {
        double wanted = _least - _before[_leading];
        if (IsOneLeading)
        {
            TermsCursor lead = _byBound[_leading];
            return lead.Terms.FindWithin(target, _runEnd, wanted / lead.Weight!.Whole) ? lead.Terms.Document : End;
        }

        if (target > _sumsEnd)
        {
            SumUp(target);
        }

        // A document that none of them has is worth nothing.
        float enough = Math.Max((float)(wanted * Slack), float.Epsilon);
        ReadOnlySpan<float> sums = _sums.AsSpan(0, _sumsEnd - _sumsStart + 1)[(target - _sumsStart)..];

        // Floats that are not negative are in the order of their bits.
        int at = MemoryMarshal
            .Cast<float, int>(sums)
            .IndexOfAnyInRange(BitConverter.SingleToInt32Bits(enough), int.MaxValue);
        return at < 0 ? End : target + at;
    }

    private bool IsOneLeading => _leading == _all.Length - 1;

    private void SumUp(int target)
    {
        (_sumsStart, _sumsEnd) = (target, _runEnd);
        Span<float> sums = _sums.AsSpan(0, _sumsEnd - _sumsStart + 1);
        sums.Clear();
        for (int i = _leading; i < _byBound.Length; i++)
        {
            TermsCursor cursor = _byBound[i];
            cursor.Scout.AddWithin(_sumsStart, _sumsEnd, cursor.Weight!.Whole, sums);
        }
    }

    private int NextOf(int first, int target)
    {
        int next = End;
        for (int i = first; i < _byBound.Length; i++)
        {
            next = Math.Min(next, _byBound[i].Terms.Advance(target));
        }

        return next;
    }

    private void BeginRun(int target)
    {
        // Those that lead are mostly those that led in the run before.
        _runEnd = End;
        for (int i = Math.Min(_leading, _byBound.Length - 1); i < _byBound.Length; i++)
        {
            _runEnd = Math.Min(_runEnd, _byBound[i].Terms.Bound(target, out _));
        }

        _runEnd = Math.Min(_runEnd, Math.Min(_documentCount, target + LongestRun) - 1);
        for (int i = 0; i < _byBound.Length; i++)
        {
            TermsCursor cursor = _byBound[i];
            double bound = cursor.Terms.MostWithin(target, _runEnd) * cursor.Weight!.Whole;
            int at = i;
            for (; at > 0 && _bounds[at - 1] > bound; at--)
            {
                _bounds[at] = _bounds[at - 1];
                _byBound[at] = _byBound[at - 1];
            }

            _bounds[at] = bound;
            _byBound[at] = cursor;
        }

        for (int i = 0; i < _bounds.Length; i++)
        {
            _before[i + 1] = _before[i] + _bounds[i];
        }

        Divide();
    }

    private void Divide()
    {
        _leading = 0;
        while (_leading < _all.Length && _before[_leading + 1] < _least)
        {
            _leading++;
        }
    }

    /// <summary>
    /// Adds up what the candidate scores, from what the leading terms are worth on downwards, as long as it can still be enough.
    /// </summary>
    private bool IsWorthwhile(int candidate)
    {
        double sum = IsOneLeading ? _byBound[_leading].ScoreAt(candidate) : _sums[candidate - _sumsStart];
        double enough = _least * Slack;
        for (int i = _leading - 1; i >= 0; i--)
        {
            if (sum + _before[i + 1] < enough)
            {
                return false;
            }

            TermsCursor cursor = _byBound[i];
            if (cursor.Terms.Advance(candidate) == candidate)
            {
                sum += cursor.ScoreAt(candidate);
            }
        }

        return !(sum < enough);
    }
}
