using System.Runtime.InteropServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Running heads and feet. On marked pages: lines at the edge of a page whose words recur there on other pages, or whose number goes
/// with the pages. Where no page is marked: a group of lines that comes back the same again and again begins each page.
/// </summary>
internal static class RunningHeads
{
    /// <summary>How many lines at a page's edge may be head or foot.</summary>
    private const int Depth = 3;

    private const int FewestPages = 3;

    private const int LongestGroup = 8;

    /// <summary>The head of the printed page stands within so many lines behind that of the file.</summary>
    private const int Behind = 3;

    /// <summary>So many characters make words that come twice no matter of chance.</summary>
    private const int Telling = 10;

    public static void Apply(Draft draft)
    {
        if (draft.Pages.Count > 1)
        {
            OnMarkedPages(draft);
        }
        else if (draft.Pages.Count == 0)
        {
            RepeatedGroups(draft);
        }
    }

    private static void OnMarkedPages(Draft draft)
    {
        var pages = PageEdges.Read(draft, Depth);
        var offsets = PageOffsets.Vote(pages);
        var recurring = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbered = new HashSet<string>(StringComparer.Ordinal);
        var cutting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            if (page.Top is [var head, var next, ..] && GoesOn(draft, next.Line))
            {
                cutting.Add(head.Read.Key);
            }

            foreach (var (line, read) in page.Top.Concat(page.Bottom).DistinctBy(edge => edge.Line))
            {
                _ = line;
                if (read.Key.Length >= 3)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(recurring, read.Key, out _)++;
                    if (read.Number is { } number && offsets.Accepts(number, page.Ordinal))
                    {
                        numbered.Add(read.Key);
                    }
                }
            }
        }

        foreach (var page in pages)
        {
            ClaimEdge(draft, page, page.Top, recurring, numbered, cutting, offsets);
            ClaimEdge(draft, page, page.Bottom, recurring, numbered, cutting, offsets);
        }
    }

    private static bool GoesOn(Draft draft, int line) =>
        char.IsLower(Glyphs.FirstMeant(draft, draft.Lines[line].Start, draft.Lines[line].End));

    private static void ClaimEdge(
        Draft draft,
        PageEdges page,
        IReadOnlyList<(int Line, PageLine Read)> edge,
        Dictionary<string, int> recurring,
        HashSet<string> numbered,
        HashSet<string> cutting,
        PageOffsets offsets
    )
    {
        foreach (var (index, read) in edge)
        {
            var line = draft.Lines[index];
            if (line.Role != LineRole.Open)
            {
                continue;
            }

            var fits = read.Number is { } number && offsets.Accepts(number, page.Ordinal);
            if (read.Key.Length == 0)
            {
                if (!fits)
                {
                    return;
                }

                Claim(draft, page, line, NoiseKind.PageNumber, read.Number);
                continue;
            }

            var times = recurring.GetValueOrDefault(read.Key);
            var isHead = fits
                ? times > 1 || read.IsApart
                // A chapter's own heading carries no number where its running heads do.
                // Below a heading no sentence goes on; of lines that come only twice a head is known by that.
                : (times >= FewestPages || (times > 1 && read.Key.Length >= Telling && cutting.Contains(read.Key)))
                    && !numbered.Contains(read.Key);
            if (!isHead)
            {
                return;
            }

            Claim(draft, page, line, NoiseKind.RunningHead, fits ? read.Number : null);
        }
    }

    private static void Claim(Draft draft, PageEdges page, DraftLine line, NoiseKind kind, PageNumeral? label)
    {
        draft.Mark(line.Start, line.End, kind);
        line.Role = LineRole.Noise;
        if (label is { } printed)
        {
            draft.Pages[page.Page] = draft.Pages[page.Page] with
            {
                Label = printed.ToString(),
                Method = LocatorMethod.Printed,
            };
        }
    }

    private static void RepeatedGroups(Draft draft)
    {
        var inked = new List<int>();
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role == LineRole.Open)
            {
                inked.Add(i);
            }
        }

        if (FindGroup(draft, inked) is not { } group)
        {
            return;
        }

        var heads = new List<int>();
        for (var i = 0; i + group.Count <= inked.Count; i++)
        {
            if (MatchesGroup(draft, inked, group, i))
            {
                heads.Add(i);
                i += group.Count - 1;
            }
        }

        var titles = Titles(draft, inked, group, heads);
        heads.ForEach(at => ClaimGroup(draft, inked, group, at, titles));
        draft.PageMark = heads.Count > 0 ? PageMark.RunningHead : draft.PageMark;
    }

    /// <summary>The words of a line that may be a head; empty for one that is too long.</summary>
    private static ReadOnlySpan<char> Trimmed(Draft draft, DraftLine line) =>
        line.End - line.Start > PageLine.Longest ? "" : draft.Source.AsSpan(line.Start, line.End - line.Start).Trim();

    /// <summary>What stands behind the heads of the file and is a line of the text elsewhere or there, folded.</summary>
    private static HashSet<string> Titles(Draft draft, List<int> inked, List<string> group, List<int> heads)
    {
        var behind = new HashSet<string>(StringComparer.Ordinal);
        foreach (var at in heads)
        {
            var glued = GluedTo(draft, draft.Lines[inked[at + group.Count - 1]], group);
            behind.Add(PageLine.Fold(draft.Source.AsSpan(glued.Start, glued.Length)));
            for (var next = at + group.Count; next < Math.Min(inked.Count, at + group.Count + Behind); next++)
            {
                behind.Add(
                    PageLine.Read(draft.Source, draft.Lines[inked[next]].Start, draft.Lines[inked[next]].End).Key
                );
            }
        }

        var titles = new HashSet<string>(StringComparer.Ordinal);
        var bySpan = behind.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[PageLine.Longest];
        foreach (var index in inked)
        {
            var title = PageLine.Fold(Trimmed(draft, draft.Lines[index]), buffer);
            if (title.Length >= 3 && bySpan.TryGetValue(title, out var known))
            {
                titles.Add(known);
            }
        }

        return titles;
    }

    /// <summary>What stands behind the words of the group's last line.</summary>
    private static SourceSpan GluedTo(Draft draft, DraftLine last, List<string> group) =>
        new(Glyphs.FirstInk(draft, last) + group[^1].Length, last.End);

    /// <summary>For each line a number that those of the same words have in common; 0 for what comes too seldom to be a page's.</summary>
    private static int[] Recurring(Draft draft, List<int> inked)
    {
        var sketch = new LineSketch(inked.Count);
        var slots = inked.ConvertAll(index =>
            Trimmed(draft, draft.Lines[index]) is { Length: > 0 } line ? sketch.Add(line) : -1
        );
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var times = new List<int> { 0 };
        var recurring = new int[inked.Count];
        for (var i = 0; i < inked.Count; i++)
        {
            if (slots[i] < 0 || sketch.AtMost(slots[i]) < FewestPages)
            {
                continue;
            }

            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                bySpan,
                Trimmed(draft, draft.Lines[inked[i]]),
                out _
            );
            if (number == 0)
            {
                number = times.Count;
                times.Add(0);
            }

            times[number]++;
            recurring[i] = number;
        }

        for (var i = 0; i < recurring.Length; i++)
        {
            recurring[i] = times[recurring[i]] >= FewestPages ? recurring[i] : 0;
        }

        return recurring;
    }

    /// <summary>The longest run of lines that recurs as a whole, when something in it shows that it is a page's and not a refrain.</summary>
    private static List<string>? FindGroup(Draft draft, List<int> inked)
    {
        var recurring = Recurring(draft, inked);

        // A run's key is the numbers of its lines, two characters each.
        var runs = new Dictionary<string, (int First, int Length, int Times)>(StringComparer.Ordinal);
        var byNumbers = runs.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < recurring.Length; i++)
        {
            var length = 0;
            while (length < LongestGroup && i + length < recurring.Length && recurring[i + length] != 0)
            {
                length++;
            }

            if (length < 2)
            {
                continue;
            }

            ReadOnlySpan<char> key = MemoryMarshal.Cast<int, char>(recurring.AsSpan(i, length));
            ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(byNumbers, key, out var known);
            run = known ? run with { Times = run.Times + 1 } : (i, length, 1);
            i += length - 1;
        }

        foreach (var (first, length, times) in runs.Values.OrderByDescending(run => run.Times * run.Length))
        {
            var lines = inked
                .GetRange(first, length)
                .ConvertAll(index => Trimmed(draft, draft.Lines[index]).ToString());
            var isPages = lines.Exists(line =>
                line.Any(char.IsAsciiDigit) || line.Contains("](", StringComparison.Ordinal)
            );
            if (times >= FewestPages && (isPages || first < Depth) && lines.TrueForAll(line => line.Any(char.IsLetter)))
            {
                return lines;
            }
        }

        return null;
    }

    /// <summary>The last line of a group may have the page's first words glued to it.</summary>
    private static bool MatchesGroup(Draft draft, List<int> inked, List<string> group, int at)
    {
        for (var k = 0; k < group.Count - 1; k++)
        {
            if (!Trimmed(draft, draft.Lines[inked[at + k]]).SequenceEqual(group[k]))
            {
                return false;
            }
        }

        var last = draft.Lines[inked[at + group.Count - 1]];
        return draft.Source.AsSpan(last.Start, last.End - last.Start).TrimStart().StartsWith(group[^1]);
    }

    private static void ClaimGroup(Draft draft, List<int> inked, List<string> group, int at, HashSet<string> titles)
    {
        var first = draft.Lines[inked[at]];
        if (draft.Pages.Count == 0 && at > 0)
        {
            draft.Pages.Add(new DraftPage(0, null, LocatorMethod.Unknown));
        }

        draft.Pages.Add(new DraftPage(draft.Pages.Count == 0 ? 0 : first.Start, null, LocatorMethod.Unknown));
        for (var k = 0; k < group.Count; k++)
        {
            var line = draft.Lines[inked[at + k]];
            var start = Glyphs.FirstInk(draft, line);
            var end = k == group.Count - 1 ? start + group[k].Length : line.End;
            draft.Mark(start, end, NoiseKind.RunningHead);
            if (end < line.End && Glyphs.LastInk(draft, line) > end)
            {
                ClaimInnerHead(draft, line, end, titles);
            }

            line.Role =
                Glyphs.LastInk(draft, line) <= end || draft.Noise[end] != NoiseKind.None ? LineRole.Noise : line.Role;
        }

        // Behind the head of the file stands that of the printed page: a title that the text has elsewhere, its number, or both.
        for (var next = at + group.Count; next < Math.Min(inked.Count, at + group.Count + Behind); next++)
        {
            var line = draft.Lines[inked[next]];
            if (Trimmed(draft, line) is { Length: > 0 } key && !key.ContainsAnyExcept("-*_ "))
            {
                continue;
            }

            var read = PageLine.Read(draft.Source, line.Start, line.End);
            var isNumber = read is { Number: not null, Key.Length: 0 };
            if (!isNumber && !(read.Number is not null && titles.Contains(read.Key)))
            {
                break;
            }

            draft.Mark(line.Start, line.End, isNumber ? NoiseKind.PageNumber : NoiseKind.RunningHead);
            line.Role = LineRole.Noise;
            draft.Pages[^1] = draft.Pages[^1] with
            {
                Label = read.Number!.Value.ToString(),
                Method = LocatorMethod.Printed,
            };
        }

        MarkFirstLine(draft, inked, at);
    }

    private static void ClaimInnerHead(Draft draft, DraftLine line, int from, HashSet<string> titles)
    {
        if (titles.Contains(PageLine.Fold(draft.Source.AsSpan(from, line.End - from))))
        {
            draft.Mark(from, line.End, NoiseKind.RunningHead);
        }
    }

    private static void MarkFirstLine(Draft draft, List<int> inked, int at)
    {
        for (var next = at; next < inked.Count; next++)
        {
            if (draft.Lines[inked[next]].Role == LineRole.Open)
            {
                draft.Lines[inked[next]].BeginsPage = true;
                return;
            }
        }
    }
}
