using System.Buffers.Binary;
using System.Globalization;

namespace SearchService.Engine.Storage;

/// <summary>
/// A small file that is read and verified whole (the manifest, lists of deleted documents):
/// <code>magic 8 bytes | version u32 | length of the payload u64 | payload | CRC-32C of all before u32</code>
/// The envelope is the same in every version, so that damage is told from another version.
/// </summary>
internal static class SealedFile
{
    public const int MagicLength = 8;
    private const int HeaderLength = MagicLength + sizeof(uint) + sizeof(ulong);

    /// <summary>Writes and syncs the file; its name is durable only after <see cref="IStorage.SyncNames"/>.</summary>
    public static void Write(IStorage storage, string name, ReadOnlySpan<byte> magic, int version, ByteWriter payload)
    {
        ByteWriter file = new();
        file.Bytes(magic);
        file.Int32(version);
        file.Int64(payload.Length);
        file.Bytes(payload.Written);
        file.UInt32(Crc32C.Of(file.Written));
        using IStorageOutput output = storage.Create(name);
        output.Append(file.Written);
        output.Sync();
    }

    /// <summary>The payload of a file whose every byte has been verified, and the version it is written in.</summary>
    /// <exception cref="FileNotFoundException">No file has the name.</exception>
    /// <exception cref="IndexCorruptException">The file is damaged or cut short.</exception>
    public static (byte[] Payload, int Version) Read(
        IStorage storage,
        string name,
        ReadOnlySpan<byte> magic,
        int oldest,
        int newest
    )
    {
        using StorageBytes file = new(storage.Open(name));
        ReadOnlySpan<byte> bytes = file.Span(0, (int)Math.Min(file.Length, Array.MaxLength));
        if (bytes.Length < HeaderLength + sizeof(uint))
        {
            throw new IndexCorruptException(
                name,
                0,
                $"at least {HeaderLength + sizeof(uint)} bytes",
                Length(bytes.Length)
            );
        }

        if (!bytes.StartsWith(magic))
        {
            throw new IndexCorruptException(name, 0, Hex(magic), Hex(bytes[..MagicLength]));
        }

        ulong payloadLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(MagicLength + sizeof(uint))..]);
        if (payloadLength != (ulong)(bytes.Length - HeaderLength - sizeof(uint)))
        {
            string expected = $"a payload of {bytes.Length - HeaderLength - sizeof(uint)} bytes";
            throw new IndexCorruptException(name, MagicLength + sizeof(uint), expected, $"one of {payloadLength}");
        }

        uint found = Crc32C.Of(bytes[..^sizeof(uint)]);
        uint expectedChecksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]);
        if (found != expectedChecksum)
        {
            throw new IndexCorruptException(name, 0, Crc32C.Text(expectedChecksum), Crc32C.Text(found));
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[MagicLength..]);
        CheckVersion(name, version, oldest, newest);
        return (bytes[HeaderLength..^sizeof(uint)].ToArray(), version);
    }

    public static void CheckVersion(string name, int version, int oldest, int newest)
    {
        if (version < oldest)
        {
            throw new IndexFormatTooOldException(name, version, oldest);
        }

        if (version > newest)
        {
            throw new IndexFormatTooNewException(name, version, newest);
        }
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    public static string Length(long bytes) => bytes.ToString(CultureInfo.InvariantCulture) + " bytes";
}
