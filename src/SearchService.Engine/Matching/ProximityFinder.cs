namespace SearchService.Engine.Matching;

/// <summary>
/// Finds the shortest windows that hold all words, each at a position of its own, and few other positions. With e(s) the earliest
/// end of a window that begins at s or later, a window from s to e(s) is a shortest one exactly when e(s) is before e of the next
/// position that holds a word.
/// </summary>
internal static class ProximityFinder
{
    public static FindMatches For(int words, int maxGap, bool ordered)
    {
        int longest = (int)Math.Min(int.MaxValue, (long)words + maxGap);
        return ordered
            ? (positions, matches) => FindOrdered(longest, positions, matches)
            : (positions, matches) => FindUnordered(longest, positions, matches);
    }

    private static void FindOrdered(int longest, IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        int[] at = new int[positions.Count];
        GroupCursor.Span? last = null;
        foreach (int start in positions[0])
        {
            int end = start;
            for (int word = 1; word < positions.Count; word++)
            {
                // The earliest place of each word after the word before makes the earliest end; both only move on as starts do.
                while (at[word] < positions[word].Count && positions[word][at[word]] <= end)
                {
                    at[word]++;
                }

                if (at[word] == positions[word].Count)
                {
                    Keep(last, longest, matches);
                    return;
                }

                end = positions[word][at[word]];
            }

            GroupCursor.Span window = new(start, end - start + 1);
            if (last is GroupCursor.Span before && before.Start + before.Length <= end)
            {
                Keep(last, longest, matches);
            }

            last = window;
        }

        Keep(last, longest, matches);
    }

    private static void FindUnordered(int longest, IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        int[] places = [.. positions.SelectMany(list => list).Distinct().Order()];
        List<int>[] wordsAt = new List<int>[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            wordsAt[i] = [];
        }

        for (int word = 0; word < positions.Count; word++)
        {
            foreach (int position in positions[word])
            {
                wordsAt[Array.BinarySearch(places, position)].Add(word);
            }
        }

        GroupCursor.Span? last = null;
        for (int first = 0; first < places.Length; first++)
        {
            int? end = EarliestEnd(places, wordsAt, first, positions.Count, longest);
            if (last is GroupCursor.Span before && (end is null || before.Start + before.Length <= end))
            {
                Keep(last, longest, matches);
            }

            last = end is int found ? new GroupCursor.Span(places[first], found - places[first] + 1) : null;
        }

        Keep(last, longest, matches);
    }

    /// <summary>
    /// Gives each word a position of its own, position by position from the first, by augmenting paths (Kuhn 1955), until all
    /// words have one. Null where the window would become too long.
    /// </summary>
    private static int? EarliestEnd(int[] places, List<int>[] wordsAt, int first, int words, int longest)
    {
        int[] placeOf = new int[words];
        Array.Fill(placeOf, -1);
        int placed = 0;
        for (int i = first; i < places.Length && places[i] - places[first] < longest; i++)
        {
            if (Place(i, wordsAt, placeOf, new bool[words]) && ++placed == words)
            {
                return places[i];
            }
        }

        return null;
    }

    private static bool Place(int place, List<int>[] wordsAt, int[] placeOf, bool[] tried)
    {
        foreach (int word in wordsAt[place])
        {
            if (!tried[word])
            {
                tried[word] = true;
                if (placeOf[word] < 0 || Place(placeOf[word], wordsAt, placeOf, tried))
                {
                    placeOf[word] = place;
                    return true;
                }
            }
        }

        return false;
    }

    private static void Keep(GroupCursor.Span? window, int longest, List<GroupCursor.Span> matches)
    {
        if (window is GroupCursor.Span span && span.Length <= longest)
        {
            matches.Add(span);
        }
    }
}
