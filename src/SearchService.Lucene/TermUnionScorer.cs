using Lucene.Net.Search;

namespace SearchService.Lucene;

/// <summary>The passages of a union, each with the score that <paramref name="score"/> gives it.</summary>
internal sealed class TermUnionScorer(Weight weight, TermUnion union, Func<TermUnion, double> score) : Scorer(weight)
{
    public override int DocID => union.Document;

    public override int Freq => union.Frequency;

    public override int NextDoc() => union.Advance(union.Document + 1);

    public override int Advance(int target) => union.Advance(target);

    public override long GetCost() => union.Cost;

    public override float GetScore() => (float)score(union);
}
