using System.Text;
using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Tests.Sources;

public sealed class TextDecodingTests
{
    private const string Text = "The café’s naïve “rule” – 中文 😀.\r\nΚαι λόγος.\n";

    public static TheoryData<string, string, int> Marked =>
        new()
        {
            { "utf-8", "EFBBBF", 3 },
            { "utf-16le", "FFFE", 2 },
            { "utf-16be", "FEFF", 2 },
            { "utf-32le", "FFFE0000", 4 },
            { "utf-32be", "0000FEFF", 4 },
        };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Decode_ByteOrderMark_NamesTheEncodingAndIsNoProblem(string name, string mark, int length)
    {
        var reading = Decode([.. Convert.FromHexString(mark), .. Of(name).GetBytes(Text)]);

        Assert.Equal((Text, name, length), (reading.Text, reading.Encoding, reading.ByteOrderMark));
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void Decode_Utf16WithoutMark_IsKnownByItsNulsAndSaid(string name)
    {
        foreach (var text in (string[])["Plain words of a text.\n", "Слово за слово.\r\n", Text])
        {
            var reading = Decode(Of(name).GetBytes(text));

            Assert.Equal((text, name, 0), (reading.Text, reading.Encoding, reading.ByteOrderMark));
            Assert.Contains("no byte order mark", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Decode_Windows1252_IsReadAndSaidWithItsPlace()
    {
        // "It costs €5 – the café’s “price”" as old Western programs wrote it.
        var bytes = Bytes("One line.\nIt costs \\x805 \\x96 the caf\\xE9\\x92s \\x93price\\x94.\n");

        var reading = Decode(bytes);

        Assert.Equal("One line.\nIt costs €5 – the café’s “price”.\n", reading.Text);
        Assert.Equal("windows-1252", reading.Encoding);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((2, 10), (problem.Line, problem.Column));
        Assert.Contains("byte 0x80 at byte offset 19", problem.Message, StringComparison.Ordinal);
        Assert.Contains("convert it to UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_EveryByteOfWindows1252_IsOneCharacter()
    {
        byte[] bytes =
        [
            .. Enumerable.Repeat((byte)'a', 200),
            .. Enumerable.Range(0x20, 0xE0).Select(value => (byte)value),
        ];

        var reading = Decode(bytes);

        Assert.Equal(bytes.Length, reading.Text.Length);
        Assert.Equal("ÀÿŸ€", string.Concat(reading.Text[^64], reading.Text[^1], reading.Text[^97], reading.Text[^128]));
        Assert.Equal(5, reading.Text.Count(c => c == '\uFFFD'));
        Assert.Contains("5 bytes", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AnotherEightBitEncoding_IsSaidToBeLikely()
    {
        // Windows-1251: "слово за слово".
        var reading = Decode(Convert.FromHexString("F1EBEEE2EE20E7E020F1EBEEE2EE0A"));

        Assert.Equal("windows-1252", reading.Encoding);
        Assert.Contains("its words are wrong", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Utf8WithStrayBytes_KeepsTheRestAndSaysWhere()
    {
        var bytes = Bytes("Der Käse. Größe.\nDas Caf\\xE9 steht. \\xC3\\xC3 und \\xE4\\xB8 hier.\n");

        var reading = Decode(bytes);

        Assert.Equal("Der Käse. Größe.\nDas Café steht. \uFFFD\uFFFD und \uFFFD hier.\n", reading.Text);
        Assert.Equal("utf-8", reading.Encoding);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((2, 8), (problem.Line, problem.Column));
        Assert.Contains("1 lone bytes", problem.Message, StringComparison.Ordinal);
        Assert.Contains("3 pieces", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_CutPairOfUtf16_IsReplacedAndCounted()
    {
        var reading = Decode([0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x43]);

        Assert.Equal("A\uFFFDB\uFFFD", reading.Text);
        Assert.Contains("2 characters", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_ManyStrayBytes_TakesLinearTime()
    {
        var bytes = Enumerable.Repeat(Bytes("é\\xE9 "), 300_000).SelectMany(piece => piece).ToArray();

        Assert.StartsWith(
            "éé éé ",
            Decode(bytes).Text.Replace("\uFFFD", "é", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrowsAndLosesNothing()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = random.Next(8) == 0 ? bytes[i] : (byte)random.Next(0x20, 0x7F);
                }
            }

            var reading = TextDecoding.Decode("a.txt", bytes);

            Assert.True(reading.Source is null != reading.Problem is null);
            if (reading.Source is { } source && source.Text.Contains('\uFFFD', StringComparison.Ordinal))
            {
                Assert.NotEmpty(source.Problems);
            }
        }
    }

    private static SourceText Decode(byte[] bytes) => TextDecoding.Decode("a.txt", bytes).Source!;

    private static Encoding Of(string name) =>
        name switch
        {
            "utf-16le" => new UnicodeEncoding(false, false),
            "utf-16be" => new UnicodeEncoding(true, false),
            "utf-32le" => new UTF32Encoding(false, false),
            "utf-32be" => new UTF32Encoding(true, false),
            _ => new UTF8Encoding(false),
        };

    /// <summary>UTF-8, but <c>\xNN</c> is that very byte.</summary>
    private static byte[] Bytes(string text)
    {
        var pieces = text.Split("\\x");
        return
        [
            .. Encoding.UTF8.GetBytes(pieces[0]),
            .. pieces
                .Skip(1)
                .SelectMany(piece => (byte[])[Convert.ToByte(piece[..2], 16), .. Encoding.UTF8.GetBytes(piece[2..])]),
        ];
    }
}
