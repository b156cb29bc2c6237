using System.Diagnostics;
using System.Globalization;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// A process that indexes, merges and commits without pause is killed at random moments, and another goes on in its folder. After
/// each kill the index opens, every byte of it verifies, and it holds the last commit that the process had acknowledged, or the one it
/// was making.
/// </summary>
internal sealed class KillSoak(int seed, int kills)
{
    /// <summary>The child's part: <see cref="Write"/> in a folder, by a seed.</summary>
    public const string WriterVerb = "soak-writer";

    private const int MaxMilliseconds = 120;
    private const int QueriesPerKill = 2;

    public string Run()
    {
        string folder = Directory.CreateTempSubdirectory("soak-").FullName;
        try
        {
            Random random = new(seed);
            SoakHistory history = new(seed);
            int beyond = 0;
            int before = 0;
            for (int kill = 0; kill < kills; kill++)
            {
                int acknowledged = Math.Max(history.Commit, RunAndKill(folder, random));
                using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Samples.Schema);
                index.Verify();
                using IndexSnapshot snapshot = index.AcquireSnapshot();
                int commit = SoakHistory.CommitOf(snapshot);
                Assert.InRange(commit, acknowledged, acknowledged + 1);
                beyond += commit > acknowledged ? 1 : 0;
                before += commit == history.Commit ? 1 : 0;
                history.AdvanceTo(commit);
                Comparison comparison = new(snapshot, [.. history.State.Values], new RandomCorpus(random.Next()));
                comparison.CheckContents();
                for (int i = 0; i < QueriesPerKill; i++)
                {
                    comparison.CheckQuery();
                }
            }

            Assert.True(history.Commit > kills, $"Only {history.Commit} commits were made between {kills} kills.");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"kills: {kills} kills over {history.Commit} commits, each acknowledged one there; {beyond} kills between a commit and its acknowledgement, {before} before the first commit of the process"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Commits until it is killed, or until whoever started it is gone, and says each commit's number.</summary>
    public static void Write(string folder, int seed)
    {
        Thread parent = new(() =>
        {
            while (Console.In.Read() >= 0) { }
            Environment.Exit(0);
        })
        {
            IsBackground = true,
        };
        parent.Start();
        using SearchIndex index = SearchIndex.Open(new FileStorage(folder), Samples.Schema, SoakHistory.Options);
        SoakHistory history = new(seed);
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        int commit = SoakHistory.CommitOf(snapshot);
        using IndexWriter writer = index.OpenWriter();
        while (true)
        {
            history.Make(writer, ++commit);
            Console.Out.WriteLine(commit.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }

    /// <returns>The last commit that the process acknowledged; 0 for none.</returns>
    private int RunAndKill(string folder, Random random)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(KillSoak).Assembly.Location);
        start.ArgumentList.Add(WriterVerb);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(seed.ToString(CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        int last = 0;

        // Now and then while the process starts; else at any point of a few commits, as the first one is slow.
        if (random.Next(10) > 0 && process.StandardOutput.ReadLine() is string first)
        {
            last = int.Parse(first, CultureInfo.InvariantCulture);
        }

        Thread.Sleep(random.Next(MaxMilliseconds));
        process.Kill();
        process.WaitForExit();
        foreach (string line in process.StandardOutput.ReadToEnd().Split('\n'))
        {
            // A line may be cut off by the kill: what was said of a commit counts only whole, and the next number then is no less.
            last =
                int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number == last + 1
                    ? number
                    : last;
        }

        return last;
    }
}
