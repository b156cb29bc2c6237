using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Storage;

/// <summary>When the damage of an index was named.</summary>
internal enum DamageNamed
{
    AtOpening,
    ByAnAnswer,

    /// <summary>Nothing that was asked for depends on it.</summary>
    ByVerificationOnly,
}

/// <summary>An index of several segments with deletes, its files, and what it answers while they are whole.</summary>
internal sealed class DamagedIndex
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Query[] _queries;
    private readonly string[] _answers;

    /// <summary>Of segments that are each shorter than a page: all of them is verified at opening.</summary>
    public DamagedIndex(int seed)
    {
        RandomCorpus random = new(seed);
        MemoryStorage storage = new();
        List<DocumentGroup> groups = [];
        IndexOptions options = new()
        {
            FlushDocuments = 60,
            MergeFactor = 10,
            MaxDeletedShare = 1,
        };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using (IndexWriter writer = index.OpenWriter())
        {
            for (int i = 0; i < 60; i++)
            {
                groups.Add(random.Group($"group {i}"));
                writer.Put(groups[^1]);
            }

            writer.Commit(Samples.NoUserData);
            writer.Delete("group 1");
            writer.Delete("group 40");
            writer.Commit(Samples.NoUserData);
        }

        _queries = [.. Enumerable.Range(0, 30).Select(_ => random.Query(groups))];
        _answers = Keep(storage);
        Assert.Contains(_files.Keys, name => name.EndsWith(".deletes", StringComparison.Ordinal));
        Assert.True(_files.Count >= 5);
    }

    public DamagedIndex(MemoryStorage storage, params Query[] queries)
    {
        _queries = queries;
        _answers = Keep(storage);
    }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>How many answers there are to compare: one for each query, and the keys of the groups.</summary>
    public int Answers => _answers.Length;

    /// <summary>
    /// A small segment, and one of more than twenty pages, which are verified when they are first read, not at opening; both with
    /// deletes. Its words are as frequent as Zipf's law has it, so that terms have many full blocks, a few, one, or none.
    /// </summary>
    public static DamagedIndex OfManyPages(int seed)
    {
        ZipfCorpus corpus = new(seed);
        MemoryStorage storage = new();
        List<DocumentGroup> groups = [.. Enumerable.Range(0, 280).Select(i => corpus.Group($"group {i}"))];
        IndexOptions options = new() { MergeFactor = 10, MaxDeletedShare = 1 };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using (IndexWriter writer = index.OpenWriter())
        {
            foreach (IEnumerable<DocumentGroup> segment in new[] { groups.Take(5), groups.Skip(5) })
            {
                foreach (DocumentGroup group in segment)
                {
                    writer.Put(group);
                }

                writer.Commit(Samples.NoUserData);
            }

            writer.Delete(groups[2].Key);
            writer.Delete(groups[70].Key);
            writer.Commit(Samples.NoUserData);
        }

        DamagedIndex made = new(storage, [.. Enumerable.Range(0, 60).Select(i => corpus.Query(i, groups))]);
        Assert.True(made.Files.Values.Max(file => file.Length) > 20 * PagedFile.PageLength);
        Assert.Equal(5, made.Files.Count);
        return made;
    }

    /// <summary>The index with other contents of one file.</summary>
    public MemoryStorage With(string changed, byte[] contents)
    {
        MemoryStorage storage = new();
        foreach ((string name, byte[] bytes) in _files)
        {
            using IStorageOutput output = storage.Create(name);
            output.Append(name == changed ? contents : bytes);
        }

        return storage;
    }

    /// <summary>
    /// What is answered of damaged files is what was answered before, or the damage is named. Verification must name it in any case.
    /// </summary>
    /// <param name="name">The file that is damaged.</param>
    /// <param name="storage">All files.</param>
    /// <param name="asked">Which answers to compare; null for all.</param>
    public DamageNamed Check(string name, IStorage storage, IEnumerable<int>? asked = null)
    {
        DamageNamed named = DamageNamed.AtOpening;
        try
        {
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
            named = DamageNamed.ByAnAnswer;
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            foreach (int number in asked ?? Enumerable.Range(0, Answers))
            {
                Assert.Equal(_answers[number], Answer(snapshot, number));
            }

            named = DamageNamed.ByVerificationOnly;
        }
        catch (IndexCorruptException e)
        {
            Assert.Equal(name, e.File);
        }

        IndexCorruptException verified = Assert.Throws<IndexCorruptException>(() =>
        {
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
            index.Verify();
        });
        Assert.Equal(name, verified.File);
        return named;
    }

    private string[] Keep(MemoryStorage storage)
    {
        foreach (string name in storage.List())
        {
            _files.Add(name, Samples.Contents(storage, name));
        }

        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        return [.. Enumerable.Range(0, _queries.Length + 1).Select(number => Answer(snapshot, number))];
    }

    private string Answer(IndexSnapshot snapshot, int number)
    {
        if (number == _queries.Length)
        {
            return string.Join(',', snapshot.GroupKeys);
        }

        // Every other one may pass over what cannot be a hit, and then does not count.
        Query query = _queries[number];
        bool counts = number % 2 == 0;
        SearchMatches matches = snapshot.Search(
            query,
            new SearchOptions
            {
                Limit = 5,
                CountExactly = counts,
                Facets = counts ? ["author", "year"] : [],
            }
        );
        List<string> lines = [counts ? matches.Total.ToString(CultureInfo.InvariantCulture) : ""];
        lines.AddRange(matches.Hits.Select(h => $"{h} {Samples.Text(snapshot.StoredDocument(h.Document))}"));
        lines.AddRange(matches.Hits.SelectMany(h => snapshot.Spans(query, h.Document)).Select(s => s.ToString()));
        lines.AddRange(matches.Facets.SelectMany(f => f.Value).Select(f => f.ToString()));
        return string.Join('\n', lines);
    }
}
