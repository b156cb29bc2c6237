using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Differential;

/// <summary>The index returns exactly what brute force returns: documents, order, scores, totals, facets and spans.</summary>
public sealed class DifferentialTests
{
    // SEARCHSERVICE_DIFFERENTIAL=100 makes the runs a hundred times as long.
    private static readonly int Scale = int.TryParse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_DIFFERENTIAL"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out int scale
    )
        ? Math.Max(1, scale)
        : 1;

    [Fact]
    public void Index_ThousandDocumentsAndThousandQueries_EqualsBruteForce()
    {
        for (int round = 0; round < Scale; round++)
        {
            RandomCorpus random = new(1000 + round);
            Dictionary<string, DocumentGroup> groups = new(StringComparer.Ordinal);
            MemoryStorage storage = new();
            IndexOptions options = Samples.TinyOptions with { FlushDocuments = 40 };
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
            using (IndexWriter writer = index.OpenWriter())
            {
                while (groups.Values.Sum(group => group.Documents.Count) < 1000)
                {
                    DocumentGroup group = random.Group(random.Key(1000));
                    groups[group.Key] = group;
                    writer.Put(group);
                }

                writer.Commit(Samples.NoUserData);
            }

            index.Verify();
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            Comparison comparison = new(snapshot, groups.Values, random);
            comparison.CheckContents();
            for (int i = 0; i < 1000; i++)
            {
                comparison.CheckQuery();
            }
        }
    }

    /// <summary>One document a group, so that words are looked for in runs of documents; their postings have several blocks.</summary>
    [Theory]
    [InlineData(2000, false, 255)]
    [InlineData(3000, true, 255)]
    [InlineData(4000, true, 5)]
    [InlineData(5000, true, 0)]
    public void Index_OfSingleDocumentsInManyBlocks_EqualsBruteForce(int seed, bool isPlain, int commonWords)
    {
        for (int round = 0; round < Scale; round++)
        {
            RandomCorpus random = new(seed + round, isPlain);
            DocumentGroup[] groups = [.. Enumerable.Range(0, 3000).Select(i => random.Group($"g{i}", 1))];
            IndexOptions options = new()
            {
                FlushDocuments = 2000,
                MaxDeletedShare = 1,
                CommonWords = commonWords,
            };
            using SearchIndex index = Build(groups, options);
            DocumentGroup[] left = [.. groups.Where(_ => random.Random.Next(20) > 0)];
            using (IndexWriter writer = index.OpenWriter())
            {
                foreach (DocumentGroup group in groups.Except(left))
                {
                    writer.Delete(group.Key);
                }

                writer.Commit(Samples.NoUserData);
            }

            index.Verify();
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            Comparison comparison = new(snapshot, left, random);
            for (int i = 0; i < 300; i++)
            {
                comparison.CheckQuery();
            }
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 1)]
    public void Index_OfPositionsUpToTheLast_EqualsBruteForce(int seed, int mostDocuments)
    {
        RandomCorpus random = new(seed);
        DocumentGroup[] groups =
        [
            .. Enumerable.Range(0, 150).Select(i => UpToTheLastPosition(random.Group($"g{i}", mostDocuments))),
        ];
        using SearchIndex index = Build(groups, Samples.TinyOptions with { FlushDocuments = 60 });
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Comparison comparison = new(snapshot, groups, random);
        comparison.CheckContents();
        for (int i = 0; i < 200; i++)
        {
            comparison.CheckQuery();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Index_ThroughPutsDeletesDiscardsAndReopens_EqualsBruteForce(int seed)
    {
        for (int round = 0; round < Scale; round++)
        {
            RandomCorpus random = new(seed + (100 * round), isPlain: seed > 3);
            Dictionary<string, DocumentGroup> committed = new(StringComparer.Ordinal);
            MemoryStorage storage = new();
            SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
            for (int step = 0; step < 30; step++)
            {
                if (random.Random.Next(4) == 0)
                {
                    index.Dispose();
                    index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
                }

                using (IndexWriter writer = index.OpenWriter())
                {
                    committed = Change(writer, random, committed, step);
                }

                index.Verify();
                using IndexSnapshot snapshot = index.AcquireSnapshot();
                Comparison comparison = new(snapshot, committed.Values, random);
                comparison.CheckContents();
                for (int i = 0; i < 10; i++)
                {
                    comparison.CheckQuery();
                }
            }

            index.Dispose();
        }
    }

    [Fact]
    public void Scores_OfTheSameGroupsInOtherSegments_AreTheSameToTheLastBit()
    {
        RandomCorpus random = new(7);
        DocumentGroup[] groups = [.. Enumerable.Range(0, 40).Select(i => random.Group($"g{i}"))];
        using SearchIndex one = Build(groups, new IndexOptions());
        using SearchIndex many = Build(
            [.. groups.Reverse()],
            new IndexOptions
            {
                FlushDocuments = 1,
                MergeFactor = 1000,
                MaxDeletedShare = 1,
            }
        );
        using (IndexWriter writer = many.OpenWriter())
        {
            writer.Put(random.Group("gone"));
            writer.Put(groups[3] with { Documents = [] });
            writer.Commit(Samples.NoUserData);
            writer.Delete("gone");
            writer.Put(groups[3]);
            writer.Commit(Samples.NoUserData);
        }

        using IndexSnapshot a = one.AcquireSnapshot();
        using IndexSnapshot b = many.AcquireSnapshot();
        for (int i = 0; i < 300; i++)
        {
            Query query = random.Query(groups);
            SearchOptions options = new() { Limit = 1000, Sort = random.Sort() };
            Assert.Equal(Describe(a, a.Search(query, options)), Describe(b, b.Search(query, options)));
        }
    }

    /// <summary>Documents enough for many blocks of postings, of which most need not be looked at.</summary>
    [Theory]
    [InlineData(1, 6, false)]
    [InlineData(2, 1, false)]
    [InlineData(3, 1, true)]
    public void Passing_OverManyBlocks_GivesTheHitsOfAll(int seed, int mostDocuments, bool isPlain)
    {
        for (int round = 0; round < Scale; round++)
        {
            RandomCorpus random = new(seed + (100 * round), isPlain);
            DocumentGroup[] groups =
            [
                .. Enumerable
                    .Range(0, 12_000 / (mostDocuments + 1))
                    .Select(i => random.Group($"{(char)('a' + random.Random.Next(26))}{i}", mostDocuments)),
            ];
            using SearchIndex index = Build(groups, new IndexOptions { FlushDocuments = 4000, MaxDeletedShare = 1 });
            using (IndexWriter writer = index.OpenWriter())
            {
                foreach (DocumentGroup group in groups.Where(_ => random.Random.Next(20) == 0))
                {
                    writer.Delete(group.Key);
                }

                writer.Commit(Samples.NoUserData);
            }

            using IndexSnapshot snapshot = index.AcquireSnapshot();
            for (int i = 0; i < 200; i++)
            {
                Comparison.CheckPassing(snapshot, random.Query(groups), random.Passing());
            }
        }
    }

    /// <summary>Words from very common to rare, so that the terms that lead change from one run of documents to the next.</summary>
    [Fact]
    public void Passing_OverTermsOfEveryFrequency_GivesTheHitsOfAll()
    {
        Random random = new(11);
        string[] words = [.. Enumerable.Range(0, 60).Select(i => $"w{i}")];
        string Word() => words[(int)Math.Pow(words.Length, random.NextDouble()) - 1];
        string Text(int most) => string.Join(' ', Enumerable.Range(0, random.Next(1, most)).Select(_ => Word()));
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(i => Text(i / 2000 % 2 == 0 ? 80 : 8))];
        HashSet<string>[] sets = [.. texts.Select(text => text.Split(' ').ToHashSet(StringComparer.Ordinal))];
        DocumentGroup[] groups = [.. texts.Select((text, i) => Samples.Group($"{i:00000}", text))];
        using SearchIndex index = Build(groups, new IndexOptions { FlushDocuments = 15_000 });
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        for (int i = 0; i < 300; i++)
        {
            TermQuery[] terms =
            [
                .. words
                    .OrderBy(_ => random.Next())
                    .Take(random.Next(2, 6))
                    .Select(word => new TermQuery("text", word)),
            ];
            Query query = (i % 6) switch
            {
                0 => BooleanQuery.All(terms[..2]),
                1 => BooleanQuery.All(terms),
                2 => terms[0],
                3 => BooleanQuery.Any(BooleanQuery.All(terms[..2]), BooleanQuery.All(terms[1..])),
                _ => BooleanQuery.Any(terms),
            };
            SearchOptions all = new() { Limit = random.Next(1, 300) };
            SearchOptions best = all with { CountExactly = false, CountAtLeast = random.Next(50) };
            SearchMatches matches = snapshot.Search(query, all);
            Assert.Equal(matches.Hits, snapshot.Search(query, best).Hits);
            if (i % 6 == 1)
            {
                Assert.Equal(
                    sets.Count(set => Array.TrueForAll(terms, term => set.Contains(term.Term))),
                    matches.Total
                );
            }
        }
    }

    /// <summary>
    /// A block of the rarer term reaches over several runs; in the first the other term is worth little, so that nothing there is
    /// enough, in the second it is worth much.
    /// </summary>
    [Fact]
    public void Passing_OverARunWithinABlock_LeavesTheRestOfTheBlock()
    {
        const int Documents = 4096;
        string much = string.Join(' ', Enumerable.Repeat("z", 200));
        string Text(int i)
        {
            string x = i % 16 == 0 ? "x " : "";
            return i == 0 ? "x x x z"
                : i < 1024 ? $"{x}y {much}"
                : i < Documents ? $"{x}y y y"
                : "z z z z z";
        }

        DocumentGroup[] groups = [.. Enumerable.Range(0, 20_000).Select(i => Samples.Group($"{i:00000}", Text(i)))];
        using SearchIndex index = Build(groups, new IndexOptions());
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Query query = BooleanQuery.Any(new TermQuery("text", "x"), new TermQuery("text", "y"));
        SearchOptions all = new() { Limit = 1 };
        SearchHit best = Assert.Single(snapshot.Search(query, all).Hits);
        Assert.Equal("01024", snapshot.GroupOf(best.Document).Key);
        Assert.Equal([best], snapshot.Search(query, all with { CountExactly = false, CountAtLeast = 0 }).Hits);
    }

    /// <summary>What the best documents score is known before the first is looked at, but not which of them are deleted.</summary>
    [Fact]
    public void Passing_WhereTheBestOfEachBlockAreDeleted_GivesTheBestOfTheRest()
    {
        Random random = new(13);
        string Text(int i) =>
            string.Join(' ', Enumerable.Repeat("x", 1 + (i % 100 == 0 ? 9 : random.Next(3)))) + " y z";
        DocumentGroup[] groups = [.. Enumerable.Range(0, 5_000).Select(i => Samples.Group($"{i:00000}", Text(i)))];
        using SearchIndex index = Build(groups, new IndexOptions());
        SearchOptions all = new() { Limit = 10 };
        SearchOptions best = all with { CountExactly = false };
        Query[] queries =
        [
            new TermQuery("text", "x"),
            BooleanQuery.Any(new TermQuery("text", "x"), new TermQuery("text", "y")),
        ];
        using (IndexSnapshot before = index.AcquireSnapshot())
        {
            Assert.All(queries, query => Assert.Equal(before.Search(query, all).Hits, before.Search(query, best).Hits));
        }

        using (IndexWriter writer = index.OpenWriter())
        {
            for (int i = 0; i < groups.Length; i += 100)
            {
                writer.Delete(groups[i].Key);
            }

            writer.Commit(Samples.NoUserData);
        }

        using IndexSnapshot after = index.AcquireSnapshot();
        foreach (Query query in queries)
        {
            SearchMatches matches = after.Search(query, all);
            Assert.Equal(10, matches.Hits.Count);
            Assert.Equal(matches.Hits, after.Search(query, best).Hits);
        }
    }

    private static SearchIndex Build(IReadOnlyList<DocumentGroup> groups, IndexOptions options)
    {
        SearchIndex index = SearchIndex.Open(new MemoryStorage(), Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        foreach (DocumentGroup group in groups)
        {
            writer.Put(group);
        }

        writer.Commit(Samples.NoUserData);
        return index;
    }

    /// <summary>The group with its positions moved on, so that each field ends at the last that there is.</summary>
    private static DocumentGroup UpToTheLastPosition(DocumentGroup group)
    {
        Dictionary<string, int> last = group
            .Documents.SelectMany(document => document.Fields)
            .Where(field => field.Value.Count > 0)
            .GroupBy(field => field.Key, StringComparer.Ordinal)
            .ToDictionary(fields => fields.Key, fields => fields.Max(field => field.Value[^1].Position));
        IndexToken[] Moved(string field, IReadOnlyList<IndexToken> tokens) =>
            [.. tokens.Select(token => token with { Position = int.MaxValue - 1 - last[field] + token.Position })];
        return Samples.WithTokens(group, Moved);
    }

    private static IEnumerable<(string, uint)> Describe(IndexSnapshot snapshot, SearchMatches matches) =>
        matches.Hits.Select(hit =>
            (
                snapshot.GroupOf(hit.Document).Key + Samples.Text(snapshot.StoredDocument(hit.Document)),
                BitConverter.SingleToUInt32Bits(hit.Score)
            )
        );

    /// <summary>Random changes with one commit or several; what was not committed is not in the result.</summary>
    private static Dictionary<string, DocumentGroup> Change(
        IndexWriter writer,
        RandomCorpus random,
        Dictionary<string, DocumentGroup> committed,
        int step
    )
    {
        Dictionary<string, DocumentGroup> now = new(committed, StringComparer.Ordinal);
        int changes = random.Random.Next(15);
        for (int i = 0; i < changes; i++)
        {
            string key = random.Key(2);
            switch (random.Random.Next(6))
            {
                case 0:
                    writer.Delete(key);
                    now.Remove(key);
                    break;
                case 1:
                    Dictionary<string, string> userData = new(StringComparer.Ordinal) { ["step"] = $"{step}" };
                    writer.Commit(userData);
                    committed = new Dictionary<string, DocumentGroup>(now, StringComparer.Ordinal);
                    break;
                default:
                    now[key] = random.Group(key);
                    writer.Put(now[key]);
                    break;
            }
        }

        if (random.Random.Next(3) > 0)
        {
            writer.Commit(Samples.NoUserData);
            committed = now;
        }

        return committed;
    }

    /// <summary>Sums of so many terms are off by more bits of a float than those of a few.</summary>
    [Fact]
    public void Passing_OverFifteenHundredTerms_GivesTheBestOfAll()
    {
        const int Terms = 1500;
        string all = string.Join(' ', Enumerable.Range(0, 2 * Terms).Select(i => $"w{i}"));
        string Rest(int i) => string.Concat(Enumerable.Repeat(" x", 9 - (i % 10)));
        DocumentGroup[] groups =
        [
            .. Enumerable.Range(0, 40).Select(i => Samples.Group($"{i:00}", all + Rest(i))),
            .. Enumerable
                .Range(0, 40)
                .Select(i => Samples.Group($"y{i}", string.Join(' ', Enumerable.Repeat("y", 6 * Terms)))),
            Samples.Group("z", string.Join(' ', Enumerable.Repeat(all, 200))),
        ];
        using SearchIndex index = Build(groups, new IndexOptions { MaxDeletedShare = 1 });
        using (IndexWriter writer = index.OpenWriter())
        {
            writer.Delete("z");
            writer.Commit(Samples.NoUserData);
        }

        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Query query = BooleanQuery.Any([.. Enumerable.Range(0, Terms).Select(i => new TermQuery("text", $"w{i}"))]);
        SearchOptions exact = new()
        {
            Limit = 1,
            Bm25 = new Dictionary<string, Bm25Parameters>(StringComparer.Ordinal)
            {
                ["text"] = new(K1: 6.875, B: 0.001),
            },
        };
        SearchOptions best = exact with { CountExactly = false, CountAtLeast = 0 };
        Assert.Equal(snapshot.Search(query, exact).Hits, snapshot.Search(query, best).Hits);
    }
}
