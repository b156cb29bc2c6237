using System.Buffers;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>A number that a line prints alone, or in a wording that is a page's: "7", "– 7 –", "Page 7 of 11", "052005-7".</summary>
/// <param name="Ink">Index in <see cref="Flow.Inked"/>.</param>
internal readonly record struct PrintedNumber(int Ink, int At, PageNumeral Number);

/// <summary>
/// The numbers of pages in a text that marks its pages in no other way: each stands at the foot (or head) of a page. They ascend
/// at a page's distance and cut sentences, or stand beside lines that recur; else they number verses, chapters or a list.
/// </summary>
internal static partial class PageNumbers
{
    private const int FewestNumbers = 3;

    private const int ShortestPage = 400;

    private const int LongestPage = 15000;

    /// <summary>So many pages may have lost their number.</summary>
    private const int MostLost = 3;

    /// <summary>Of the places of one number so many are tried: in a table each number may stand on many lines.</summary>
    private const int MostPlaces = 12;

    private const int LongestLine = 24;

    /// <summary>One of these stands in every wording around a page's number.</summary>
    private static readonly SearchValues<char> WordingSigns = SearchValues.Create("/|-–PpSo");

    /// <summary>The best chain of numbers of one wording; empty when none is convincing.</summary>
    public static List<PrintedNumber> Find(Draft draft, Flow flow)
    {
        var wordings = new Dictionary<string, List<PrintedNumber>>(StringComparer.Ordinal);
        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            var line = draft.Lines[flow.Inked[ink]];
            if (line.Role == LineRole.Open && Read(draft, line) is { } read)
            {
                if (!wordings.TryGetValue(read.Wording, out var numbers))
                {
                    wordings[read.Wording] = numbers = [];
                }

                numbers.Add(new PrintedNumber(ink, line.Start, read.Number));
            }
        }

        var best = new List<PrintedNumber>();
        var bestScore = 0.0;
        foreach (var (wording, numbers) in wordings)
        {
            if (numbers.Count < 2)
            {
                continue;
            }

            var (chain, score) = Chain(flow, numbers);
            if (
                score > bestScore
                && IsConvincing(draft, flow, chain, wording.Any(char.IsLetterOrDigit) && wording != "i")
            )
            {
                (best, bestScore) = (chain, score);
            }
        }

        return best;
    }

    /// <summary>Numbers beside heads that the chain leaves room for.</summary>
    public static List<PrintedNumber> Complete(Draft draft, Flow flow, List<PrintedNumber> chain)
    {
        var all = new List<PrintedNumber>(chain);
        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            var line = draft.Lines[flow.Inked[ink]];
            if (
                line.Role != LineRole.Open
                || flow.Kinds[ink] != NoiseKind.None
                || !flow.IsBesideAnchor(ink, 1)
                || Read(draft, line) is not { } read
            )
            {
                continue;
            }

            var number = new PrintedNumber(ink, line.Start, read.Number);
            var before = chain.FindLast(other => other.Ink < ink);
            var after = chain.Find(other => other.Ink > ink);
            if (
                chain.Count == 0
                || read.Number.IsRoman != chain[0].Number.IsRoman
                || (
                    (before == default || before.Number.Value < read.Number.Value)
                    && (after == default || after.Number.Value > read.Number.Value)
                )
            )
            {
                all.Add(number);
            }
        }

        all.Sort((a, b) => a.Ink.CompareTo(b.Ink));
        return all;
    }

    /// <summary>The longest chain of numbers that ascend at a page's distance.</summary>
    public static List<PrintedNumber> Ascending(Flow flow, List<PrintedNumber> numbers) =>
        numbers.Count == 0 ? numbers : Chain(flow, numbers).Chain;

    /// <summary>Pages from the chain: a number belongs to the page that it ends, or begins when it stands at the head.</summary>
    public static void MarkPages(Draft draft, Flow flow, List<PrintedNumber> numbers)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        var atHead = StandAtHead(draft, flow, numbers);
        var opens = !Enumerable.Range(0, numbers[0].Ink).Any(ink => flow.Kinds[ink] == NoiseKind.None);
        draft.PageMark = PageMark.PageNumber;
        if (!opens)
        {
            var label =
                atHead == false && numbers[0].At < UsualLength(numbers) * 1.6 ? numbers[0].Number.ToString() : null;
            draft.Pages.Add(new DraftPage(0, label, label is null ? LocatorMethod.Unknown : LocatorMethod.Printed));
        }

        for (var i = 0; i < numbers.Count; i++)
        {
            var next = numbers[i].Ink + 1;
            while (next < flow.Inked.Count && flow.Kinds[next] != NoiseKind.None)
            {
                next++;
            }

            if (next >= flow.Inked.Count || (i + 1 < numbers.Count && next > numbers[i + 1].Ink))
            {
                continue;
            }

            var line = draft.Lines[flow.Inked[next]];
            line.BeginsPage = true;
            var label =
                atHead == true ? numbers[i].Number
                : atHead == false && i + 1 < numbers.Count ? numbers[i + 1].Number
                : (PageNumeral?)null;

            // Where a number is lost, two pages look like one: it has no label.
            if (i + 1 < numbers.Count && numbers[i + 1].Number != numbers[i].Number.Plus(1))
            {
                label = null;
            }

            draft.Pages.Add(
                new DraftPage(
                    opens && i == 0 ? 0 : line.Start,
                    label?.ToString(),
                    label is null ? LocatorMethod.Unknown : LocatorMethod.Printed
                )
            );
        }
    }

    /// <summary>
    /// Whether the numbers stand at the heads of their pages, or at the feet; null when that cannot be told. A foot's number is the last thing
    /// in the text; before page 2 lies one page's text when it is a head's, two pages' when it is a foot's.
    /// </summary>
    private static bool? StandAtHead(Draft draft, Flow flow, List<PrintedNumber> numbers)
    {
        double usual = UsualLength(numbers);
        var inkBefore = Enumerable.Range(0, numbers[0].Ink).Any(ink => flow.Kinds[ink] == NoiseKind.None);
        if (!inkBefore)
        {
            return true;
        }

        var pages = numbers[0].At / usual;
        var value = numbers[0].Number.Value;
        var (toHead, toFoot) = (Math.Abs(pages - (value - 1)), Math.Abs(pages - value));
        var endsText = !Enumerable
            .Range(numbers[^1].Ink, flow.Inked.Count - numbers[^1].Ink)
            .Any(ink => flow.Kinds[ink] == NoiseKind.None);
        var head = value <= 3 && toHead + 0.4 < toFoot && !endsText;
        var foot = (value <= 3 && toFoot + 0.4 < toHead) || endsText;
        return head == foot ? null : head;
    }

    /// <summary>A page's length in characters, between two numbers that follow on one another.</summary>
    private static int UsualLength(List<PrintedNumber> numbers)
    {
        var lengths = numbers
            .Zip(numbers.Skip(1), (a, b) => (b.At - a.At) / Math.Max(1, b.Number.Value - a.Number.Value))
            .Order()
            .ToList();
        return lengths.Count == 0 ? 1 : Math.Max(1, lengths[lengths.Count / 2]);
    }

    private static (PageNumeral Number, string Wording)? Read(Draft draft, DraftLine line)
    {
        var length = line.End - line.Start;
        if (length > LongestLine + 8)
        {
            return null;
        }

        var text = draft.Source.AsSpan(line.Start, length).Trim();
        if (text.Length is 0 or > LongestLine)
        {
            return null;
        }

        var bare = text.Trim(" -–—|·•");
        if (PageNumeral.Parse(bare) is { } alone)
        {
            return (alone, alone.IsRoman ? "i" : "#");
        }

        if ((!char.IsAsciiDigit(text[^1]) && !char.IsAsciiDigit(text[0])) || !text.ContainsAny(WordingSigns))
        {
            return null;
        }

        var match = Worded().Match(text.ToString());
        if (!match.Success || PageNumeral.Parse(match.Groups["n"].ValueSpan) is not { } number)
        {
            return null;
        }

        var group = match.Groups["n"];
        return (
            number,
            string.Concat(match.Value.AsSpan(0, group.Index), "#", match.Value.AsSpan(group.Index + group.Length))
        );
    }

    /// <summary>The chain of ascending numbers at a page's distance that has most links; lost numbers cost, heads beside numbers pay.</summary>
    private static (List<PrintedNumber> Chain, double Score) Chain(Flow flow, List<PrintedNumber> numbers)
    {
        var scores = new double[numbers.Count];
        var from = new int[numbers.Count];
        var places = new Dictionary<int, List<int>>();
        var best = 0;
        for (var i = 0; i < numbers.Count; i++)
        {
            var number = numbers[i];
            var own = flow.IsBesideAnchor(number.Ink, 2) ? 1.6 : 1;
            scores[i] = own;
            from[i] = -1;
            for (var step = 1; step <= MostLost + 1; step++)
            {
                if (!places.TryGetValue(number.Number.Value - step, out var earlier))
                {
                    continue;
                }

                for (var p = earlier.Count - 1; p >= Math.Max(0, earlier.Count - MostPlaces); p--)
                {
                    var distance = number.At - numbers[earlier[p]].At;
                    if (distance > LongestPage * step)
                    {
                        break;
                    }

                    // A figure may leave a page few words; without a head beside it such a number is a figure's own.
                    // So may the end of the text.
                    var isLast = number.Ink == flow.Inked.Count - 1;
                    if (distance < ShortestPage * step && own == 1 && !isLast)
                    {
                        continue;
                    }

                    var link =
                        scores[earlier[p]]
                        + own
                        - (0.5 * (step - 1))
                        - (distance < ShortestPage * step && !isLast ? 0.9 : 0);
                    if (link > scores[i])
                    {
                        (scores[i], from[i]) = (link, earlier[p]);
                    }
                }
            }

            if (!places.TryGetValue(number.Number.Value, out var here))
            {
                places[number.Number.Value] = here = [];
            }

            here.Add(i);
            best = scores[i] > scores[best] ? i : best;
        }

        var chain = new List<PrintedNumber>();
        for (var i = best; i >= 0; i = from[i])
        {
            chain.Add(numbers[i]);
        }

        chain.Reverse();
        return (chain, scores[best]);
    }

    private static bool IsConvincing(Draft draft, Flow flow, List<PrintedNumber> chain, bool isWorded)
    {
        var beside = chain.Count(number => flow.IsBesideAnchor(number.Ink, 2));
        if (chain.Count < 2 || (chain.Count < FewestNumbers && beside < 2))
        {
            return false;
        }

        var lengths = chain
            .Zip(chain.Skip(1), (a, b) => (b.At - a.At) / (b.Number.Value - a.Number.Value))
            .Order()
            .ToList();
        if (lengths[lengths.Count / 2] is < ShortestPage or > LongestPage)
        {
            return false;
        }

        return isWorded
            || beside * 2 >= chain.Count
            || chain.Count(number => flow.CutsSentence(draft, number.Ink)) * 4 >= chain.Count
            || (chain.Count >= 6 && chain[^1].At - chain[0].At > draft.Source.Length / 2);
    }

    [GeneratedRegex(
        @"^((Page|PAGE|page|S\.|p\.) ?(?<n>\d{1,4})( ?(of|/|von) ?\d{1,4})?|(?<n>\d{1,4}) ?(of|/) ?\d{1,4}|(?<n>\d{1,4}) ?\||[A-Z]?\d{3,8} ?[-–] ?(?<n>\d{1,3}))$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Worded();
}
