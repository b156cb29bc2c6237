using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// Readers beside a writer that commits at even times. Every answer is compared with what had been committed at its snapshot,
/// also of snapshots that are many commits old. Memory is measured at even times and must not grow.
/// </summary>
internal sealed class ReadersSoak(int seed, TimeSpan length, TimeSpan interval, int readers)
{
    private const int QueriesPerSnapshot = 10;
    private const int MaxAgeOfHeld = 10;
    private const int StatesKept = 200;
    private const int MemorySamples = 30;

    // What a growth must exceed to be one: allocators and the collector breathe.
    private const double MemoryFactor = 1.3;
    private const long MemorySlack = 24L << 20;

    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<string, DocumentGroup>> _states = new();
    private long _queries;
    private long _snapshots;
    private volatile bool _hasEnded;

    /// <returns>A line that says what was done.</returns>
    public string Run()
    {
        string folder = Directory.CreateTempSubdirectory("soak-").FullName;
        try
        {
            using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Samples.Schema, SoakHistory.Options);
            SoakHistory history = new(seed);
            _states[0] = history.State;
            Task[] tasks =
            [
                .. Enumerable
                    .Range(0, readers)
                    .Select(reader =>
                        Task.Factory.StartNew(
                            () => Read(index, reader),
                            CancellationToken.None,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                    ),
            ];
            List<(long Managed, long Resident)> memory = [];
            try
            {
                Write(index, history, memory, tasks);
            }
            finally
            {
                _hasEnded = true;
                Task.WaitAll(tasks);
            }

            index.Verify();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"readers: {history.Commit} commits at {length / interval:0} ticks, {readers} readers, {_snapshots} snapshots, {_queries} queries, none wrong; {MemoryLine(memory)}"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Write(SearchIndex index, SoakHistory history, List<(long, long)> memory, Task[] tasks)
    {
        using IndexWriter writer = index.OpenWriter();
        long started = Stopwatch.GetTimestamp();

        // At the ticks of a clock, whatever a commit takes; those that pass meanwhile are missed.
        TimeSpan tick = TimeSpan.Zero;
        while (tick < length && !Array.Exists(tasks, task => task.IsFaulted))
        {
            history.AdvanceTo(history.Commit + 1);
            _states[history.Commit] = history.State;
            _states.TryRemove(history.Commit - StatesKept, out _);
            history.Make(writer, history.Commit);
            if (Stopwatch.GetElapsedTime(started) > length * memory.Count / MemorySamples)
            {
                memory.Add((GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
            }

            TimeSpan now = Stopwatch.GetElapsedTime(started);
            tick = interval * (Math.Floor(now / interval) + 1);
            Thread.Sleep(tick - now);
        }
    }

    private void Read(SearchIndex index, int reader)
    {
        Random random = new(unchecked((seed * 31) + reader));
        IndexSnapshot? held = null;
        try
        {
            while (!_hasEnded)
            {
                using IndexSnapshot snapshot = index.AcquireSnapshot();
                Check(snapshot, random);
                held ??= index.AcquireSnapshot();
                Check(held, random);
                if (SoakHistory.CommitOf(snapshot) - SoakHistory.CommitOf(held) > random.Next(MaxAgeOfHeld))
                {
                    held.Dispose();
                    held = null;
                }
            }
        }
        finally
        {
            held?.Dispose();
        }
    }

    private void Check(IndexSnapshot snapshot, Random random)
    {
        IReadOnlyDictionary<string, DocumentGroup> state = _states[SoakHistory.CommitOf(snapshot)];
        Comparison comparison = new(snapshot, [.. state.Values], new RandomCorpus(random.Next()));
        comparison.CheckContents();
        for (int i = 0; i < QueriesPerSnapshot && !_hasEnded; i++)
        {
            comparison.CheckQuery();
            Interlocked.Increment(ref _queries);
        }

        Interlocked.Increment(ref _snapshots);
    }

    /// <summary>The first third warms up; the last must not be above the second.</summary>
    private static string MemoryLine(List<(long Managed, long Resident)> memory)
    {
        int third = memory.Count / 3;
        long managedBefore = Median(memory.Skip(third).Take(third).Select(m => m.Managed));
        long managedAfter = Median(memory.TakeLast(third).Select(m => m.Managed));
        long residentBefore = Median(memory.Skip(third).Take(third).Select(m => m.Resident));
        long residentAfter = Median(memory.TakeLast(third).Select(m => m.Resident));
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"managed memory {managedBefore >> 10} KB, then {managedAfter >> 10} KB; resident {residentBefore >> 20} MB, then {residentAfter >> 20} MB"
        );
        Assert.True(managedAfter < (managedBefore * MemoryFactor) + MemorySlack, "It grows: " + line);
        Assert.True(residentAfter < (residentBefore * MemoryFactor) + MemorySlack, "It grows: " + line);
        return line;
    }

    private static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
