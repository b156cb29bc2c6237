using System.Text;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests;

/// <summary>A schema and short ways to make documents for it.</summary>
internal static class Samples
{
    public static IndexSchema Schema { get; } =
        new(
            ["text", "heading"],
            [
                new ColumnDefinition("author", ColumnKind.Keyword),
                new ColumnDefinition("kind", ColumnKind.Keyword),
                new ColumnDefinition("year", ColumnKind.Number),
            ]
        );

    /// <summary>Limits so small that flushes, merges and rewrites happen all the time.</summary>
    public static IndexOptions TinyOptions { get; } =
        new()
        {
            FlushDocuments = 3,
            MergeFactor = 3,
            MaxDeletedShare = 0.4,
            MergeInBackground = false,
        };

    public static IReadOnlyDictionary<string, string> NoUserData { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A group with other tokens in the fields of its documents.</summary>
    /// <param name="group">The group.</param>
    /// <param name="tokensOf">Gives them by the field and those that it has.</param>
    public static DocumentGroup WithTokens(
        DocumentGroup group,
        Func<string, IReadOnlyList<IndexToken>, IReadOnlyList<IndexToken>> tokensOf
    ) =>
        group with
        {
            Documents =
            [
                .. group.Documents.Select(document =>
                    document with
                    {
                        Fields = document.Fields.ToDictionary(
                            field => field.Key,
                            field => tokensOf(field.Key, field.Value),
                            StringComparer.Ordinal
                        ),
                    }
                ),
            ],
        };

    /// <summary>A group of documents, each a text of words between spaces, at consecutive positions through the group.</summary>
    public static DocumentGroup Group(string key, params string[] texts)
    {
        List<IndexDocument> documents = [];
        int position = 0;
        foreach (string text in texts)
        {
            IndexToken[] tokens =
            [
                .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => new IndexToken(word, position++)),
            ];
            documents.Add(
                new IndexDocument
                {
                    Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                    {
                        ["text"] = tokens,
                    },
                    Stored = Bytes(text),
                }
            );
        }

        return new DocumentGroup(key, Bytes("group " + key), documents);
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Writes groups as one segment.</summary>
    public static void WriteSegment(
        IStorage storage,
        string name,
        IEnumerable<DocumentGroup> groups,
        int commonWords = CommonWords.Most
    )
    {
        Inverter inverter = new(Schema);
        foreach (DocumentGroup group in groups)
        {
            inverter.Add(group.Key, group, GroupTokens.Checked(group, Schema));
        }

        SegmentWriter.Write(storage, name, Schema, new InvertedGroups(inverter, new HashSet<int>()), commonWords);
    }

    /// <summary>A copy of a file.</summary>
    public static byte[] Contents(IStorage storage, string name)
    {
        using StorageBytes file = new(storage.Open(name));
        return file.Span(0, (int)file.Length).ToArray();
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

/// <summary>Shorter ways to fill an inverter.</summary>
internal static class InverterSamples
{
    public static void Put(this Inverter inverter, DocumentGroup group) =>
        inverter.Add(group.Key, group, GroupTokens.Checked(group, inverter.Schema));
}
