using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SearchService.Engine.Segments;

/// <summary>
/// Arrays that the searches of a thread work in, one search after another: new ones would be most of what a search allocates. They are
/// taken one by one and given back all at once when the search ends, so that nothing that holds one may outlive it. What an earlier
/// search wrote is still in them. Where no search is under way, they are new.
/// </summary>
internal sealed class SearchRooms
{
    /// <summary>Numbers in a room: a block's, one more, and what is written and looked at in whole vectors.</summary>
    public const int Length = BitPacking.BlockLength + 16;

    /// <summary>Numbers in a long room.</summary>
    public const int LongLength = 1024;

    [ThreadStatic]
    private static SearchRooms? ofThread;

    private readonly Shelf<int> _ints = new(Length);
    private readonly Shelf<uint> _uints = new(Length);
    private readonly Shelf<byte> _bytes = new(Length);
    private readonly Shelf<double> _doubles = new(Length);
    private readonly Shelf<int> _longInts = new(LongLength);
    private readonly Shelf<float> _longFloats = new(LongLength);
    private readonly Shelf<double> _longDoubles = new(LongLength);
    private int _searches;

    private static SearchRooms? Current => ofThread is { _searches: > 0 } rooms ? rooms : null;

    public static int[] Ints() => Current?._ints.Take() ?? new int[Length];

    public static uint[] Uints() => Current?._uints.Take() ?? new uint[Length];

    public static byte[] Bytes() => Current?._bytes.Take() ?? new byte[Length];

    public static double[] Doubles() => Current?._doubles.Take() ?? new double[Length];

    public static int[] LongInts() => Current?._longInts.Take() ?? new int[LongLength];

    public static float[] LongFloats() => Current?._longFloats.Take() ?? new float[LongLength];

    public static double[] LongDoubles() => Current?._longDoubles.Take() ?? new double[LongLength];

    /// <summary>Begins a search, which ends on the same thread.</summary>
    public static Search Begin()
    {
        SearchRooms rooms = ofThread ??= new SearchRooms();
        rooms._searches++;
        return new Search(rooms);
    }

    private void End()
    {
        // A search within another: its rooms are given back with the other's.
        if (--_searches == 0)
        {
            _ints.TakeBack();
            _uints.TakeBack();
            _bytes.TakeBack();
            _doubles.TakeBack();
            _longInts.TakeBack();
            _longFloats.TakeBack();
            _longDoubles.TakeBack();
        }
    }

    public readonly ref struct Search(SearchRooms rooms)
    {
        public void Dispose() => rooms.End();
    }

    private sealed class Shelf<T>(int length)
        where T : struct
    {
        // What a search with many terms took beyond these bytes is not kept.
        private const int MostKept = 1 << 16;

        private readonly List<T[]> _all = [];
        private int _taken;

        public T[] Take()
        {
            if (_taken == _all.Count)
            {
                _all.Add(new T[length]);
            }

            T[] room = _all[_taken++];
            Spoil(room);
            return room;
        }

        /// <summary>Who reads what it did not write reads nonsense in tests.</summary>
        [Conditional("DEBUG")]
        private static void Spoil(T[] room) => MemoryMarshal.AsBytes(room.AsSpan()).Fill(0xA5);

        public void TakeBack()
        {
            _taken = 0;
            int kept = MostKept / (length * Unsafe.SizeOf<T>());
            if (_all.Count > kept)
            {
                _all.RemoveRange(kept, _all.Count - kept);
            }
        }
    }
}
