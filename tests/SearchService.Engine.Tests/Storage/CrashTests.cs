using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Storage;

/// <summary>Whatever the disk does and whenever: the index is at the last commit or at the one being made, and whole.</summary>
public sealed class CrashTests
{
    private const int Commits = 8;

    private readonly List<Dictionary<string, DocumentGroup>> _states = [];
    private readonly List<IReadOnlyList<(string Key, DocumentGroup? Group)>> _changes = [];

    public CrashTests()
    {
        RandomCorpus random = new(11);
        _states.Add(new Dictionary<string, DocumentGroup>(StringComparer.Ordinal));
        for (int i = 1; i <= Commits; i++)
        {
            Dictionary<string, DocumentGroup> state = new(_states[^1], StringComparer.Ordinal);
            List<(string, DocumentGroup?)> changes = [];
            for (int change = 0; change < 4; change++)
            {
                string key = "key " + random.Random.Next(8);
                DocumentGroup? group = random.Random.Next(4) == 0 ? null : random.Group(key);
                changes.Add((key, group));
                state.Remove(key);
                if (group is not null)
                {
                    state.Add(key, group);
                }
            }

            _changes.Add(changes);
            _states.Add(state);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PowerCut_AtEveryChangeOfTheDisk_LeavesTheLastCommitOrTheNewOne(bool mergeInBackground)
    {
        Random random = new(5);
        int survivedNew = 0;
        int at = 0;
        bool cut;
        do
        {
            FaultStorage disk = new() { FailAt = ++at, IsPowerCut = true };
            (int acknowledged, int started) = Run(disk, mergeInBackground);
            cut = disk.HasFailed;
            for (int restart = 0; restart < 2; restart++)
            {
                MemoryStorage found = disk.Restart(random);
                int state = CheckState(found, acknowledged, started);
                survivedNew += state > acknowledged ? 1 : 0;
                if (restart == 0)
                {
                    CheckThatItGoesOn(found, state);
                }
            }
        } while (cut);

        Assert.True(at > 150, $"The run has only {at} changes.");
        Assert.InRange(survivedNew, 1, at);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SingleFault_AtEveryChangeOfTheDisk_LeavesAnIndexThatGoesOn(bool mergeInBackground)
    {
        int at = 0;
        bool failed;
        do
        {
            FaultStorage disk = new() { FailAt = ++at };
            (int acknowledged, int started) = Run(disk, mergeInBackground);
            failed = disk.HasFailed;
            int state = CheckState(disk, acknowledged, started);
            CheckThatItGoesOn(disk, state);
        } while (failed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FullDisk_UntilThereIsRoom_KeepsEveryCommitAndThenGoesOn(bool mergeInBackground)
    {
        const int Step = 311;
        int inTheMiddle = 0;
        long room = 0;
        bool failed;
        do
        {
            FaultStorage disk = new() { Room = room };
            (int acknowledged, int started) = Run(disk, mergeInBackground);
            failed = disk.HasFailed;
            inTheMiddle += failed && acknowledged > 0 ? 1 : 0;
            int state = CheckState(disk, acknowledged, started);

            // The disk is still full, or nearly so: other writers may fail as well, and lose nothing.
            for (int attempt = 0; attempt < 3 && state < Commits; attempt++)
            {
                int begun = state + 1;
                try
                {
                    using SearchIndex index = SearchIndex.Open(disk, Samples.Schema, Samples.TinyOptions);
                    using IndexWriter writer = index.OpenWriter();
                    Apply(writer, _changes[state]);
                    writer.Commit(UserData(begun));
                    state = begun;
                }
                catch (IOException)
                {
                    Assert.True(disk.HasFailed);
                }

                state = CheckState(disk, state, begun);
            }

            disk.Room = long.MaxValue;
            CheckThatItGoesOn(disk, state);
            room += Step;
        } while (failed);

        Assert.True(inTheMiddle > 10, $"The disk was full after a commit only {inTheMiddle} times.");
    }

    /// <summary>As when a damaged index is built anew: never is the old one half there, nor the erased one taken for damage.</summary>
    [Fact]
    public void PowerCut_AtEveryChangeOfErasingAndBuildingAnew_LeavesTheOldIndexNoneOrTheNewOne()
    {
        Random random = new(6);
        HashSet<int> found = [];
        int at = 0;
        bool cut;
        do
        {
            FaultStorage disk = new() { IsPowerCut = true };
            Run(disk, mergeInBackground: false);
            disk.FailAt = disk.Changes + ++at;
            int least = Commits;
            try
            {
                SearchIndex.Erase(disk, Samples.Schema);
                least = 0;
                using SearchIndex index = SearchIndex.Open(disk, Samples.Schema, Samples.TinyOptions);
                using IndexWriter writer = index.OpenWriter();
                Apply(writer, _changes[0]);
                writer.Commit(UserData(1));
                least = 1;
            }
            catch (IOException)
            {
                Assert.True(disk.HasFailed);
            }

            cut = disk.HasFailed;
            for (int restart = 0; restart < 3; restart++)
            {
                int state = CheckState(disk.Restart(random), 0, Commits);
                found.Add(state);
                Assert.Contains(
                    state,
                    least switch
                    {
                        Commits => [Commits, 0],
                        0 => [0, 1],
                        _ => (int[])[1],
                    }
                );
            }
        } while (cut);

        Assert.Equal([0, 1, Commits], found.Order());
    }

    /// <summary>Makes all commits, as far as the disk lets it. Returns the last one that returned, and the last one begun.</summary>
    private (int Acknowledged, int Started) Run(FaultStorage disk, bool mergeInBackground)
    {
        int acknowledged = 0;
        int started = 0;
        try
        {
            IndexOptions options = Samples.TinyOptions with { MergeInBackground = mergeInBackground };
            using SearchIndex index = SearchIndex.Open(disk, Samples.Schema, options);
            using IndexWriter writer = index.OpenWriter();
            foreach (IReadOnlyList<(string Key, DocumentGroup? Group)> changes in _changes)
            {
                Apply(writer, changes);
                started++;
                writer.Commit(UserData(started));
                acknowledged = started;
                using IndexSnapshot snapshot = index.AcquireSnapshot();
                Assert.Equal(Number(acknowledged), snapshot.UserData["commit"]);
            }
        }
        catch (IOException)
        {
            Assert.True(disk.HasFailed);
        }

        return (acknowledged, started);
    }

    private int CheckState(IStorage storage, int acknowledged, int started)
    {
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        int state = snapshot.UserData.TryGetValue("commit", out string? commit)
            ? int.Parse(commit, CultureInfo.InvariantCulture)
            : 0;
        Assert.InRange(state, acknowledged, started);
        CheckContents(snapshot, state);
        return state;
    }

    private void CheckThatItGoesOn(IStorage storage, int state)
    {
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
        using IndexWriter writer = index.OpenWriter();
        if (state < Commits)
        {
            Apply(writer, _changes[state++]);
            writer.Commit(UserData(state));
        }

        index.Verify();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        CheckContents(snapshot, state);
        Assert.DoesNotContain("manifest.new", storage.List());
    }

    private void CheckContents(IndexSnapshot snapshot, int state)
    {
        Comparison comparison = new(snapshot, _states[state].Values, new RandomCorpus(state));
        comparison.CheckContents();
        Assert.Equal(_states[state].Values.Sum(group => group.Documents.Count), snapshot.Search(new MatchAll()).Total);
    }

    private static void Apply(IndexWriter writer, IReadOnlyList<(string Key, DocumentGroup? Group)> changes)
    {
        foreach ((string key, DocumentGroup? group) in changes)
        {
            if (group is null)
            {
                writer.Delete(key);
            }
            else
            {
                writer.Put(group);
            }
        }
    }

    private static Dictionary<string, string> UserData(int commit) =>
        new(StringComparer.Ordinal) { ["commit"] = Number(commit) };

    private static string Number(int commit) => commit.ToString(CultureInfo.InvariantCulture);
}
