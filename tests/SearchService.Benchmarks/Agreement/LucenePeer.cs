using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using SearchService.Engine.Queries;

namespace SearchService.Benchmarks.Agreement;

/// <summary>
/// Lucene 8, by a program of ours beside this one (LucenePeer.java), which Java compiles when it is run. It is given terms, so that
/// both engines index the same.
/// </summary>
internal static class LucenePeer
{
    private const string Jars = "/usr/share/java";
    private const string Source = "LucenePeer.java";

    /// <summary>Why it cannot be asked here; null where it can.</summary>
    public static string? Missing { get; } =
        !Path.Exists(Jars) || Jar("core") is null || Jar("analyzers-common") is null
            ? $"no lucene-core-8*.jar and lucene-analyzers-common-8*.jar in {Jars} (Debian's liblucene8-java)"
        : !OnPath("java") || !OnPath("javac") ? "no Java compiler on the path (Debian's default-jdk-headless)"
        : null;

    /// <summary>
    /// Indexes passages and asks queries of them.
    /// </summary>
    /// <param name="folder">For the index and its files; they are written anew.</param>
    /// <param name="passages">A file with one a line, terms with a blank between.</param>
    /// <param name="queries">Of terms, phrases of one term a slot, wildcards, and of these together.</param>
    /// <param name="b">BM25's; k1 is 1.2.</param>
    /// <param name="version">Of Lucene and Java.</param>
    /// <returns>The matches of each, read as they are asked for.</returns>
    public static IEnumerable<PeerMatches> Search(
        string folder,
        string passages,
        IReadOnlyList<Query> queries,
        double b,
        out string version
    )
    {
        string index = Path.Combine(folder, "lucene-peer");
        if (Directory.Exists(index))
        {
            Directory.Delete(index, recursive: true);
        }

        string asked = Path.Combine(folder, "queries.txt");
        File.WriteAllLines(asked, queries.Select(Written));
        string answers = Path.Combine(folder, "answers.bin");
        version = Run(passages, asked, answers, index, b.ToString(CultureInfo.InvariantCulture));
        return Read(answers, queries.Count);
    }

    /// <summary>A query in the words that the program reads.</summary>
    public static string Written(Query query) =>
        query switch
        {
            TermQuery term => $"term {term.Term}",
            WildcardQuery { Pattern: [.. { Length: > 0 } start, '*'] } when start.AsSpan().IndexOfAny('*', '?') < 0 =>
                $"prefix {start}",
            WildcardQuery wildcard => $"wildcard {wildcard.Pattern}",
            PhraseQuery phrase => string.Create(
                CultureInfo.InvariantCulture,
                $"phrase {phrase.Slots.Count} {string.Join(' ', phrase.Slots.Select(slot => string.Create(CultureInfo.InvariantCulture, $"{slot.Offset} {slot.Terms.Single()}")))}"
            ),
            BooleanQuery all => string.Create(
                CultureInfo.InvariantCulture,
                $"bool {all.MinimumShouldMatch} {all.Must.Count} {all.Should.Count} {all.MustNot.Count} {string.Join(' ', (IEnumerable<string>)[.. all.Must.Select(Written), .. all.Should.Select(Written), .. all.MustNot.Select(Written)])}"
            ),
            _ => throw new ArgumentException($"not asked of the peer: {query}", nameof(query)),
        };

    private static IEnumerable<PeerMatches> Read(string answers, int queries)
    {
        using FileStream file = new(answers, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        byte[] buffer = new byte[8];
        for (int query = 0; query < queries; query++)
        {
            file.ReadExactly(buffer, 0, 4);
            int count = BinaryPrimitives.ReadInt32BigEndian(buffer);
            int[] numbers = new int[count];
            float[] scores = new float[count];
            for (int i = 0; i < count; i++)
            {
                file.ReadExactly(buffer);
                numbers[i] = BinaryPrimitives.ReadInt32BigEndian(buffer);
                scores[i] = BinaryPrimitives.ReadSingleBigEndian(buffer.AsSpan(4));
            }

            yield return new PeerMatches(numbers, scores);
        }
    }

    private static string Run(params IEnumerable<string> arguments)
    {
        string[] all =
        [
            "-Xmx2g",
            "-cp",
            $"{Jar("core")}{Path.PathSeparator}{Jar("analyzers-common")}",
            Path.Combine(AppContext.BaseDirectory, Source),
            .. arguments,
        ];
        using Process process = Process.Start(
            new ProcessStartInfo("java", all) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{Source} ended with {process.ExitCode}");
    }

    private static string? Jar(string name) =>
        Directory.EnumerateFiles(Jars, $"lucene-{name}-8*.jar").Order(StringComparer.Ordinal).FirstOrDefault();

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>What the peer found for a query.</summary>
/// <param name="Numbers">Of the passages that match, from 0.</param>
/// <param name="Scores">Of each.</param>
internal sealed record PeerMatches(int[] Numbers, float[] Scores);
