using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Commits;

/// <summary>What an index holds does not depend on how many threads wrote it, nor on when its segments were merged.</summary>
public sealed class ParallelWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Put_FromManyThreadsBesideMerges_GivesTheLastGroupOfEachKey(int seed)
    {
        const int Threads = 4;
        const int Rounds = 6;
        const int Changes = 25;
        MemoryStorage storage = new();
        IndexOptions options = Samples.TinyOptions with { MergeInBackground = true, MergeBytesPerSecond = 200_000 };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        RandomCorpus[] random =
        [
            .. Enumerable.Range(0, Threads).Select(thread => new RandomCorpus((seed * 10) + thread)),
        ];
        Dictionary<string, DocumentGroup>[] states =
        [
            .. Enumerable.Range(0, Threads).Select(_ => new Dictionary<string, DocumentGroup>(StringComparer.Ordinal)),
        ];
        for (int round = 0; round < Rounds; round++)
        {
            Parallel.For(
                0,
                Threads,
                new ParallelOptions { MaxDegreeOfParallelism = Threads },
                thread =>
                {
                    for (int i = 0; i < Changes; i++)
                    {
                        // Each thread has keys of its own; of changes to one key from two threads, the later would hold.
                        string key = $"{random[thread].Random.Next(20)} of {thread}";
                        states[thread].Remove(key);
                        if (random[thread].Random.Next(4) == 0)
                        {
                            writer.Delete(key);
                        }
                        else
                        {
                            states[thread].Add(key, random[thread].Group(key));
                            writer.Put(states[thread][key]);
                        }
                    }
                }
            );
            writer.Commit(Samples.NoUserData);
            index.Verify();
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            Comparison comparison = new(
                snapshot,
                [.. states.SelectMany(state => state.Values)],
                new RandomCorpus(seed)
            );
            comparison.CheckContents();
            for (int i = 0; i < 5; i++)
            {
                comparison.CheckQuery();
            }
        }
    }

    [Fact]
    public void Segments_OfManyCommits_AreMergedInTheBackgroundAndStayFew()
    {
        MemoryStorage storage = new();
        IndexOptions options = Samples.TinyOptions with { MergeInBackground = true };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using (IndexWriter writer = index.OpenWriter())
        {
            for (int i = 0; i < 100; i++)
            {
                writer.Put(Samples.Group($"group {i}", "one two"));
                writer.Commit(Samples.NoUserData);
                Assert.True(
                    Segments(storage) < 6 * options.MergeFactor,
                    $"There are {Segments(storage)} segments after {i + 1} commits."
                );
            }
        }

        // What was being merged and is of no commit is gone with the writer.
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(100, snapshot.GroupCount);
        index.Verify();
    }

    [Fact]
    public void Settle_AfterSegmentsOfAboutOneSize_MakesOneOfThemWithTheSameDocuments()
    {
        MemoryStorage storage = new();
        Dictionary<string, string> userData = new(StringComparer.Ordinal) { ["of"] = "the last commit" };
        RandomCorpus random = new(3);
        DocumentGroup[] groups = [.. Enumerable.Range(0, 90).Select(i => random.Group($"group {i:00}"))];
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        foreach (DocumentGroup[] some in groups.Chunk(30))
        {
            foreach (DocumentGroup group in some)
            {
                writer.Put(group);
            }

            writer.Commit(userData);
        }

        Assert.Equal(3, Segments(storage));
        using (CancellationTokenSource cancelled = new())
        {
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => writer.Settle(cancelled.Token));
        }

        writer.Settle();
        Assert.Equal(1, Segments(storage));
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(4, snapshot.Generation);
        Assert.Equal(userData, snapshot.UserData);
        Comparison comparison = new(snapshot, groups, random);
        comparison.CheckContents();
        comparison.CheckQuery();

        // One that is much smaller is left for others like it, so that not all is written again for each change.
        writer.Put(Samples.Group("one more", "one two"));
        writer.Commit(userData);
        writer.Settle();
        writer.Settle();
        Assert.Equal(2, Segments(storage));
        using IndexSnapshot last = index.AcquireSnapshot();
        Assert.Equal(5, last.Generation);
        index.Verify();
    }

    [Fact]
    public void OpenedTokenList_UsedAgainAfterThePut_LeavesWhatWasPut()
    {
        MemoryStorage storage = new();
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
        using IndexWriter writer = index.OpenWriter();
        TokenList tokens = new();
        for (int i = 0; i < 10; i++)
        {
            tokens.Clear();
            tokens.Add($"word{i}", 0);
            tokens.Add("x\uD800", 1);
            IndexDocument document = new()
            {
                Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                {
                    ["text"] = tokens,
                },
            };
            writer.Put(new DocumentGroup($"group {i}", default, [document]));
        }

        writer.Commit(Samples.NoUserData);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(10, snapshot.DocumentFrequency("text", "x\uFFFD"));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(1, snapshot.DocumentFrequency("text", $"word{i}")));
        Assert.Equal(11, snapshot.Terms("text", "").Count());
    }

    /// <summary>Two threads' tables in turn on one buffer, each cleared now and then, and numbers that stand for the same term.</summary>
    [Fact]
    public void TokenLists_OfSharedTables_GiveTheFilesOfPlainTokens()
    {
        Random random = new(5);
        List<DocumentGroup> plain = [.. Enumerable.Range(0, 60).Select(i => Samples.Group($"group {i}", Text(random)))];
        Dictionary<string, int>[] numbers = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
        TermTable[] tables = [new(), new()];
        MemoryStorage expected = Written(plain);
        MemoryStorage found = Written(plain.Select(Numbered));
        Assert.Equal(expected.List().Order(StringComparer.Ordinal), found.List().Order(StringComparer.Ordinal));
        foreach (string name in expected.List())
        {
            Assert.Equal(Bytes(expected, name), Bytes(found, name));
        }

        static string Text(Random random) =>
            string.Join(' ', Enumerable.Range(0, random.Next(30)).Select(_ => $"w{random.Next(1 << random.Next(8))}"));

        static MemoryStorage Written(IEnumerable<DocumentGroup> groups)
        {
            MemoryStorage storage = new();
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
            using IndexWriter writer = index.OpenWriter();
            foreach (DocumentGroup group in groups)
            {
                writer.Put(group);
            }

            writer.Commit(Samples.NoUserData);
            return storage;
        }

        static byte[] Bytes(MemoryStorage storage, string name)
        {
            using StorageBytes bytes = new(storage.Open(name));
            return bytes.Span(0, (int)bytes.Length).ToArray();
        }

        DocumentGroup Numbered(DocumentGroup group)
        {
            int which = random.Next(2);
            if (random.Next(5) == 0)
            {
                tables[which].Clear();
                numbers[which].Clear();
            }

            return Samples.WithTokens(group, (_, tokens) => List(tokens, which));
        }

        TokenList List(IEnumerable<IndexToken> tokens, int which)
        {
            TokenList list = new(tables[which]);
            foreach (IndexToken token in tokens)
            {
                if (!numbers[which].TryGetValue(token.Term, out int number) || random.Next(8) == 0)
                {
                    number = numbers[which][token.Term] = tables[which].Add(token.Term);
                }

                list.Add(number, token.Position);
            }

            return list;
        }
    }

    /// <summary>Enough terms and occurrences that tables grow and lists run over many slices.</summary>
    [Fact]
    public void Segment_OfManyTermsAndLongLists_HoldsEachOccurrence()
    {
        const int Documents = 300;
        const int Tokens = 400;
        Random random = new(4);
        MemoryStorage storage = new();
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        using IndexWriter writer = index.OpenWriter();
        Dictionary<string, HashSet<int>> expected = new(StringComparer.Ordinal);
        for (int i = 0; i < Documents; i++)
        {
            TokenList tokens = new();
            for (int position = 0; position < Tokens; position++)
            {
                // From one word in two to words that stand once, their beginnings the same for more than eight bytes.
                string term = $"somewhat-long-{(int)Math.Exp(random.NextDouble() * 10)}";
                tokens.Add(term, position);
                (expected.TryGetValue(term, out HashSet<int>? of) ? of : expected[term] = []).Add(i);
            }

            IndexDocument document = new()
            {
                Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                {
                    ["text"] = tokens,
                },
            };

            // Keys fall, so that documents are numbered in another order than they came.
            writer.Put(new DocumentGroup($"group {Documents - i:000}", default, [document]));
        }

        writer.Commit(Samples.NoUserData);
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(
            expected.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (long)e.Value.Count)),
            snapshot.Terms("text", "")
        );
        Assert.Equal((long)Documents * Tokens, expected.Keys.Sum(term => snapshot.TermFrequency("text", term)));
    }

    private static int Segments(MemoryStorage storage) =>
        storage.List().Count(name => name.EndsWith(".segment", StringComparison.Ordinal));
}
