using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks.Engine;

/// <summary>One line of a JSON lines file: a flat object; what is not there is empty.</summary>
internal readonly record struct Passage(string Id, string Document, string Title, string Section, string Text)
{
    public static Passage Parse(ReadOnlySpan<byte> line)
    {
        string id = "",
            document = "",
            title = "",
            section = "",
            text = "";
        Utf8JsonReader json = new(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = Value(ref json);
            }
            else if (json.ValueTextEquals("doc"u8))
            {
                document = Value(ref json);
            }
            else if (json.ValueTextEquals("title"u8))
            {
                title = Value(ref json);
            }
            else if (json.ValueTextEquals("section"u8))
            {
                section = Value(ref json);
            }
            else if (json.ValueTextEquals("text"u8))
            {
                text = Value(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return new Passage(id, document, title, section, text);
    }

    public string ToJson()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Id);
            json.WriteString("doc"u8, Document);
            json.WriteString("title"u8, Title);
            json.WriteString("section"u8, Section);
            json.WriteString("text"u8, Text);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Value(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.String ? json.GetString()! : "";
    }
}

/// <summary>The lines of a file as bytes, in batches, so that parsing can be shared among threads.</summary>
internal static class PassageFile
{
    private const int BatchLines = 256;

    public static IEnumerable<Passage> Read(string path, int limit) =>
        ReadBatches(path, limit).SelectMany(batch => batch.Select(line => Passage.Parse(line.Span)));

    public static IEnumerable<ReadOnlyMemory<byte>[]> ReadBatches(string path, int limit)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] buffer = new byte[1 << 20];
        int filled = 0;
        int left = limit;
        List<ReadOnlyMemory<byte>> batch = [];
        for (bool more = true; more && left > 0; )
        {
            int read = file.Read(buffer, filled, buffer.Length - filled);
            more = read > 0;
            filled += read;
            int start = 0;
            while (left > 0 && start < filled)
            {
                int length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
                if (length < 0 && more)
                {
                    break;
                }

                int end = length < 0 ? filled : start + length;
                if (buffer.AsSpan(start, end - start).IndexOf((byte)'{') >= 0)
                {
                    batch.Add(buffer.AsMemory(start, end - start));
                    left--;
                }

                start = Math.Min(end + 1, filled);
                if (batch.Count == BatchLines)
                {
                    yield return [.. batch];
                    batch.Clear();
                }
            }

            // The lines handed out stay where they are: what is begun moves on to a buffer of its own.
            byte[] next = new byte[Math.Max(1 << 20, 2 * (filled - start))];
            buffer.AsSpan(start, filled - start).CopyTo(next);
            filled -= start;
            buffer = next;
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }
}
