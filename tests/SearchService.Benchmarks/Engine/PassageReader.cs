using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Reads one passage after another into the same memory; what it gives holds until the next. As the peer's, it reads flat objects only,
/// and no further than it must: its time counts as indexing. For one thread at a time.
/// </summary>
internal sealed class PassageReader
{
    private readonly Part _id = new();
    private readonly Part _document = new();
    private readonly Part _stored = new();
    private char[] _text = [];
    private int _textLength;

    public string Id => Encoding.UTF8.GetString(_id.Bytes.Span);

    public string Document => Encoding.UTF8.GetString(_document.Bytes.Span);

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _textLength);

    /// <summary>Title, section and text as UTF-8, a zero between.</summary>
    public ReadOnlyMemory<byte> Stored => _stored.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> id = default;
        ReadOnlySpan<byte> document = default;
        ReadOnlySpan<byte> title = default;
        ReadOnlySpan<byte> section = default;
        ReadOnlySpan<byte> text = default;
        int at = 0;
        while (Next(line, ref at) is { IsEmpty: false } name)
        {
            while (at < line.Length && line[at] is (byte)':' or (byte)' ')
            {
                at++;
            }

            if (at == line.Length || line[at] != (byte)'"')
            {
                continue;
            }

            ReadOnlySpan<byte> value = Next(line, ref at);
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
        }

        _id.Clear();
        _id.AddString(id);
        _document.Clear();
        _document.AddString(document);
        _stored.Clear();
        _stored.AddString(title);
        _stored.Add("\0"u8);
        _stored.AddString(section);
        _stored.Add("\0"u8);
        int start = _stored.Bytes.Length;
        _stored.AddString(text);
        ReadOnlySpan<byte> bytes = _stored.Bytes.Span[start..];
        if (_text.Length < bytes.Length)
        {
            _text = new char[bytes.Length * 2];
        }

        _textLength = Encoding.UTF8.GetChars(bytes, _text);
    }

    /// <summary>The next string with its quotation marks, as it is written; empty where there is none.</summary>
    /// <exception cref="FormatException">It has no end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> line, scoped ref int at)
    {
        int first = line[at..].IndexOf((byte)'"');
        if (first < 0)
        {
            return default;
        }

        int start = at + first;
        int end = start;
        int slashes;
        do
        {
            int next = line[(end + 1)..].IndexOf((byte)'"');
            if (next < 0)
            {
                throw new FormatException($"a string without end: {Encoding.UTF8.GetString(line)}");
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

        /// <summary>Adds what a string means that is given with its quotation marks.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddString(ReadOnlySpan<byte> quoted)
        {
            if (quoted.IndexOf("\\u"u8) >= 0)
            {
                Utf8JsonReader json = new(quoted);
                json.Read();
                _length += json.CopyString(Room(quoted.Length));
                return;
            }

            ReadOnlySpan<byte> rest = quoted.IsEmpty ? quoted : quoted[1..^1];
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
                    byte other => other,
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
