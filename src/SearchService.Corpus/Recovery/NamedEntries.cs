namespace SearchService.Corpus.Recovery;

/// <summary>Entries without numbers: lines that begin with a name and initials, dense among lines with years, pages and initials.</summary>
internal static class NamedEntries
{
    /// <summary>Lines on each side of one that say whether it lies in a list.</summary>
    private const int Window = 5;

    /// <summary>So many lines without a source's signs may end an entry.</summary>
    private const int LongestRest = 3;

    /// <summary>Marks the lines of such lists.</summary>
    /// <param name="goesOn">A line is no entry's last.</param>
    public static void Find(List<EntryLine> read, bool[] listed, Predicate<int> goesOn)
    {
        var sources = new int[read.Count + 1];
        var names = new int[read.Count + 1];
        for (var i = 0; i < read.Count; i++)
        {
            sources[i + 1] = sources[i] + (read[i].IsSource || read[i].IsName ? 1 : 0);
            names[i + 1] = names[i] + (read[i].IsName ? 1 : 0);
        }

        var inside = new bool[read.Count];
        for (var i = read.Count * ReferenceRuns.EarliestShare / 100; i < read.Count; i++)
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

            if (last - first + 1 >= ReferenceRuns.FewestLines)
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
