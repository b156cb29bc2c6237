using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Storage;

/// <summary>An index of several segments with deletes, its files, and what it answers while they are whole.</summary>
internal sealed class DamagedIndex
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Query[] _queries;
    private readonly string _answers;

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

    /// <summary>Whether the damage was named while answering. Verification must name it in any case.</summary>
    public bool Check(string name, byte[] damaged) => Check(name, With(name, damaged));

    /// <inheritdoc cref="Check(string, byte[])"/>
    public bool Check(string name, MemoryStorage storage)
    {
        bool named = false;
        try
        {
            Assert.Equal(_answers, Answers(storage));
        }
        catch (IndexCorruptException e)
        {
            Assert.Equal(name, e.File);
            named = true;
        }

        IndexCorruptException verified = Assert.Throws<IndexCorruptException>(() =>
        {
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
            index.Verify();
        });
        Assert.Equal(name, verified.File);
        return named;
    }

    private string Keep(MemoryStorage storage)
    {
        foreach (string name in storage.List())
        {
            _files.Add(name, Samples.Contents(storage, name));
        }

        return Answers(storage);
    }

    private string Answers(MemoryStorage storage)
    {
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        List<string> lines = [string.Join(',', snapshot.GroupKeys)];
        foreach (Query query in _queries)
        {
            SearchMatches matches = snapshot.Search(
                query,
                new SearchOptions { Limit = 5, Facets = ["author", "year"] }
            );
            lines.Add(matches.Total.ToString(CultureInfo.InvariantCulture));
            lines.AddRange(matches.Hits.Select(h => $"{h} {Samples.Text(snapshot.StoredDocument(h.Document))}"));
            lines.AddRange(matches.Hits.SelectMany(h => snapshot.Spans(query, h.Document)).Select(s => s.ToString()));
            lines.AddRange(matches.Facets.SelectMany(f => f.Value).Select(f => f.ToString()));
        }

        return string.Join('\n', lines);
    }
}
