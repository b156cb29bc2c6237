using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SearchService.Engine.Segments;

/// <summary>
/// Up to 128 numbers in as many bits each as the largest needs, laid out for four lanes (Lemire and Boytsov 2015, SIMD-BP128):
/// <code>
/// values   0  1  2  3      row 0      a row is one vector; lane l holds values l, l + 4, l + 8, ...
///          4  5  6  7      row 1      each lane is a stream of bits of its own, lowest first,
///          ...                        and the lanes' words of 32 bits are interleaved
/// </code>
/// so that one shift and one mask unpack four consecutive values. Fewer values take fewer rows.
/// </summary>
internal static class BitPacking
{
    /// <summary>Values in a full block.</summary>
    public const int BlockLength = 128;

    /// <summary>Values in a row.</summary>
    public const int Lanes = 4;

    /// <summary>Values of so many bits can be summed up without unpacking them.</summary>
    public const int MostSummed = 2;

    private const int VectorLength = Lanes * sizeof(uint);

    /// <summary>How many bits the largest of some values needs, 0 to 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BitsOf(ReadOnlySpan<uint> values)
    {
        uint all = 0;
        if (values.Length >= Lanes)
        {
            Vector128<uint> rows = default;
            for (; values.Length >= Lanes; values = values[Lanes..])
            {
                rows |= Vector128.Create(values);
            }

            rows |= Vector128.Shuffle(rows, Vector128.Create(2u, 3, 0, 1));
            all = rows.ToScalar() | rows.GetElement(1);
        }

        foreach (uint value in values)
        {
            all |= value;
        }

        return 32 - BitOperations.LeadingZeroCount(all);
    }

    /// <summary>How many bytes so many values take.</summary>
    public static int PackedLength(int count, int bits) => ((Rows(count) * bits) + 31) / 32 * VectorLength;

    /// <summary>Writes values of at most so many bits, in <see cref="PackedLength"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ReadOnlySpan<uint> values, int bits, Span<byte> packed)
    {
        if (bits == 0)
        {
            return;
        }

        ref byte output = ref MemoryMarshal.GetReference(packed[..PackedLength(values.Length, bits)]);
        Vector128<uint> word = default;
        int at = 0;
        int shift = 0;
        while (!values.IsEmpty)
        {
            Vector128<uint> row = values.Length >= Lanes ? Vector128.Create(values) : Rest(values);
            values = values[Math.Min(Lanes, values.Length)..];
            word |= Vector128.ShiftLeft(row, shift);
            shift += bits;
            if (shift >= 32)
            {
                word.AsByte().StoreUnsafe(ref output, (nuint)at);
                at += VectorLength;
                shift -= 32;
                word = shift == 0 ? default : Vector128.ShiftRightLogical(row, bits - shift);
            }
        }

        if (shift > 0)
        {
            word.AsByte().StoreUnsafe(ref output, (nuint)at);
        }
    }

    /// <summary>Fewer than four values, then zeros.</summary>
    private static Vector128<uint> Rest(ReadOnlySpan<uint> values) =>
        Vector128.Create(values[0], values.Length > 1 ? values[1] : 0, values.Length > 2 ? values[2] : 0, 0);

    /// <summary>
    /// Reads so many values and adds a number to each. Whole rows are written: <paramref name="values"/> has room for a multiple
    /// of four.
    /// </summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int bits, int count, uint add, Span<uint> values)
    {
        Plus rows = new(Vector128.Create(add));
        Unpack(packed, bits, count, values, in rows);
    }

    /// <summary>
    /// Reads values that stand for distances, less one, between rising numbers: the first is counted from
    /// <paramref name="before"/>. Whole rows are written, as in <see cref="Unpack(ReadOnlySpan{byte}, int, int, uint, Span{uint})"/>.
    /// </summary>
    public static void UnpackRising(ReadOnlySpan<byte> packed, int bits, int count, int before, Span<int> values)
    {
        Sums rows = new(Vector128.Create((uint)before));
        Unpack(packed, bits, count, MemoryMarshal.Cast<int, uint>(values), in rows);
    }

    /// <summary>
    /// Reads the rows that hold some of the values: the first of these is then at its place in its row,
    /// <paramref name="first"/> modulo <see cref="Lanes"/>.
    /// </summary>
    public static void UnpackSome(
        ReadOnlySpan<byte> packed,
        int bits,
        int count,
        int first,
        int wanted,
        Span<uint> values
    )
    {
        int row = first / Lanes;
        int rows = Rows(first + wanted) - row;
        CheckRoom(packed, bits, count, values[..(rows * Lanes)], rows);
        if (first < 0 || wanted < 0 || first + wanted > count)
        {
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, $"values from {first} of {count}.");
        }

        ref byte input = ref MemoryMarshal.GetReference(packed);
        ref uint output = ref MemoryMarshal.GetReference(values);
        Vector128<uint> mask = Vector128.Create(bits == 0 ? 0 : uint.MaxValue >> (32 - bits));
        for (int i = 0; i < rows; i++)
        {
            int bit = (row + i) * bits;
            int at = bit / 32 * VectorLength;
            int shift = bit % 32;
            Vector128<uint> value = bits == 0 ? default : Vector128.ShiftRightLogical(Load(ref input, at), shift);
            if (shift + bits > 32)
            {
                value |= Vector128.ShiftLeft(Load(ref input, at + VectorLength), 32 - shift);
            }

            (value & mask).StoreUnsafe(ref output, (nuint)(i * Lanes));
        }
    }

    /// <summary>Reads one value of a part that is known to be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe uint One(byte* packed, int bits, int index)
    {
        if (bits == 0)
        {
            return 0;
        }

        int bit = (int)((uint)index / Lanes) * bits;
        int shift = bit & 31;
        uint* word = (uint*)packed + ((bit >> 5) * Lanes) + (index & (Lanes - 1));

        // The lane's next word where the value reaches into it; else the same again, as there may be no next.
        ulong next = word[shift + bits > 32 ? Lanes : 0];
        return (uint)(((next << 32) | word[0]) >> shift) & (uint.MaxValue >> (32 - bits));
    }

    /// <summary>The sum of so many first values of a full block whose values have <see cref="MostSummed"/> bits at most.</summary>
    public static unsafe int SumOfFirst(byte* packed, int bits, int count)
    {
        uint* words = (uint*)packed;
        int sum = 0;
        for (int lane = 0; lane < Lanes && bits > 0; lane++)
        {
            // A lane is no more than 64 bits, of which the first values' are counted: the odd ones are worth two where values have two.
            ulong stream = bits == 1 ? words[lane] : words[lane] | ((ulong)words[lane + Lanes] << 32);
            int taken = (count + Lanes - 1 - lane) / Lanes * bits;
            stream &= taken == 64 ? ulong.MaxValue : (1UL << taken) - 1;
            ulong twos = bits == 1 ? 0 : stream & 0xAAAAAAAAAAAAAAAA;
            sum += BitOperations.PopCount(stream) + BitOperations.PopCount(twos);
        }

        return sum;
    }

    private static void Unpack<TRows>(
        ReadOnlySpan<byte> packed,
        int bits,
        int count,
        Span<uint> values,
        ref readonly TRows made
    )
        where TRows : struct, IRows
    {
        CheckRoom(packed, bits, count, values, Rows(count));
        ref byte input = ref MemoryMarshal.GetReference(packed);
        ref uint output = ref MemoryMarshal.GetReference(values);
        TRows to = made;
        int rows = Rows(count);
        if (bits == 0)
        {
            for (int row = 0; row < rows; row++)
            {
                to.Next(Vector128<uint>.Zero).StoreUnsafe(ref output, (nuint)(row * Lanes));
            }

            return;
        }

        Vector128<uint> mask = Vector128.Create(uint.MaxValue >> (32 - bits));
        Vector128<uint> word = rows == 0 ? default : Load(ref input, 0);
        int next = VectorLength;
        int shift = 0;
        for (int row = 0; row < rows; row++)
        {
            Vector128<uint> value = Vector128.ShiftRightLogical(word, shift);
            shift += bits;
            if (shift >= 32)
            {
                // A word is loaded only if bits of it are wanted: there may be none after the last.
                shift -= 32;
                if (shift > 0 || row + 1 < rows)
                {
                    word = Load(ref input, next);
                    next += VectorLength;
                }

                if (shift > 0)
                {
                    value |= Vector128.ShiftLeft(word, bits - shift);
                }
            }

            to.Next(value & mask).StoreUnsafe(ref output, (nuint)(row * Lanes));
        }
    }

    private static int Rows(int count) => (count + Lanes - 1) / Lanes;

    /// <summary>Everything after this stays within the two spans, whatever the bytes say.</summary>
    private static void CheckRoom(ReadOnlySpan<byte> packed, int bits, int count, Span<uint> values, int rows)
    {
        if (
            (uint)bits > 32
            || (uint)count > BlockLength
            || packed.Length < PackedLength(count, bits)
            || values.Length < rows * Lanes
        )
        {
            throw new ArgumentOutOfRangeException(nameof(packed), packed.Length, $"{count} values of {bits} bits.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Load(ref byte input, int at) =>
        Vector128.LoadUnsafe(ref input, (nuint)at).AsUInt32();

    /// <summary>What is made of the rows, one after another. A struct, so that each kind is compiled into a loop of its own.</summary>
    private interface IRows
    {
        Vector128<uint> Next(Vector128<uint> row);
    }

    private readonly struct Plus(Vector128<uint> number) : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<uint> Next(Vector128<uint> row) => row + number;
    }

    private struct Sums(Vector128<uint> before) : IRows
    {
        private Vector128<uint> _before = before;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector128<uint> Next(Vector128<uint> row)
        {
            // The sums within a row, by adding it to itself moved by one lane, then by two; an index beyond the end gives 0.
            row += Vector128.Shuffle(row, Vector128.Create(4u, 0, 1, 2));
            row += Vector128.Shuffle(row, Vector128.Create(4u, 4, 0, 1));
            row += _before + Vector128.Create(1u, 2u, 3u, 4u);
            _before = Vector128.Shuffle(row, Vector128.Create(3u));
            return row;
        }
    }
}
