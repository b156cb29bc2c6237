using System.Globalization;
using SearchService.Analysis;
using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>How often checks found what was made.</summary>
internal sealed class QuotationScore
{
    private readonly SortedDictionary<MadeAs, Counts> _counts = [];
    private readonly List<double> _times = [];
    private readonly List<string> _faults = [];

    /// <summary>One line for each that was wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Add(MadeQuotation made, QuotationFinding found, double milliseconds)
    {
        _times.Add(milliseconds);
        if (!_counts.TryGetValue(made.As, out var counts))
        {
            _counts[made.As] = counts = new Counts();
        }

        counts.Times.Add(milliseconds);

        // Words that are set otherwise may stand so somewhere else.
        var verdict =
            found.Verdict == made.Verdict
            || (
                made.As == MadeAs.Typography
                && found is { Verdict: QuotationVerdict.Exact, Matches: [var same, ..] }
                && Spaced(same.Source) == Spaced(made.Request.Quotation)
            );
        var places = found.Matches.Select(match => match.Document.Id).ToHashSet(StringComparer.Ordinal);
        var place = made.As is MadeAs.Exact or MadeAs.Typography
            ? made.Request.Document is null || places.Contains(made.Request.Document)
            : made.Documents.All(places.Contains);
        var diff = made.Changed is null || (found.Matches.Count > 0 && IsRight(made, found.Matches[0].Diff));
        var flag =
            made.Flag is null || found.Matches.Any(match => match.Flags.Contains(made.Flag, StringComparer.Ordinal));
        counts.All++;
        counts.Verdict += verdict ? 1 : 0;
        counts.Place += place ? 1 : 0;
        counts.Diff += verdict && diff ? 1 : 0;
        counts.Flag += flag ? 1 : 0;
        if (!(verdict && place && diff && flag))
        {
            _faults.Add(
                $"{made.As}: {found.Verdict}{(place ? "" : ", another place")}{(diff ? "" : ", another diff")}{(flag ? "" : ", not flagged")}; "
                    + $"[{made.Request.Document ?? made.Request.Author}] of {string.Join(' ', made.Documents)}: {made.Request.Quotation.ReplaceLineEndings("⏎")}"
                    + string.Concat(
                        (
                            found.Matches.Count > 0 ? found.Matches
                            : found.Nearest is { } near ? [near]
                            : []
                        ).Select(match => "\n    " + Shown(match))
                    )
            );
        }
    }

    /// <summary>Shares of the kinds named that were right, 0 to 1.</summary>
    public double Verdicts(params IReadOnlyList<MadeAs> kinds) => Share(kinds, counts => counts.Verdict);

    public double Diffs(params IReadOnlyList<MadeAs> kinds) => Share(kinds, counts => counts.Diff);

    public double Flags(params IReadOnlyList<MadeAs> kinds) => Share(kinds, counts => counts.Flag);

    public double Places(params IReadOnlyList<MadeAs> kinds) => Share(kinds, counts => counts.Place);

    /// <summary>The bars that are not met, each with its figure; empty when all are.</summary>
    public IReadOnlyList<string> BelowBar()
    {
        MadeAs[] altered =
        [
            MadeAs.Noise,
            MadeAs.Dropped,
            MadeAs.Added,
            MadeAs.Replaced,
            MadeAs.NegationDropped,
            MadeAs.NegationAdded,
            MadeAs.NumberChanged,
            MadeAs.NameChanged,
        ];
        (string What, double Figure, double Bar)[] bars =
        [
            ("exact and normalised recognised", Verdicts(MadeAs.Exact, MadeAs.Typography), 1),
            ("alteration named with the right diff", Diffs(altered), 0.99),
            (
                "negation, number and name flagged",
                Flags(MadeAs.NegationDropped, MadeAs.NegationAdded, MadeAs.NumberChanged, MadeAs.NameChanged),
                0.99
            ),
            ("right quotations not accused", 1 - Accused, 0.995),
            ("sentences that stand nowhere not found", Verdicts(MadeAs.Nowhere), 1),
            ("ellipses", Verdicts(MadeAs.Ellipsis), 0.99),
            ("stitched", Verdicts(MadeAs.Stitched), 0.99),
            (
                "misattributed, with the true source",
                Math.Min(Verdicts(MadeAs.Misattributed), Places(MadeAs.Misattributed)),
                0.99
            ),
        ];
        return
        [
            .. bars.Where(bar => bar.Figure < bar.Bar)
                .Select(bar =>
                    string.Create(CultureInfo.InvariantCulture, $"{bar.What}: {bar.Figure:P2}, bar {bar.Bar:P1}")
                ),
        ];
    }

    /// <summary>The share of right quotations that were called altered, stitched, misattributed or not found.</summary>
    public double Accused
    {
        get
        {
            MadeAs[] right = [MadeAs.Exact, MadeAs.Typography, MadeAs.Brackets, MadeAs.Ellipsis];
            var all = _counts.Where(kind => right.Contains(kind.Key)).Sum(kind => kind.Value.All);
            return all == 0 ? 0 : _faults.Count(fault => right.Any(kind => IsAccused(fault, kind))) / (double)all;
        }
    }

    public override string ToString()
    {
        var lines = new List<string> { "kind              made  verdict    place     diff  flagged   median     95th" };
        lines.AddRange(
            _counts.Select(kind =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind.Key, -16}{kind.Value.All, 6}{Percent(kind.Value.Verdict, kind.Value.All), 9}{Percent(kind.Value.Place, kind.Value.All), 9}{Percent(kind.Value.Diff, kind.Value.All), 9}{Percent(kind.Value.Flag, kind.Value.All), 9}{At(kind.Value.Times, 50), 9:0.0}{At(kind.Value.Times, 95), 9:0.0}"
                )
            )
        );
        if (_times.Count > 0)
        {
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"accused wrongly {Accused:P2}; milliseconds: median {At(_times, 50):0.0}, 95th percentile {At(_times, 95):0.0}, 99th {At(_times, 99):0.0}, most {_times.Max():0.0}"
                )
            );
        }

        return string.Join('\n', lines);
    }

    private static bool IsAccused(string fault, MadeAs kind) =>
        new[]
        {
            QuotationVerdict.Altered,
            QuotationVerdict.Stitched,
            QuotationVerdict.Misattributed,
            QuotationVerdict.NotFound,
        }.Any(verdict => fault.StartsWith($"{kind}: {verdict}", StringComparison.Ordinal));

    private static string Spaced(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ',');

    private static double At(List<double> times, int percent) => times.Order().ElementAt(times.Count * percent / 100);

    private static string Percent(int right, int all) =>
        (100.0 * right / all).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Whether the differences are the words that were changed, on both sides, and no others.</summary>
    private static bool IsRight(MadeQuotation made, IReadOnlyList<DiffRun> diff)
    {
        var runs = diff.Where(run => run.Op != DiffKind.Equal).ToList();
        if (runs.Exists(run => run.Marked))
        {
            return false;
        }

        return Same(runs.Select(run => run.Quoted), made.Changed!.Select(pair => pair.Quoted))
            && Same(runs.Select(run => run.Source), made.Changed!.Select(pair => pair.Source));
    }

    private static bool Same(IEnumerable<string> found, IEnumerable<string> made) =>
        Terms(found).SequenceEqual(Terms(made), StringComparer.Ordinal);

    private static IEnumerable<string> Terms(IEnumerable<string> texts) =>
        texts.SelectMany(text => Words.Tokenize(text)).Select(token => token.Term);

    private static string Shown(QuotationMatch match) =>
        string.Create(CultureInfo.InvariantCulture, $"{match.PassageId} {match.Wording} {match.Similarity:0.00} ")
        + string.Concat(
            match.Diff.Select(run =>
                run.Op == DiffKind.Equal
                    ? run.Source.Length > 60
                        ? " … "
                        : run.Source
                    : $" {{{run.Quoted}|{run.Source}}} "
            )
        );

    private double Share(IReadOnlyList<MadeAs> kinds, Func<Counts, int> right)
    {
        var counts = _counts.Where(kind => kinds.Contains(kind.Key)).Select(kind => kind.Value).ToList();
        return counts.Count == 0 ? 1 : counts.Sum(right) / (double)counts.Sum(kind => kind.All);
    }

    private sealed class Counts
    {
        public List<double> Times { get; } = [];

        public int All { get; set; }

        public int Verdict { get; set; }

        public int Place { get; set; }

        public int Diff { get; set; }

        public int Flag { get; set; }
    }
}
