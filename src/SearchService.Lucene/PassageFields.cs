using System.Text;
using System.Text.Json;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>
/// How an index is laid out. A text is a block of documents that are written, replaced and merged together: its passages in the order
/// of their positions, and behind them one document of the text itself, the block's root.
/// </summary>
internal static class PassageFields
{
    /// <summary>On every document of a block: the text's id, by which the block is deleted.</summary>
    public const string Group = "group";

    /// <summary>On passages alone, and on roots alone: one term each.</summary>
    public const string Role = "role";
    public const string PassageRole = "passage";
    public const string RootRole = "root";

    /// <summary>Stored: the bytes of a passage's or a text's record.</summary>
    public const string Record = "record";

    /// <summary>Of a root: the text's id, to be read for all texts at once.</summary>
    public const string Id = "id";

    /// <summary>Numbers to be compared and sorted by; the columns of the same have them as written.</summary>
    public const string YearNumber = "yearNumber";
    public const string OrdinalNumber = "ordinalNumber";

    /// <summary>Bytes of UTF-8 that a term may have; what is longer is not indexed.</summary>
    private static readonly int MostTermBytes = IndexWriter.MAX_TERM_LENGTH;

    /// <summary>Terms with frequencies and positions; the length is kept exactly.</summary>
    public static FieldType Words { get; } =
        Frozen(
            new FieldType
            {
                IsIndexed = true,
                IsTokenized = true,
                IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
            }
        );

    public static string Name(PassageField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    public static string Name(PassageColumn column) => JsonNamingPolicy.CamelCase.ConvertName(column.ToString());

    public static bool IsIndexable(string term) =>
        term.Length <= MostTermBytes / 3 || Encoding.UTF8.GetByteCount(term) <= MostTermBytes;

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
