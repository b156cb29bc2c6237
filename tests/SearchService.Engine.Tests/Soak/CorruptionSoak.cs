using System.Globalization;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;
using SearchService.Engine.Tests.Storage;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// Random damage to a whole index, one at a time: a byte changed, a file cut short, missing, torn or another's; and disks that fail
/// while one is written. Each must be named or leave the answers as they were; none may take long. Half is done to an index that is
/// verified whole at opening; half to one of many pages that are verified when they are first read, in memory and mapped in turn.
/// </summary>
/// <param name="seed">Of all that is random.</param>
/// <param name="corruptions">So many bytes are changed, one at a time; of the other kinds of damage there are about half as many besides.</param>
internal sealed class CorruptionSoak(int seed, int corruptions)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    // A few, so that other pages are met at each damage.
    private const int AnswersOfManyPages = 5;
    private const string ByteChanged = "bytes changed";

    private readonly Random _random = new(seed);
    private readonly DamagedIndex _small = new(seed);
    private readonly DamagedIndex _large = DamagedIndex.OfManyPages(seed);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    // Damages of the large index, by when they were named; those of the small one are at opening.
    private readonly int[] _named = new int[3];

    public string Run()
    {
        using DamagedFolder mapped = new(_large);
        for (int i = 0; _counts.GetValueOrDefault(ByteChanged) < corruptions; i++)
        {
            int at = i;
            Task check = Task.Run(() => Check(mapped));
            Assert.True(check.Wait(Hang), FormattableString.Invariant($"Damage {at} of seed {seed} hangs."));
        }

        string kinds = string.Join(
            ", ",
            _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}")
        );
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"corruptions: {kinds}; no wrong answer, all named by verification; of many pages {_named[0]} named at opening, {_named[1]} by an answer, {_named[2]} met by none"
        );
        bool isTooFewToTell = corruptions < 100;
        Assert.True(isTooFewToTell || _named.Min() > 0, "Not at each of the three times: " + line);
        return line;
    }

    private void Check(DamagedFolder mapped)
    {
        Random random = _random;
        bool isLarge = random.Next(2) == 0;
        DamagedIndex index = isLarge ? _large : _small;
        string[] names = [.. index.Files.Keys.Order(StringComparer.Ordinal)];
        string name =
            isLarge && random.Next(4) > 0
                ? names.MaxBy(file => index.Files[file].Length)!
                : names[random.Next(names.Length)];
        byte[] bytes = index.Files[name];
        byte[]? damaged = [.. bytes];
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
                damaged = null;
                break;
            case 5:
                Count("another file's contents");
                damaged = index.Files[names[random.Next(names.Length)]];
                break;
            default:
                Count(ByteChanged);
                damaged[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                break;
        }

        if (damaged?.AsSpan().SequenceEqual(bytes) == true)
        {
            return;
        }

        if (isLarge)
        {
            int[] asked = [.. Enumerable.Range(0, AnswersOfManyPages).Select(_ => random.Next(index.Answers))];
            bool isMapped = random.Next(2) == 0;
            _named[
                (int)(
                    isMapped ? mapped.Check(name, damaged, asked) : index.Check(name, With(index, name, damaged), asked)
                )
            ]++;
        }
        else
        {
            Assert.Equal(DamageNamed.AtOpening, index.Check(name, With(index, name, damaged)));
        }
    }

    private static MemoryStorage With(DamagedIndex index, string name, byte[]? contents)
    {
        MemoryStorage storage = index.With(name, contents ?? []);
        if (contents is null)
        {
            storage.Delete(name);
        }

        return storage;
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
