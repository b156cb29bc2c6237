using System.Diagnostics;
using System.Text;
using SearchService.Analysis;
using SearchService.Engine;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Our engine over the passages, with the work of the peer's benchmark: words without possessive, stemmed, with positions; every
/// passage a document of its own, found by its id; id, document, title, section and text stored.
/// </summary>
internal sealed class PassageIndex : IDisposable
{
    private static readonly IndexSchema Schema = new(
        [BenchQuery.Field],
        [new ColumnDefinition("doc", ColumnKind.Keyword)]
    );

    private readonly SearchIndex _index;
    private readonly IndexSnapshot _snapshot;
    private readonly Func<string, IReadOnlyList<string>> _analyse;

    private PassageIndex(SearchIndex index, Func<string, IReadOnlyList<string>> analyse)
    {
        _index = index;
        _snapshot = index.AcquireSnapshot();
        _analyse = analyse;
    }

    public int DocumentCount => _snapshot.DocumentCount;

    /// <summary>Words as the program indexes them but for their British spellings: folded, without possessive, stemmed.</summary>
    public static IReadOnlyList<string> Stems(string text) =>
        [.. Words.Tokenize(text).Select(token => EnglishStemmer.Stem(Words.WithoutPossessive(token.Term)))];

    /// <summary>Terms as they stand in a text of nothing but terms.</summary>
    public static IReadOnlyList<string> Plain(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <returns>Documents and seconds from the first byte read to the commit.</returns>
    public static (int Documents, double Seconds) Build(
        string passages,
        string folder,
        int limit,
        Func<string, IReadOnlyList<string>> analyse
    )
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        long started = Stopwatch.GetTimestamp();
        int documents = 0;
        using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Schema);
        using IndexWriter writer = index.OpenWriter();
        IEnumerable<DocumentGroup[]> batches = PassageFile
            .ReadBatches(passages, limit)
            .AsParallel()
            .AsOrdered()
            .Select(batch => Array.ConvertAll(batch, line => Group(Passage.Parse(line.Span), analyse)));
        foreach (DocumentGroup group in batches.SelectMany(batch => batch))
        {
            writer.Put(group);
            documents++;
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal));
        return (documents, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public static PassageIndex Open(string folder, Func<string, IReadOnlyList<string>> analyse) =>
        new(SearchIndex.Open(new FileStorage(folder), Schema), analyse);

    public static long Bytes(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Times all queries in turn, again and again, on this thread.</summary>
    /// <returns>By kind: microseconds by query and pass, and bytes allocated a query.</returns>
    public Dictionary<string, (List<double[]> Times, double Bytes)> Time(
        IReadOnlyList<BenchQuery> queries,
        int hits,
        int warm,
        int timed
    )
    {
        SearchOptions options = new() { Limit = hits, CountExactly = false };
        Query[] bound = [.. queries.Select(query => query.ToQuery(_analyse))];
        double[][] times = [.. queries.Select(_ => new double[timed])];
        long[] bytes = new long[queries.Count];
        for (int pass = -warm; pass < timed; pass++)
        {
            for (int i = 0; i < bound.Length; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long started = Stopwatch.GetTimestamp();
                _snapshot.Search(bound[i], options);
                double elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
                if (pass >= 0)
                {
                    times[i][pass] = elapsed;
                    bytes[i] += GC.GetAllocatedBytesForCurrentThread() - before;
                }
            }
        }

        return Enumerable
            .Range(0, queries.Count)
            .GroupBy(i => queries[i].Kind, StringComparer.Ordinal)
            .ToDictionary(
                kind => kind.Key,
                kind => (kind.Select(i => times[i]).ToList(), kind.Average(i => (double)bytes[i] / timed)),
                StringComparer.Ordinal
            );
    }

    /// <summary>The exact number of matches and the best hits, scored as if all passages were of one length.</summary>
    public (long Total, List<(string Id, double Score)> Hits) FindWithoutNorms(BenchQuery query, int hits)
    {
        SearchOptions options = new()
        {
            Limit = hits,
            Bm25 = new Dictionary<string, Bm25Parameters>(StringComparer.Ordinal)
            {
                [BenchQuery.Field] = new() { B = 0 },
            },
        };
        SearchMatches matches = _snapshot.Search(query.ToQuery(_analyse), options);
        return (
            matches.Total,
            [.. matches.Hits.Select(hit => (_snapshot.GroupOf(hit.Document).Key, (double)hit.Score))]
        );
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _index.Dispose();
    }

    private static DocumentGroup Group(Passage passage, Func<string, IReadOnlyList<string>> analyse)
    {
        IReadOnlyList<string> terms = analyse(passage.Text);
        IndexToken[] tokens = new IndexToken[terms.Count];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = new IndexToken(terms[i], i);
        }

        IndexDocument document = new()
        {
            Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
            {
                [BenchQuery.Field] = tokens,
            },
            Keywords = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                ["doc"] = [passage.Document],
            },
            Stored = Encoding.UTF8.GetBytes($"{passage.Title}\0{passage.Section}\0{passage.Text}"),
        };
        return new DocumentGroup(passage.Id, ReadOnlyMemory<byte>.Empty, [document]);
    }
}
