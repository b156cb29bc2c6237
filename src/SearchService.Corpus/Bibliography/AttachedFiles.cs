using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// The files that a record names, in <c>custom.file</c> of a work: one path, or a list of them. BibTeX has them in <c>file</c>, as plain
/// paths with ';' between, or as JabRef, Zotero and Mendeley write them: "description:path:type;…", a backslash before ':', ';' and '\' of
/// a path.
/// </summary>
internal static class AttachedFiles
{
    public const string Member = "file";

    /// <summary>The paths of a work; entries that are no strings are left out.</summary>
    public static IReadOnlyList<string> Of(Work work) =>
        work.Custom.TryGetValue(Member, out var named)
            ? named.ValueKind switch
            {
                JsonValueKind.String when CslItem.Raw(named) is { } path => [path],
                JsonValueKind.Array =>
                [
                    .. named
                        .EnumerateArray()
                        .Where(name => name.ValueKind == JsonValueKind.String)
                        .Select(CslItem.Raw)
                        .OfType<string>(),
                ],
                _ => [],
            }
            : [];

    /// <summary>False where the member has something else than paths.</summary>
    public static bool AreStrings(Work work) =>
        !work.Custom.TryGetValue(Member, out var named)
        || named.ValueKind is JsonValueKind.String or JsonValueKind.Null
        || (
            named.ValueKind == JsonValueKind.Array
            && named.EnumerateArray().All(name => name.ValueKind is JsonValueKind.String or JsonValueKind.Null)
        );

    public static ImmutableSortedDictionary<string, JsonElement> Put(
        ImmutableSortedDictionary<string, JsonElement> custom,
        IReadOnlyList<string> paths
    ) =>
        paths.Count switch
        {
            0 => custom,
            1 => custom.SetItem(Member, JsonSerializer.SerializeToElement(paths[0])),
            _ => custom.SetItem(Member, JsonSerializer.SerializeToElement(paths)),
        };

    /// <summary>The paths of BibTeX's field.</summary>
    public static IReadOnlyList<string> Read(string field)
    {
        field = field.Replace(@"$\backslash$", @"\", StringComparison.Ordinal);
        var paths = new List<string>();
        foreach (var entry in Split(field, ';'))
        {
            var parts = Split(entry, ':');
            var path = parts.Count switch
            {
                1 => parts[0],

                // A drive: "C:/texts/a.txt".
                2 => parts[0].Trim().Length == 1 ? entry : parts[1],
                _ => string.Join(':', parts.Skip(1).SkipLast(1)),
            };
            if (Unescape(path).Trim() is { Length: > 0 } named)
            {
                paths.Add(named);
            }
        }

        return paths;
    }

    /// <summary>BibTeX's field; paths with braces, which it cannot hold, are left out.</summary>
    public static string Write(IReadOnlyList<string> paths)
    {
        var plain = paths.Where(path => path.AsSpan().IndexOfAny("{}\r\n") < 0).ToList();
        return plain is [var only] && only.AsSpan().IndexOfAny(":;\\$") < 0
            ? only
            : string.Join(
                ';',
                plain.Select(path => $":{Escape(path)}:{System.IO.Path.GetExtension(path).TrimStart('.')}")
            );
    }

    private static string Escape(string path)
    {
        var escaped = new StringBuilder();
        foreach (var c in path)
        {
            escaped.Append(c is ':' or ';' or '\\' ? @"\" : "").Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Pieces between separators that no backslash stands before, still escaped.</summary>
    private static List<string> Split(string text, char separator)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == separator)
            {
                pieces.Add(text[start..i]);
                start = i + 1;
            }
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private static string Unescape(string path)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            // A backslash before a letter is a separator of Windows.
            var escapes =
                path[i] == '\\'
                && i + 1 < path.Length
                && @":;\_&%#{}$~".Contains(path[i + 1], StringComparison.Ordinal);
            plain.Append(escapes ? path[++i] : path[i]);
        }

        return plain.ToString();
    }
}
