using System.Runtime.InteropServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Finds the shortest windows that hold all words, each at a position of its own, and few other positions. With e(s) the earliest
/// end of a window that begins at s or later, a window from s to e(s) is a shortest one exactly when e(s) is before e of the next
/// position that holds a word.
/// </summary>
internal sealed class ProximityFinder : WordFinder
{
    private readonly int _longest;
    private readonly bool _ordered;
    private readonly int[] _at;
    private readonly int[] _last;

    // Each word's positions, and how many.
    private readonly int[][] _places;
    private readonly int[] _counts;

    public ProximityFinder(int words, int maxGap, bool ordered)
    {
        _longest = (int)Math.Min(int.MaxValue, (long)words + maxGap);
        _ordered = ordered;
        _at = new int[words];
        _last = new int[words];
        _counts = new int[words];
        _places = new int[words][];
        Array.Fill(_places, []);
    }

    public override void Find(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        for (int word = 0; word < _places.Length; word++)
        {
            Read(word, CollectionsMarshal.AsSpan(positions[word]));
        }

        Find(matches);
    }

    public override void FindInDocument(TermUnion[] words, int[] byCost, List<GroupCursor.Span> matches)
    {
        for (int word = 0; word < words.Length; word++)
        {
            Read(word, words[word].Positions());
        }

        Find(matches);
    }

    public override bool MayStand(TermUnion[] words, int first, int second)
    {
        ReadOnlySpan<int> others = words[second].Positions();
        int at = 0;
        foreach (int place in words[first].Positions())
        {
            while (at < others.Length && place - others[at] >= _longest)
            {
                at++;
            }

            if (at < others.Length && others[at] - place < _longest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// In order no two shortest windows share a word's place: the one that begins first would hold the other's beginning, and a
    /// shorter window. In any order a place of the rarest word is in each; around a place each window begins with the last place,
    /// up to there, of another word, so that there are no more than words. All windows begin in different places, and after the
    /// beginning of the last the other words still follow.
    /// </summary>
    public override int MostMatches(TermUnion[] words)
    {
        long fewest = FewestOf(words);
        if (_ordered)
        {
            return (int)fewest;
        }

        long sum = 1 - words.Length;
        foreach (TermUnion word in words)
        {
            sum += word.Frequency;
        }

        return (int)Math.Clamp(sum, 1, Math.Min(int.MaxValue, fewest * words.Length));
    }

    /// <summary>
    /// With a share of x = f / (f + s), n times the frequency has a share of n x / (1 + (n - 1) x); this is x by that.
    /// </summary>
    public override double LeastOfEach(double share) =>
        _ordered || !(share > 0 && share < 1) ? share : share / (_last.Length - ((_last.Length - 1) * share));

    public override double MostTogether(double leastOfAll) =>
        _ordered ? leastOfAll : _last.Length * leastOfAll / (1 + ((_last.Length - 1) * leastOfAll));

    private void Find(List<GroupCursor.Span> matches)
    {
        Array.Clear(_at);
        if (_ordered)
        {
            FindOrdered(matches);
            return;
        }

        int first = matches.Count;
        if (!FindApart(matches))
        {
            matches.RemoveRange(first, matches.Count - first);
            FindUnordered(matches);
        }
    }

    private void Read(int word, ReadOnlySpan<int> positions)
    {
        if (_places[word].Length < positions.Length)
        {
            _places[word] = new int[Math.Max(positions.Length * 2, 16)];
        }

        positions.CopyTo(_places[word]);
        _counts[word] = positions.Length;
    }

    private void FindOrdered(List<GroupCursor.Span> matches)
    {
        GroupCursor.Span? last = null;
        foreach (int start in _places[0].AsSpan(0, _counts[0]))
        {
            int end = start;
            for (int word = 1; word < _at.Length; word++)
            {
                // The earliest place of each word after the word before makes the earliest end; both only move on as starts do.
                ReadOnlySpan<int> list = _places[word].AsSpan(0, _counts[word]);
                while (_at[word] < list.Length && list[_at[word]] <= end)
                {
                    _at[word]++;
                }

                if (_at[word] == list.Length)
                {
                    Keep(last, _longest, matches);
                    return;
                }

                end = list[_at[word]];
            }

            GroupCursor.Span window = new(start, end - start + 1);
            if (last is GroupCursor.Span before && before.Start + before.Length <= end)
            {
                Keep(last, _longest, matches);
            }

            last = window;
        }

        Keep(last, _longest, matches);
    }

    /// <summary>
    /// Position after position, with the last place of each word so far: the first of these begins the shortest window that ends
    /// here, if it is not that of a window before. False where two words share a position, which only one of them can have.
    /// </summary>
    private bool FindApart(List<GroupCursor.Span> matches)
    {
        int[] at = _at;
        int[] last = _last;
        Array.Fill(last, -1);
        int lastStart = -1;
        while (true)
        {
            int next = int.MaxValue;
            int word = -1;
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] < _counts[i])
                {
                    int position = _places[i][at[i]];
                    if (position == next)
                    {
                        return false;
                    }

                    if (position < next)
                    {
                        next = position;
                        word = i;
                    }
                }
            }

            if (word < 0)
            {
                return true;
            }

            at[word]++;
            last[word] = next;
            int start = next;
            foreach (int place in last)
            {
                start = Math.Min(start, place);
            }

            if (start > lastStart)
            {
                lastStart = start;
                if (next - start < _longest)
                {
                    matches.Add(new GroupCursor.Span(start, next - start + 1));
                }
            }
        }
    }

    private void FindUnordered(List<GroupCursor.Span> matches)
    {
        int words = _places.Length;
        int[] places =
        [
            .. Enumerable.Range(0, words).SelectMany(word => _places[word].Take(_counts[word])).Distinct().Order(),
        ];
        List<int>[] wordsAt = new List<int>[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            wordsAt[i] = [];
        }

        for (int word = 0; word < words; word++)
        {
            foreach (int position in _places[word].AsSpan(0, _counts[word]))
            {
                wordsAt[Array.BinarySearch(places, position)].Add(word);
            }
        }

        GroupCursor.Span? last = null;
        for (int first = 0; first < places.Length; first++)
        {
            int? end = EarliestEnd(places, wordsAt, first, words, _longest);
            if (last is GroupCursor.Span before && (end is null || before.Start + before.Length <= end))
            {
                Keep(last, _longest, matches);
            }

            last = end is int found ? new GroupCursor.Span(places[first], found - places[first] + 1) : null;
        }

        Keep(last, _longest, matches);
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
