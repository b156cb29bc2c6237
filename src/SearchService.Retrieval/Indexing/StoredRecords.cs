using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using SearchService.Corpus.Documents;

namespace SearchService.Retrieval.Indexing;

/// <summary>
/// The stored records as bytes. A document is two pieces of JSON, so that lists and hits read the small one alone:
/// <code>u32 length of summary | summary | document</code>
/// </summary>
public static class StoredRecords
{
    /// <summary>
    /// Raised when a record gets a member that a reader cannot do without. 2: parts of passages have the text around them, and begin
    /// at a code point. 3: passages know how many sentences and paragraphs end before them. 4: notes have what their short
    /// citations mean. 5: doubts have a kind and a certainty. 6: parts of passages have no text around them.
    /// </summary>
    public const string Version = "6";

    public static byte[] Write(StoredPassage passage) =>
        JsonSerializer.SerializeToUtf8Bytes(passage, StoredJsonWriting.Default.StoredPassage);

    public static StoredPassage ReadPassage(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, StoredJson.Default.StoredPassage)!;

    public static byte[] Write(StoredDocument document)
    {
        var summary = JsonSerializer.SerializeToUtf8Bytes(document.Summary, StoredJsonWriting.Default.DocumentSummary);
        var text = JsonSerializer.SerializeToUtf8Bytes(document.Document, StoredJsonWriting.Default.Document);
        var bytes = new byte[4 + summary.Length + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, summary.Length);
        summary.CopyTo(bytes, 4);
        text.CopyTo(bytes, 4 + summary.Length);
        return bytes;
    }

    public static DocumentSummary ReadSummary(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(SummaryBytes(bytes), StoredJson.Default.DocumentSummary)!;

    /// <summary>The summary as it is written: other bytes, another summary.</summary>
    internal static ReadOnlySpan<byte> SummaryBytes(ReadOnlySpan<byte> document) =>
        document.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(document));

    public static StoredDocument ReadDocument(ReadOnlySpan<byte> bytes, DocumentSummary summary) =>
        new(
            summary,
            JsonSerializer.Deserialize(
                bytes[(4 + BinaryPrimitives.ReadInt32LittleEndian(bytes))..],
                StoredJson.Default.Document
            )!
        );
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(StoredPassage))]
[JsonSerializable(typeof(DocumentSummary))]
[JsonSerializable(typeof(Document))]
internal sealed partial class StoredJson : JsonSerializerContext;

/// <summary>
/// Writes what <see cref="StoredJson"/> reads, and no more: a context that also reads describes every member first, and the run-time
/// compiles 1,200 methods more before the first text is indexed, a twentieth of what the four texts take.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(StoredPassage))]
[JsonSerializable(typeof(DocumentSummary))]
[JsonSerializable(typeof(Document))]
internal sealed partial class StoredJsonWriting : JsonSerializerContext;
