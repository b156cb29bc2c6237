using System.Runtime.InteropServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// What a page carries beside its text, in a file that has lost its layout: numbers that ascend at a page's distance, and lines that
/// recur at that distance whatever number they hold. Each is evidence for the other, since both stand where a page ends.
/// </summary>
internal static class PageFurniture
{
    /// <summary>A line that recurs nearer than this is a table's or a list's; in characters.</summary>
    private const int NearestHeads = 700;

    private const int FewestHeads = 3;

    /// <summary>Two lines of the same words are heads where each of them stands at a page's number.</summary>
    private const int FewestAtNumbers = 2;

    /// <summary>Heads of left pages and of right ones, taken together.</summary>
    private const int FewestOfTwoSides = 4;

    /// <summary>So many heads of one side are tried with each of the other; those that come most often.</summary>
    private const int MostSides = 8;

    /// <summary>So many letters make a line that recurs a head by itself; a shorter one must stand beside another.</summary>
    private const int TellingLetters = 10;

    /// <summary>A stop or a letter alone stands beside other heads nearly always, or it is a formula's.</summary>
    private const int FewestLetters = 3;

    /// <summary>A head may stand so many lines from a page's number.</summary>
    private const int Reach = 3;

    /// <summary>A title stands among the first lines of a text, and is no head there unless it cuts a sentence.</summary>
    private const int TitleLines = 40;

    /// <summary>How often neighbours make neighbours heads: a page's foot and the next page's head are rarely more lines than this.</summary>
    private const int Rounds = 3;

    public static void Apply(Draft draft)
    {
        if (draft.PageMark is PageMark.FormFeed or PageMark.FormFeedRemnant)
        {
            return;
        }

        var flow = Flow.Read(draft);
        var recurring = Recurring(draft, flow);
        var telling = recurring.FindAll(same => same.Letters >= TellingLetters && same.Lines.Count >= FewestHeads);
        foreach (var (_, lines) in telling)
        {
            Claim(draft, flow, lines, atAnchorsOnly: false);
        }

        var numbers = PageNumbers.Find(draft, flow);
        var inks = numbers.ConvertAll(number => number.Ink);
        foreach (var (_, lines) in telling.Where(same => !KeepsToPages(draft, flow, same.Lines, inks)))
        {
            Release(draft, flow, lines);
        }

        Anchor(flow, numbers);
        for (var round = 0; round < Rounds; round++)
        {
            ClaimBesideAnchors(draft, flow, recurring);
        }

        numbers = PageNumbers.Complete(draft, flow, numbers);
        Anchor(flow, numbers);
        if (numbers.Count == 0 && draft.Pages.Count == 0)
        {
            numbers = HeadNumbers(draft, flow);
        }

        MarkLines(draft, flow);
        if (draft.Pages.Count == 0)
        {
            PageNumbers.MarkPages(draft, flow, numbers);
        }
    }

    private static void Anchor(Flow flow, List<PrintedNumber> numbers)
    {
        foreach (var number in numbers)
        {
            flow.Kinds[number.Ink] = NoiseKind.PageNumber;
        }
    }

    /// <summary>Lines that recur are heads where most of them stand beside heads, feet or numbers.</summary>
    private static void ClaimBesideAnchors(Draft draft, Flow flow, List<(int Letters, List<int> Lines)> recurring)
    {
        foreach (var (letters, lines) in recurring)
        {
            var beside = 0;
            foreach (var line in lines)
            {
                beside += flow.IsBesideAnchor(line, 1) ? 1 : 0;
            }

            if (beside * 100L >= (long)lines.Count * LeastBeside(letters, lines.Count))
            {
                Claim(draft, flow, lines, atAnchorsOnly: letters < TellingLetters);
            }
        }
    }

    /// <summary>Per cent of the lines; more than all of them where so few of so few letters say nothing.</summary>
    private static int LeastBeside(int letters, int lines) =>
        lines < FewestHeads ? (letters < TellingLetters ? 101 : 100)
        : letters < FewestLetters ? 80
        : 50;

    private static void MarkLines(Draft draft, Flow flow)
    {
        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            var line = draft.Lines[flow.Inked[ink]];
            if (flow.Kinds[ink] != NoiseKind.None && line.Role == LineRole.Open)
            {
                draft.Mark(line.Start, line.End, flow.Kinds[ink]);
                line.Role = LineRole.Noise;
            }
        }
    }

    /// <summary>
    /// Numbers that heads print beside their words, where they ascend as pages do. They tell further heads by their words and their
    /// place in the order: among the first lines of a text, where a title may stand, and heads that come too seldom.
    /// </summary>
    private static List<PrintedNumber> HeadNumbers(Draft draft, Flow flow)
    {
        var heads = new List<PrintedNumber>();
        var words = new HashSet<string>(StringComparer.Ordinal);
        ClaimTwoSides(draft, flow);
        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            if (flow.Kinds[ink] == NoiseKind.RunningHead && Numbered(draft, flow, ink) is { Number: { } number } read)
            {
                heads.Add(new PrintedNumber(ink, flow.At[ink], number));
                words.Add(read.Key);
            }
        }

        var chain = PageNumbers.Ascending(flow, heads);
        if (chain.Count < FewestHeads || chain.Count * 10 < heads.Count * 8)
        {
            return [];
        }

        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            if (
                flow.Kinds[ink] == NoiseKind.None
                && draft.Lines[flow.Inked[ink]].Role == LineRole.Open
                && Numbered(draft, flow, ink) is { Number: { } number } read
                && words.Contains(read.Key)
            )
            {
                var after = chain.FindIndex(head => head.Ink > ink);
                after = after < 0 ? chain.Count : after;
                if (
                    (after == 0 || chain[after - 1].Number.Value < number.Value)
                    && (after == chain.Count || chain[after].Number.Value > number.Value)
                )
                {
                    flow.Kinds[ink] = NoiseKind.RunningHead;
                    chain.Insert(after, new PrintedNumber(ink, flow.At[ink], number));
                }
            }
        }

        return chain;
    }

    /// <summary>A line of words with a number at one end.</summary>
    private static PageLine? Numbered(Draft draft, Flow flow, int ink)
    {
        var line = draft.Lines[flow.Inked[ink]];
        return
            line.End - line.Start <= PageLine.Longest
            && PageLine.Read(draft.Source, line.Start, line.End) is { Number: not null, Key.Length: >= 3 } read
            ? read
            : null;
    }

    /// <summary>
    /// The author's name on left pages and the title on right ones: each has even numbers only or odd ones only, and together they
    /// ascend as pages do. Nothing else of a text does so, however seldom the two come.
    /// </summary>
    private static void ClaimTwoSides(Draft draft, Flow flow)
    {
        var sides = new Dictionary<string, List<PrintedNumber>>(StringComparer.Ordinal);
        for (var ink = 0; ink < flow.Inked.Count; ink++)
        {
            if (
                (draft.Lines[flow.Inked[ink]].Role == LineRole.Open || flow.Kinds[ink] == NoiseKind.RunningHead)
                && Numbered(draft, flow, ink) is { Number: { IsRoman: false } number } read
                && read.Key.Count(char.IsLetter) >= TellingLetters
            )
            {
                if (!sides.TryGetValue(read.Key, out var side))
                {
                    sides[read.Key] = side = [];
                }

                side.Add(new PrintedNumber(ink, flow.At[ink], number));
            }
        }

        var (left, right) = (OfSide(0), OfSide(1));
        foreach (var both in left.SelectMany(_ => right, (even, odd) => even.Concat(odd).OrderBy(head => head.Ink)))
        {
            var heads = both.ToList();
            if (heads.Count < FewestOfTwoSides)
            {
                continue;
            }

            var chain = PageNumbers.Ascending(flow, heads);
            if (chain.Count * 10 >= heads.Count * 9)
            {
                chain.ForEach(head => flow.Kinds[head.Ink] = NoiseKind.RunningHead);
                return;
            }
        }

        List<List<PrintedNumber>> OfSide(int rest) =>
            sides
                .Values.Where(side => side.Count > 1 && side.TrueForAll(head => head.Number.Value % 2 == rest))
                .OrderByDescending(side => side.Count)
                .Take(MostSides)
                .ToList();
    }

    /// <summary>
    /// Lines by their words, digits as signs: several of each, and no nearer to one another than pages are, with the number of their
    /// letters. A table's and a program's are none.
    /// </summary>
    private static List<(int Letters, List<int> Lines)> Recurring(Draft draft, Flow flow)
    {
        Span<char> buffer = stackalloc char[PageLine.Longest];
        var sketch = new LineSketch(flow.Inked.Count);
        var slots = new int[flow.Inked.Count];
        for (var ink = 0; ink < slots.Length; ink++)
        {
            var line = draft.Lines[flow.Inked[ink]];
            slots[ink] =
                line.Role == LineRole.Open
                && line.End - line.Start <= PageLine.Longest
                && Key(draft.Source.AsSpan(line.Start, line.End - line.Start), buffer)
                    is not ("#" or "" or ['|', .., '|'])
                        and var key
                    ? sketch.Add(key)
                    : -1;
        }

        var byKey = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var byKeySpan = byKey.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var ink = 0; ink < slots.Length; ink++)
        {
            if (slots[ink] < 0 || sketch.AtMost(slots[ink]) < FewestAtNumbers)
            {
                continue;
            }

            var line = draft.Lines[flow.Inked[ink]];
            var text = draft.Source.AsSpan(line.Start, line.End - line.Start);
            if (text.Count('\t') <= 1 && !CodeBlocks.IsStatement(draft, flow.Inked[ink]))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byKeySpan, Key(text, buffer), out _) ??= []).Add(ink);
            }
        }

        return byKey
            .Where(entry => entry.Value.Count >= FewestAtNumbers && AreFarApart(flow, entry.Value))
            .Select(entry => (entry.Key.Count(char.IsLetter), entry.Value))
            .ToList();
    }

    private static bool AreFarApart(Flow flow, List<int> lines)
    {
        var near = 0;
        for (var i = 1; i < lines.Count; i++)
        {
            near += flow.At[lines[i]] - flow.At[lines[i - 1]] < NearestHeads ? 1 : 0;
        }

        return near * 4 < lines.Count;
    }

    private static ReadOnlySpan<char> Key(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (length == 0 || buffer[length - 1] != '#')
                {
                    buffer[length++] = '#';
                }
            }
            else if (!char.IsWhiteSpace(c))
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
            else if (length > 0 && buffer[length - 1] != ' ')
            {
                buffer[length++] = ' ';
            }
        }

        return buffer[..length].TrimEnd();
    }

    /// <summary>Whether lines stand beside the numbers of pages, or cut sentences as a page does, and a refrain or a heading never.</summary>
    /// <param name="numbers">The lines that are a page's number, ascending.</param>
    private static bool KeepsToPages(Draft draft, Flow flow, List<int> lines, List<int> numbers)
    {
        if (
            lines.Count * 10 >= numbers.Count * 6
            && lines.Count(line => flow.CutsSentence(draft, line)) * 5 >= lines.Count
        )
        {
            return true;
        }

        var beside = 0;
        foreach (var line in lines)
        {
            var at = numbers.BinarySearch(line);
            at = at < 0 ? ~at : at;
            beside +=
                (at < numbers.Count && numbers[at] - line <= Reach) || (at > 0 && line - numbers[at - 1] <= Reach)
                    ? 1
                    : 0;
        }

        return beside * 2 >= lines.Count;
    }

    private static void Release(Draft draft, Flow flow, List<int> lines)
    {
        foreach (var line in lines)
        {
            flow.Kinds[line] = draft.Lines[flow.Inked[line]].Role == LineRole.Noise ? flow.Kinds[line] : NoiseKind.None;
        }
    }

    private static void Claim(Draft draft, Flow flow, List<int> lines, bool atAnchorsOnly)
    {
        foreach (var ink in lines)
        {
            if (flow.Kinds[ink] != NoiseKind.None)
            {
                continue;
            }

            var beside = flow.IsBesideAnchor(ink, Reach);
            if (beside || (!atAnchorsOnly && (ink >= TitleLines || flow.CutsSentence(draft, ink))))
            {
                flow.Kinds[ink] = NoiseKind.RunningHead;
            }
        }
    }
}
