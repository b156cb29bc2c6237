using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace SearchService.Engine.Storage;

/// <summary>
/// Bytes being put together in memory, in the encodings of FORMAT.md. Numbers of fixed width are little-endian; a vint has
/// seven bits a byte, lowest first, the high bit set on all bytes but the last.
/// </summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        if (Length < _bytes.Length)
        {
            _bytes[Length++] = value;
        }
        else
        {
            Reserve(1)[0] = value;
        }
    }

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    public void Int32(int value) => UInt32((uint)value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), value);

    public void Int64(long value) => UInt64((ulong)value);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Vint(long value)
    {
        ulong rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>A vint of the length in bytes, then UTF-8.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Vint(bytes.Length);
        Bytes(bytes);
    }

    /// <summary>Adds bytes that the caller fills in before anything else is added; what they hold until then is undefined.</summary>
    public Span<byte> Reserve(int count)
    {
        int needed = checked(Length + count);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        }

        Span<byte> reserved = _bytes.AsSpan(Length, count);
        Length = needed;
        return reserved;
    }
}
