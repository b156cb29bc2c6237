namespace SearchService.Engine.Matching;

/// <summary>Matches where so many of some cursors do, and scores what those that match score together.</summary>
internal abstract class SumCursor(MatchCursor[] all, int wanted) : MatchCursor
{
    /// <summary>In the order of the query.</summary>
    protected MatchCursor[] All { get; } = all;

    /// <summary>How many must match.</summary>
    protected int Wanted { get; } = wanted;

    public override bool Matches()
    {
        int matching = 0;
        foreach (MatchCursor cursor in All)
        {
            if (cursor.Advance(Document) == Document && cursor.Matches() && ++matching == Wanted)
            {
                return true;
            }
        }

        return false;
    }

    public override double Score()
    {
        double sum = 0;
        foreach (MatchCursor cursor in All)
        {
            if (cursor.Advance(Document) == Document && cursor.Matches())
            {
                sum += cursor.Score();
            }
        }

        return sum;
    }

    public override int Bound(int target, out double bound) => ConjunctionCursor.SumOfBounds(All, target, out bound);
}

/// <summary>
/// Any of some cursors. Once a score is required, cursors that even together are not worth it lead to no candidates and are only
/// asked about those of the others (MaxScore: Turtle and Flood 1995), anew for each run of documents that their bounds stand for
/// (Chakrabarti, Chaudhuri and Ganti 2011).
/// </summary>
internal sealed class DisjunctionCursor : SumCursor
{
    // By their bounds in the current run, rising, and what those up to each can score together.
    private readonly MatchCursor[] _byBound;
    private readonly double[] _bounds;
    private readonly double[] _together;
    private int _leading;
    private int _runEnd = -1;
    private double _least = double.NegativeInfinity;

    /// <param name="all">Two or more, in the order of the query.</param>
    public DisjunctionCursor(MatchCursor[] all)
        : base(all, 1)
    {
        _byBound = [.. all];
        _bounds = new double[all.Length];
        _together = new double[all.Length];
    }

    public override long Cost => All.Sum(cursor => cursor.Cost);

    public override void Require(double least)
    {
        _least = least;
        Divide();
    }

    protected override int Find(int target) =>
        double.IsNegativeInfinity(_least) ? NextOf(All, 0, target) : FindWorthwhile(target);

    private int FindWorthwhile(int target)
    {
        while (true)
        {
            while (target > _runEnd || _leading == All.Length)
            {
                if (target <= _runEnd)
                {
                    // All together are not worth it here.
                    if (_runEnd == End)
                    {
                        return End;
                    }

                    target = _runEnd + 1;
                }

                BeginRun(target);
            }

            int candidate = NextOf(_byBound, _leading, target);
            if (candidate > _runEnd)
            {
                if (_runEnd == End)
                {
                    return End;
                }

                target = _runEnd + 1;
            }
            else if (candidate == End)
            {
                return End;
            }
            else if (IsWorthwhile(candidate))
            {
                return candidate;
            }
            else
            {
                target = candidate + 1;
            }
        }
    }

    private static int NextOf(MatchCursor[] cursors, int first, int target)
    {
        int next = End;
        for (int i = first; i < cursors.Length; i++)
        {
            next = Math.Min(next, cursors[i].Advance(target));
        }

        return next;
    }

    private void BeginRun(int target)
    {
        _runEnd = End;
        for (int i = 0; i < _byBound.Length; i++)
        {
            _runEnd = Math.Min(_runEnd, _byBound[i].Bound(target, out _bounds[i]));
        }

        Array.Sort(_bounds, _byBound);
        double sum = 0;
        for (int i = 0; i < _bounds.Length; i++)
        {
            sum += _bounds[i];
            _together[i] = sum;
        }

        Divide();
    }

    private void Divide()
    {
        _leading = 0;
        while (_leading < _together.Length && _together[_leading] < _least)
        {
            _leading++;
        }
    }

    /// <summary>Adds up what the candidate scores, from the leading cursors on downwards, as long as it can still be enough.</summary>
    private bool IsWorthwhile(int candidate)
    {
        double sum = 0;
        for (int i = _byBound.Length - 1; i >= 0; i--)
        {
            if (i < _leading && sum + _together[i] < _least)
            {
                return false;
            }

            MatchCursor cursor = _byBound[i];
            if (cursor.Advance(candidate) == candidate && cursor.Matches())
            {
                sum += cursor.Score();
            }
        }

        return sum >= _least;
    }
}

/// <summary>At least so many of some cursors.</summary>
internal sealed class AtLeastCursor(MatchCursor[] all, int count) : SumCursor(all, count)
{
    private readonly int[] _documents = new int[all.Length];

    public override long Cost => All.Sum(cursor => cursor.Cost) / Wanted;

    protected override int Find(int target)
    {
        while (true)
        {
            for (int i = 0; i < All.Length; i++)
            {
                _documents[i] = All[i].Advance(target);
            }

            // Before the document that so many cursors have reached there are too few of them.
            Array.Sort(_documents);
            int reached = _documents[Wanted - 1];
            if (reached == target || reached == End || _documents[0] == reached)
            {
                return reached;
            }

            target = reached;
        }
    }
}

/// <summary>Any of some cursors; the best score, and a part of the others'.</summary>
internal sealed class DisMaxCursor(MatchCursor[] all, double tieBreak) : MatchCursor
{
    public override long Cost => all.Sum(cursor => cursor.Cost);

    public override bool Matches()
    {
        foreach (MatchCursor cursor in all)
        {
            if (cursor.Document == Document && cursor.Matches())
            {
                return true;
            }
        }

        return false;
    }

    public override double Score()
    {
        double best = 0;
        double sum = 0;
        foreach (MatchCursor cursor in all)
        {
            if (cursor.Document == Document && cursor.Matches())
            {
                double score = cursor.Score();
                best = Math.Max(best, score);
                sum += score;
            }
        }

        return best + (tieBreak * (sum - best));
    }

    public override int Bound(int target, out double bound)
    {
        double best = 0;
        double sum = 0;
        int end = End;
        foreach (MatchCursor cursor in all)
        {
            end = Math.Min(end, cursor.Bound(target, out double one));
            best = Math.Max(best, one);
            sum += one;
        }

        bound = tieBreak switch
        {
            0 => best,
            > 0 and <= 1 => best + (tieBreak * (sum - best)),
            _ => double.PositiveInfinity,
        };
        return end;
    }

    protected override int Find(int target)
    {
        int next = End;
        foreach (MatchCursor cursor in all)
        {
            next = Math.Min(next, cursor.Advance(target));
        }

        return next;
    }
}
