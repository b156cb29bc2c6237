using System.Globalization;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Storage;

/// <summary>Two writers at once, on a disk that grants its lock to anybody: some network shares do.</summary>
public sealed class TwoWritersTests
{
    private const int Commits = 40;

    [Fact]
    public void TwoWriters_WhereLocksDoNotHold_LeaveACommitOfOneOfThemOrNamedDamage()
    {
        int whole = 0;
        int named = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            (int found, bool isDamaged) = Run(seed);
            whole += found;
            named += isDamaged ? 1 : 0;
        }

        Assert.True(whole > 20, $"Only {whole} commits were found whole.");
        Assert.True(named > 5, $"Only {named} runs ended in damage.");
    }

    /// <summary>Until all commits are made, or what is found is damaged.</summary>
    private static (int Whole, bool IsDamaged) Run(int seed)
    {
        RandomCorpus random = new(seed);
        UnlockedStorage storage = new();
        List<Dictionary<string, DocumentGroup>> states = [new(StringComparer.Ordinal)];
        Party[] parties = [new(storage), new(storage)];
        try
        {
            for (int whole = 0; whole < Commits; whole++)
            {
                if (!parties[random.Random.Next(2)].Commit(random, states) || !IsWhole(storage, states, seed))
                {
                    return (whole, true);
                }
            }

            return (Commits, false);
        }
        finally
        {
            Array.ForEach(parties, party => party.Dispose());
        }
    }

    private static bool IsWhole(IStorage storage, List<Dictionary<string, DocumentGroup>> states, int seed)
    {
        try
        {
            using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
            index.Verify();
            using IndexSnapshot snapshot = index.AcquireSnapshot();
            Comparison comparison = new(snapshot, [.. states[CommitOf(snapshot)].Values], new RandomCorpus(seed));
            comparison.CheckContents();
            comparison.CheckQuery();
            return true;
        }
        catch (IndexCorruptException)
        {
            return false;
        }
    }

    private static int CommitOf(IndexSnapshot snapshot) =>
        snapshot.UserData.TryGetValue("commit", out string? commit)
            ? int.Parse(commit, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>One of the two: its writer is opened again and again, and mostly stays open while the other commits.</summary>
    private sealed class Party(IStorage storage) : IDisposable
    {
        private SearchIndex? _index;
        private IndexWriter? _writer;
        private Dictionary<string, DocumentGroup> _state = new(StringComparer.Ordinal);

        /// <summary>Makes a commit, the next of <paramref name="states"/>; false where what it works on is found damaged.</summary>
        public bool Commit(RandomCorpus random, List<Dictionary<string, DocumentGroup>> states)
        {
            try
            {
                if (_writer is null || random.Random.Next(4) == 0)
                {
                    Dispose();
                    _index = SearchIndex.Open(storage, Samples.Schema, Samples.TinyOptions);
                    _writer = _index.OpenWriter();
                    using IndexSnapshot snapshot = _index.AcquireSnapshot();
                    _state = new Dictionary<string, DocumentGroup>(states[CommitOf(snapshot)], StringComparer.Ordinal);
                }

                for (int i = random.Random.Next(1, 4); i > 0; i--)
                {
                    DocumentGroup group = random.Group(random.Key(2));
                    _writer.Put(group);
                    _state[group.Key] = group;
                }

                states.Add(new Dictionary<string, DocumentGroup>(_state, StringComparer.Ordinal));
                string number = (states.Count - 1).ToString(CultureInfo.InvariantCulture);
                _writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = number });
                return true;
            }
            catch (Exception e) when (e is IndexCorruptException or IOException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            _writer?.Dispose();
            _index?.Dispose();
            _writer = null;
            _index = null;
        }
    }

    private sealed class UnlockedStorage : IStorage
    {
        private readonly MemoryStorage _storage = new();

        public IReadOnlyList<string> List() => _storage.List();

        public IStorageOutput Create(string name) => _storage.Create(name);

        public IStorageFile Open(string name) => _storage.Open(name);

        public void Delete(string name) => _storage.Delete(name);

        public void Rename(string from, string to) => _storage.Rename(from, to);

        public void SyncNames() => _storage.SyncNames();

        public IDisposable Lock(string name) => new MemoryStream();
    }
}
