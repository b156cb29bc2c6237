using System.Runtime.CompilerServices;

namespace SearchService.Engine.Segments;

/// <summary>The positions of one term in some documents, one document after another.</summary>
internal sealed class PositionsBatch
{
    private readonly int[] _ends = SearchRooms.Ints();
    private int[] _all = SearchRooms.Ints();
    private int _count;

    public PositionsBatch() => _ends[0] = 0;

    /// <summary>Those in a document, by its number in the batch. Valid until the next change.</summary>
    public ReadOnlySpan<int> this[int number] => _all.AsSpan(_ends[number], _ends[number + 1] - _ends[number]);

    /// <summary>All of them, and where each document's begin and end, by its number. Valid until the next change.</summary>
    public ReadOnlySpan<int> All(out ReadOnlySpan<int> ends)
    {
        ends = _ends.AsSpan(0, _count + 1);
        return _all.AsSpan(0, _ends[_count]);
    }

    public void Clear() => _count = 0;

    /// <summary>Adds a document with so many positions, which are to be written at once. No more documents than a block has.</summary>
    public Span<int> Add(int positions)
    {
        int from = _ends[_count];
        int end = checked(from + positions);
        if (end > _all.Length)
        {
            Array.Resize(ref _all, end * 2);
        }

        _ends[++_count] = end;
        return _all.AsSpan(from, positions);
    }

    /// <summary>Adds a document with one position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddOne(int position)
    {
        int from = _ends[_count];
        if (from == _all.Length)
        {
            Array.Resize(ref _all, _all.Length * 2);
        }

        _all[from] = position;
        _ends[++_count] = from + 1;
    }
}
