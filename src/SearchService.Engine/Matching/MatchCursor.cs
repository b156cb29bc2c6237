using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Walks the documents of one segment that match, deleted ones included: the collector leaves them out. Documents rise;
/// <see cref="Score"/> may be asked for the current one only.
/// </summary>
internal abstract class MatchCursor
{
    public const int End = PostingsCursor.End;

    /// <summary>-1 before the first <see cref="Advance"/>, <see cref="End"/> after the last document.</summary>
    public int Document { get; protected set; } = -1;

    /// <summary>Moves to the first match that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (Document < target)
        {
            Document = Find(target);
        }

        return Document;
    }

    /// <summary>Summed in double precision in the order of the query, so that equal documents score equally to the last bit.</summary>
    public abstract double Score();

    /// <summary>The first match not before <paramref name="target"/>, which is after the current one.</summary>
    protected abstract int Find(int target);
}

/// <summary>Nothing.</summary>
internal sealed class EmptyCursor : MatchCursor
{
    public override double Score() => 0;

    protected override int Find(int target) => End;
}

/// <summary>Documents that are known beforehand, all of one score.</summary>
internal sealed class SetCursor(DocumentSet documents, double score) : MatchCursor
{
    public override double Score() => score;

    protected override int Find(int target) => documents.NextFrom(target);
}

/// <summary>Every document.</summary>
internal sealed class AllCursor(int count) : MatchCursor
{
    public override double Score() => 0;

    protected override int Find(int target) => target < count ? target : End;
}

/// <summary>One score for all that another cursor finds.</summary>
internal sealed class ConstantCursor(MatchCursor inner, double score) : MatchCursor
{
    public override double Score() => score;

    protected override int Find(int target) => inner.Advance(target);
}

/// <summary>Another cursor's scores, times a factor for each class that the document is in.</summary>
internal sealed class ScaledCursor(MatchCursor inner, IReadOnlyList<(double Factor, DocumentSet Documents)> classes)
    : MatchCursor
{
    public override double Score()
    {
        var score = inner.Score();
        foreach (var (factor, documents) in classes)
        {
            if (documents.Contains(Document))
            {
                score *= factor;
            }
        }

        return score;
    }

    protected override int Find(int target) => inner.Advance(target);
}

/// <summary>Another cursor's scores times a factor.</summary>
internal sealed class BoostCursor(MatchCursor inner, double boost) : MatchCursor
{
    public override double Score() => inner.Score() * boost;

    protected override int Find(int target) => inner.Advance(target);
}
