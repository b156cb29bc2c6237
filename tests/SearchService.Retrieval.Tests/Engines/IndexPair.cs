using System.Globalization;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>An index and brute force, which are given the same.</summary>
/// <param name="index">Empty.</param>
internal sealed class IndexPair(Random random, IPassageIndex index) : IDisposable
{
    private readonly BruteForcePassageIndex _bruteForce = new(new BruteForceStore());
    private readonly RandomCollection _collection = new(random);
    private int _documents;
    private int _commits;

    public void PutAll(int count)
    {
        _documents = count;
        Write(writers =>
        {
            for (var i = 0; i < count; i++)
            {
                Put(writers, i);
            }
        });
    }

    public void ReplaceAndDeleteSome(int count) =>
        Write(writers =>
        {
            for (var i = 0; i < count; i++)
            {
                var number = random.Next(_documents);
                if (random.Next(3) == 0)
                {
                    writers.ForEach(writer => writer.Delete(RandomCollection.Id(number)));
                }
                else
                {
                    Put(writers, number);
                }
            }
        });

    public void CheckContents()
    {
        using var tested = index.AcquireSnapshot();
        using var bruteForce = _bruteForce.AcquireSnapshot();
        Assert.Equal(bruteForce.CorpusVersion, tested.CorpusVersion);
        Assert.Equal(bruteForce.PassageCount, tested.PassageCount);
        Assert.Equal(bruteForce.DocumentIds, tested.DocumentIds);
        var (documents, expected) = (tested.Catalogue, bruteForce.Catalogue);
        Assert.Equal(expected.Entries.Select(Shown), documents.Entries.Select(Shown));
        Assert.Equal(expected.ByTitle.Select(Shown), documents.ByTitle.Select(Shown));
        Assert.Equal((expected.Words, expected.Notes), (documents.Words, documents.Notes));
        Assert.All(documents.Entries, entry => Assert.Same(entry, documents.Find(entry.Id)));
        Assert.Null(documents.Find("no such document"));
        foreach (var column in Enum.GetValues<PassageColumn>())
        {
            Assert.Equal(bruteForce.Values(column), tested.Values(column));
        }

        foreach (var term in bruteForce.Expand(new WildcardClause(PassageField.Text, "*"), 8))
        {
            Assert.Equal(bruteForce.Occurrences(PassageField.Text, term), tested.Occurrences(PassageField.Text, term));
        }
    }

    public void Check(RandomQueries queries)
    {
        using var tested = index.AcquireSnapshot();
        using var bruteForce = _bruteForce.AcquireSnapshot();
        if (random.Next(2) == 0)
        {
            var clause = queries.Clause(random.Next(4) == 0 ? 3 : 2);
            Compare(tested, bruteForce, queries.Query(clause, clause), clause.ToString());
            return;
        }

        var text = queries.Text();
        if (QueryParser.Parse(text).Root is not { } root)
        {
            return;
        }

        // Bound to each index, so that what binding reads of an index is compared as well.
        var request = SearchRequest.For(text);
        var bound = new QueryBinder(RankingPlan.Default, tested).Bind(root, request);
        var expected = new QueryBinder(RankingPlan.Default, bruteForce).Bind(root, request);
        Compare(tested, bruteForce, queries.Query(bound.Ranked, bound.Marks), text, (expected.Ranked, expected.Marks));
        if (random.Next(3) == 0)
        {
            var words = 1 + random.Next(bound.Words);
            var counted = new PassageQuery(bound.CountedWith(words), null, PassageSort.Document, 0, 0, null, []);
            Assert.Equal(
                bruteForce.Search(counted with { Clause = expected.CountedWith(words) }, default).Total,
                tested.Search(counted, default).Total
            );
        }
    }

    public void Dispose() => index.Dispose();

    internal static void Compare(
        IPassageSnapshot tested,
        IPassageSnapshot bruteForce,
        PassageQuery query,
        string shown,
        (PassageClause Clause, PassageClause? Marks)? reference = null
    )
    {
        var asked = query with
        {
            Clause = reference?.Clause ?? query.Clause,
            Marks = reference is { } given ? given.Marks : query.Marks,
        };
        var expected = bruteForce.Search(asked, default);
        var actual = tested.Search(query, default);
        Assert.True(expected.Total == actual.Total, $"{shown}: {actual.Total} matches instead of {expected.Total}");
        foreach (var (column, counts) in expected.Facets)
        {
            Assert.Equal(counts, actual.Facets[column]);
        }

        Assert.Equal(expected.Matches.Count, actual.Matches.Count);
        for (var i = 0; i < expected.Matches.Count; i++)
        {
            CheckMatch(expected.Matches, actual.Matches, i, query.Sort, shown);
        }

        // Sums of many parts may differ in the last bit and with it two neighbours of one score: each must have the score it has by
        // the definition, at whatever rank of that score it stands.
        var passages = expected.Matches.ToLookup(match => match.Passage.Id);
        var strangers = actual.Matches.Where(match => !passages.Contains(match.Passage.Id)).ToList();
        if (strangers.Count > 0)
        {
            var all = bruteForce
                .Search(asked with { Skip = 0, Limit = int.MaxValue, PerDocument = null }, default)
                .Matches.ToDictionary(match => match.Passage.Id, match => match.Score);
            Assert.All(strangers, match => Assert.True(IsClose(all[match.Passage.Id], match.Score), shown));
        }

        Assert.Equal(actual.Matches.Count, actual.Matches.DistinctBy(match => match.Passage.Id).Count());
        if (query.Marks is { } marks)
        {
            Assert.Equal(
                bruteForce.CountPlaces(asked.Clause, asked.Marks!, default).Documents,
                tested.CountPlaces(query.Clause, marks, default).Documents
            );
        }
    }

    private static string Shown(CatalogueEntry entry) =>
        $"{entry with { AuthorKeys = [] }} {string.Join(';', entry.AuthorKeys)}";

    private static void CheckMatch(
        IReadOnlyList<PassageMatch> expected,
        IReadOnlyList<PassageMatch> actual,
        int rank,
        PassageSort sort,
        string shown
    )
    {
        var (one, other) = (expected[rank], actual[rank]);
        if (sort == PassageSort.Relevance)
        {
            Assert.True(
                IsClose(one.Score, other.Score),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{shown}: score {other.Score} of {other.Passage.Id} at rank {rank} instead of {one.Score} of {one.Passage.Id}"
                )
            );
            one = expected.FirstOrDefault(match => match.Passage.Id == other.Passage.Id) ?? one;
        }
        else
        {
            Assert.Equal(one.Passage.Id, other.Passage.Id);
        }

        if (one.Passage.Id == other.Passage.Id)
        {
            Assert.True(IsClose(one.Score, other.Score), shown);
            Assert.Equal(one.Passage.Text, other.Passage.Text);
            Assert.True(
                one.Spans.SequenceEqual(other.Spans),
                $"{shown}: spans {string.Join(' ', other.Spans)} instead of {string.Join(' ', one.Spans)}"
            );
        }
    }

    private static bool IsClose(float expected, float actual) =>
        Math.Abs(expected - actual) <= 1e-5 * Math.Max(1, Math.Abs(expected));

    private void Put(List<IPassageWriter> writers, int number)
    {
        var document = _collection.Document(RandomCollection.Id(number));
        writers.ForEach(writer => writer.Put(document));
    }

    private void Write(Action<List<IPassageWriter>> change)
    {
        using var tested = index.OpenWriter();
        using var bruteForce = _bruteForce.OpenWriter();
        List<IPassageWriter> writers = [tested, bruteForce];
        change(writers);
        var version = string.Create(CultureInfo.InvariantCulture, $"v{++_commits}");
        writers.ForEach(writer => writer.Commit(version));
    }
}
