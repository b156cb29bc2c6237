using System.Text;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;

namespace SearchService.Engine.Tests.Differential;

/// <summary>Asks an index and the brute force the same, and demands the same answer.</summary>
internal sealed class Comparison(IndexSnapshot snapshot, IReadOnlyCollection<DocumentGroup> groups, RandomCorpus random)
{
    private const double Tolerance = 1e-5;

    private readonly BruteForce _truth = new(groups);
    private readonly DocumentGroup[] _groups = [.. groups];
    private readonly Dictionary<DocId, string> _names = [];

    /// <summary>What is kept of each document and group.</summary>
    public void CheckContents()
    {
        Assert.Equal(_truth.Documents.Count, snapshot.DocumentCount);
        Assert.Equal(_groups.Length, snapshot.GroupCount);
        Assert.Equal(_groups.Select(g => g.Key).Order(ByBytes), snapshot.GroupKeys);
        foreach (DocumentGroup group in _groups)
        {
            Assert.True(snapshot.TryGetGroup(group.Key, out GroupEntry? entry));
            Assert.Equal(group.Documents.Count, entry.Count);
            Assert.True(group.Stored.Span.SequenceEqual(entry.Stored.Span));
        }

        foreach (PlacedDocument document in _truth.Documents)
        {
            DocId id = IdOf(document);
            Assert.Equal(document.Group.Key, snapshot.GroupOf(id).Key);
            Assert.True(document.Document.Stored.Span.SequenceEqual(snapshot.StoredDocument(id).Span));
            Assert.Equal(BruteForce.Keywords(document, "author"), snapshot.Keywords(id, "author"));
            Assert.Equal(
                document.Document.Numbers.TryGetValue("year", out long year) ? year : null,
                snapshot.Number(id, "year")
            );
        }

        Assert.Equal(
            _groups.Select(g => (g.Key, g.Documents.Count)).Order(),
            snapshot.Groups.Select(g => (g.Key, g.Count)).Order()
        );
        PlacedDocument[] shuffled = [.. _truth.Documents];
        random.Random.Shuffle(shuffled);
        Assert.Equal(
            shuffled.Select(document => document.Document.Stored.ToArray()),
            snapshot.StoredDocuments([.. shuffled.Select(IdOf)], bytes => bytes.ToArray())
        );
        Assert.False(snapshot.TryGetGroup("no such group", out _));
        foreach (string prefix in new[] { "", "c", "co", "\U0001D538", "zz" })
        {
            Assert.Equal(_truth.Terms("text", prefix), snapshot.Terms("text", prefix));
        }
    }

    /// <summary>One random query with random options.</summary>
    public void CheckQuery()
    {
        Query query = random.Query(_groups);
        Query? filter = random.Random.Next(3) == 0 ? random.Filter() : null;
        (PlacedDocument Document, float Score)[] expected =
        [
            .. _truth
                .Documents.Where(d => filter is null || _truth.Match(filter, d) is not null)
                .Select(d => (d, _truth.Match(query, d)))
                .Where(d => d.Item2 is not null)
                .Select(d => (d.d, (float)d.Item2.GetValueOrDefault())),
        ];
        CheckRanking(query, filter, expected);
        CheckPassing(snapshot, query, random.Passing());
        CheckSorted(query, filter, expected);
        CheckCapped(query, filter, expected);
        CheckSpans(query);
    }

    /// <summary>What passes over matches gives the hits, to the last bit, of what looks at all of them.</summary>
    public static void CheckPassing(IndexSnapshot snapshot, Query query, SearchOptions options)
    {
        SearchMatches all = snapshot.Search(query, options with { CountExactly = true, Facets = ["kind"] });
        SearchMatches some = snapshot.Search(query, options);
        Assert.True(all.Hits.SequenceEqual(some.Hits), Print(query));
        Assert.InRange(some.Total, Math.Min(all.Total, options.CountAtLeast), all.Total);
        Assert.True(!some.IsTotalExact || some.Total == all.Total);
    }

    private void CheckRanking(Query query, Query? filter, (PlacedDocument Document, float Score)[] expected)
    {
        expected = [.. expected.OrderByDescending(d => d.Score)];
        int skip = random.Random.Next(3) == 0 ? random.Random.Next(5) : 0;
        int limit = random.Random.Next(3) == 0 ? random.Random.Next(6) : int.MaxValue;
        SearchOptions options = new()
        {
            Filter = filter,
            Skip = skip,
            Limit = limit,
            Facets = ["author", "year", "kind"],
            FacetValues = random.Random.Next(2) == 0 ? 1 + random.Random.Next(4) : int.MaxValue,
        };
        SearchMatches matches = snapshot.Search(query, options);
        Assert.True(
            expected.Length == matches.Total,
            $"{Print(query)}: {expected.Length} expected, {matches.Total} found"
        );
        Assert.True(matches.IsTotalExact);
        (PlacedDocument Document, float Score)[] page = [.. expected.Skip(skip).Take(limit)];
        string[] found = [.. matches.Hits.Select(hit => Name(hit.Document))];
        Assert.True(page.Select(d => Name(d.Document)).SequenceEqual(found), Print(query));
        for (int i = 0; i < page.Length; i++)
        {
            Assert.InRange(matches.Hits[i].Score, page[i].Score - Tolerance, page[i].Score + Tolerance);
        }

        foreach (string column in options.Facets)
        {
            Assert.Equal(
                expected
                    .SelectMany(d => BruteForce.FacetValues(d.Document, column))
                    .GroupBy(value => value, StringComparer.Ordinal)
                    .Select(g => new FacetCount(g.Key, g.Count()))
                    .OrderByDescending(f => f.Count)
                    .ThenBy(f => f.Value, ByBytes)
                    .Take(options.FacetValues),
                matches.Facets[column]
            );
        }

        foreach (CutExpansion cut in matches.CutExpansions)
        {
            Assert.Equal(_truth.FoundByPattern(cut.Query), cut.Found);
            Assert.True(cut.Taken < cut.Found);
        }
    }

    private void CheckSorted(Query query, Query? filter, (PlacedDocument Document, float Score)[] expected)
    {
        IReadOnlyList<SortKey> sort = random.Sort();
        IOrderedEnumerable<(PlacedDocument Document, float Score)> sorted = expected.OrderBy(_ => 0);
        foreach (SortKey key in sort)
        {
            sorted = key switch
            {
                { Column: null } => sorted.ThenByDescending(d => d.Score),
                { Column: "year" } => ThenBy(
                    sorted.ThenBy(d => !d.Document.Document.Numbers.ContainsKey("year")),
                    d => d.Document.Document.Numbers.GetValueOrDefault("year"),
                    key.Descending,
                    Comparer<long>.Default
                ),
                _ => ThenBy(
                    sorted.ThenBy(d => !BruteForce.Keywords(d.Document, key.Column).Any()),
                    d => BruteForce.Keywords(d.Document, key.Column).FirstOrDefault() ?? "",
                    key.Descending,
                    ByBytes
                ),
            };
        }

        SearchMatches matches = snapshot.Search(
            query,
            new SearchOptions
            {
                Filter = filter,
                Sort = sort,
                Limit = 7,
            }
        );
        Assert.Equal(sorted.Take(7).Select(d => Name(d.Document)), matches.Hits.Select(hit => Name(hit.Document)));
    }

    private void CheckCapped(Query query, Query? filter, (PlacedDocument Document, float Score)[] expected)
    {
        int perAuthor = 1 + random.Random.Next(3);
        int perGroup = 1 + random.Random.Next(2);
        List<string> admitted = [];
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (PlacedDocument document in expected.OrderByDescending(d => d.Score).Select(d => d.Document))
        {
            string[] authors = [.. BruteForce.Keywords(document, "author")];
            if (
                authors.All(a => counts.GetValueOrDefault("author " + a) < perAuthor)
                && counts.GetValueOrDefault("key " + document.Group.Key) < perGroup
            )
            {
                foreach (string name in authors.Select(a => "author " + a).Append("key " + document.Group.Key))
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }

                admitted.Add(Name(document));
            }
        }

        SearchMatches matches = snapshot.Search(
            query,
            new SearchOptions
            {
                Filter = filter,
                Limit = 1000,
                Caps = [new HitCap("author", perAuthor), new HitCap(null, perGroup)],
            }
        );
        Assert.Equal(expected.Length, matches.Total);
        Assert.Equal(admitted, matches.Hits.Select(hit => Name(hit.Document)));
    }

    private void CheckSpans(Query query)
    {
        PlacedDocument[] some =
        [
            .. Enumerable
                .Range(0, Math.Min(5, _truth.Documents.Count))
                .Select(_ => _truth.Documents[random.Random.Next(_truth.Documents.Count)]),
            .. _truth.Documents.Where(d => _truth.Match(query, d) is not null).Take(5),
        ];
        IReadOnlyList<IReadOnlyList<MatchSpan>> found = snapshot.Spans(query, [.. some.Select(IdOf)]);
        for (int i = 0; i < some.Length; i++)
        {
            Assert.Equal(_truth.Spans(query, some[i]), found[i]);
        }
    }

    private static IComparer<string> ByBytes { get; } =
        Comparer<string>.Create(
            (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
        );

    private static IOrderedEnumerable<T> ThenBy<T, TKey>(
        IOrderedEnumerable<T> sorted,
        Func<T, TKey> key,
        bool descending,
        IComparer<TKey> comparer
    ) => descending ? sorted.ThenByDescending(key, comparer) : sorted.ThenBy(key, comparer);

    private DocId IdOf(PlacedDocument document)
    {
        Assert.True(snapshot.TryGetGroup(document.Group.Key, out GroupEntry? group));
        return new DocId(group.First.Value + document.Place);
    }

    private string Name(DocId id)
    {
        if (!_names.TryGetValue(id, out string? name))
        {
            GroupEntry group = snapshot.GroupOf(id);
            name = $"{group.Key}[{id.Value - group.First.Value}]";
            _names.Add(id, name);
        }

        return name;
    }

    private static string Name(PlacedDocument document) => document.Name;

    private static string Print(Query query) => query.ToString();
}
