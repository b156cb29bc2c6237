using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Finds words at fixed distances: where the first position would be by each word, and what all words have in common.</summary>
internal sealed class PhraseFinder : WordFinder
{
    private readonly int[] _offsets;

    // The starts of all slots, one after another, and which of them are a slot's.
    private int[] _starts = SearchRooms.Ints();
    private int _used;
    private readonly int[] _from = SearchRooms.Ints();

    /// <summary>For slots in the order of the words; at least one.</summary>
    public PhraseFinder(IReadOnlyList<PhraseSlot> slots)
    {
        int origin = slots.Min(slot => slot.Offset);
        Length = slots.Max(slot => slot.Offset) - origin + 1;
        _offsets = [.. slots.Select(slot => slot.Offset - origin)];
    }

    /// <summary>By word, how far it stands from the first position.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>How many positions there are from the first word to the last, both included.</summary>
    public int Length { get; }

    public override void Clear() => _used = 0;

    public override void Begin(int slot, int word, ReadOnlySpan<int> positions)
    {
        if (_used + positions.Length > _starts.Length)
        {
            Array.Resize(ref _starts, (_used + positions.Length) * 2);
        }

        int offset = _offsets[word];
        _from[slot] = _used;
        foreach (int position in positions)
        {
            if (position >= offset)
            {
                _starts[_used++] = position - offset;
            }
        }

        Counts[slot] = _used - _from[slot];
    }

    /// <summary>Keeps the starts of which the word stands at the right distance.</summary>
    public override bool Narrow(int slot, int word, ReadOnlySpan<int> positions)
    {
        Span<int> starts = _starts.AsSpan(_from[slot], Counts[slot]);
        int offset = _offsets[word];
        int kept = 0;
        int at = 0;
        foreach (int start in starts)
        {
            int wanted = start + offset;
            while (at < positions.Length && positions[at] < wanted)
            {
                at++;
            }

            if (at == positions.Length)
            {
                break;
            }

            if (positions[at] == wanted)
            {
                starts[kept++] = start;
            }
        }

        Counts[slot] = kept;
        return kept > 0;
    }

    public override void Begin(ReadOnlySpan<int> words, ReadOnlySpan<byte> slots, PositionsBatch positions)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Begin(slots[i], words[0], positions[i]);
            for (int word = 1; word < words.Length; word++)
            {
                Narrow(slots[i], words[word], positions[i]);
            }
        }
    }

    public override int Narrow(ReadOnlySpan<int> words, Span<byte> slots, PositionsBatch positions)
    {
        int kept = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            byte slot = slots[i];
            bool isMatch = true;
            foreach (int word in words)
            {
                isMatch = isMatch && Narrow(slot, word, positions[i]);
            }

            slots[kept] = slot;
            kept += isMatch ? 1 : 0;
        }

        return kept;
    }

    public override bool Narrow(int slot, int word, CommonWords.Row row, byte number)
    {
        Span<int> starts = _starts.AsSpan(_from[slot], Counts[slot]);
        ReadOnlySpan<byte> numbers = row.Numbers;
        int shift = _offsets[word] - row.First;
        int kept = 0;
        foreach (int start in starts)
        {
            int at = start + shift;
            starts[kept] = start;
            kept += (uint)at < (uint)numbers.Length && numbers[at] == number ? 1 : 0;
        }

        Counts[slot] = kept;
        return kept > 0;
    }

    public override int Reach => 0;

    public override int Near(int slot) => Counts[slot] > 0 ? _starts[_from[slot]] : 0;

    public override void AddMatches(int slot, List<GroupCursor.Span> matches)
    {
        foreach (int start in _starts.AsSpan(_from[slot], Counts[slot]))
        {
            matches.Add(new GroupCursor.Span(start, Length));
        }
    }

    public override int MostMatches(TermUnion[] words) => FewestOf(words);

    public override double LeastOfEach(double share) => share;

    public override double MostTogether(double leastOfAll) => leastOfAll;
}
