namespace SearchService.Engine.Matching;

/// <summary>All of some cursors: those of few documents lead, the others follow (Culpepper and Moffat 2010).</summary>
internal sealed class ConjunctionCursor : MatchCursor
{
    private readonly MatchCursor[] _all;
    private readonly MatchCursor[] _byCost;

    /// <param name="all">Two or more, in the order of the query.</param>
    public ConjunctionCursor(MatchCursor[] all)
    {
        _all = all;
        _byCost = [.. all.OrderBy(cursor => cursor.Cost)];
    }

    public override long Cost => _byCost[0].Cost;

    public override bool Matches()
    {
        foreach (MatchCursor cursor in _byCost)
        {
            if (!cursor.Matches())
            {
                return false;
            }
        }

        return true;
    }

    public override double Score()
    {
        double sum = 0;
        foreach (MatchCursor cursor in _all)
        {
            sum += cursor.Score();
        }

        return sum;
    }

    public override int Bound(int target, out double bound) => SumOfBounds(_all, target, out bound);

    public override void Require(double least)
    {
        // One that scores among filters knows best what it can pass over.
        if (_all.Count(cursor => !cursor.ScoresNothing) == 1)
        {
            _all.First(cursor => !cursor.ScoresNothing).Require(least);
        }
        else
        {
            base.Require(least);
        }
    }

    protected override int Find(int target)
    {
        MatchCursor[] cursors = _byCost;
        int candidate = cursors[0].Advance(target);
        int at = 1;
        while (at < cursors.Length && candidate != End)
        {
            int found = cursors[at].Advance(candidate);
            if (found == candidate)
            {
                at++;
            }
            else
            {
                candidate = found == End ? End : cursors[0].Advance(found);
                at = 1;
            }
        }

        return candidate;
    }

    /// <summary>What cursors can score together, to where the first of their bounds ends.</summary>
    public static int SumOfBounds(MatchCursor[] cursors, int target, out double sum)
    {
        sum = 0;
        int end = End;
        foreach (MatchCursor cursor in cursors)
        {
            end = Math.Min(end, cursor.Bound(target, out double bound));
            sum += bound;
        }

        return end;
    }
}

/// <summary>One cursor's documents without those of others.</summary>
internal sealed class ExceptCursor(MatchCursor included, MatchCursor[] excluded) : MatchCursor
{
    public override long Cost => included.Cost;

    public override bool Matches()
    {
        if (!included.Matches())
        {
            return false;
        }

        foreach (MatchCursor cursor in excluded)
        {
            if (cursor.Advance(Document) == Document && cursor.Matches())
            {
                return false;
            }
        }

        return true;
    }

    public override double Score() => included.Score();

    public override int Bound(int target, out double bound) => included.Bound(target, out bound);

    public override void Require(double least) => included.Require(least);

    protected override int Find(int target) => included.Advance(target);
}

/// <summary>One cursor's documents, worth more where others match them, too.</summary>
internal sealed class RaisedCursor(MatchCursor required, MatchCursor[] optional) : MatchCursor
{
    // What the required one alone can score, to where.
    private double _alone = double.PositiveInfinity;
    private int _aloneTo = End;

    public override long Cost => required.Cost;

    public override bool Matches() => required.Matches();

    public override double Score()
    {
        double sum = required.Score();
        foreach (MatchCursor cursor in optional)
        {
            if (cursor.Advance(Document) == Document && cursor.Matches())
            {
                sum += cursor.Score();
            }
        }

        return sum;
    }

    public override int Bound(int target, out double bound)
    {
        int end = required.Bound(target, out _alone);
        _aloneTo = Math.Min(end, ConjunctionCursor.SumOfBounds(optional, target, out double raise));
        bound = _alone + raise;
        return _aloneTo;
    }

    protected override int Find(int target)
    {
        int candidate = required.Advance(target);
        while (_alone < Least && candidate <= _aloneTo && candidate != End)
        {
            // Worth enough only where another matches, too.
            int raised = End;
            foreach (MatchCursor cursor in optional)
            {
                raised = Math.Min(raised, cursor.Advance(candidate));
            }

            if (raised == candidate)
            {
                return candidate;
            }

            candidate = required.Advance(raised > _aloneTo ? _aloneTo + 1 : raised);
        }

        return candidate;
    }
}
