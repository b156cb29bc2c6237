using System.Globalization;
using SearchService.Engine;
using SearchService.Engine.Queries;

namespace SearchService.Benchmarks.Agreement;

/// <summary>
/// Whether the engine finds what the peer found: the same passages, each with the same score, and the same scores of the best ten where
/// it passes over what cannot be among them. Not for several threads.
/// </summary>
internal sealed class AgreementCheck
{
    /// <summary>Of a score above 1 the part that may differ, of others the number: what the peer's single precision loses.</summary>
    public const double Tolerance = 1e-5;

    private const int Best = 10;

    private readonly IndexSnapshot _snapshot;
    private readonly SearchOptions _all;
    private readonly SearchOptions _best;
    private readonly Dictionary<DocId, int> _numbers;
    private readonly float[] _scores;

    /// <param name="snapshot">Of passages whose group's key is the number by which the peer knows them.</param>
    /// <param name="field">The text field.</param>
    /// <param name="b">BM25's; k1 is 1.2.</param>
    public AgreementCheck(IndexSnapshot snapshot, string field, double b)
    {
        _snapshot = snapshot;
        int documents = snapshot.DocumentCount;
        _all = new SearchOptions
        {
            Limit = documents,
            Bm25 = new Dictionary<string, Bm25Parameters>(StringComparer.Ordinal) { [field] = new() { B = b } },
        };
        _best = _all with { Limit = Best, CountExactly = false, CountAtLeast = 1 };
        _numbers = snapshot
            .Search(new MatchAll(), _all)
            .Hits.ToDictionary(
                hit => hit.Document,
                hit => int.Parse(snapshot.GroupOf(hit.Document).Key, CultureInfo.InvariantCulture)
            );
        _scores = new float[_numbers.Values.DefaultIfEmpty(-1).Max() + 1];
    }

    /// <summary>What is not the same; null where all is.</summary>
    public string? Difference(Query query, PeerMatches peer)
    {
        Array.Fill(_scores, float.NaN);
        foreach ((int number, float score) in peer.Numbers.Zip(peer.Scores))
        {
            _scores[number] = score;
        }

        SearchMatches all = _snapshot.Search(query, _all);
        if (all.Total != peer.Numbers.Length || all.Hits.Count != peer.Numbers.Length)
        {
            return FormattableString.Invariant($"{all.Total} matches, the peer has {peer.Numbers.Length}");
        }

        if (
            all.Hits.Select(hit => Difference(hit.Document, hit.Score)).FirstOrDefault(found => found is not null) is
            { } of
        )
        {
            return of;
        }

        SearchMatches best = _snapshot.Search(query, _best);
        if (
            best.Hits.Select(hit => Difference(hit.Document, hit.Score)).FirstOrDefault(found => found is not null) is
            { } ofBest
        )
        {
            return $"among the best {Best}: {ofBest}";
        }

        float[] expected = [.. peer.Scores.OrderDescending().Take(Best)];
        return
            best.Hits.Count == expected.Length
            && best.Hits.Zip(expected).All(pair => IsSame(pair.First.Score, pair.Second))
            ? null
            : $"the best {Best} score {Listed(best.Hits.Select(hit => hit.Score))}, the peer's {Listed(expected)}";
    }

    private string? Difference(DocId document, float score)
    {
        int number = _numbers[document];
        float expected = _scores[number];
        return float.IsNaN(expected) ? FormattableString.Invariant($"the peer has not passage {number}")
            : IsSame(score, expected) ? null
            : FormattableString.Invariant($"passage {number} scores {score}, the peer's {expected}");
    }

    private static bool IsSame(double score, double expected) =>
        Math.Abs(score - expected) <= Tolerance * Math.Max(1, expected);

    private static string Listed(IEnumerable<float> scores) =>
        string.Join(' ', scores.Select(score => score.ToString(CultureInfo.InvariantCulture)));
}
