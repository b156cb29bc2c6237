using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SearchService.Corpus.Sources;

/// <summary>
/// From a file's bytes to its characters. What the file does not say of its encoding itself, or what could not be read, is among the
/// text's problems; a file that is no text is one problem and no text.
/// </summary>
internal static class TextDecoding
{
    /// <summary>The 32 characters that Windows-1252 has where Latin-1 has controls; five bytes have none.</summary>
    private const string HighControls = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

    private const char Replacement = '\uFFFD';

    public static SourceReading Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Fault(file, "empty");
        }

        if (EncodingDetection.Format(bytes) is { } kind)
        {
            return Fault(file, $"not plain text: by its first bytes it is {kind}; convert it to text first");
        }

        if (EncodingDetection.Detect(bytes) is not { } detected)
        {
            var zero = bytes.IndexOf((byte)0);
            return Fault(
                file,
                zero < 0
                    ? "not text: too many control characters"
                    : string.Create(CultureInfo.InvariantCulture, $"not text: a NUL byte at byte offset {zero}")
            );
        }

        var problems = new List<CorpusProblem>();
        var content = bytes[detected.Mark..];
        var text = detected.Encoding switch
        {
            TextEncoding.Utf8 => Encoding.UTF8.GetString(content),
            TextEncoding.DamagedUtf8 => DamagedUtf8(file, content, problems),
            TextEncoding.Windows1252 => Windows1252(file, content, problems),
            TextEncoding.Utf16LittleEndian => Wide(file, Encoding.Unicode, content, problems),
            TextEncoding.Utf16BigEndian => Wide(file, Encoding.BigEndianUnicode, content, problems),
            TextEncoding.Utf32LittleEndian => Wide(file, new UTF32Encoding(false, false), content, problems),
            _ => Wide(file, new UTF32Encoding(true, false), content, problems),
        };
        if (detected.IsGuessed && detected.Encoding != TextEncoding.Windows1252)
        {
            problems.Add(
                new CorpusProblem(
                    file,
                    $"read as {Name(detected.Encoding)}: there is no byte order mark, but its NUL bytes stand as in that encoding; save it as UTF-8 to be sure"
                )
            );
        }

        return string.IsNullOrWhiteSpace(text)
            ? Fault(file, "empty: nothing but white space")
            : new SourceReading(
                new SourceText(text, Name(detected.Encoding), detected.Mark) { Problems = problems },
                null
            );
    }

    /// <summary>As the registry of character sets has it.</summary>
    private static string Name(TextEncoding encoding) =>
        encoding switch
        {
            TextEncoding.Utf16LittleEndian => "utf-16le",
            TextEncoding.Utf16BigEndian => "utf-16be",
            TextEncoding.Utf32LittleEndian => "utf-32le",
            TextEncoding.Utf32BigEndian => "utf-32be",
            TextEncoding.Windows1252 => "windows-1252",
            _ => "utf-8",
        };

    /// <summary>
    /// A lone byte between ASCII characters is most often a letter that was pasted from a Windows-1252 text, and read as that; any other
    /// byte outside UTF-8 becomes U+FFFD. The rest of the text is what it was.
    /// </summary>
    private static string DamagedUtf8(string file, ReadOnlySpan<byte> bytes, List<CorpusProblem> problems)
    {
        var text = new char[bytes.Length];
        var (length, letters, lost, first) = (0, 0, 0, -1);
        for (var at = 0; at < bytes.Length; )
        {
            Utf8.ToUtf16(
                bytes[at..],
                text.AsSpan(length),
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            at += read;
            length += written;
            if (at == bytes.Length)
            {
                break;
            }

            first = first < 0 ? at : first;
            Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed);
            var isLone =
                consumed == 1
                && (at == 0 || bytes[at - 1] < 0x80)
                && (at + 1 == bytes.Length || bytes[at + 1] < 0x80)
                && Windows1252(bytes[at]) != Replacement;
            text[length++] = isLone ? Windows1252(bytes[at]) : Replacement;
            letters += isLone ? 1 : 0;
            lost += isLone ? 0 : 1;
            at += consumed;
        }

        var (line, column) = Utf8Fault.PlaceOf(bytes, first);
        problems.Add(
            new CorpusProblem(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not wholly UTF-8: from byte 0x{bytes[first]:X2} on {letters} lone bytes were read as Windows-1252, and {lost} pieces that are no characters as U+FFFD; correct them and save the file as UTF-8"
                ),
                line,
                column
            )
        );
        return new string(text, 0, length);
    }

    private static string Windows1252(string file, ReadOnlySpan<byte> bytes, List<CorpusProblem> problems)
    {
        var (letters, high, undefined) = (0, 0, 0);
        foreach (var value in bytes)
        {
            letters += char.IsAsciiLetter((char)value) ? 1 : 0;
            high += value >= 0xC0 ? 1 : 0;
            undefined += value >= 0x80 && Windows1252(value) == Replacement ? 1 : 0;
        }

        var invalid = Utf8Fault.FirstInvalidByte(bytes) ?? 0;
        var (line, column) = Utf8Fault.PlaceOf(bytes, invalid);
        var advice =
            high > letters / 2
                ? "so many of its letters are not ASCII that it is likely in another encoding, and its words are wrong; convert it to UTF-8"
            : undefined > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{undefined} bytes that are no characters there became U+FFFD, so it may be in another encoding; convert it to UTF-8"
                )
            : "where letters look wrong it is in another one; convert it to UTF-8";
        problems.Add(
            new CorpusProblem(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"read as Windows-1252: not UTF-8 (byte 0x{bytes[invalid]:X2} at byte offset {invalid}), and no other encoding is told; {advice}"
                ),
                line,
                column
            )
        );
        return string.Create(
            bytes.Length,
            bytes,
            static (text, source) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = Windows1252(source[i]);
                }
            }
        );
    }

    private static char Windows1252(byte value) =>
        value is >= 0x80 and < 0xA0 ? HighControls[value - 0x80] : (char)value;

    /// <summary>UTF-16 or UTF-32; what is no character there, the rest of a cut pair included, becomes U+FFFD.</summary>
    private static string Wide(string file, Encoding encoding, ReadOnlySpan<byte> bytes, List<CorpusProblem> problems)
    {
        var text = encoding.GetString(bytes);
        if (text.AsSpan().Count(Replacement) is > 0 and var lost)
        {
            problems.Add(
                new CorpusProblem(
                    file,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{lost} characters are U+FFFD: the file has them, or bytes that are no characters in its encoding"
                    )
                )
            );
        }

        return text;
    }

    private static SourceReading Fault(string file, string message) => new(null, new CorpusProblem(file, message));
}
