using System.Numerics;
using System.Runtime.CompilerServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>The positions of one word in the slots of a finder: <see cref="WordFinder"/>.</summary>
internal sealed class SlotPlaces
{
    private readonly int[] _from = SearchRooms.Ints();
    private readonly int[] _counts = SearchRooms.Ints();

    // First a place for each slot, if it has one position; then the positions of others, one slot after another.
    private int[] _all = SearchRooms.LongInts();
    private int _used = WordFinder.Slots;

    public ReadOnlySpan<int> Of(int slot) => _all.AsSpan(_from[slot], _counts[slot]);

    public void Clear() => _used = WordFinder.Slots;

    /// <summary>Adds a single position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int slot, int position)
    {
        _from[slot] = slot;
        _counts[slot] = 1;
        _all[slot] = position;
    }

    /// <summary>Adds a position for each bit, by the one that the lowest stands for.</summary>
    public void Add(int slot, int lowest, uint bits)
    {
        Span<int> positions = Reserve(slot, CommonWords.Row.Bits);
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            positions[count++] = lowest + BitOperations.TrailingZeroCount(bits);
        }

        End(slot, count);
    }

    public void Add(int slot, ReadOnlySpan<int> positions)
    {
        positions.CopyTo(Reserve(slot, positions.Length));
        End(slot, positions.Length);
    }

    /// <summary>Adds those that are less than a distance from one of some others; both rise.</summary>
    public void AddNear(int slot, ReadOnlySpan<int> positions, ReadOnlySpan<int> others, int distance)
    {
        Span<int> near = Reserve(slot, positions.Length);
        int count = 0;
        int at = 0;
        foreach (int position in positions)
        {
            while (position - others[at] >= distance && at + 1 < others.Length)
            {
                at++;
            }

            near[count] = position;
            count += Math.Abs(position - others[at]) < distance ? 1 : 0;
        }

        End(slot, count);
    }

    /// <summary>Adds the places of a common word that are less than a distance from one of some others, which rise.</summary>
    public void AddNear(int slot, CommonWords.Row row, byte number, ReadOnlySpan<int> others, int distance)
    {
        ReadOnlySpan<byte> numbers = row.Numbers;
        _from[slot] = _used;
        int count = 0;
        int next = 0;
        foreach (int other in others)
        {
            int place = other - row.First;
            int end = (int)Math.Min(numbers.Length, (long)place + distance);
            for (next = Math.Max(next, place - distance + 1); next < end; next++)
            {
                int at = numbers[next..end].IndexOf(number);
                if (at < 0)
                {
                    next = end;
                    break;
                }

                next += at;
                Reserve(slot, count + 1)[count++] = next + row.First;
            }
        }

        End(slot, count);
    }

    private Span<int> Reserve(int slot, int count)
    {
        if (_used + count > _all.Length)
        {
            Array.Resize(ref _all, (_used + count) * 2);
        }

        _from[slot] = _used;
        return _all.AsSpan(_used, count);
    }

    private void End(int slot, int count)
    {
        _counts[slot] = count;
        _used += count;
    }
}
