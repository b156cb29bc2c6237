using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Sources;

/// <summary>From a file's bytes to its characters, which are UTF-8 or a problem: no encoding is guessed.</summary>
internal static class TextDecoding
{
    public static SourceReading Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Fault(file, "empty");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Fault(file, "not UTF-8: by its byte order mark it is UTF-16");
        }

        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
        {
            return Fault(
                file,
                string.Create(CultureInfo.InvariantCulture, $"not text: a NUL byte at byte offset {zero}")
            );
        }

        if (Utf8Fault.FirstInvalidByte(bytes) is { } invalid)
        {
            var (line, column) = Utf8Fault.PlaceOf(bytes, invalid);
            return Fault(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not UTF-8: byte 0x{bytes[invalid]:X2} at byte offset {invalid}"
                ),
                line,
                column
            );
        }

        var mark = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var text = Encoding.UTF8.GetString(bytes[mark..]);
        return string.IsNullOrWhiteSpace(text)
            ? Fault(file, "empty: nothing but white space")
            : new SourceReading(new SourceText(text, "utf-8", mark), null);
    }

    private static SourceReading Fault(string file, string message, int? line = null, int? column = null) =>
        new(null, new CorpusProblem(file, message, line, column));
}
