using SearchService.Engine.Segments;

namespace SearchService.Engine.Tests.Segments;

/// <summary>The vectors against a reading of the layout bit by bit.</summary>
public sealed class BitPackingTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(0, 33)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Unpack_EveryWidthAndCount_GivesWhatTheLayoutSays(int bits)
    {
        Random random = new(bits);
        foreach (int count in (int[])[0, 1, 3, 4, 5, 31, 64, 100, 127, 128])
        {
            uint[] values = Values(random, bits, count);
            byte[] packed = new byte[BitPacking.PackedLength(count, bits)];
            BitPacking.Pack(values, bits, packed);
            uint[] unpacked = new uint[BitPacking.BlockLength];
            BitPacking.Unpack(packed, bits, count, 0, unpacked);
            Assert.Equal(values, unpacked[..count]);
            Assert.Equal(values, Enumerable.Range(0, count).Select(i => BitByBit(packed, bits, i)));
            BitPacking.Unpack(packed, bits, count, 7, unpacked);
            Assert.Equal(values.Select(value => value + 7), unpacked[..count]);
            for (int first = 0; first < count; first++)
            {
                int wanted = random.Next(count - first + 1);
                BitPacking.UnpackSome(packed, bits, count, first, wanted, unpacked);
                Assert.Equal(values.Skip(first).Take(wanted), unpacked.Skip(first % BitPacking.Lanes).Take(wanted));
            }

            Assert.Throws<ArgumentOutOfRangeException>(() =>
                BitPacking.UnpackSome(packed, bits, count, 0, count + 1, new uint[2 * BitPacking.BlockLength])
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void UnpackRising_EveryWidth_AddsUpDistances(int bits)
    {
        Random random = new(bits);
        uint[] values = Values(random, Math.Min(bits, 23), BitPacking.BlockLength);
        byte[] packed = new byte[BitPacking.PackedLength(values.Length, bits)];
        BitPacking.Pack(values, bits, packed);
        int[] rising = new int[BitPacking.BlockLength];
        BitPacking.UnpackRising(packed, bits, rising.Length, 41, rising);
        int before = 41;
        for (int i = 0; i < rising.Length; i++)
        {
            before += (int)values[i] + 1;
            Assert.Equal(before, rising[i]);
        }
    }

    [Fact]
    public void Unpack_FewerBytesThanItNeeds_IsRefused()
    {
        uint[] values = new uint[BitPacking.BlockLength];
        for (int bits = 1; bits <= 32; bits++)
        {
            byte[] packed = new byte[BitPacking.PackedLength(values.Length, bits) - 1];
            int width = bits;
            Assert.Throws<ArgumentOutOfRangeException>(() =>
                BitPacking.Unpack(packed, width, values.Length, 0, values)
            );
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => BitPacking.Unpack(new byte[4096], 33, 128, 0, values));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitPacking.Unpack(new byte[4096], 8, 129, 0, values));
    }

    private static uint[] Values(Random random, int bits, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => bits == 0 ? 0 : (uint)random.NextInt64(1L << bits))];

    private static uint BitByBit(byte[] packed, int bits, int index)
    {
        uint value = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            int ofLane = (index / 4 * bits) + bit;
            int at = (ofLane / 32 * 128) + (index % 4 * 32) + (ofLane % 32);
            value |= (uint)((packed[at / 8] >> (at % 8)) & 1) << bit;
        }

        return value;
    }
}
