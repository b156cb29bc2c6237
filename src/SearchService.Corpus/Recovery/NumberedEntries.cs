namespace SearchService.Corpus.Recovery;

/// <summary>Entries with numbers that ascend from line to line and have years and pages behind them.</summary>
internal static class NumberedEntries
{
    /// <summary>No entry is longer, in lines; what stands between two entries and is longer is a figure, or another page.</summary>
    private const int LongestEntry = 14;

    /// <summary>So many lines may stand between two numbers: a table or a column between two parts of a list.</summary>
    private const int Farthest = 60;

    private const int FewestNumbered = 4;

    /// <summary>Numbers without a point or a bracket are also those of notes and of rows: more of them are needed.</summary>
    private const int FewestBare = 8;

    private const int MostLost = 3;

    /// <summary>Marks the lines of such lists.</summary>
    /// <param name="isLedInto">A sentence above the line says that a list follows: of points, not of references.</param>
    public static void Find(List<EntryLine> read, bool[] listed, Predicate<int> isLedInto)
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
                    && chain[0] * 100 >= read.Count * ReferenceRuns.EarliestShare
                    && !isLedInto(chain[0])
                )
                {
                    List(read, listed, chain);
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

    private static void List(List<EntryLine> read, bool[] listed, List<int> chain)
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
}
