using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Evaluation;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;

namespace SearchService.Benchmarks;

/// <summary>
/// What each part of the ranking is worth: nDCG@10 on the test collections of a folder with the default setting, with each part left
/// out, and with each number moved a step. The setting was chosen on these very collections; so the last line tells what a setting
/// brings on a collection that had no say in it: for each, the best by the others' mean is taken.
/// </summary>
internal static class RankingMeasure
{
    private const int Depth = 10;

    private static readonly RankingPlan Default = RankingPlan.Default;

    private static readonly (string Name, RankingPlan Plan)[] Without =
    [
        ("no exact forms", Default with { Exact = 0 }),
        ("no titles and headings", Default with { Path = 0 }),
        ("words counted once", Default with { Again = 0 }),
        ("asking words in full", Default with { Asking = 1 }),
        ("no parts of compounds", Default with { Part = 0, Together = 1, Joined = 1 }),
        ("no pairs", Default with { Pair = 0 }),
        ("no whole query", Default with { Whole = 0 }),
        ("no feedback", Default with { Feedback = 0 }),
    ];

    private static readonly (string Name, RankingPlan Plan)[] Steps =
    [
        ("exact 0.1", Default with { Exact = 0.1f }),
        ("exact 0.4", Default with { Exact = 0.4f }),
        ("path 0.2", Default with { Path = 0.2f }),
        ("path 0.6", Default with { Path = 0.6f }),
        ("again 0.2", Default with { Again = 0.2f }),
        ("again 0.7", Default with { Again = 0.7f }),
        ("asking 0", Default with { Asking = 0 }),
        ("asking 0.6", Default with { Asking = 0.6f }),
        ("pair 0.1", Default with { Pair = 0.1f }),
        ("pair 0.4", Default with { Pair = 0.4f }),
        ("pair within 5", Default with { PairGap = 5 }),
        ("feedback 0.3", Default with { Feedback = 0.3f }),
        ("feedback 0.8", Default with { Feedback = 0.8f }),
        ("feedback of 5 passages", Default with { FeedbackPassages = 5 }),
        ("feedback of 20 passages", Default with { FeedbackPassages = 20 }),
        ("feedback of 10 words", Default with { FeedbackTerms = 10 }),
        ("feedback of 40 words", Default with { FeedbackTerms = 40 }),
        ("feedback from 2 words on", Default with { FewestForFeedback = 2 }),
        ("feedback from 6 words on", Default with { FewestForFeedback = 6 }),
    ];

    /// <param name="folder">Its subfolders are test collections.</param>
    public static int Run(string folder)
    {
        var collections = Directory
            .GetDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, TestCollection.QueriesFile)))
            .Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileName(path), Collection: TestCollection.Read(path), Index: Indexed(path)))
            .ToList();
        if (collections.Count < 2)
        {
            throw new FormatException($"{folder} holds no two test collections");
        }

        Console.WriteLine($"{"nDCG@10", -28}{string.Concat(collections.Select(one => $"{one.Name, 11}"))}{"mean", 11}");
        var chosen = Row("default setting", Default);
        Row("plain BM25", null);
        foreach (var (name, plan) in Without)
        {
            Row(name, plan);
        }

        var settings = new List<double[]> { chosen };
        settings.AddRange(Steps.Select(step => Row(step.Name, step.Plan)));
        double[] heldOut =
        [
            .. collections.Select((_, held) => settings.MaxBy(figures => figures.Sum() - figures[held])![held]),
        ];
        Print("held out", heldOut);
        foreach (var (_, _, index) in collections)
        {
            index.Dispose();
        }

        return 0;

        double[] Row(string name, RankingPlan? plan)
        {
            var figures = collections
                .AsParallel()
                .AsOrdered()
                .Select(one =>
                {
                    using var snapshot = one.Index.AcquireSnapshot();
                    var run = plan is null
                        ? CollectionEvaluation.RunPlain(one.Collection, snapshot)
                        : CollectionEvaluation.Run(one.Collection, snapshot, plan, Depth);
                    return run.Average(query => query.Measures.Ndcg);
                })
                .ToArray();
            Print(name, figures);
            return figures;
        }
    }

    private static void Print(string name, IReadOnlyList<double> figures) =>
        Console.WriteLine(
            $"{name, -28}{string.Concat(figures.Append(figures.Average()).Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure, 11:0.0000}")))}"
        );

    /// <summary>Kept among the temporary files for the next run.</summary>
    private static EmbeddedPassageIndex Indexed(string path)
    {
        var index = EmbeddedPassageIndex.OpenOrBeginAnew(
            Path.Combine(Path.GetTempPath(), "SearchService-ranking", Path.GetFileName(path)),
            out _
        );
        using var writer = index.OpenWriter();
        new CorpusIndexer(new CorpusFolder(path), index, NullLogger<CorpusIndexer>.Instance).Update(
            writer,
            null,
            CancellationToken.None
        );
        return index;
    }
}
