using SearchService.Retrieval.Evaluation;

namespace SearchService.Retrieval.Tests.Evaluation;

public sealed class MeasuresTests
{
    private static readonly Dictionary<string, int> Grades = new(StringComparer.Ordinal)
    {
        ["a"] = 2,
        ["b"] = 1,
        ["c"] = 1,
    };

    [Fact]
    public void Of_KnownRanking_IsWhatTheFormulasGive()
    {
        // Relevant at ranks 2 (grade 1) and 3 (grade 2); c is not found.
        var measures = Measures.Of(["x", "b", "a", "y"], Grades);

        var ideal = 2 + (1 / Math.Log2(3)) + 0.5;
        Assert.Equal(((1 / Math.Log2(3)) + (2 / 2.0)) / ideal, measures.Ndcg, 12);
        Assert.Equal(((1 / 2.0) + (2 / 3.0)) / 3, measures.AveragePrecision, 12);
        Assert.Equal(0.5, measures.ReciprocalRank);
        Assert.Equal(2 / 3.0, measures.Recall, 12);
    }

    [Fact]
    public void Of_NothingOrEverythingFound_IsZeroOrOne()
    {
        Assert.Equal(new Measures(0, 0, 0, 0), Measures.Of([], Grades));
        Assert.Equal(new Measures(1, 1, 1, 1), Measures.Of(["a", "b", "c"], Grades));
    }

    [Fact]
    public void Of_RankBeyondTen_CountsForRecallAlone()
    {
        var ranked = Enumerable.Range(0, 10).Select(i => $"x{i}").Append("a").ToList();

        var measures = Measures.Of(ranked, Grades);

        Assert.Equal(0, measures.Ndcg);
        Assert.Equal(1 / 3.0, measures.Recall, 12);
        Assert.Equal(1 / 11.0, measures.ReciprocalRank, 12);
    }

    [Fact]
    public void Mean_OfValues_LiesWithinItsBoundsWhichManyValuesNarrow()
    {
        double[] few = [0.1, 0.9, 0.4, 0.6];
        var mean = Mean.Of(few);
        var more = Mean.Of([.. Enumerable.Repeat(few, 25).SelectMany(values => values)]);

        Assert.Equal(0.5, mean.Value, 12);
        Assert.InRange(mean.Low, 0.1, 0.5);
        Assert.InRange(mean.High, 0.5, 0.9);
        Assert.True(more.High - more.Low < (mean.High - mean.Low) / 3);
        Assert.Equal(mean, Mean.Of(few));
    }
}
