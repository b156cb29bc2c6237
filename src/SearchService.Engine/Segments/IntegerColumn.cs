using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Numbers from 0 to 2^31 - 1, one an entry, in as few of 0, 1, 2 or 4 bytes each as the largest needs. Verified when it is opened,
/// so that reading one costs a load.
/// </summary>
internal sealed unsafe class IntegerColumn
{
    private readonly SegmentFile _segment;
    private readonly byte* _start;
    private readonly int _width;

    /// <summary>The bytes must stay where they are for as long as the segment is open.</summary>
    public IntegerColumn(SegmentFile segment, ReadOnlySpan<byte> bytes, int count)
    {
        _segment = segment;
        Count = count;
        _width = count == 0 ? 0 : bytes.Length / count;
        _start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        if (_width is not (0 or 1 or 2 or 4) || (long)_width * count != bytes.Length)
        {
            throw new IndexCorruptException(segment.Name, 0, $"{count} numbers", SealedFile.Length(bytes.Length));
        }
    }

    public int Count { get; }

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count)
            {
                ThrowBeyond(index);
            }

            return _width switch
            {
                0 => 0,
                1 => _start[index],
                2 => ((ushort*)_start)[index],
                _ => ((int*)_start)[index],
            };
        }
    }

    /// <summary>Has the processor fetch a number that is soon read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int index)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: whatever the number is, it does no harm.
            Sse.Prefetch0(_start + ((nint)index * _width));
        }
    }

    /// <summary>
    /// The place of the last number that is not above another, where numbers never fall and the one at <paramref name="from"/> is not
    /// above it: in steps that double, as it may be near.
    /// </summary>
    public int LastNotAfter(int value, int from = 0)
    {
        int low = from;
        int step = 1;
        while (low + (long)step < Count && this[low + step] <= value)
        {
            low += step;
            step = Math.Min(step * 2, Count);
        }

        int high = (int)Math.Min(low + (long)step, Count) - 1;
        while (low < high)
        {
            int middle = (int)(((long)low + high + 1) / 2);
            if (this[middle] <= value)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    public static void Write(ReadOnlySpan<int> values, ByteWriter output)
    {
        int most = 0;
        foreach (int value in values)
        {
            most |= value;
        }

        switch (most)
        {
            case 0:
                break;
            case > 0 and <= byte.MaxValue:
                foreach (int value in values)
                {
                    output.Byte((byte)value);
                }

                break;
            case > 0 and <= ushort.MaxValue:
                foreach (int value in values)
                {
                    output.Byte((byte)value);
                    output.Byte((byte)(value >> 8));
                }

                break;
            default:
                foreach (int value in values)
                {
                    output.Int32(value);
                }

                break;
        }
    }

    private void ThrowBeyond(int index) =>
        throw new IndexCorruptException(_segment.Name, 0, $"an entry below {Count}", $"entry {index}");
}
