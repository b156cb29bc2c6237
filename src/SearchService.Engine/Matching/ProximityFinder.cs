using System.Numerics;
using System.Runtime.CompilerServices;
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
    // A slot whose words have but one place each has a bit for each of them, about this one for the first word.
    private const int Middle = CommonWords.Row.Bits / 2;

    private readonly int _longest;
    private readonly bool _ordered;

    // Each word's first equal: positions are kept once for words that are the same, and how many these are.
    private readonly int[] _equals;
    private readonly int[] _times;
    private readonly SlotPlaces[] _places;

    // By slot: how many words it was given, the first of them, and where its windows are among those of all slots.
    private readonly int[] _given = SearchRooms.Ints();
    private readonly int[] _first = SearchRooms.Ints();
    private readonly int[] _from = SearchRooms.Ints();
    private readonly List<GroupCursor.Span> _windows = [];

    // Whether words may be bits, and those that are near enough to the first word. By slot, the words' bits, none where a word has
    // several places, and the position that the lowest stands for.
    private readonly bool _hasBits;
    private readonly uint _near;
    private readonly uint[] _bits = SearchRooms.Uints();
    private readonly int[] _lowest = SearchRooms.Ints();

    // By word, while windows are looked for: the next place and how many were passed; the place from which on it stands as often
    // as it must.
    private readonly int[] _next;
    private readonly int[] _at;
    private readonly int[] _last;

    /// <param name="equals">For each word the number of the first one that is the same.</param>
    /// <param name="maxGap">How many other positions a window may hold.</param>
    /// <param name="ordered">Whether the words must stand in their order.</param>
    public ProximityFinder(int[] equals, int maxGap, bool ordered)
    {
        _longest = (int)Math.Min(int.MaxValue, (long)equals.Length + maxGap);
        _ordered = ordered;
        _equals = equals;
        _times = new int[equals.Length];
        foreach (int word in equals)
        {
            _times[word]++;
        }

        _hasBits = !ordered && _longest <= Middle && Array.TrueForAll(_times, times => times == 1);
        _near = _hasBits ? ((1u << ((2 * _longest) - 1)) - 1) << (Middle + 1 - _longest) : 0;
        _places = [.. equals.Select(_ => new SlotPlaces())];
        _next = new int[equals.Length];
        _at = new int[equals.Length];
        _last = new int[equals.Length];
    }

    public override void Clear()
    {
        _windows.Clear();
        foreach (SlotPlaces places in _places)
        {
            places.Clear();
        }
    }

    public override void Begin(int slot, int word, ReadOnlySpan<int> positions)
    {
        _places[word].Add(slot, positions);
        BeginOnce(slot, word, positions[0]);
        if (!_hasBits || positions.Length > 1)
        {
            _bits[slot] = 0;
            FindIfAll(slot);
        }
    }

    /// <summary>Begins with a word that stands once, at one position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeginOnce(int slot, int word, int position)
    {
        _given[slot] = 1;
        _first[slot] = word;
        _bits[slot] = 1u << Middle;
        _lowest[slot] = position - Middle;
        Counts[slot] = 1;
    }

    public override void Begin(ReadOnlySpan<int> words, ReadOnlySpan<byte> slots, PositionsBatch positions)
    {
        ReadOnlySpan<int> all = positions.All(out ReadOnlySpan<int> ends);
        SlotPlaces places = _places[words[0]];
        for (int i = 0; i < slots.Length; i++)
        {
            int slot = slots[i];
            int from = ends[i];
            if (_hasBits && ends[i + 1] - from == 1)
            {
                // As the others, in a few steps: mostly a word stands once in a document.
                int position = all[from];
                places.Add(slot, position);
                BeginOnce(slot, words[0], position);
                continue;
            }

            Begin(slots[i], words[0], positions[i]);
            for (int word = 1; word < words.Length; word++)
            {
                Narrow(slots[i], words[word], positions[i]);
            }
        }
    }

    /// <summary>Of the further words only the places near one of the first word are kept, which is in each window.</summary>
    public override bool Narrow(int slot, int word, ReadOnlySpan<int> positions)
    {
        SlotPlaces places = _places[_equals[word]];
        if (positions.Length == 1 && _bits[slot] != 0)
        {
            places.Add(slot, positions[0]);
        }
        else if (_equals[word] == word)
        {
            places.AddNear(slot, positions, _places[_first[slot]].Of(slot), _longest);
        }

        return Narrow(slot, places);
    }

    public override int Narrow(ReadOnlySpan<int> words, Span<byte> slots, PositionsBatch positions)
    {
        ReadOnlySpan<int> all = positions.All(out ReadOnlySpan<int> ends);
        SlotPlaces places = _places[words[0]];
        int kept = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            byte slot = slots[i];
            int from = ends[i];
            bool isMatch = true;
            if (ends[i + 1] - from == 1 && _bits[slot] != 0)
            {
                // Words that may be bits are all different.
                int position = all[from];
                places.Add(slot, position);
                isMatch = NarrowOnce(slot, position);
            }
            else
            {
                foreach (int word in words)
                {
                    isMatch = isMatch && Narrow(slot, word, positions[i]);
                }
            }

            slots[kept] = slot;
            kept += isMatch ? 1 : 0;
        }

        return kept;
    }

    public override bool Narrow(int slot, int word, CommonWords.Row row, byte number)
    {
        SlotPlaces places = _places[_equals[word]];
        if (_bits[slot] != 0)
        {
            places.Add(slot, _lowest[slot], row.BitsFrom(_lowest[slot], number) & _near);
        }
        else if (_equals[word] == word)
        {
            places.AddNear(slot, row, number, _places[_first[slot]].Of(slot), _longest);
        }

        return Narrow(slot, places);
    }

    public override int Reach => Math.Min(_longest, Middle) - 1;

    public override int Near(int slot) => _places[_first[slot]].Of(slot)[0];

    public override void AddMatches(int slot, List<GroupCursor.Span> matches)
    {
        if (_bits[slot] == 0)
        {
            matches.AddRange(CollectionsMarshal.AsSpan(_windows).Slice(_from[slot], Counts[slot]));
        }
        else
        {
            int start = _lowest[slot] + BitOperations.TrailingZeroCount(_bits[slot]);
            matches.Add(new GroupCursor.Span(start, LengthOf(_bits[slot])));
        }
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

        if (words.Length < _equals.Length)
        {
            return (int)Math.Min(int.MaxValue, fewest * _equals.Length);
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
        _ordered || !(share > 0 && share < 1) ? share : share / (_equals.Length - ((_equals.Length - 1) * share));

    public override double MostTogether(double leastOfAll) =>
        _ordered ? leastOfAll : _equals.Length * leastOfAll / (1 + ((_equals.Length - 1) * leastOfAll));

    /// <summary>False where the word that was given last has no place, or none that is near the others.</summary>
    private bool Narrow(int slot, SlotPlaces places)
    {
        ReadOnlySpan<int> near = places.Of(slot);
        if (near.Length == 1 && _bits[slot] != 0)
        {
            return NarrowOnce(slot, near[0]);
        }

        _given[slot]++;
        _bits[slot] = 0;
        return near.Length > 0 && FindIfAll(slot);
    }

    /// <summary>As the other, of a word that stands at one position, where those before do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool NarrowOnce(int slot, int position)
    {
        _given[slot]++;
        uint at = (uint)(position - _lowest[slot]);
        if (at >= 2 * Middle)
        {
            return false;
        }

        uint before = _bits[slot];
        uint bits = before | (1u << (int)at);
        if (bits == before)
        {
            // Two words share the position, which only one of them can have.
            _bits[slot] = 0;
            return FindIfAll(slot);
        }

        _bits[slot] = bits;
        return LengthOf(bits) <= _longest;
    }

    private static int LengthOf(uint bits) =>
        (2 * Middle) - BitOperations.LeadingZeroCount(bits) - BitOperations.TrailingZeroCount(bits);

    /// <summary>Looks for windows after the last word; false where there is none.</summary>
    private bool FindIfAll(int slot)
    {
        if (_given[slot] < _equals.Length)
        {
            return true;
        }

        _from[slot] = _windows.Count;
        FindWindows(slot);
        Counts[slot] = _windows.Count - _from[slot];
        return Counts[slot] > 0;
    }

    private void FindWindows(int slot)
    {
        if (_ordered)
        {
            FindOrdered(slot);
        }
        else if (!FindApart(slot))
        {
            _windows.RemoveRange(_from[slot], _windows.Count - _from[slot]);
            FindUnordered(slot);
        }
    }

    private void FindOrdered(int slot)
    {
        Array.Clear(_at);
        GroupCursor.Span? last = null;
        foreach (int start in _places[_equals[0]].Of(slot))
        {
            int end = start;
            for (int word = 1; word < _at.Length; word++)
            {
                // The earliest place of each word after the word before makes the earliest end; both only move on as starts do.
                ReadOnlySpan<int> list = _places[_equals[word]].Of(slot);
                while (_at[word] < list.Length && list[_at[word]] <= end)
                {
                    _at[word]++;
                }

                if (_at[word] == list.Length)
                {
                    Keep(last);
                    return;
                }

                end = list[_at[word]];
            }

            GroupCursor.Span window = new(start, end - start + 1);
            if (last is GroupCursor.Span before && before.Start + before.Length <= end)
            {
                Keep(last);
            }

            last = window;
        }

        Keep(last);
    }

    /// <summary>
    /// Position after position, with the last place of each word so far (of a word that is wanted n times, the nth last): the first
    /// of these begins the shortest window that ends here, if it is not that of a window before. False where two words that are
    /// not the same share a position, which only one of them can have.
    /// </summary>
    private bool FindApart(int slot)
    {
        const int none = int.MaxValue;
        Array.Clear(_at);
        for (int word = 0; word < _next.Length; word++)
        {
            bool isCounted = _equals[word] == word;
            ReadOnlySpan<int> places = isCounted ? _places[word].Of(slot) : [];
            _next[word] = places.Length > 0 ? places[0] : none;
            _last[word] = isCounted ? -1 : none;
        }

        int lastStart = -1;
        while (true)
        {
            int next = none;
            int word = -1;
            bool isShared = false;
            for (int i = 0; i < _next.Length; i++)
            {
                if (_next[i] < next)
                {
                    (next, word, isShared) = (_next[i], i, false);
                }
                else if (_next[i] == next && next < none)
                {
                    isShared = true;
                }
            }

            if (word < 0 || isShared)
            {
                return !isShared;
            }

            ReadOnlySpan<int> places = _places[word].Of(slot);
            int at = ++_at[word];
            _next[word] = at < places.Length ? places[at] : none;
            _last[word] = at >= _times[word] ? places[at - _times[word]] : -1;
            int start = next;
            foreach (int place in _last)
            {
                start = Math.Min(start, place);
            }

            if (start > lastStart)
            {
                lastStart = start;
                if (next - start < _longest)
                {
                    _windows.Add(new GroupCursor.Span(start, next - start + 1));
                }
            }
        }
    }

    private void FindUnordered(int slot)
    {
        int words = _places.Length;
        int[] places = [.. _equals.Distinct().SelectMany(word => _places[word].Of(slot).ToArray()).Distinct().Order()];
        List<int>[] wordsAt = new List<int>[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            wordsAt[i] = [];
        }

        for (int word = 0; word < words; word++)
        {
            foreach (int position in _places[_equals[word]].Of(slot))
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
                Keep(last);
            }

            last = end is int found ? new GroupCursor.Span(places[first], found - places[first] + 1) : null;
        }

        Keep(last);
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

    private void Keep(GroupCursor.Span? window)
    {
        if (window is GroupCursor.Span span && span.Length <= _longest)
        {
            _windows.Add(span);
        }
    }
}
