using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Walks the documents of one segment that match, deleted ones included: the collector leaves them out. Documents rise. The order of
/// calls: <see cref="Advance"/> to a candidate, then <see cref="Matches"/>, then, where that is so, <see cref="Score"/>.
/// <para>
/// Who needs only the best may tell the cursor by <see cref="Require"/> what a score must be to count, and it passes over what is
/// worth less; or may ask <see cref="Bound"/> and leave scores unasked; not both.
/// </para>
/// </summary>
internal abstract class MatchCursor
{
    public const int End = PostingsCursor.End;

    // To where it is known that scores can reach what is required; everywhere as long as nothing is.
    private int _worthwhileTo = End;

    /// <summary>-1 before the first <see cref="Advance"/>, <see cref="End"/> after the last document.</summary>
    public int Document { get; private set; } = -1;

    /// <summary>About how many documents it stops at when walked through.</summary>
    public abstract long Cost { get; }

    /// <summary>So many documents match for certain, without a walk; there may be more.</summary>
    public virtual int CertainMatches => 0;

    /// <summary>
    /// What so many documents, at least one, score at least, as far as is known without a walk; deleted ones are counted.
    /// </summary>
    public virtual double CertainScore(int documents) => double.NegativeInfinity;

    /// <summary>Whether it only narrows: every score is 0.</summary>
    public virtual bool ScoresNothing => false;

    /// <summary>What scores must be to count.</summary>
    protected double Least { get; private set; } = double.NegativeInfinity;

    /// <summary>Moves to the first candidate that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (Document < target)
        {
            Document = _worthwhileTo == End ? Find(target) : FindWorthwhile(target);
        }

        return Document;
    }

    /// <summary>Whether the candidate matches: what takes longer to find out, such as where words stand.</summary>
    public virtual bool Matches() => true;

    /// <summary>Summed in double precision in the order of the query, so that equal documents score equally to the last bit.</summary>
    public abstract double Score();

    /// <summary>
    /// Hands out the candidate with what is known already of the documents after it: those that match, and their scores, which are
    /// then done with. None where the candidate must be asked about by itself.
    /// </summary>
    /// <param name="documents">To be written; room for <see cref="BitPacking.BlockLength"/>.</param>
    /// <param name="scores">Likewise.</param>
    /// <returns>How many.</returns>
    public virtual int TakeRun(Span<int> documents, Span<double> scores) => 0;

    /// <summary>
    /// Gives a score that no document scores more than, from the target to the document returned, but for errors of rounding far
    /// below a float's. Targets do not fall, and are not before the current document.
    /// </summary>
    public abstract int Bound(int target, out double bound);

    /// <summary>From now on documents that score less than <paramref name="least"/>, which never falls, may be passed over.</summary>
    public virtual void Require(double least)
    {
        Least = least;
        _worthwhileTo = -1;
    }

    /// <summary>The first candidate not before <paramref name="target"/>, which is after the current one.</summary>
    protected abstract int Find(int target);

    private int FindWorthwhile(int target)
    {
        while (true)
        {
            while (target > _worthwhileTo)
            {
                int end = Bound(target, out double bound);
                if (!(bound < Least))
                {
                    _worthwhileTo = end;
                }
                else if (end == End)
                {
                    return End;
                }
                else
                {
                    target = end + 1;
                }
            }

            int found = Find(target);
            if (found <= _worthwhileTo || found == End)
            {
                return found;
            }

            target = found;
        }
    }
}

/// <summary>Nothing.</summary>
internal sealed class EmptyCursor : MatchCursor
{
    public override long Cost => 0;

    public override bool ScoresNothing => true;

    public override double Score() => 0;

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        return End;
    }

    protected override int Find(int target) => End;
}

/// <summary>Documents that are known beforehand, all of them worth nothing.</summary>
internal sealed class SetCursor(DocumentSet documents, int count) : MatchCursor
{
    public override long Cost => count;

    public override bool ScoresNothing => true;

    public override double Score() => 0;

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        return End;
    }

    protected override int Find(int target) => documents.NextFrom(target);
}

/// <summary>Every document.</summary>
internal sealed class AllCursor(int count) : MatchCursor
{
    public override long Cost => count;

    public override bool ScoresNothing => true;

    public override double Score() => 0;

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        return End;
    }

    protected override int Find(int target) => target < count ? target : End;
}

/// <summary>One score for all that another cursor finds.</summary>
internal sealed class ConstantCursor(MatchCursor inner, double score) : MatchCursor
{
    public override long Cost => inner.Cost;

    public override int CertainMatches => inner.CertainMatches;

    public override bool ScoresNothing => score == 0;

    public override bool Matches() => inner.Matches();

    public override double Score() => score;

    public override int Bound(int target, out double bound)
    {
        bound = score;
        return End;
    }

    protected override int Find(int target) => inner.Advance(target);
}

/// <summary>Another cursor's scores times a factor.</summary>
internal sealed class BoostCursor(MatchCursor inner, double boost) : MatchCursor
{
    public override long Cost => inner.Cost;

    public override int CertainMatches => inner.CertainMatches;

    public override bool Matches() => inner.Matches();

    public override double Score() => inner.Score() * boost;

    public override int Bound(int target, out double bound)
    {
        int end = inner.Bound(target, out bound);
        bound = boost >= 0 ? bound * boost : double.PositiveInfinity;
        return end;
    }

    public override void Require(double least)
    {
        if (boost > 0)
        {
            inner.Require(least / boost);
        }
    }

    protected override int Find(int target) => inner.Advance(target);
}

/// <summary>Another cursor's scores, times a factor for each class that the document is in.</summary>
internal sealed class ScaledCursor : MatchCursor
{
    private readonly MatchCursor _inner;
    private readonly (double Factor, DocumentSet Documents)[] _classes;
    private readonly double _largest = 1;

    public ScaledCursor(MatchCursor inner, (double Factor, DocumentSet Documents)[] classes)
    {
        _inner = inner;
        _classes = classes;
        foreach ((double factor, _) in classes)
        {
            _largest = factor >= 0 ? _largest * Math.Max(1, factor) : double.PositiveInfinity;
        }
    }

    public override long Cost => _inner.Cost;

    public override int CertainMatches => _inner.CertainMatches;

    public override bool Matches() => _inner.Matches();

    public override double Score()
    {
        double score = _inner.Score();
        foreach ((double factor, DocumentSet documents) in _classes)
        {
            if (documents.Contains(Document))
            {
                score *= factor;
            }
        }

        return score;
    }

    public override int Bound(int target, out double bound)
    {
        int end = _inner.Bound(target, out bound);
        bound = double.IsPositiveInfinity(_largest) ? _largest : bound * _largest;
        return end;
    }

    public override void Require(double least) => _inner.Require(least / _largest);

    protected override int Find(int target) => _inner.Advance(target);
}
