using System.Diagnostics;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;

namespace SearchService.Retrieval.Searching;

public enum CollocateSort
{
    LogLikelihood,
    MutualInformation,
    Count,
}

/// <param name="Occurrences">Of the query.</param>
/// <param name="WordsAround">Words within the span of any occurrence, the occurrences' own left out, each counted once.</param>
/// <param name="CollectionWords">Words of the whole collection, with which they are compared.</param>
public sealed record CollocateResults(
    QueryReading Query,
    int Span,
    long Occurrences,
    long WordsAround,
    long CollectionWords,
    double TookMs,
    string CorpusVersion,
    IReadOnlyList<Collocate> Collocates
);

/// <summary>A word that stands around the occurrences more often than in the collection at large.</summary>
/// <param name="Word">Folded.</param>
/// <param name="Count">How often it stands around them.</param>
/// <param name="InCollection">How often it stands in the collection.</param>
/// <param name="LogLikelihood">How sure it is that this is no chance (Dunning 1993): 3.84 is exceeded by chance 1 time in 20, 10.83 1 in 1,000.</param>
/// <param name="MutualInformation">How strong it is: the binary logarithm of how many times as often as by chance (Church and Hanks 1990).</param>
public sealed record Collocate(
    string Word,
    long Count,
    long InCollection,
    double LogLikelihood,
    double MutualInformation
);

/// <summary>Collocates, or why there are none.</summary>
public sealed record CollocateAnswer(CollocateResults? Results, IReadOnlyList<ParameterFault> Faults);

/// <summary>The words in the company of a query's occurrences.</summary>
public sealed class Collocates(IPassageIndex index, RankingPlan plan, SearchLimits limits)
{
    public const int DefaultSpan = 5;
    public const int MaxSpan = 50;

    /// <summary>A word that was met once may be anything.</summary>
    private const int FewestTogether = 2;

    /// <param name="request">The query, the filters, and how many collocates.</param>
    /// <param name="span">Words on each side.</param>
    public CollocateAnswer Find(SearchRequest request, int span, CollocateSort sort, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var snapshot = index.AcquireSnapshot();
        var reading = QueryParser.Parse(request.Query);
        if (reading.Root is not { } root)
        {
            return new CollocateAnswer(null, SearchRequestReader.NothingToFind(reading));
        }

        var timed = new TimedSearch(snapshot, limits.Time, cancellation);
        var occurrences = Occurrences.Of(snapshot, plan, root, request, timed);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var (found, around) = (0L, 0L);
        foreach (
            var (occurred, words) in occurrences.ReadSideBySide(
                byYear: false,
                TimedSearch.Share,
                passages => Count(snapshot, passages, span)
            )
        )
        {
            found += occurred;
            foreach (var (word, count) in words)
            {
                counts[word] = counts.GetValueOrDefault(word) + count;
                around += count;
            }
        }

        var all = snapshot.Catalogue.Words;

        // The commonest first: they are there where the time is too short for all.
        var collocates = timed
            .SideBySide(
                counts.Where(word => word.Value >= FewestTogether).OrderByDescending(word => word.Value),
                timed.End(TimedSearch.Share),
                word => Measured(word.Key, word.Value, snapshot.Occurrences(PassageField.Text, word.Key), around, all)
            )
            .Where(word => word.MutualInformation > 0);
        var missing = found == 0 || occurrences.IsRelaxed ? new MissingWords(snapshot).Of(root, request.Query) : [];
        List<QueryFault> faults = [.. reading.Faults, .. occurrences.Faults, .. missing];
        if (timed.IsPartial)
        {
            faults.Add(timed.Fault(request.Query));
        }

        return new CollocateAnswer(
            new CollocateResults(
                new QueryReading(
                    request.Query,
                    root.ToString(),
                    [.. faults.Select(fault => PassageSearch.Error(request.Query, fault))],
                    occurrences.IsRelaxed,
                    MissingWords.Corrected(request.Query, [.. occurrences.Faults, .. missing])
                ),
                span,
                found,
                around,
                all,
                Math.Round(clock.Elapsed.TotalMilliseconds, 2),
                snapshot.CorpusVersion,
                [
                    .. collocates
                        .OrderByDescending(word =>
                            sort switch
                            {
                                CollocateSort.Count => word.Count,
                                CollocateSort.MutualInformation => word.MutualInformation,
                                _ => word.LogLikelihood,
                            }
                        )
                        .ThenByDescending(word => word.Count)
                        .ThenBy(word => word.Word, StringComparer.Ordinal)
                        .Take(request.Limit),
                ]
            ),
            []
        );
    }

    /// <summary>The measures of a two-by-two table: this word or another, around the occurrences or elsewhere.</summary>
    /// <param name="together">The word around the occurrences.</param>
    /// <param name="word">The word in the collection.</param>
    /// <param name="around">Words around the occurrences.</param>
    /// <param name="all">Words of the collection.</param>
    internal static Collocate Measured(string term, long together, long word, long around, long all)
    {
        // A likely reading of a doubtful place counts for the collection and not for the text around.
        word = Math.Max(word, together);
        all = Math.Max(all, around + word - together);
        double[,] observed =
        {
            { together, word - together },
            { around - together, all - around - (word - together) },
        };
        var likelihood = 0.0;
        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 2; column++)
            {
                var expected =
                    (observed[row, 0] + observed[row, 1]) * (observed[0, column] + observed[1, column]) / all;
                likelihood +=
                    observed[row, column] > 0 ? observed[row, column] * Math.Log(observed[row, column] / expected) : 0;
            }
        }

        return new Collocate(
            term,
            together,
            word,
            Math.Round(2 * likelihood, 4),
            Math.Round(Math.Log2((double)together * all / ((double)word * around)), 4)
        );
    }

    /// <param name="Words">Those around, with how often each stands there.</param>
    private sealed record Company(long Occurrences, IReadOnlyDictionary<string, int> Words);

    /// <summary>The occurrences in some documents, and the words around them.</summary>
    private static Company Count(IPassageSnapshot snapshot, IEnumerable<PassageOccurrences> passages, int span)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = 0L;
        foreach (
            var document in passages
                .Where(passage => passage.Occurrences.Count > 0)
                .GroupBy(passage => passage.Passage.DocumentId, StringComparer.Ordinal)
        )
        {
            found += document.Sum(passage => (long)passage.Occurrences.Count);
            foreach (var word in Around(snapshot, [.. document], span))
            {
                words[word] = words.GetValueOrDefault(word) + 1;
            }
        }

        return new Company(found, words);
    }

    /// <summary>The words of a document within a span of any occurrence. No span leaves its section or its note: positions are left free between them.</summary>
    private static IEnumerable<string> Around(IPassageSnapshot snapshot, List<PassageOccurrences> document, int span)
    {
        var own = new HashSet<int>();
        var near = new HashSet<int>();
        foreach (var (start, length) in document.SelectMany(passage => passage.Occurrences))
        {
            own.UnionWith(Enumerable.Range(start, length));
            near.UnionWith(Enumerable.Range(start - span, span));
            near.UnionWith(Enumerable.Range(start + length, span));
        }

        near.ExceptWith(own);
        var id = document[0].Passage.DocumentId;
        var known = document.ToDictionary(one => one.Passage.Ordinal, one => (StoredPassage?)one.Passage);
        var read = new HashSet<int>();
        var words = new List<string>();
        foreach (var (passage, occurrences) in document)
        {
            Read(passage);
            var first = occurrences[0].Start - span;
            for (
                var last = passage;
                last.FirstPosition > first
                    && Neighbours.Before(At, last) is { } before
                    && before.FirstPosition + before.Words > first;
                last = before
            )
            {
                Read(before);
            }

            var end = occurrences.Max(one => one.Start + one.Length) + span;
            for (
                var last = passage;
                last.FirstPosition + last.Words < end
                    && Neighbours.After(At, last) is { } after
                    && after.FirstPosition < end;
                last = after
            )
            {
                Read(after);
            }
        }

        return words;

        // Most neighbours of a common word's passages have it themselves.
        StoredPassage? At(int ordinal) =>
            known.TryGetValue(ordinal, out var passage) ? passage : known[ordinal] = snapshot.Passage(id, ordinal);

        void Read(StoredPassage passage)
        {
            if (!read.Add(passage.Ordinal))
            {
                return;
            }

            var position = passage.FirstPosition;
            foreach (var part in passage.Parts)
            {
                var text = passage.Text.AsSpan(part.TextStart, part.TextEnd - part.TextStart);
                foreach (var (start, length) in Words.Ranges(text))
                {
                    if (near.Contains(position++))
                    {
                        words.Add(Words.Term(text.Slice(start, length)));
                    }
                }
            }
        }
    }
}
