using System.Globalization;
using SearchService.Corpus.Recovery;
using SearchService.Corpus.Tests.Generated;

namespace SearchService.Benchmarks;

/// <summary>
/// How well recovery reads generated texts, whose truth is known: by kind of damage, by kind of block, and for one text what is wrong
/// in it. Needs no service and no file; the same seeds give the same figures.
/// </summary>
internal static class RecoveryReport
{
    private const int UsualTexts = 1000;

    /// <summary>So many of the texts with most faults are named, to look into one by one.</summary>
    private const int FaultyTexts = 10;

    public static int Run(string[] args)
    {
        if (args.LastOrDefault() == "--without-each-pass")
        {
            return WithoutEachPass(args[..^1]);
        }

        var (texts, first) = Range(args);
        var total = new RecoveryScore();
        var byDamage = new SortedDictionary<Damage, (int Texts, RecoveryScore Score)>();
        var faulty = new List<(int Seed, int Faults)>();
        for (var seed = first; seed < first + texts; seed++)
        {
            var text = TextGenerator.Generate(seed);
            var score = RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source));
            total.Add(score);
            if (score.Faults.Count > 0)
            {
                faulty.Add((seed, score.Faults.Count));
            }

            foreach (var damage in text.Damages)
            {
                var (count, sum) = byDamage.TryGetValue(damage, out var known) ? known : (0, new RecoveryScore());
                sum.Add(score);
                byDamage[damage] = (count + 1, sum);
            }

            if (texts == 1)
            {
                Console.WriteLine(text.Source);
                Console.WriteLine(string.Join('\n', score.Faults));
            }
        }

        Console.WriteLine($"{texts} texts, seeds {first} to {first + texts - 1}; F1 in per cent");
        Console.WriteLine("texts  kinds  notes  callouts  words  blocks  pages");
        Row(texts, total, "all");
        foreach (var (damage, (count, score)) in byDamage)
        {
            Row(count, score, damage.ToString());
        }

        Console.WriteLine($"over all:\n{total}");
        Console.WriteLine("characters by what they are:");
        foreach (var (part, tally) in total.KindsByPart.OrderBy(entry => entry.Key))
        {
            Console.WriteLine($"{part, -16} {tally}");
        }

        Console.WriteLine("damaged words:");
        foreach (var (damage, tally) in total.WordsByDamage.OrderBy(entry => entry.Key))
        {
            Console.WriteLine($"{damage, -24} {tally}");
        }

        Console.WriteLine($"{faulty.Count} texts with faults; seed: faults");
        Console.WriteLine(
            string.Join(
                ", ",
                faulty
                    .OrderByDescending(text => text.Faults)
                    .Take(FaultyTexts)
                    .Select(text => $"{text.Seed}: {text.Faults}")
            )
        );
        Console.WriteLine(string.Join('\n', total.BelowBar().Select(score => $"below its bar: {score}")));
        return total.BelowBar().Count == 0 ? 0 : 1;
    }

    /// <summary>What each pass is for: the scores that fall below their bar without it, over the same texts.</summary>
    private static int WithoutEachPass(string[] args)
    {
        var (texts, first) = Range(args);
        var generated = Enumerable.Range(first, texts).Select(TextGenerator.Generate).ToList();
        Console.WriteLine($"{texts} texts, seeds {first} to {first + texts - 1}; below its bar without the pass");
        var idle = 0;
        foreach (var pass in Ablation.Passes)
        {
            var below = Ablation.Without(pass, generated).BelowBar();
            idle += below.Count == 0 ? 1 : 0;
            Console.WriteLine($"{pass, -16} {(below.Count == 0 ? "nothing" : string.Join("; ", below))}");
        }

        return idle;
    }

    private static (int Texts, int First) Range(string[] args) =>
        (
            args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : UsualTexts,
            args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1
        );

    private static void Row(int texts, RecoveryScore score, string name) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{texts, 5}  {Percent(score.Kinds)}  {Percent(score.Notes)}  {Percent(score.Callouts), 8}  {Percent(score.Words)}  {Percent(score.Blocks), 6}  {Percent(score.Pages)}  {name}"
            )
        );

    private static string Percent(Tally tally) =>
        (tally.F1 * 100).ToString("F2", CultureInfo.InvariantCulture).PadLeft(5);
}
