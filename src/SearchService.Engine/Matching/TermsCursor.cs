using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Documents with any of some terms, scored as one term.</summary>
internal sealed class TermsCursor(SegmentFile segment, TermUnion terms, Bm25Weight? weight) : MatchCursor
{
    public override double Score() => weight?.Score(segment, Document, terms.Frequency) ?? 0;

    protected override int Find(int target) => terms.Advance(target);
}
