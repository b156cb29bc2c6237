using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SearchService.Corpus.Sources;

/// <summary>Where bytes are no UTF-8, and on which line a byte stands.</summary>
internal static class Utf8Fault
{
    /// <summary>Offset of the first byte that is no part of a UTF-8 sequence; null when all are.</summary>
    public static int? FirstInvalidByte(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
        {
            return null;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }

    /// <summary>The 1-based line and column, in bytes, of the byte at <paramref name="offset"/>.</summary>
    public static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..offset];
        return (before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
