using System.Diagnostics;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

/// <param name="Words">The words of the passage that were sought, those that tell most first.</param>
public sealed record SimilarResults(
    string PassageId,
    IReadOnlyList<string> Words,
    double TookMs,
    string CorpusVersion,
    IReadOnlyList<Hit> Results
);

/// <summary>Passages that share the words of a passage which tell it from the rest of the collection.</summary>
public sealed class SimilarPassages(IPassageIndex index, RankingPlan plan)
{
    private const int MostWords = 25;

    /// <summary>Marked in the snippets; more would mark every line.</summary>
    private const int MostMarked = 8;

    private const int ShortestWord = 3;

    /// <param name="request">Filters, limit, snippet and style; its query is not read.</param>
    /// <returns>Null where there is no such passage.</returns>
    public SimilarResults? Find(string passageId, SearchRequest request, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var snapshot = index.AcquireSnapshot();
        if (
            !PassageId.TryParse(passageId, out var documentId, out var ordinal)
            || snapshot.Passage(documentId, ordinal) is not { } passage
        )
        {
            return null;
        }

        var words = Telling(snapshot, passage);
        var found =
            words.Count == 0
                ? []
                : snapshot
                    .Search(
                        new PassageQuery(
                            new KindWeightedClause(
                                new ExceptClause(
                                    new AnyClause([
                                        .. words.Select(word => new WeightedClause(
                                            new TermClause(PassageField.Stem, snapshot.Stems(word.Word)),
                                            word.Weight
                                        )),
                                    ]),
                                    Explanations.Only(passage)
                                ),
                                plan.Kinds
                            ),
                            new TermClause(
                                PassageField.Stem,
                                [.. words.Take(MostMarked).SelectMany(word => snapshot.Stems(word.Word))]
                            ),
                            PassageSort.Relevance,
                            0,
                            request.Limit,
                            request.PerDocument,
                            [],
                            CountExactly: false
                        ),
                        cancellation
                    )
                    .Matches;
        var hits = new HitMaker(
            snapshot,
            request,
            words.Select(word => word.Stem).ToHashSet(StringComparer.Ordinal).Contains
        );
        return new SimilarResults(
            passage.Id,
            [.. words.Select(word => word.Word)],
            Math.Round(clock.Elapsed.TotalMilliseconds, 2),
            snapshot.CorpusVersion,
            [.. found.Select((match, i) => hits.Make(match, i + 1))]
        );
    }

    /// <summary>The passage's stems by frequency times rarity, with a form in which each stands there.</summary>
    private static List<(string Stem, string Word, float Weight)> Telling(
        IPassageSnapshot snapshot,
        StoredPassage passage
    )
    {
        var rated = Words
            .Tokenize(passage.Text)
            .Select(token => token.Term)
            .Where(term => term.Length >= ShortestWord && !StopWords.IsFunctionWord(term))
            .GroupBy(EnglishForm.Of, StringComparer.Ordinal)
            .Select(forms =>
                (
                    Stem: forms.Key,
                    Word: forms.First(),
                    Frequency: (float)Scoring.Saturated(forms.Count(), 1),
                    Passages: snapshot.Stems(forms.First()).Sum(stem => snapshot.PassagesWith(PassageField.Stem, stem))
                )
            )
            // What no other passage has finds none.
            .Where(word => word.Passages > 1);
        return
        [
            .. rated
                .OrderByDescending(word => word.Frequency * Scoring.Rarity(word.Passages, snapshot.PassageCount))
                .ThenBy(word => word.Stem, StringComparer.Ordinal)
                .Take(MostWords)
                .Select(word => (word.Stem, word.Word, word.Frequency)),
        ];
    }
}
