using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Documents with any of some terms, scored as one term. Without a weight they are worth nothing.</summary>
internal sealed class TermsCursor(SegmentFile segment, TermUnion terms, Bm25Weight? weight) : MatchCursor
{
    private readonly IntegerColumn? _lengths = weight is null ? null : segment.Norms(weight.Field);

    public override long Cost => terms.Cost;

    public override bool ScoresNothing => weight is null;

    public override double Score() => weight is null ? 0 : weight.Score(terms.Frequency, _lengths![Document]);

    public override int Bound(int target, out double bound)
    {
        if (weight is not null)
        {
            return terms.Bound(target, weight, out bound);
        }

        bound = 0;
        return End;
    }

    protected override int Find(int target) => terms.Advance(target);
}
