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
    private readonly List<int>[] _positions;

    public ProximityFinder(int words, int maxGap, bool ordered)
    {
        _longest = (int)Math.Min(int.MaxValue, (long)words + maxGap);
        _ordered = ordered;
        _at = new int[words];
        _last = new int[words];
        _positions = [.. Enumerable.Range(0, words).Select(_ => new List<int>())];
    }

    public override void Find(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        Array.Clear(_at);
        if (_ordered)
        {
            FindOrdered(positions, matches);
            return;
        }

        int first = matches.Count;
        if (!FindApart(positions, matches))
        {
            matches.RemoveRange(first, matches.Count - first);
            FindUnordered(_longest, positions, matches);
        }
    }

    public override void FindInDocument(TermUnion[] words, int[] byCost, List<GroupCursor.Span> matches)
    {
        for (int word = 0; word < words.Length; word++)
        {
            _positions[word].Clear();
            _positions[word].AddRange(words[word].Positions());
        }

        Find(_positions, matches);
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

    private void FindOrdered(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        GroupCursor.Span? last = null;
        foreach (int start in CollectionsMarshal.AsSpan(positions[0]))
        {
            int end = start;
            for (int word = 1; word < _at.Length; word++)
            {
                // The earliest place of each word after the word before makes the earliest end; both only move on as starts do.
                ReadOnlySpan<int> list = CollectionsMarshal.AsSpan(positions[word]);
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
    private bool FindApart(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        Array.Fill(_last, -1);
        int lastStart = -1;
        while (true)
        {
            int next = int.MaxValue;
            int word = -1;
            for (int i = 0; i < _at.Length; i++)
            {
                ReadOnlySpan<int> list = CollectionsMarshal.AsSpan(positions[i]);
                if (_at[i] < list.Length)
                {
                    int position = list[_at[i]];
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

            _at[word]++;
            _last[word] = next;
            int start = next;
            foreach (int place in _last)
            {
                start = Math.Min(start, place);
            }

            if (start > lastStart)
            {
                lastStart = start;
                Keep(new GroupCursor.Span(start, next - start + 1), _longest, matches);
            }
        }
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
