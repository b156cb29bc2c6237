using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace SearchService.Engine.Storage;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. The bytes are trusted: their checksum has been verified.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, int position = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; } = position;

    public readonly bool AtEnd => Position >= _bytes.Length;

    public byte Byte() => _bytes[Position++];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    public int Int32() => (int)UInt32();

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    public long Int64() => (long)UInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Vint()
    {
        // Most have one byte.
        byte b = _bytes[Position++];
        return b < 0x80 ? b : LongVint(b);
    }

    public int VintInt32() => checked((int)Vint());

    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> read = _bytes.Slice(Position, count);
        Position += count;
        return read;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(VintInt32()));

    public void SkipVints(long count)
    {
        while (count > 0)
        {
            if (_bytes[Position++] < 0x80)
            {
                count--;
            }
        }
    }

    private long LongVint(byte b)
    {
        ulong value = 0;
        int shift = 0;
        while (b >= 0x80)
        {
            value |= (ulong)(b & 0x7F) << shift;
            shift += 7;
            b = _bytes[Position++];
        }

        return (long)(value | ((ulong)b << shift));
    }
}
