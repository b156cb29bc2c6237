using System.Globalization;
using SearchService.Engine.Schema;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// An endless row of commits that two processes can know without speaking: the changes of each follow from the seed and its
/// number. The changes of one commit are to different keys, so that they may be made in any order.
/// </summary>
internal sealed class SoakHistory(int seed)
{
    private const int Keys = 80;
    private const int MaxChanges = 16;
    private const string CommitKey = "commit";

    private Dictionary<string, DocumentGroup> _state = new(StringComparer.Ordinal);

    /// <summary>Limits so small that flushes and merges are always under way, in the background as in earnest.</summary>
    public static IndexOptions Options { get; } =
        new()
        {
            FlushDocuments = 10,
            MergeFactor = 3,
            MaxDeletedShare = 0.3,
            MergeBytesPerSecond = 1 << 20,
        };

    /// <summary>The commit that <see cref="State"/> shows.</summary>
    public int Commit { get; private set; }

    /// <summary>What an index holds after the commit. It is not changed later: a new commit has a new one.</summary>
    public IReadOnlyDictionary<string, DocumentGroup> State => _state;

    public void AdvanceTo(int commit)
    {
        Assert.True(commit >= Commit, $"Commit {commit} lies behind {Commit}.");
        while (Commit < commit)
        {
            Dictionary<string, DocumentGroup> next = new(_state, StringComparer.Ordinal);
            foreach ((string key, DocumentGroup? group) in Changes(++Commit))
            {
                next.Remove(key);
                if (group is not null)
                {
                    next.Add(key, group);
                }
            }

            _state = next;
        }
    }

    /// <summary>Makes the next commit, its changes from several threads. The state is to be advanced by the caller.</summary>
    public void Make(IndexWriter writer, int commit)
    {
        Parallel.ForEach(
            Changes(commit),
            change =>
            {
                if (change.Group is null)
                {
                    writer.Delete(change.Key);
                }
                else
                {
                    writer.Put(change.Group);
                }
            }
        );
        writer.Commit(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CommitKey] = commit.ToString(CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>The commit that a snapshot shows; 0 before the first.</summary>
    public static int CommitOf(IndexSnapshot snapshot) =>
        snapshot.UserData.TryGetValue(CommitKey, out string? commit)
            ? int.Parse(commit, CultureInfo.InvariantCulture)
            : 0;

    private List<(string Key, DocumentGroup? Group)> Changes(int commit)
    {
        RandomCorpus random = new(unchecked((seed * 1_000_003) + commit));
        string[] keys = [.. Enumerable.Range(0, Keys).Select(key => $"key {key}")];
        random.Random.Shuffle(keys);
        return
        [
            .. keys.Take(1 + random.Random.Next(MaxChanges))
                .Select(key => (key, random.Random.Next(4) == 0 ? null : random.Group(key))),
        ];
    }
}
