using System.Runtime.CompilerServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Documents with any of some terms, scored as one term. Without a weight they are worth nothing.</summary>
internal sealed class TermsCursor(SegmentFile segment, TermUnion terms, Bm25Weight? weight) : MatchCursor
{
    private readonly IntegerColumn? _lengths = weight is null ? null : segment.Norms(weight.Field);
    private TermUnion? _scout;
    private double _share = double.NegativeInfinity;
    private int _fewest;

    public TermUnion Terms => terms;

    /// <summary>Another walk through the same documents, ahead of this one.</summary>
    public TermUnion Scout => _scout ??= terms.Again();

    public Bm25Weight? Weight => weight;

    public override long Cost => terms.Cost;

    public override int CertainMatches => terms.MostDocuments;

    public override double CertainScore(int documents) =>
        weight is null ? 0 : terms.CertainShare(documents) * weight.Whole;

    public override bool ScoresNothing => weight is null;

    public override double Score() => ScoreAt(Document);

    /// <summary>What a document scores that the terms stand at.</summary>
    public double ScoreAt(int document) => weight is null ? 0 : ScoreOf(terms.Frequency, document);

    /// <summary>What a document scores where the terms stand so often. Only with a weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ScoreOf(int frequency, int document) => weight!.Score(frequency, _lengths![document]);

    /// <summary>The documents of a block, as long as none of them may be passed over.</summary>
    public override int TakeRun(Span<int> documents, Span<double> scores)
    {
        if (!terms.HasRuns || !double.IsNegativeInfinity(_share))
        {
            return 0;
        }

        terms.Run(out ReadOnlySpan<int> all, out ReadOnlySpan<int> frequencies);
        all.CopyTo(documents);
        for (int i = 0; i < all.Length; i++)
        {
            scores[i] = weight is null ? 0 : ScoreOf(frequencies[i], all[i]);
        }

        return all.Length;
    }

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        int end = End;
        if (weight is not null)
        {
            end = terms.Bound(target, out double share);
            bound = share * weight.Whole;
        }

        return end;
    }

    public override void Require(double least)
    {
        if (weight is not null)
        {
            _share = least / weight.Whole;
            _fewest = terms.FewestFor(_share);
        }
    }

    protected override int Find(int target)
    {
        if (double.IsNegativeInfinity(_share))
        {
            return terms.Advance(target);
        }

        while (true)
        {
            target = terms.SkipTo(target, _share);
            if (target == End)
            {
                return End;
            }

            int end = terms.Bound(target, out _);
            if (terms.FindWithin(target, end, _share, _fewest))
            {
                return terms.Document;
            }

            if (end == End)
            {
                return End;
            }

            target = end + 1;
        }
    }
}
