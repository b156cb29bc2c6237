using System.Diagnostics;
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

    /// <summary>Under which a commit keeps what it was made of.</summary>
    private const string Made = "passages";

    private readonly SearchIndex _index;
    private readonly IndexSnapshot _snapshot;
    private readonly PassageAnalysis _analysis;

    private PassageIndex(SearchIndex index, PassageAnalysis analysis)
    {
        _index = index;
        _snapshot = index.AcquireSnapshot();
        _analysis = analysis;
    }

    /// <summary>What an index is made of: a file of a name and length, and as many of its passages.</summary>
    public static string SourceOf(string passages, int limit) =>
        FormattableString.Invariant(
            $"{Path.GetFileName(passages)}, {new FileInfo(passages).Length} bytes, at most {limit} passages"
        );

    public IndexSnapshot Snapshot => _snapshot;

    /// <param name="passages">JSON lines.</param>
    /// <param name="folder">Emptied first.</param>
    /// <param name="limit">So many passages at most.</param>
    /// <returns>Documents, and seconds from the first byte read to the commit: by the clock, and of all processors.</returns>
    /// <exception cref="InvalidDataException">A line is no passage, or two passages have the same id.</exception>
    public static (int Documents, double Seconds, double Processor) Build(string passages, string folder, int limit)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Dictionary<string, string> made = new(StringComparer.Ordinal) { [Made] = SourceOf(passages, limit) };
        (int, double, double) figures = PutAll(passages, folder, limit, made);
        Settle(folder);
        return figures;
    }

    private static (int Documents, double Seconds, double Processor) PutAll(
        string passages,
        string folder,
        int limit,
        Dictionary<string, string> made
    )
    {
        long started = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        int documents = 0;
        using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Schema);
        using IndexWriter writer = index.OpenWriter();
        using PassageFile file = new(passages, limit);
        Task[] workers =
        [
            .. Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () => Interlocked.Add(ref documents, PutAll(file, passages, writer)),
                        TaskCreationOptions.LongRunning
                    )
                ),
        ];
        Task.WhenAll(workers).GetAwaiter().GetResult();
        writer.Commit(made);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        double processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        return snapshot.DocumentCount == documents ? (documents, seconds, processor) : throw Repeated(passages, limit);
    }

    private static InvalidDataException Repeated(string passages, int limit)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string first = PassageFile.Read(passages, limit).First(passage => !seen.Add(passage.Id)).Id;
        return new InvalidDataException($"{passages}: several passages have the id {first}");
    }

    /// <summary>As the program does when it has indexed a collection: segments that were written side by side become one.</summary>
    private static void Settle(string folder)
    {
        using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Schema);
        using IndexWriter writer = index.OpenWriter();
        writer.Settle();
    }

    public static PassageIndex Open(string folder) =>
        new(SearchIndex.Open(new FileStorage(folder), Schema), new PassageAnalysis());

    /// <summary>Opens the index of an earlier run.</summary>
    /// <exception cref="FormatException">There is none, or one of something else than <see cref="SourceOf"/>.</exception>
    public static PassageIndex OpenMadeOf(string source, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new FormatException($"{folder} is not there: --reuse needs an earlier run with the same --work");
        }

        PassageIndex index = Open(folder);
        string? own = index._snapshot.UserData.GetValueOrDefault(Made);
        if (own == source)
        {
            return index;
        }

        index.Dispose();
        throw new FormatException(
            $"{folder} is of {own ?? "nothing that is known"}, not of {source}: run without --reuse"
        );
    }

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
        Query[] bound = [.. queries.Select(query => query.ToQuery(_analysis.Terms))];
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

    public void Dispose()
    {
        _snapshot.Dispose();
        _index.Dispose();
    }

    /// <summary>Puts passages on this thread for as long as there are any; returns how many.</summary>
    private static int PutAll(PassageFile file, string path, IndexWriter writer)
    {
        PassageAnalysis analysis = new();
        PassageReader passage = new(path);
        Dictionary<string, IReadOnlyList<IndexToken>> fields = new(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<string>> keywords = new(StringComparer.Ordinal);
        PassageLines lines = new();
        int count = 0;
        try
        {
            while (file.Read(lines))
            {
                for (; lines.MoveNext(); count++)
                {
                    passage.Read(lines.Current, lines.Number);
                    fields[BenchQuery.Field] = analysis.Tokens(passage.Text);
                    keywords["doc"] = [passage.Document];
                    writer.Put(Group(passage, fields, keywords));
                }
            }
        }
        catch
        {
            // The other threads need not go on to the end.
            file.Stop();
            throw;
        }

        return count;
    }

    private static DocumentGroup Group(
        PassageReader passage,
        Dictionary<string, IReadOnlyList<IndexToken>> fields,
        Dictionary<string, IReadOnlyList<string>> keywords
    )
    {
        IndexDocument document = new()
        {
            Fields = fields,
            Keywords = keywords,
            Stored = passage.Stored,
        };
        return new DocumentGroup(passage.Id, ReadOnlyMemory<byte>.Empty, [document]);
    }
}
