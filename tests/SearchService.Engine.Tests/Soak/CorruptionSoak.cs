using System.Globalization;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;
using SearchService.Engine.Tests.Storage;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// Random damage to a whole index, one at a time: a byte changed, a file cut short, missing, torn or another's; and disks that fail
/// while one is written. Each must be named or leave the answers as they were; none may take long.
/// </summary>
internal sealed class CorruptionSoak(int seed, int corruptions)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _named;

    public string Run()
    {
        Random random = new(seed);
        DamagedIndex index = new(seed);
        for (int i = 0; i < corruptions; i++)
        {
            int at = i;
            Task check = Task.Run(() => Check(index, random));
            Assert.True(check.Wait(Hang), FormattableString.Invariant($"Damage {at} of seed {seed} hangs."));
        }

        string kinds = string.Join(
            ", ",
            _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"corruptions: {corruptions} ({kinds}); no wrong answer, all named by verification, {_named} by an answer"
        );
    }

    private void Check(DamagedIndex index, Random random)
    {
        string[] names = [.. index.Files.Keys.Order(StringComparer.Ordinal)];
        string name = names[random.Next(names.Length)];
        byte[] bytes = index.Files[name];
        byte[] damaged = [.. bytes];
        switch (random.Next(20))
        {
            case 0:
                WriteOnAFailingDisk(random);
                return;
            case 1:
                Count("cut short");
                damaged = damaged[..random.Next(bytes.Length)];
                break;
            case 2:
                Count("torn");
                random.NextBytes(damaged.AsSpan(random.Next(bytes.Length)));
                break;
            case 3:
                Count("zeroed to the end");
                damaged.AsSpan(random.Next(bytes.Length)).Clear();
                break;
            case 4:
                Count("missing");
                MemoryStorage without = index.With(name, bytes);
                without.Delete(name);
                _named += index.Check(name, without) ? 1 : 0;
                return;
            case 5:
                Count("another file's contents");
                damaged = index.Files[names[random.Next(names.Length)]];
                break;
            default:
                Count("bytes changed");
                damaged[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                break;
        }

        if (!damaged.AsSpan().SequenceEqual(bytes))
        {
            _named += index.Check(name, damaged) ? 1 : 0;
        }
    }

    private void WriteOnAFailingDisk(Random random)
    {
        const int Commits = 6;
        FaultStorage disk = new() { FailAt = 1 + random.Next(250), IsPowerCut = random.Next(2) == 0 };
        Count(disk.IsPowerCut ? "power cuts" : "failing writes");
        SoakHistory history = new(random.Next());
        int acknowledged = 0;
        int started = 0;
        try
        {
            using SearchIndex index = SearchIndex.Open(disk, Samples.Schema, SoakHistory.Options);
            using IndexWriter writer = index.OpenWriter();
            while (started < Commits)
            {
                history.Make(writer, ++started);
                acknowledged = started;
            }
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            Assert.True(disk.HasFailed);
        }

        using SearchIndex found = SearchIndex.Open(
            disk.IsPowerCut ? disk.Restart(random) : disk,
            Samples.Schema,
            SoakHistory.Options
        );
        found.Verify();
        using IndexSnapshot snapshot = found.AcquireSnapshot();
        int commit = SoakHistory.CommitOf(snapshot);
        Assert.InRange(commit, acknowledged, started);
        history.AdvanceTo(commit);
        new Comparison(snapshot, [.. history.State.Values], new RandomCorpus(commit)).CheckContents();
    }

    /// <summary>Of several threads that write, one is told of the disk; the others may be told first that the writer has failed.</summary>
    private static bool IsOfDisk(Exception e) =>
        e is AggregateException all
            ? all.Flatten().InnerExceptions.Any(IsOfDisk)
            : e is IOException || e.InnerException is IOException;

    private void Count(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
}
