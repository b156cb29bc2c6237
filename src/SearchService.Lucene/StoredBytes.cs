using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace SearchService.Lucene;

/// <summary>Reads the record of a document.</summary>
internal static class StoredBytes
{
    private static readonly HashSet<string> Wanted = [PassageFields.Record];

    public static ReadOnlySpan<byte> Read(IndexReader reader, int document)
    {
        var visitor = new DocumentStoredFieldVisitor(Wanted);
        reader.Document(document, visitor);
        var bytes = visitor.Document.GetBinaryValue(PassageFields.Record);
        return bytes.Bytes.AsSpan(bytes.Offset, bytes.Length);
    }
}
