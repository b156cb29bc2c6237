using System.Globalization;
using SearchService.Benchmarks.Engine;
using SearchService.Engine;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Benchmarks.Agreement;

/// <summary>
/// Whether the engine finds what Lucene 8 finds, over the terms that our analysis makes of the passages: the same matches, all with the
/// same scores (<see cref="AgreementCheck"/>). Asked once of whole passages, scored by BM25 with b = 0, where the peer's rounded lengths
/// have no say; and once of their first 1 to 40 terms with b = 0.75, for the peer keeps lengths up to 40 as they are. The queries are
/// those of the file, where the two engines mean the same by them, and as many random ones of each kind as are asked for.
/// </summary>
internal static class AgreementMeasure
{
    private const int LongestExact = 40;

    // Random queries are made of the terms of so many passages.
    private const int Sample = 20_000;

    // Segments of so many passages, so that there are several.
    private const int SegmentLength = 20_000;

    private static readonly string[] KindsOfFiles = ["term", "and", "or", "phrase", "prefix"];

    public static int Run(EngineOptions options)
    {
        if (LucenePeer.Missing is { } missing)
        {
            Console.WriteLine($"Not compared: there is {missing}.");
            return 1;
        }

        using WorkFolder work = new(options.Work is null ? null : Path.Combine(options.Work, "agree"));
        int differences = Compare(options, work, int.MaxValue, b: 0) + Compare(options, work, LongestExact, b: 0.75);
        return differences == 0 ? 0 : 1;
    }

    /// <returns>How many queries are not answered alike.</returns>
    private static int Compare(EngineOptions options, WorkFolder work, int longest, double b)
    {
        PassageAnalysis analysis = new();
        string ours = work.At("ours");
        if (Directory.Exists(ours))
        {
            Directory.Delete(ours, recursive: true);
        }

        IndexSchema schema = new([BenchQuery.Field], []);
        IndexOptions segments = new() { FlushDocuments = SegmentLength };
        using SearchIndex index = SearchIndex.Open(new FileStorage(ours), schema, segments);
        List<string[]> sample = Index(options, work.At("terms.txt"), index, analysis, longest);
        AgreementQueries random = new(BenchQuery.Field, sample, options.Seed);
        (string Kind, Query Query)[] queries =
        [
            .. (options.Queries == "-" ? [] : BenchQuery.Read(options.Queries))
                .Where(query => KindsOfFiles.Contains(query.Kind))
                .Select(query => (query.Kind, query.ToQuery(analysis.Terms))),
            .. AgreementQueries.Kinds.SelectMany(kind =>
                Enumerable.Range(0, options.QueriesPerKind).Select(_ => (kind, random.Make(kind)))
            ),
        ];

        var peer = LucenePeer.Search(
            work.Folder,
            work.At("terms.txt"),
            [.. queries.Select(query => query.Query)],
            b,
            out string version
        );
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        AgreementCheck check = new(snapshot, BenchQuery.Field, b);
        Dictionary<string, (int Same, int All, long Matches)> kinds = new(StringComparer.Ordinal);
        foreach (((string kind, Query query), PeerMatches matches) in queries.Zip(peer))
        {
            string? difference = check.Difference(query, matches);
            if (difference is not null)
            {
                Console.WriteLine($"{kind}: {LucenePeer.Written(query)}: {difference}");
            }

            (int same, int all, long found) = kinds.GetValueOrDefault(kind);
            kinds[kind] = (same + (difference is null ? 1 : 0), all + 1, found + matches.Numbers.Length);
        }

        string lengths = longest == int.MaxValue ? "whole passages" : $"their first 1 to {longest} terms";
        Say(
            $"{version}; {snapshot.DocumentCount} passages, {lengths}, BM25 with b = {b}, scores to {AgreementCheck.Tolerance}"
        );
        Say($"| kind | queries | agree | matches compared |");
        Say($"|---|---|---|---|");
        foreach ((string kind, (int same, int all, long found)) in kinds)
        {
            Say($"| {kind} | {all} | {same} | {found} |");
        }

        int agreed = kinds.Values.Sum(kind => kind.Same);
        Say($"{agreed} of {queries.Length} queries agree");
        Say($"");
        return queries.Length - agreed;
    }

    /// <summary>Puts the passages in the index and their terms in a file, one passage a line; returns the terms of some.</summary>
    private static List<string[]> Index(
        EngineOptions options,
        string termFile,
        SearchIndex index,
        PassageAnalysis analysis,
        int longest
    )
    {
        List<string[]> sample = [];
        using StreamWriter terms = new(termFile);
        using IndexWriter writer = index.OpenWriter();
        int number = 0;
        foreach (Passage passage in PassageFile.Read(options.Passages, options.Limit))
        {
            string[] all = [.. analysis.Terms(passage.Text)];
            string[] first = longest == int.MaxValue ? all : [.. all.Take(1 + (number % longest))];
            terms.Write(string.Join(' ', first));
            terms.Write('\n');
            writer.Put(Group(number++, first));
            if (sample.Count < Sample)
            {
                sample.Add(first);
            }
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal));
        return sample;
    }

    private static DocumentGroup Group(int number, string[] terms)
    {
        IndexDocument document = new()
        {
            Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
            {
                [BenchQuery.Field] = [.. terms.Select((term, position) => new IndexToken(term, position))],
            },
        };
        return new DocumentGroup(number.ToString(CultureInfo.InvariantCulture), ReadOnlyMemory<byte>.Empty, [document]);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
