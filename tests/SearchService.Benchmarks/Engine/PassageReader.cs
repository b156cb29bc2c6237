using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Reads one passage after another into the same memory; what it gives holds until the next. A passage is an object with a "text" and,
/// where it has them, "id", "doc", "title" and "section": strings, or numbers as they are written. The number of the line stands for an
/// id that is not there. Other fields, of whatever kind, are passed over. It looks no further than it must, for its time counts as
/// indexing. For one thread at a time.
/// </summary>
/// <param name="path">The file, for what is said of its lines.</param>
internal sealed class PassageReader(string path)
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(",} \t\r"u8);
    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789+-.eE"u8);

    private readonly Part _id = new();
    private readonly Part _document = new();
    private readonly Part _stored = new();
    private int _section;
    private int _textStart;
    private char[] _text = [];
    private int _textLength;

    public string Id => Encoding.UTF8.GetString(_id.Bytes.Span);

    public string Document => Encoding.UTF8.GetString(_document.Bytes.Span);

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _textLength);

    /// <summary>Title, section and text as UTF-8, a zero between.</summary>
    public ReadOnlyMemory<byte> Stored => _stored.Bytes;

    /// <summary>All of it.</summary>
    public Passage Passage =>
        new(
            Id,
            Document,
            Encoding.UTF8.GetString(_stored.Bytes.Span[..(_section - 1)]),
            Encoding.UTF8.GetString(_stored.Bytes.Span[_section..(_textStart - 1)]),
            Text.ToString()
        );

    /// <param name="line">One line, without white space before it.</param>
    /// <param name="number">Its number in the file, from 1.</param>
    /// <exception cref="InvalidDataException">The line is no object, or has no text; the message says where.</exception>
    public void Read(ReadOnlySpan<byte> line, long number)
    {
        try
        {
            Read(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}: {e.Message}"),
                e
            );
        }

        if (_id.Bytes.IsEmpty)
        {
            _id.AddNumber(number);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> id = default;
        ReadOnlySpan<byte> document = default;
        ReadOnlySpan<byte> title = default;
        ReadOnlySpan<byte> section = default;
        ReadOnlySpan<byte> text = default;
        int at = 0;
        byte sign = Sign(line, ref at);
        if (sign != (byte)'{')
        {
            throw new JsonException("it is no JSON object");
        }

        while (sign != (byte)'}')
        {
            ReadOnlySpan<byte> name = Value(line, ref at);
            if (name.IsEmpty && line[at..] is [(byte)'}', ..])
            {
                at++;
                break;
            }

            if (name is not [(byte)'"', ..] || Sign(line, ref at) != (byte)':')
            {
                throw Malformed(at - 1);
            }

            ReadOnlySpan<byte> value = Value(line, ref at);
            if (name.SequenceEqual("\"id\""u8))
            {
                id = value;
            }
            else if (name.SequenceEqual("\"doc\""u8))
            {
                document = value;
            }
            else if (name.SequenceEqual("\"title\""u8))
            {
                title = value;
            }
            else if (name.SequenceEqual("\"section\""u8))
            {
                section = value;
            }
            else if (name.SequenceEqual("\"text\""u8))
            {
                text = value;
            }

            sign = Sign(line, ref at);
            if (sign is not ((byte)',' or (byte)'}'))
            {
                throw Malformed(at - 1);
            }
        }

        if (line[at..].IndexOfAnyExcept(" \t\r"u8) >= 0)
        {
            throw new JsonException("there is more on it than one object");
        }

        if (text.IsEmpty)
        {
            throw WithoutText(line);
        }

        _id.Clear();
        _id.AddValue(id);
        _document.Clear();
        _document.AddValue(document);
        _stored.Clear();
        _stored.AddValue(title);
        _stored.Add("\0"u8);
        _section = _stored.Bytes.Length;
        _stored.AddValue(section);
        _stored.Add("\0"u8);
        _textStart = _stored.Bytes.Length;
        _stored.AddValue(text);
        ReadOnlySpan<byte> bytes = _stored.Bytes.Span[_textStart..];
        if (_text.Length < bytes.Length)
        {
            _text = new char[bytes.Length * 2];
        }

        _textLength = Encoding.UTF8.GetChars(bytes, _text);
    }

    /// <summary>The next sign that is no white space.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Sign(ReadOnlySpan<byte> line, scoped ref int at)
    {
        while (at < line.Length)
        {
            byte sign = line[at++];
            if (sign is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
            {
                return sign;
            }
        }

        throw new JsonException("it is broken off");
    }

    /// <summary>
    /// The next value as it is written, a string with its quotation marks. Empty for null, arrays and objects, and where there is none
    /// but the end of the object.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, scoped ref int at)
    {
        byte sign = Sign(line, ref at);
        if (sign != (byte)'"')
        {
            at--;
            return sign == (byte)'}' ? default : OtherValue(line, ref at);
        }

        int start = at - 1;
        int end = start;
        int slashes;
        do
        {
            int next = line[(end + 1)..].IndexOf((byte)'"');
            if (next < 0)
            {
                throw new JsonException("a string has no end");
            }

            end += next + 1;
            slashes = 0;
            while (line[end - slashes - 1] == (byte)'\\')
            {
                slashes++;
            }
        } while (slashes % 2 == 1);

        at = end + 1;
        return line[start..at];
    }

    private static ReadOnlySpan<byte> OtherValue(ReadOnlySpan<byte> line, scoped ref int at)
    {
        int start = at;
        if (line[start] is (byte)'{' or (byte)'[')
        {
            Utf8JsonReader json = new(line[start..], isFinalBlock: false, default);
            if (!json.Read() || !json.TrySkip())
            {
                throw new JsonException("it is broken off");
            }

            at += (int)json.BytesConsumed;
            return default;
        }

        int length = line[start..].IndexOfAny(Ends);
        at = length < 0 ? line.Length : start + length;
        ReadOnlySpan<byte> value = line[start..at];
        bool isNumber = value is [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..];
        return isNumber && value.IndexOfAnyExcept(OfNumbers) < 0 ? value
            : value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8) ? value
            : value.SequenceEqual("null"u8) ? default
            : throw Malformed(start);
    }

    private static JsonException Malformed(int at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"it is no JSON at byte {at}"));

    private static JsonException WithoutText(ReadOnlySpan<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line.ToArray());
        string fields = string.Join(", ", document.RootElement.EnumerateObject().Select(field => field.Name));
        return new JsonException(
            $"it has no \"text\" that is a string or a number; {(fields.Length == 0 ? "it is empty" : "its fields: " + fields)}"
        );
    }

    private sealed class Part
    {
        private byte[] _bytes = new byte[1024];
        private int _length;

        public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

        public void Clear() => _length = 0;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Room(bytes.Length));
            _length += bytes.Length;
        }

        public void AddNumber(long number)
        {
            number.TryFormat(Room(20), out int written, default, CultureInfo.InvariantCulture);
            _length += written;
        }

        /// <summary>Adds what a string means that is given with its quotation marks; anything else as it is.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddValue(ReadOnlySpan<byte> value)
        {
            if (value.IsEmpty || value[0] != (byte)'"')
            {
                Add(value);
                return;
            }

            if (value.IndexOf("\\u"u8) >= 0)
            {
                Utf8JsonReader json = new(value);
                json.Read();
                _length += json.CopyString(Room(value.Length));
                return;
            }

            ReadOnlySpan<byte> rest = value[1..^1];
            for (int slash = rest.IndexOf((byte)'\\'); slash >= 0; slash = rest.IndexOf((byte)'\\'))
            {
                Add(rest[..slash]);
                byte sign = rest[slash + 1] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    (byte)'"' or (byte)'\\' or (byte)'/' => rest[slash + 1],
                    _ => throw new JsonException($"\\{(char)rest[slash + 1]} stands for nothing"),
                };
                Add([sign]);
                rest = rest[(slash + 2)..];
            }

            Add(rest);
        }

        private Span<byte> Room(int count)
        {
            if (_bytes.Length - _length < count)
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
            }

            return _bytes.AsSpan(_length);
        }
    }
}
