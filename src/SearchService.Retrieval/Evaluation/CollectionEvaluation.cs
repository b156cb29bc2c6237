using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Evaluation;

/// <summary>What a way of ranking found for a query.</summary>
/// <param name="Ranked">Documents by the score of their best passage, best first.</param>
public sealed record RankedQuery(
    JudgedQuery Query,
    IReadOnlyList<(string Document, float Score)> Ranked,
    Measures Measures
);

/// <summary>Runs the queries of a test collection over an index: as a search does, and by plain BM25 for comparison.</summary>
public static class CollectionEvaluation
{
    /// <summary>How deep a run goes; average precision is taken over it.</summary>
    public const int Depth = 1000;

    /// <summary>As a search with no more than the query ranks.</summary>
    /// <param name="depth">How many documents are ranked for each query.</param>
    public static IReadOnlyList<RankedQuery> Run(
        TestCollection collection,
        IPassageSnapshot snapshot,
        RankingPlan plan,
        int depth = Depth
    ) =>
        Run(
            collection,
            snapshot,
            depth,
            text =>
                QueryParser.Parse(text).Root is { } root
                    ? new RelevanceFeedback(plan, snapshot)
                        .Expand(
                            new QueryBinder(plan, snapshot).Bind(root, SearchRequest.For(text)),
                            query => snapshot.Search(query, CancellationToken.None)
                        )
                        .Ranked
                    : null
        );

    /// <summary>BM25 of the query's stems in the text, in the title and in headings, words of the grammar left out.</summary>
    public static IReadOnlyList<RankedQuery> RunPlain(TestCollection collection, IPassageSnapshot snapshot) =>
        Run(
            collection,
            snapshot,
            Depth,
            text =>
            {
                var stems = Words
                    .Tokenize(text)
                    .Where(token => !StopWords.IsFunctionWord(token.Term))
                    .Select(token => EnglishForm.Of(token.Term))
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(stem =>
                        (PassageClause[])
                            [new TermClause(PassageField.Stem, [stem]), new TermClause(PassageField.Path, [stem])]
                    )
                    .ToList();
                return stems.Count == 0 ? null : new AnyClause(stems);
            }
        );

    private static IReadOnlyList<RankedQuery> Run(
        TestCollection collection,
        IPassageSnapshot snapshot,
        int depth,
        Func<string, PassageClause?> bind
    ) =>
        [
            .. collection.Queries.Select(query =>
            {
                var found = bind(query.Text) is { } clause
                    ? snapshot
                        .Search(
                            new PassageQuery(clause, null, PassageSort.Relevance, 0, depth, 1, [], CountExactly: false),
                            CancellationToken.None
                        )
                        .Matches
                    : [];
                return new RankedQuery(
                    query,
                    [.. found.Select(match => (match.Passage.DocumentId, match.Score))],
                    Measures.Of([.. found.Select(match => match.Passage.DocumentId)], query.Grades)
                );
            }),
        ];
}
