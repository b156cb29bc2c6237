using System.Globalization;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>The embedded index returns what brute force returns: matches, order, scores, totals, facets and spans.</summary>
public sealed class DifferentialTests
{
    private const int Documents = 1_000;
    private const int Rounds = 5;
    private const int QueriesPerRound = 200;

    // SEARCHSERVICE_DIFFERENTIAL=100 makes the runs a hundred times as long.
    private static readonly int Scale = int.TryParse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_DIFFERENTIAL"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var scale
    )
        ? Math.Max(1, scale)
        : 1;

    [Fact]
    public void EmbeddedIndex_ThousandDocumentsAndThousandQueries_EqualsBruteForce()
    {
        for (var run = 0; run < Scale; run++)
        {
            var random = new Random(20_260 + run);
            using var pair = new IndexPair(random, EmbeddedInMemoryTests.TinyOptions with { FlushDocuments = 150 });
            pair.PutAll(Documents);
            for (var round = 0; round < Rounds; round++)
            {
                pair.CheckContents();
                var queries = new RandomQueries(random);
                for (var i = 0; i < QueriesPerRound; i++)
                {
                    pair.Check(queries);
                }

                pair.ReplaceAndDeleteSome(60);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EmbeddedIndex_FewDocumentsInManyTinySegments_EqualsBruteForce(int seed)
    {
        for (var run = 0; run < Scale; run++)
        {
            var random = new Random((seed * 1_000) + run);
            using var pair = new IndexPair(random, EmbeddedInMemoryTests.TinyOptions);
            pair.PutAll(8);
            for (var round = 0; round < 12; round++)
            {
                pair.CheckContents();
                var queries = new RandomQueries(random);
                for (var i = 0; i < 20; i++)
                {
                    pair.Check(queries);
                }

                pair.ReplaceAndDeleteSome(3);
            }
        }
    }

    /// <summary>Two indexes that are given the same.</summary>
    private sealed class IndexPair(Random random, SearchService.Engine.IndexOptions options) : IDisposable
    {
        private readonly EmbeddedPassageIndex _embedded = EmbeddedPassageIndex.Open(new MemoryStorage(), options);
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
            using var embedded = _embedded.AcquireSnapshot();
            using var bruteForce = _bruteForce.AcquireSnapshot();
            Assert.Equal(bruteForce.CorpusVersion, embedded.CorpusVersion);
            Assert.Equal(bruteForce.PassageCount, embedded.PassageCount);
            Assert.Equal(bruteForce.DocumentIds, embedded.DocumentIds);
            var (documents, expected) = (embedded.Catalogue, bruteForce.Catalogue);
            Assert.Equal(expected.Entries.Select(Shown), documents.Entries.Select(Shown));
            Assert.Equal(expected.ByTitle.Select(Shown), documents.ByTitle.Select(Shown));
            Assert.Equal((expected.Words, expected.Notes), (documents.Words, documents.Notes));
            Assert.All(documents.Entries, entry => Assert.Same(entry, documents.Find(entry.Id)));
            Assert.Null(documents.Find("no such document"));
            foreach (var column in Enum.GetValues<PassageColumn>())
            {
                Assert.Equal(bruteForce.Values(column), embedded.Values(column));
            }

            foreach (var term in bruteForce.Expand(new WildcardClause(PassageField.Text, "*"), 8))
            {
                Assert.Equal(
                    bruteForce.Occurrences(PassageField.Text, term),
                    embedded.Occurrences(PassageField.Text, term)
                );
            }
        }

        public void Check(RandomQueries queries)
        {
            using var embedded = _embedded.AcquireSnapshot();
            using var bruteForce = _bruteForce.AcquireSnapshot();
            if (random.Next(2) == 0)
            {
                var clause = queries.Clause(random.Next(4) == 0 ? 3 : 2);
                Compare(embedded, bruteForce, queries.Query(clause, clause), clause.ToString());
                return;
            }

            var text = queries.Text();
            if (QueryParser.Parse(text).Root is not { } root)
            {
                return;
            }

            // Bound to each index, so that what binding reads of an index is compared as well.
            var request = SearchRequest.For(text);
            var bound = new QueryBinder(RankingPlan.Default, embedded).Bind(root, request);
            var expected = new QueryBinder(RankingPlan.Default, bruteForce).Bind(root, request);
            Compare(
                embedded,
                bruteForce,
                queries.Query(bound.Ranked, bound.Marks),
                text,
                (expected.Ranked, expected.Marks)
            );
            if (random.Next(3) == 0)
            {
                var words = 1 + random.Next(bound.Words);
                var counted = new PassageQuery(bound.CountedWith(words), null, PassageSort.Document, 0, 0, null, []);
                Assert.Equal(
                    bruteForce.Search(counted with { Clause = expected.CountedWith(words) }, default).Total,
                    embedded.Search(counted, default).Total
                );
            }
        }

        public void Dispose() => _embedded.Dispose();

        private static void Compare(
            IPassageSnapshot embedded,
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
            var actual = embedded.Search(query, default);
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
                    embedded.CountPlaces(query.Clause, marks, default).Documents
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
            using var embedded = _embedded.OpenWriter();
            using var bruteForce = _bruteForce.OpenWriter();
            List<IPassageWriter> writers = [embedded, bruteForce];
            change(writers);
            var version = string.Create(CultureInfo.InvariantCulture, $"v{++_commits}");
            writers.ForEach(writer => writer.Commit(version));
        }
    }
}
