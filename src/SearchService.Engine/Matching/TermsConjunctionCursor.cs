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

    /// <param name="all">Two or more with weights, in the order of the query. Only their terms are moved.</param>
    public TermsConjunctionCursor(TermsCursor[] all)
    {
        _all = all;
        _byCost = [.. all.OrderBy(cursor => cursor.Cost)];
    }

    public override long Cost => _byCost[0].Cost;

    public override double Score()
    {
        double sum = 0;
        foreach (TermsCursor cursor in _all)
        {
            sum += cursor.ScoreAt(Document);
        }

        return sum;
    }

    public override int Bound(int target, out double bound)
    {
        int end = _byCost[0].Bound(target, out bound);
        bound += MostOfOthers(target, end);
        return end;
    }

    public override void Require(double least) => _least = least;

    protected override int Find(int target) =>
        double.IsNegativeInfinity(_least) ? Agree(target) : FindWorthwhile(target);

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
