using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks.Engine;

/// <summary>One line of a JSON lines file, as <see cref="PassageReader"/> reads it.</summary>
internal readonly record struct Passage(string Id, string Document, string Title, string Section, string Text)
{
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
}
