using System.Globalization;
using System.Text;
using System.Text.Json;
using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Bibliography.CslJson;

/// <summary>What a bibliographic file holds.</summary>
/// <param name="Works">In the file's order; ids are unique.</param>
public sealed record WorksRead(IReadOnlyList<WorkRead> Works, IReadOnlyList<RecordProblem> Problems);

/// <summary>A record and the 1-based line on which it begins.</summary>
public sealed record WorkRead(Work Work, int Line);

/// <summary>
/// Reads CSL-JSON as people and programs write it: an array of items, or one item. Whatever is wrong is a problem with its place; what can
/// be understood is kept, and the records before a break in the file are too.
/// </summary>
public static class CslJsonReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads a whole file. Never throws.</summary>
    /// <param name="utf8">A whole file, with or without a byte order mark.</param>
    public static WorksRead Read(ReadOnlySpan<byte> utf8)
    {
        var works = new List<WorkRead>();
        var problems = new List<RecordProblem>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var place = (Offset: 0, Line: 1, Column: 1);
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (Utf8Fault.FirstInvalidByte(utf8) is { } invalid)
        {
            var (line, column) = Utf8Fault.PlaceOf(utf8, invalid);
            problems.Add(new RecordProblem("not UTF-8", line, column));
            return new WorksRead(works, problems);
        }

        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadRecord(ref reader, utf8, ref place, lines, works, problems);
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadRecord(ref reader, utf8, ref place, lines, works, problems);
                }
            }
            else
            {
                problems.Add(new RecordProblem("CSL-JSON is an array of items", 1, 1));
            }

            while (reader.Read()) { }
        }
        catch (JsonException broken)
        {
            var kept = works.Count == 0 ? "" : $"; what stands before it is used ({Plural(works.Count, "record")})";
            problems.Add(
                new RecordProblem(
                    "broken JSON: " + Reason(broken) + kept,
                    (int)(broken.LineNumber ?? 0) + 1,
                    (int)(broken.BytePositionInLine ?? 0) + 1
                )
            );
        }

        return new WorksRead(works, problems);
    }

    /// <summary>Reads one item as <see cref="CslJsonWriter.Item"/> wrote it; null when it is not one.</summary>
    public static Work? ReadItem(string json) =>
        Read(Encoding.UTF8.GetBytes(json)) is { Works: [var only] } ? only.Work : null;

    private static void ReadRecord(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> utf8,
        ref (int Offset, int Line, int Column) place,
        Dictionary<string, int> lines,
        List<WorkRead> works,
        List<RecordProblem> problems
    )
    {
        // Counted on from the record before: a library may hold many thousands.
        var start = (int)reader.TokenStartIndex;
        var (down, column) = Utf8Fault.PlaceOf(utf8[place.Offset..], start - place.Offset);
        place = (start, place.Line + down - 1, down == 1 ? place.Column + column - 1 : column);
        var line = place.Line;
        column = place.Column;
        var item = JsonElement.ParseValue(ref reader);
        var record = new CslItem(item);
        var work = record.Work(works.Count + 1);
        foreach (var message in record.Problems)
        {
            problems.Add(new RecordProblem(message, line, column));
        }

        if (work is null)
        {
            return;
        }

        if (!lines.TryAdd(work.Id, line))
        {
            problems.Add(
                new RecordProblem(
                    $"record '{work.Id}': the id is that of the record on line {lines[work.Id]}, which is used",
                    line,
                    column
                )
            );
            return;
        }

        works.Add(new WorkRead(work, line));
    }

    /// <summary>The parser's reason without its own, zero-based, place.</summary>
    private static string Reason(JsonException broken)
    {
        var place = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? broken.Message : broken.Message[..place]).TrimEnd('.');
    }

    internal static string Plural(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
