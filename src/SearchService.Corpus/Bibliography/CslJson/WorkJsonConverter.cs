using System.Text.Json;
using System.Text.Json.Serialization;

namespace SearchService.Corpus.Bibliography.CslJson;

/// <summary>A work within JSON is the CSL-JSON item it is.</summary>
public sealed class WorkJsonConverter : JsonConverter<Work>
{
    public override Work Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var item = JsonDocument.ParseValue(ref reader);
        return CslJsonReader.ReadItem(item.RootElement.GetRawText())
            ?? throw new JsonException("The work is no CSL-JSON item.");
    }

    public override void Write(Utf8JsonWriter writer, Work value, JsonSerializerOptions options) =>
        writer.WriteRawValue(CslJsonWriter.Item(value));
}
