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

    public static int Run(string[] args)
    {
        var texts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : UsualTexts;
        var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var total = new RecoveryScore();
        var byDamage = new SortedDictionary<Damage, (int Texts, RecoveryScore Score)>();
        for (var seed = first; seed < first + texts; seed++)
        {
            var text = TextGenerator.Generate(seed);
            var score = RecoveryScore.Of(text, RecoveryPipeline.Recover(text.Source));
            total.Add(score);
            foreach (var damage in text.Damages)
            {
                var (count, sum) = byDamage.TryGetValue(damage, out var known) ? known : (0, new RecoveryScore());
                sum.Add(score);
                byDamage[damage] = (count + 1, sum);
            }

            if (texts == 1)
            {
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

        return 0;
    }

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
