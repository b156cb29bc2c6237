using System.Buffers;
using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Sources;

/// <summary>In which encoding a file's bytes are read.</summary>
/// <param name="Mark">Length of the byte order mark that says so; 0 without one.</param>
/// <param name="IsGuessed">Nothing in the file says so, and a reader should know that it was taken from what the bytes look like.</param>
internal readonly record struct DetectedEncoding(TextEncoding Encoding, int Mark, bool IsGuessed = false);

internal enum TextEncoding
{
    Utf8,

    /// <summary>UTF-8 with bytes in it that are not.</summary>
    DamagedUtf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Utf32LittleEndian,
    Utf32BigEndian,
    Windows1252,
}

/// <summary>
/// Tells encodings apart: by a byte order mark, else by evidence. UTF-16 without a mark is known by NUL bytes that all stand on one side of
/// the pairs, UTF-8 by being valid, which no other encoding with accented letters is for long. What is left is taken for Windows-1252, the
/// encoding of old Western texts; other 8-bit encodings cannot be told from it with certainty, so they are never assumed.
/// </summary>
internal static class EncodingDetection
{
    /// <summary>UTF-8 with stray bytes has more sequences of several bytes than this share of the strays; in another encoding they occur by chance.</summary>
    private const int StraysPerSequence = 4;

    private static readonly (byte[] Magic, string Kind)[] Formats =
    [
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ("PK\u0003\u0004"u8.ToArray(), "a ZIP archive, as DOCX, ODT and EPUB files are"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Word or Office document"),
        ([0x1F, 0x8B], "a gzip archive"),
        (@"{\rtf"u8.ToArray(), "an RTF document"),
    ];

    /// <summary>What kind of file the first bytes name that is no plain text; null when they name none.</summary>
    public static string? Format(ReadOnlySpan<byte> bytes)
    {
        foreach (var (magic, kind) in Formats)
        {
            if (bytes.StartsWith(magic))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Null when the bytes are no text.</summary>
    public static DetectedEncoding? Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return new(Utf8Fault.FirstInvalidByte(bytes) is null ? TextEncoding.Utf8 : TextEncoding.DamagedUtf8, 3);
        }

        // FF FE 00 00 could be UTF-16 that begins with a NUL, which no text does.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return new(TextEncoding.Utf32LittleEndian, 4);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return new(TextEncoding.Utf32BigEndian, 4);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new(TextEncoding.Utf16LittleEndian, 2);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new(TextEncoding.Utf16BigEndian, 2);
        }

        if (bytes.Contains((byte)0))
        {
            return Utf16WithoutMark(bytes);
        }

        if (Utf8Fault.FirstInvalidByte(bytes) is null)
        {
            return new(TextEncoding.Utf8, 0);
        }

        var (sequences, strays) = CountSequences(bytes);
        return sequences > 0 && strays <= sequences * StraysPerSequence ? new(TextEncoding.DamagedUtf8, 0)
            : HasControls(bytes) ? null
            : new(TextEncoding.Windows1252, 0, IsGuessed: true);
    }

    /// <summary>Valid sequences of several bytes, and bytes that are part of no sequence.</summary>
    private static (int Sequences, int Strays) CountSequences(ReadOnlySpan<byte> bytes)
    {
        var (sequences, strays) = (0, 0);
        for (var at = 0; at < bytes.Length; )
        {
            var ascii = bytes[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
            {
                break;
            }

            at += ascii;
            var valid = Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done;
            sequences += valid ? 1 : 0;
            strays += valid ? 0 : consumed;
            at += consumed;
        }

        return (sequences, strays);
    }

    /// <summary>The zero bytes of all ASCII characters stand on one side of the pairs, and the pairs are characters of a text.</summary>
    private static DetectedEncoding? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 2 != 0)
        {
            return null;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i < bytes.Length; i += 2)
        {
            even += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i + 1] == 0 ? 1 : 0;
        }

        // A few characters have a zero byte on the other side: U+0100, the second half of an emoji.
        var bigEndian = even > odd;
        if (Math.Min(even, odd) * 10 > Math.Max(even, odd))
        {
            return null;
        }

        var space = false;
        var high = false;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var unit = (char)(bigEndian ? (bytes[i] << 8) | bytes[i + 1] : bytes[i] | (bytes[i + 1] << 8));
            if (
                high != char.IsLowSurrogate(unit)
                || char.GetUnicodeCategory(unit) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                || (char.IsControl(unit) && !char.IsWhiteSpace(unit))
            )
            {
                return null;
            }

            high = char.IsHighSurrogate(unit);
            space |= unit is ' ' or '\n' or '\r';
        }

        return high || !space
            ? null
            : new(bigEndian ? TextEncoding.Utf16BigEndian : TextEncoding.Utf16LittleEndian, 0, IsGuessed: true);
    }

    /// <summary>Whether more than one byte in a hundred is a control character: no text is so.</summary>
    private static bool HasControls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var value in bytes)
        {
            controls += value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') ? 1 : 0;
        }

        return controls > bytes.Length / 100;
    }
}
