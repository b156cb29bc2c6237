using System.Buffers;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Lists of references in the midst of lines that nothing parts: no heading, no blank line, no indent. One is told by its entries: numbers
/// that ascend from line to line and have years and pages behind them, or lines that again and again begin with a name and its initials.
/// Nothing is claimed here; the ranges keep the passes for notes out, and <see cref="References"/> makes blocks of them.
/// </summary>
internal static class ReferenceRuns
{
    /// <summary>No entry is longer, in lines; what stands between two entries and is longer is a figure, or another page.</summary>
    private const int LongestEntry = 14;

    /// <summary>So many lines may stand between two numbers: a table or a column between two parts of a list.</summary>
    private const int Farthest = 60;

    private const int FewestNumbered = 4;

    /// <summary>Numbers without a point or a bracket are also those of notes and of rows: more of them are needed.</summary>
    private const int FewestBare = 8;

    private const int MostLost = 3;

    /// <summary>Lines on each side of one that say whether it lies in a list.</summary>
    private const int Window = 5;

    private const int FewestLines = 8;

    /// <summary>So many lines without a source's signs may end an entry.</summary>
    private const int LongestRest = 3;

    private const int FewestParagraphs = 5;

    /// <summary>Of the text, in hundredths: a list of references without a title does not stand among its first pages.</summary>
    private const int EarliestShare = 25;

    public static void Find(Draft draft)
    {
        if (draft.PageMark is PageMark.FormFeed or PageMark.FormFeedRemnant)
        {
            return;
        }

        var lines = new List<int>();
        var unwrapped = 0;
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role == LineRole.Open)
            {
                lines.Add(i);
                unwrapped += draft.Lines[i].End - draft.Lines[i].Start > 180 ? 1 : 0;
            }
        }

        if (lines.Count < 2 * FewestLines)
        {
            return;
        }

        var read = lines.ConvertAll(line =>
            EntryLine.Read(draft.Source, draft.Lines[line].Start, draft.Lines[line].End)
        );
        var listed = new bool[lines.Count];
        if (unwrapped * 8 > lines.Count)
        {
            Paragraphs(draft, lines, listed);
        }
        else
        {
            Numbered(read, listed, at => IsLedInto(draft, lines, at));
            Named(read, listed, at => GoesOn(draft, lines, at));
        }

        var first = -1;
        for (var k = 0; k <= lines.Count; k++)
        {
            if (k < lines.Count && listed[k])
            {
                draft.Lines[lines[k]].IsReference = true;
                first = first < 0 ? k : first;
            }
            else if (first >= 0)
            {
                draft.ReferenceRuns.Add(new Unit(lines[first], lines[k - 1]));
                first = -1;
            }
        }
    }

    /// <summary>
    /// Where a line is a paragraph, so is an entry: a name and initials at its head, or the rule for the name above, and a source's
    /// signs. The notes of a page may stand between two.
    /// </summary>
    private static void Paragraphs(Draft draft, List<int> lines, bool[] listed)
    {
        for (var i = lines.Count * EarliestShare / 100; i < lines.Count; i++)
        {
            var entries = new List<int>();
            for (; i < lines.Count; i++)
            {
                if (IsEntry(draft, draft.Lines[lines[i]], entries.Count > 0))
                {
                    entries.Add(i);
                }
                else if (entries.Count == 0 || !(IsNote(draft, lines, i) || IsBetweenNotes(draft, lines, i)))
                {
                    break;
                }
            }

            if (entries.Count >= FewestParagraphs)
            {
                entries.ForEach(entry => listed[entry] = true);
            }
        }
    }

    /// <summary>A sentence that ends in a colon leads to a list of points.</summary>
    private static bool IsLedInto(Draft draft, List<int> lines, int at) =>
        at > 0
        && draft.Lines[lines[at - 1]] is var above
        && draft.Source.AsSpan(above.Start, above.End - above.Start).TrimEnd().EndsWith(":")
        && Glyphs.Words(draft, draft.Lines[lines[Math.Max(0, at - 2)]].Start, above.End, 4) >= 4;

    /// <summary>Whether the line is no entry's last: the next one stands right below it, and it has not ended or a gap follows on that.</summary>
    private static bool GoesOn(Draft draft, List<int> lines, int at) =>
        IsAdjacent(lines, at)
        && (
            !IsAdjacent(lines, at + 1)
            || draft.Lines[lines[at]] is var line
                && Glyphs.LastMeant(draft, line.Start, line.End) is var last
                && !char.IsAsciiDigit(last)
                && last is not ('.' or ')' or ']' or '>' or '/' or '”' or '"')
        );

    private static bool IsAdjacent(List<int> lines, int at) => at + 1 < lines.Count && lines[at + 1] == lines[at] + 1;

    private static bool IsNote(Draft draft, List<int> lines, int at) =>
        draft.Lines[lines[at]] is var line
        && NoteMark.Read(draft.Source, line.Start, line.End) is { Style: NoteMarkStyle.Superscript };

    /// <summary>A note whose number is lost stands between two that have theirs; the rest of a note of the page before above the first.</summary>
    private static bool IsBetweenNotes(Draft draft, List<int> lines, int at) =>
        at > 0
        && at + 1 < lines.Count
        && IsNote(draft, lines, at + 1)
        && (
            IsNote(draft, lines, at - 1)
            || char.IsLower(Glyphs.FirstMeant(draft, draft.Lines[lines[at]].Start, draft.Lines[lines[at]].End))
        );

    private static bool IsEntry(Draft draft, DraftLine line, bool isListed)
    {
        var start = ItemMark.Read(draft, line) is { IsNumber: false } bullet ? bullet.Content : line.Start;
        var text = draft.Source.AsSpan(start, line.End - start);
        return EntryLine.Read(draft.Source, start, line.End) is { IsSource: true } entry
            && (entry.IsName || (isListed && (text.StartsWith("__") || text.StartsWith("——"))));
    }

    private static void Numbered(List<EntryLine> read, bool[] listed, Func<int, bool> isLedInto)
    {
        foreach (var style in read.Where(line => line.Number > 0).GroupBy(line => line.Sign).Select(group => group.Key))
        {
            // A supplement has a list of its own.
            for (var from = 0; from < read.Count; )
            {
                var chain = Chain(read, listed, style, from);
                if (chain.Count == 0)
                {
                    break;
                }

                from = chain[^1] + 1;
                var signed = chain.Count(at => HasSigns(read, at));
                if (
                    chain.Count >= (style == ' ' ? FewestBare : FewestNumbered)
                    && signed * 10 >= chain.Count * 6
                    && chain[0] * 100 >= read.Count * EarliestShare
                    && !isLedInto(chain[0])
                )
                {
                    ClaimChain(read, listed, chain);
                }
            }
        }
    }

    /// <summary>The first chain that begins with 1 and is no mere pair.</summary>
    private static List<int> Chain(List<EntryLine> read, bool[] listed, char sign, int from)
    {
        var best = new List<int>();
        for (var i = from; i < read.Count; i++)
        {
            if (read[i].Number != 1 || read[i].Sign != sign || listed[i])
            {
                continue;
            }

            var chain = new List<int> { i };
            for (var next = i + 1; next < read.Count && next - chain[^1] <= Farthest; next++)
            {
                var step = read[next].Sign == sign ? read[next].Number - read[chain[^1]].Number : 0;
                if (
                    step is > 0 and <= MostLost
                    && (step == 1 || !HasNear(read, next, sign, read[chain[^1]].Number + 1))
                )
                {
                    chain.Add(next);
                }
            }

            best = chain.Count > best.Count ? chain : best;
            if (best.Count >= FewestNumbered)
            {
                return best;
            }
        }

        return best;
    }

    private static bool HasNear(List<EntryLine> read, int from, char sign, int number)
    {
        for (var i = from + 1; i < Math.Min(read.Count, from + LongestEntry); i++)
        {
            if (read[i].Number == number && read[i].Sign == sign)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSigns(List<EntryLine> read, int at)
    {
        for (var i = at; i < Math.Min(read.Count, at + 6) && (i == at || read[i].Number == 0); i++)
        {
            if (read[i].IsSource)
            {
                return true;
            }
        }

        return false;
    }

    private static void ClaimChain(List<EntryLine> read, bool[] listed, List<int> chain)
    {
        var lengths = chain.Zip(chain.Skip(1), (a, b) => b - a).Order().ToList();
        var usual = lengths[lengths.Count * 3 / 4];
        for (var c = 0; c < chain.Count; c++)
        {
            var end = c + 1 < chain.Count ? chain[c + 1] - 1 : read.Count - 1;
            var longest = c + 1 < chain.Count ? LongestEntry : Math.Min(LongestEntry, usual + 3);
            if (end - chain[c] >= longest || c + 1 == chain.Count)
            {
                // Cut at the last line with a source's signs.
                var last = chain[c];
                for (var i = chain[c]; i <= Math.Min(end, chain[c] + longest) && !read[i].IsCaption; i++)
                {
                    last = read[i].IsSource ? i : last;
                }

                end = last;
            }

            for (var i = chain[c]; i <= end; i++)
            {
                listed[i] = true;
            }
        }
    }

    /// <summary>Entries without numbers: lines that begin with a name and initials, dense among lines with years, pages and initials.</summary>
    private static void Named(List<EntryLine> read, bool[] listed, Predicate<int> goesOn)
    {
        var sources = new int[read.Count + 1];
        var names = new int[read.Count + 1];
        for (var i = 0; i < read.Count; i++)
        {
            sources[i + 1] = sources[i] + (read[i].IsSource || read[i].IsName ? 1 : 0);
            names[i + 1] = names[i] + (read[i].IsName ? 1 : 0);
        }

        var inside = new bool[read.Count];
        for (var i = read.Count * EarliestShare / 100; i < read.Count; i++)
        {
            var (from, to) = (Math.Max(0, i - Window), Math.Min(read.Count, i + Window + 1));
            inside[i] =
                (sources[to] - sources[from]) * 100 >= (to - from) * 55
                && (names[to] - names[from]) * 100 >= (to - from) * 16;
        }

        for (var i = 0; i < read.Count; i++)
        {
            if (!inside[i])
            {
                continue;
            }

            var first = i;
            while (i + 1 < read.Count && (inside[i + 1] || (i + 2 < read.Count && inside[i + 2])))
            {
                i++;
            }

            var last = i;
            while (first < last && !read[first].IsName)
            {
                first++;
            }

            while (last > first && !read[last].IsSource)
            {
                last--;
            }

            // Its window reaches the list a little later than the entries do, and leaves it a little earlier.
            for (var back = first - 1; back >= Math.Max(0, first - Window); back--)
            {
                first = read[back].IsName ? back : first;
            }

            last = EndOfEntry(read, last, goesOn);
            for (var next = last + 1; next < Math.Min(read.Count, last + Window); next++)
            {
                if (
                    read[next].IsName
                    && Enumerable.Range(next, Math.Min(3, read.Count - next)).Any(k => read[k].IsSource)
                )
                {
                    last = next = EndOfEntry(read, next, goesOn);
                }
            }

            if (last - first + 1 >= FewestLines)
            {
                Array.Fill(listed, true, first, last - first + 1);
            }
        }
    }

    private static int EndOfEntry(List<EntryLine> read, int line, Predicate<int> goesOn)
    {
        var end = line;
        while (end < line + LongestRest && goesOn(end) && !read[end + 1].IsName)
        {
            end++;
        }

        return end;
    }
}

/// <summary>A line read as part of a list of references.</summary>
/// <param name="Number">What it begins with, 0 when with no number.</param>
/// <param name="Sign">What closes the number; a space for none.</param>
/// <param name="IsName">It begins with a family name and initials, or initials and a name.</param>
/// <param name="IsSource">It has a year, pages, a volume, initials, an address.</param>
internal readonly record struct EntryLine(int Number, char Sign, bool IsName, bool IsSource, bool IsCaption)
{
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["doi", "DOI", "http", "et al", "Proc.", "pp."],
        StringComparison.Ordinal
    );

    private static readonly string[] Captions =
    [
        "Figure",
        "Fig.",
        "Fig ",
        "FIG",
        "Table",
        "TABLE",
        "Supplementa",
        "Supporting",
        "SUPPLEMENT",
        "Appendix",
        "APPENDIX",
    ];

    public static EntryLine Read(string source, int start, int end)
    {
        var text = source.AsSpan(start, end - start).Trim();
        if (text.Length == 0)
        {
            return default;
        }

        if (text.Contains('\u00a0'))
        {
            // "Novak, R.": the space that keeps an initial with its name.
            text = text.ToString().Replace('\u00a0', ' ');
        }

        var (number, sign, content) = Mark(text);
        var rest = text[content..];
        var name = IsNamed(rest);
        var caption = false;
        if (text[0] is 'F' or 'T' or 'S' or 'A')
        {
            foreach (var word in Captions)
            {
                caption |= text.StartsWith(word, StringComparison.Ordinal);
            }
        }

        return new EntryLine(number, sign, name && !caption, !caption && HasSigns(text), caption);
    }

    private static (int Number, char Sign, int Content) Mark(ReadOnlySpan<char> text)
    {
        var at = text[0] is '[' or '(' ? 1 : 0;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        var digits = at;
        var number = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - digits < 4)
        {
            number = (number * 10) + text[at] - '0';
            at++;
        }

        if (at == digits || at - digits > 3)
        {
            return (0, ' ', 0);
        }

        var sign = ' ';
        if (at < text.Length && text[at] is ']' or '.' or ')' or ' ')
        {
            sign = text[at] == ' ' && at + 1 < text.Length && text[at + 1] is ']' ? ']' : text[at];
            at += sign == text[at] ? 1 : 2;
        }
        else
        {
            return (0, ' ', 0);
        }

        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        // "12 Smith" and "1.5 mm": a bare number needs a capital, a point no digit.
        return
            at < text.Length
            && (
                (sign == ' ' && !char.IsUpper(text[at]))
                || (sign is '.' && (char.IsAsciiDigit(text[at]) || char.IsLower(text[at])))
            )
            ? (0, ' ', 0)
            : (number, sign, Math.Min(at, text.Length));
    }

    /// <summary>"Smith, J.", "Smith JA,", "SMITH, J. A.", "J. A. Smith", "van der Berg, A.".</summary>
    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        if (text.Length < 4)
        {
            return false;
        }

        if (char.IsUpper(text[0]) && text[1] == '.')
        {
            return true;
        }

        // The rule for the name above.
        if (text.StartsWith("__") || text.StartsWith("——"))
        {
            return true;
        }

        var at = 0;
        for (var words = 0; words < 4 && at < text.Length; words++)
        {
            var start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || text[at] is '-' or '\'' or '’'))
            {
                at++;
            }

            if (at == start || at - start > 24 || (words == 0 && at - start < 2))
            {
                return false;
            }

            at += at + 1 < text.Length && text[at] == ' ' && text[at + 1] == ',' ? 1 : 0;
            var comma = at < text.Length && text[at] == ',';
            at += comma ? 1 : 0;
            if (at + 1 >= text.Length || text[at] != ' ' || (!char.IsUpper(text[start]) && words == 3))
            {
                return false;
            }

            at++;
            if (char.IsUpper(text[start]) && IsInitials(text[at..]))
            {
                return true;
            }

            if (comma)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"J.", "J-P.", "JA," or "JA" before a space, a bracket or the end.</summary>
    private static bool IsInitials(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && at < 4 && (char.IsUpper(text[at]) || text[at] == '-'))
        {
            at++;
        }

        return at is > 0 and < 4
            && (
                at == text.Length ? at > 1 : text[at] is '.' or ',' or ';' || (at > 1 && text[at] is ' ' or ':' or '(')
            );
    }

    private static bool HasSigns(ReadOnlySpan<char> text)
    {
        var initials = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var run = i;
                while (run < text.Length && char.IsAsciiDigit(text[run]))
                {
                    run++;
                }

                var value = run - i == 4 ? (text[i] - '0') * 10 + text[i + 1] - '0' : 0;
                if (value is >= 17 and <= 20 && (i == 0 || text[i - 1] is ' ' or '(' or ',' or ';' or '.'))
                {
                    return true;
                }

                // Pages, or a volume and a page: "1676-1697", "17:109", "62, 251".
                if (
                    run + 1 < text.Length
                    && run - i >= 2
                    && text[run] is '-' or '–' or ':'
                    && char.IsAsciiDigit(text[run + 1])
                )
                {
                    return true;
                }

                i = run;
            }
            else if (
                char.IsUpper(c)
                && i + 1 < text.Length
                && text[i + 1] is '.' or ','
                && (i == 0 || text[i - 1] is ' ' or '.' or '-' || char.IsUpper(text[i - 1]))
            )
            {
                initials++;
                if (initials >= 2)
                {
                    return true;
                }
            }
        }

        return text.ContainsAny(Signs);
    }
}
