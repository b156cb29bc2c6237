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
