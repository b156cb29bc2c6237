namespace SearchService.Engine.Matching;

/// <summary>
/// All of one list, at least so many of the second, none of the third. Candidates come from the first list where there is one,
/// else from the second, else they are all documents.
/// </summary>
internal sealed class BooleanCursor(
    int documentCount,
    MatchCursor[] must,
    MatchCursor[] should,
    MatchCursor[] mustNot,
    int minimumShould
) : MatchCursor
{
    public override double Score()
    {
        double sum = 0;
        foreach (MatchCursor cursor in must)
        {
            sum += cursor.Score();
        }

        foreach (MatchCursor cursor in should)
        {
            if (cursor.Advance(Document) == Document)
            {
                sum += cursor.Score();
            }
        }

        return sum;
    }

    protected override int Find(int target)
    {
        if (minimumShould > should.Length)
        {
            return End;
        }

        for (int candidate = target; ; candidate++)
        {
            candidate = Candidate(candidate);
            if (candidate >= documentCount)
            {
                return End;
            }

            if (HasEnoughOfShould(candidate) && !IsExcluded(candidate))
            {
                return candidate;
            }
        }
    }

    private int Candidate(int target)
    {
        if (must.Length > 0)
        {
            return Agree(target);
        }

        if (minimumShould == 0)
        {
            return target;
        }

        int next = End;
        foreach (MatchCursor cursor in should)
        {
            next = Math.Min(next, cursor.Advance(target));
        }

        return next;
    }

    /// <summary>The first document at or after the target on which all of the first list stand.</summary>
    private int Agree(int target)
    {
        for (int i = 0; i < must.Length; i++)
        {
            int found = must[i].Advance(target);
            if (found == End)
            {
                return End;
            }

            if (found > target)
            {
                target = found;
                i = -1;
            }
        }

        return target;
    }

    private bool HasEnoughOfShould(int document)
    {
        int count = 0;
        for (int i = 0; i < should.Length && count < minimumShould; i++)
        {
            if (should[i].Advance(document) == document)
            {
                count++;
            }
        }

        return count >= minimumShould;
    }

    private bool IsExcluded(int document)
    {
        foreach (MatchCursor cursor in mustNot)
        {
            if (cursor.Advance(document) == document)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Any of some cursors; the best score, and a part of the others'.</summary>
internal sealed class DisMaxCursor(MatchCursor[] cursors, double tieBreak) : MatchCursor
{
    public override double Score()
    {
        double best = 0;
        double sum = 0;
        foreach (MatchCursor cursor in cursors)
        {
            if (cursor.Document == Document)
            {
                double score = cursor.Score();
                best = Math.Max(best, score);
                sum += score;
            }
        }

        return best + (tieBreak * (sum - best));
    }

    protected override int Find(int target)
    {
        int next = End;
        foreach (MatchCursor cursor in cursors)
        {
            next = Math.Min(next, cursor.Advance(target));
        }

        return next;
    }
}
