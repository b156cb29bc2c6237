using System.Globalization;
using System.Text;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Whether the engine finds what Lucene 8 finds. Both index the same terms: each of our stems followed by a digit, which the
/// peer's tokenizer keeps in one token and its stemmer leaves alone, as it only takes endings off. Terms, conjunctions,
/// disjunctions and phrases must have the same matches and the same scores for BM25 with b = 0, where the peer's rounded
/// lengths have no say; prefixes the same matches. Sloppy and fuzzy mean other things in the two engines and are left out.
/// </summary>
internal static class AgreementMeasure
{
    private const char Guard = '0';
    private const double Tolerance = 1e-4;

    // Lucene 8 leaves the constant factor k1 + 1 out of BM25.
    private const double ScoreRatio = 2.2;

    private static readonly string[] Kinds = ["term", "and", "or", "phrase", "prefix"];

    public static int Run(EngineOptions options)
    {
        if (options.Lucene is null)
        {
            throw new FormatException("--lucene is missing");
        }

        // Beside what the engine's measure keeps there, which is of the passages as they stand.
        using WorkFolder work = new(options.Work is null ? null : Path.Combine(options.Work, "agree"));
        PassageAnalysis analysis = new(plain: false);
        string passages = work.At("terms.jsonl");
        File.WriteAllLines(
            passages,
            PassageFile
                .Read(options.Passages, options.Limit)
                .Select(p => (p with { Text = Terms(p.Text, analysis) }).ToJson())
        );
        BenchQuery[] queries =
        [
            .. options
                .ReadQueries()
                .Where(query => Kinds.Contains(query.Kind))
                .Select(query => query.Kind == "prefix" ? query : query with { Text = Terms(query.Text, analysis) }),
        ];
        string queryFile = work.At("terms.tsv");
        BenchQuery.Write(queryFile, queries);

        Lucene8 lucene = new(options.Lucene, work.Folder);
        lucene.Index(passages);
        string ours = work.At("ours");
        PassageIndex.Build(passages, ours, int.MaxValue, plain: true);
        using PassageIndex index = PassageIndex.Open(ours, plain: true);
        LuceneAnswers peer = lucene.Search(queryFile, options.Hits, 0, 1, int.MaxValue, withoutNorms: true);

        int differences = 0;
        foreach (LuceneAnswer answer in peer.Answers)
        {
            var (total, hits) = index.FindWithoutNorms(answer.Query, options.Hits);
            string? difference = Difference(answer, total, hits);
            if (difference is not null)
            {
                differences++;
                Console.WriteLine($"{answer.Query.Kind} {answer.Query.Text}: {difference}");
            }
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{peer.Answers.Count - differences} of {peer.Answers.Count} queries agree over {index.DocumentCount} passages"
            )
        );
        return differences == 0 ? 0 : 1;
    }

    private static string? Difference(LuceneAnswer answer, long total, List<(string Id, double Score)> hits)
    {
        if (total != answer.Total)
        {
            return FormattableString.Invariant($"{total} matches, Lucene has {answer.Total}");
        }

        bool isConstant = answer.Query.Kind == "prefix";
        for (int i = 0; i < hits.Count; i++)
        {
            double score = isConstant ? hits[i].Score : hits[i].Score / ScoreRatio;
            if (Math.Abs(score - answer.Scores[i]) > Tolerance * Math.Max(1, score))
            {
                return FormattableString.Invariant(
                    $"hit {i} scores {score:0.0000}, Lucene's {answer.Scores[i]:0.0000}"
                );
            }
        }

        // Which of equal hits come first is each engine's own affair, and which are cut off with them.
        double last = answer.Scores.LastOrDefault();
        string[] missing =
        [
            .. answer
                .Ids.Zip(answer.Scores)
                .Where(hit => hit.Second > last + (2 * Tolerance * Math.Max(1, last)))
                .Select(hit => hit.First)
                .Except(hits.Select(hit => hit.Id), StringComparer.Ordinal),
        ];
        return missing.Length == 0 ? null : $"without {string.Join(", ", missing)}";
    }

    private static string Terms(string text, PassageAnalysis analysis) =>
        string.Join(' ', analysis.Terms(text).Select(Term));

    private static string Term(string stem) =>
        (stem.All(char.IsAsciiLetterOrDigit) ? stem : "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(stem)))
        + Guard;
}
