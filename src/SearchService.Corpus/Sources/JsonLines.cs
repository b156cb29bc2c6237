using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Sources;

/// <summary>A document of a <c>.jsonl</c> file: where its line stands, and what the line says of the work.</summary>
/// <param name="Path">The file's path, '#' and the id: what the document is called among the files of the corpus.</param>
/// <param name="Sha256">Of the line's bytes.</param>
internal sealed record JsonLine(string Path, long Offset, int Length, string Sha256, Work Work);

/// <summary>
/// Bulk imports: a document a line, <c>{"id": "…", "title": "…", "authors": ["…"], "year": 2005, "section": "…", "text": "…"}</c>. The id
/// is required; <c>author</c> is read as <c>authors</c>, and either may be one string with <c>;</c> between names. Members that are not
/// known are passed over. A document is called by the file's path, '#' and its id; its characters are those of its text.
/// </summary>
internal static class JsonLines
{
    public const string Extension = ".jsonl";

    private const byte LineFeed = (byte)'\n';

    /// <summary>The file and the document that a path names; null where it is the path of a file.</summary>
    public static (string File, string Id)? Split(string path) =>
        path.IndexOf(Extension + "#", StringComparison.OrdinalIgnoreCase) is var at and >= 0
            ? (path[..(at + Extension.Length)], path[(at + Extension.Length + 1)..])
            : null;

    /// <summary>The documents of a file. Never throws for what is in it; a line that cannot be read is a problem with its number.</summary>
    public static IReadOnlyList<JsonLine> List(string file, byte[] utf8, List<CorpusProblem> problems)
    {
        var lines = new List<JsonLine>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        var start = utf8.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        while (start < utf8.Length)
        {
            number++;
            var length = Array.IndexOf(utf8, LineFeed, start) is var end and >= 0 ? end - start : utf8.Length - start;
            var line = utf8.AsMemory(start, length);
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                try
                {
                    var (id, work, remark) = Describe(line);
                    if (remark is not null)
                    {
                        problems.Add(new CorpusProblem(file, remark, number));
                    }

                    if (ids.Add(id))
                    {
                        lines.Add(
                            new JsonLine(
                                $"{file}#{id}",
                                start,
                                length,
                                Convert.ToHexStringLower(SHA256.HashData(line.Span)),
                                work
                            )
                        );
                    }
                    else
                    {
                        problems.Add(new CorpusProblem(file, $"a line before has the id '{id}'; ignored", number));
                    }
                }
                catch (Exception failure)
                    when (failure is JsonException or FormatException or InvalidOperationException)
                {
                    problems.Add(new CorpusProblem(file, "no document: " + failure.Message, number));
                }
            }

            start += length + 1;
        }

        return lines;
    }

    /// <summary>
    /// The text of a document as print has it: the section's heading, then the title and the text. The title stands in the first paragraph,
    /// for by itself it would be taken for a heading; one that the text opens with is not doubled.
    /// </summary>
    /// <param name="line">One that <see cref="List"/> has read.</param>
    public static string Text(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var text = String(json.RootElement, "text");
        var title = String(json.RootElement, "title").Trim();
        if (title.Length > 0 && !text.AsSpan().TrimStart().StartsWith(title, StringComparison.OrdinalIgnoreCase))
        {
            var end = char.IsPunctuation(title[^1]) ? " " : ". ";
            text = string.IsNullOrWhiteSpace(text) ? title : title + end + text;
        }

        return String(json.RootElement, "section") is { Length: > 0 } section ? $"# {section}\n\n{text}" : text;
    }

    private static (string Id, Work Work, string? Remark) Describe(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var id = String(root, "id").Trim();
        if (root.ValueKind != JsonValueKind.Object || id.Length == 0)
        {
            throw new FormatException("it has no id");
        }

        if (root.TryGetProperty("text", out var text) && text.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("its text is no string");
        }

        var title = String(root, "title").Trim();
        var year = String(root, "year").Trim();
        var isYear = int.TryParse(year, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var issued);
        return (
            id,
            new Work(id, "")
            {
                Title = title.Length > 0 ? title : null,
                Author = [.. Names(root, "authors").Concat(Names(root, "author")).Select(WrittenName.Read)],
                Issued = isYear ? CslDate.OfYear(issued) : null,
            },
            isYear || year.Length == 0 ? null : $"'{year}' is no year; that of '{id}' is left unknown"
        );
    }

    private static IEnumerable<string> Names(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value
                .EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!.Trim())
                .Where(item => item.Length > 0)
            : String(root, name).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A string or a number as it is written; empty where there is neither.</summary>
    private static string String(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                _ => "",
            }
            : "";
}
