using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks.Engine;

/// <summary>Reads one passage after another into the same memory; what it gives holds until the next. For one thread at a time.</summary>
internal sealed class PassageReader
{
    private readonly Part _title = new();
    private readonly Part _section = new();
    private readonly Part _stored = new();
    private char[] _text = [];
    private int _textLength;

    public string Id { get; private set; } = "";

    public string Document { get; private set; } = "";

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _textLength);

    /// <summary>Title, section and text as UTF-8, a zero between.</summary>
    public ReadOnlyMemory<byte> Stored => _stored.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<byte> line)
    {
        Id = "";
        Document = "";
        _title.Clear();
        _section.Clear();
        _stored.Clear();
        _textLength = 0;
        Utf8JsonReader json = new(line);
        Utf8JsonReader text = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = json.ValueTextEquals("id"u8);
            bool isDocument = json.ValueTextEquals("doc"u8);
            bool isTitle = json.ValueTextEquals("title"u8);
            bool isSection = json.ValueTextEquals("section"u8);
            bool isText = json.ValueTextEquals("text"u8);
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                json.Skip();
            }
            else if (isId)
            {
                Id = json.GetString()!;
            }
            else if (isDocument)
            {
                Document = json.GetString()!;
            }
            else if (isTitle)
            {
                _title.Add(ref json);
            }
            else if (isSection)
            {
                _section.Add(ref json);
            }
            else if (isText)
            {
                text = json;
            }
        }

        _stored.Add(_title.Bytes.Span);
        _stored.Add("\0"u8);
        _stored.Add(_section.Bytes.Span);
        _stored.Add("\0"u8);
        if (text.TokenType == JsonTokenType.String)
        {
            int start = _stored.Bytes.Length;
            _stored.Add(ref text);
            ReadOnlySpan<byte> bytes = _stored.Bytes.Span[start..];
            if (_text.Length < bytes.Length)
            {
                _text = new char[bytes.Length * 2];
            }

            _textLength = Encoding.UTF8.GetChars(bytes, _text);
        }
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

        /// <summary>Adds the string that stands at the reader.</summary>
        public void Add(ref Utf8JsonReader json) => _length += json.CopyString(Room(json.ValueSpan.Length));

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
