using System.Globalization;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Storage;
using Xunit.Abstractions;

namespace SearchService.Engine.Tests.Commits;

/// <summary>Of tests that measure the memory of the whole process: none beside them.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>What waits in a writer's memory is bounded, however much is put.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class WriterMemoryTests : IDisposable
{
    private readonly ITestOutputHelper _output;
    private const int Threads = 2;
    private const int GroupsOfAThread = 2_500;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "engine-" + Guid.NewGuid().ToString("N"));
    private readonly DocumentGroup[] _groups;

    public WriterMemoryTests(ITestOutputHelper output)
    {
        _output = output;
        ZipfCorpus corpus = new(5);
        _groups = [.. Enumerable.Range(0, 100).Select(i => corpus.Group($"{i}"))];
    }

    [Fact]
    public void Put_OfManyTimesWhatFits_KeepsTheHeapUnderTheBound()
    {
        const long FlushBytes = 4 << 20;

        // A segment being written takes about as much again, for its sorted terms and its blocks.
        const long Bound = 3 * Threads * FlushBytes;
        long bounded = MostHeapWhilePutting(FlushBytes);
        long unbounded = MostHeapWhilePutting(1L << 30);
        string both = string.Create(
            CultureInfo.InvariantCulture,
            $"{bounded >> 10} KB with a bound of {Bound >> 10} KB, {unbounded >> 10} KB without one"
        );
        _output.WriteLine(both);
        Assert.True(bounded < Bound, both);
        Assert.True(unbounded > 1.25 * Bound, both);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>How far the managed heap grows, in bytes: of the writer's memory nothing is elsewhere.</summary>
    private long MostHeapWhilePutting(long flushBytes)
    {
        IndexOptions options = new()
        {
            FlushDocuments = int.MaxValue,
            FlushBytes = flushBytes,
            MergeInBackground = false,
        };
        FileStorage storage = new(Path.Combine(_folder, flushBytes.ToString(CultureInfo.InvariantCulture)));
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        long before = Live();
        long most = 0;
        Task[] putting =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(thread =>
                    Task.Factory.StartNew(
                        () => Put(writer, thread),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                ),
        ];
        while (!Task.WaitAll(putting, TimeSpan.FromMilliseconds(50)))
        {
            most = Math.Max(most, Live() - before);
        }

        return Math.Max(most, Live() - before);
    }

    private static long Live()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private void Put(IndexWriter writer, int thread)
    {
        for (int i = 0; i < GroupsOfAThread; i++)
        {
            writer.Put(_groups[i % _groups.Length] with { Key = $"{thread}/{i}" });
        }
    }
}
