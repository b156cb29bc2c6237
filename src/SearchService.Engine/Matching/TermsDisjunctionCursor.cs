using System.Numerics;
using System.Runtime.Intrinsics;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Any of some terms. Once a score is required, terms that even together are not worth it lead to no candidates and are only asked
/// about those of the others (MaxScore: Turtle and Flood 1995), anew for each run of documents (Chakrabarti, Chaudhuri and Ganti
/// 2011). A run is as long as the blocks of the leading terms; where one term leads, it is gone through for where it is worth enough
/// beside the others; where several do, what they are worth is first summed up by document. All candidates of a run are then asked
/// of one of the other terms after another, the one that can be worth most first, and fewer after each.
/// </summary>
internal sealed class TermsDisjunctionCursor : MatchCursor
{
    private const int LongestRun = SearchRooms.LongLength;

    // Beyond what sums of floats may be off by.
    private const double Slack = 1 - 1e-5;

    private readonly TermsCursor[] _all;
    private readonly int _documentCount;

    // Their numbers by what they can be worth in the current run, rising; and what those before each can be worth together.
    private readonly int[] _byBound;
    private readonly double[] _bounds;
    private readonly double[] _before;
    private int _leading;
    private int _runEnd = -1;
    private double _least = double.NegativeInfinity;

    // By document of the run, what the leading terms are worth, but for errors of a float's rounding.
    private float[] _sums = [];

    // The candidates of the run: their documents, how often each term of the query stands there, and what is known of their worth.
    private int[] _documents = [];
    private int[][] _frequencies = [];
    private double[] _worth = [];

    // Those that are left, in the order of their documents, and the next of them that is to be handed out.
    private int[] _left = [];
    private int _leftCount;
    private int _next;
    private int[] _wanted = [];
    private int[] _read = [];
    private byte[] _places = [];

    /// <param name="all">Two or more with weights, in the order of the query. Only their terms are moved.</param>
    /// <param name="documentCount">Of the segment.</param>
    public TermsDisjunctionCursor(TermsCursor[] all, int documentCount)
    {
        _documentCount = documentCount;
        _all = all;
        _byBound = [.. Enumerable.Range(0, all.Length)];
        _bounds = new double[all.Length];
        _before = new double[all.Length + 1];
    }

    public override long Cost => _all.Sum(cursor => cursor.Cost);

    public override int CertainMatches => _all.Max(cursor => cursor.CertainMatches);

    public override double CertainScore(int documents) => _all.Max(cursor => cursor.CertainScore(documents));

    public override double Score()
    {
        if (Document <= _runEnd)
        {
            return _worth[_left[_next - 1]];
        }

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

    public override int TakeRun(Span<int> documents, Span<double> scores)
    {
        if (Document > _runEnd)
        {
            return 0;
        }

        // The candidate is the one before the next.
        int count = Math.Min(documents.Length, _leftCount - (_next - 1));
        for (int i = 0; i < count; i++)
        {
            int candidate = _left[_next - 1 + i];
            documents[i] = _documents[candidate];
            scores[i] = _worth[candidate];
        }

        _next += count - 1;
        return count;
    }

    public override int Bound(int target, out double bound) => ConjunctionCursor.SumOfBounds(_all, target, out bound);

    public override void Require(double least) => _least = least;

    protected override int Find(int target) =>
        double.IsNegativeInfinity(_least) ? NextOf(target) : FindWorthwhile(target);

    private int NextOf(int target)
    {
        int next = End;
        foreach (TermsCursor cursor in _all)
        {
            next = Math.Min(next, cursor.Terms.Advance(target));
        }

        return next;
    }

    private int FindWorthwhile(int target)
    {
        MakeRoom();
        while (true)
        {
            while (_next < _leftCount)
            {
                int candidate = _left[_next++];
                if (_documents[candidate] >= target && !(_worth[candidate] < _least))
                {
                    return _documents[candidate];
                }
            }

            target = Math.Max(target, _runEnd + 1);
            if (target >= _documentCount)
            {
                return End;
            }

            BeginRun(target);
            MatchRun(target);
        }
    }

    private void MakeRoom()
    {
        if (_sums.Length == 0)
        {
            _sums = SearchRooms.LongFloats();
            _documents = SearchRooms.LongInts();
            _frequencies = [.. _all.Select(_ => SearchRooms.LongInts())];
            _worth = SearchRooms.LongDoubles();
            _left = SearchRooms.LongInts();
            _wanted = SearchRooms.Ints();
            _places = SearchRooms.Bytes();
            _read = SearchRooms.Ints();
        }
    }

    private void BeginRun(int target)
    {
        // Those that lead are mostly those that led in the run before.
        _runEnd = End;
        for (int i = Math.Min(_leading, _byBound.Length - 1); i < _byBound.Length; i++)
        {
            _runEnd = Math.Min(_runEnd, _all[_byBound[i]].Terms.Bound(target, out _));
        }

        _runEnd = Math.Min(_runEnd, Math.Min(_documentCount, target + LongestRun) - 1);
        for (int i = 0; i < _byBound.Length; i++)
        {
            int number = _byBound[i];
            TermsCursor cursor = _all[number];
            double bound = cursor.Terms.MostWithin(target, _runEnd) * cursor.Weight!.Whole;
            int at = i;
            for (; at > 0 && _bounds[at - 1] > bound; at--)
            {
                _bounds[at] = _bounds[at - 1];
                _byBound[at] = _byBound[at - 1];
            }

            _bounds[at] = bound;
            _byBound[at] = number;
        }

        for (int i = 0; i < _bounds.Length; i++)
        {
            _before[i + 1] = _before[i] + _bounds[i];
        }

        _leading = 0;
        while (_leading < _all.Length && _before[_leading + 1] < _least)
        {
            _leading++;
        }
    }

    /// <summary>Finds the documents of the run, from its first one on, that are worth enough, and what each is worth.</summary>
    private void MatchRun(int target)
    {
        _next = 0;
        _leftCount = 0;
        if (_leading == _all.Length)
        {
            return;
        }

        bool isOne = _leading == _all.Length - 1;
        if (isOne)
        {
            FindOfOne(_byBound[_leading], target);
        }
        else
        {
            FindOfSums(target);
        }

        double enough = _least * Slack;
        for (int i = _leading - 1; i >= 0 && _leftCount > 0; i--)
        {
            if (i < _leading - 1)
            {
                // The leading terms have led to none that is worth less.
                Drop(enough - _before[i + 1]);
            }

            Ask(_byBound[i], isWorth: true);
        }

        Drop(enough);
        for (int i = _leading; i < _byBound.Length && !isOne; i++)
        {
            Ask(_byBound[i], isWorth: false);
        }

        // In the order of the query, as everywhere.
        foreach (int candidate in _left.AsSpan(0, _leftCount))
        {
            double sum = 0;
            for (int i = 0; i < _all.Length; i++)
            {
                int frequency = _frequencies[i][candidate];
                sum += frequency > 0 ? _all[i].ScoreOf(frequency, _documents[candidate]) : 0;
            }

            _worth[candidate] = sum;
        }

        Drop(_least);
    }

    private void FindOfOne(int number, int target)
    {
        TermsCursor lead = _all[number];
        double wanted = (_least - _before[_leading]) / lead.Weight!.Whole;
        int[] frequencies = _frequencies[number];
        while (lead.Terms.HasRuns && target <= _runEnd)
        {
            // Block by block.
            int count = lead.Terms.FindAllWithin(target, _runEnd, wanted, _wanted, _read, _places);
            for (int i = 0; i < count; i++)
            {
                Add(_wanted[i], lead.ScoreOf(_read[i], _wanted[i]));
                frequencies[_leftCount - 1] = _read[i];
            }

            if (lead.Terms.Document > _runEnd)
            {
                return;
            }

            target = lead.Terms.Document + 1;
        }

        while (lead.Terms.FindWithin(target, _runEnd, wanted))
        {
            int document = lead.Terms.Document;
            Add(document, lead.ScoreAt(document));
            frequencies[_leftCount - 1] = lead.Terms.Frequency;
            target = document + 1;
        }
    }

    private void FindOfSums(int target)
    {
        Span<float> sums = _sums.AsSpan(0, _runEnd - target + 1);
        sums.Clear();
        for (int i = _leading; i < _byBound.Length; i++)
        {
            TermsCursor cursor = _all[_byBound[i]];
            cursor.Scout.AddWithin(target, _runEnd, cursor.Weight!.Whole, sums);
        }

        // A document that none of them has is worth nothing.
        float enough = Math.Max((float)((_least - _before[_leading]) * Slack), float.Epsilon);
        Vector256<float> limit = Vector256.Create(enough);
        int at = 0;
        for (; at <= sums.Length - Vector256<float>.Count; at += Vector256<float>.Count)
        {
            Vector256<float> here = Vector256.Create(sums[at..]);
            uint some = Vector256.GreaterThanOrEqual(here, limit).ExtractMostSignificantBits();
            for (; some != 0; some &= some - 1)
            {
                int place = at + BitOperations.TrailingZeroCount(some);
                Add(target + place, sums[place]);
            }
        }

        for (; at < sums.Length; at++)
        {
            if (sums[at] >= enough)
            {
                Add(target + at, sums[at]);
            }
        }
    }

    /// <summary>Adds a candidate where none was dropped yet.</summary>
    private void Add(int document, double worth)
    {
        int candidate = _leftCount++;
        _left[candidate] = candidate;
        _documents[candidate] = document;
        _worth[candidate] = worth;
    }

    /// <summary>Drops the candidates that are worth less.</summary>
    private void Drop(double least)
    {
        int kept = 0;
        foreach (int candidate in _left.AsSpan(0, _leftCount))
        {
            _left[kept] = candidate;
            kept += _worth[candidate] < least ? 0 : 1;
        }

        _leftCount = kept;
    }

    /// <summary>Notes how often a term stands in the candidates.</summary>
    /// <param name="number">Of the term.</param>
    /// <param name="isWorth">Whether what that is worth is still to be added.</param>
    private void Ask(int number, bool isWorth)
    {
        TermsCursor cursor = _all[number];
        int[] frequencies = _frequencies[number];
        for (int from = 0; from < _leftCount; from += BitPacking.BlockLength)
        {
            ReadOnlySpan<int> left = _left.AsSpan(from, Math.Min(BitPacking.BlockLength, _leftCount - from));
            for (int i = 0; i < left.Length; i++)
            {
                _wanted[i] = _documents[left[i]];
            }

            cursor.Terms.FindFrequencies(_wanted.AsSpan(0, left.Length), _read);
            for (int i = 0; i < left.Length; i++)
            {
                int frequency = _read[i];
                frequencies[left[i]] = frequency;
                if (isWorth && frequency > 0)
                {
                    _worth[left[i]] += cursor.ScoreOf(frequency, _wanted[i]);
                }
            }
        }
    }
}
