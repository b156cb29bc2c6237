using System.Diagnostics.CodeAnalysis;

namespace SearchService.Retrieval.Language;

/// <summary>The names before a colon, and the kinds of text that <c>in:</c> knows.</summary>
public static class QueryFields
{
    private static readonly Dictionary<string, QueryField> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["author"] = QueryField.Author,
        ["year"] = QueryField.Year,
        ["section"] = QueryField.Section,
        ["in"] = QueryField.In,
        ["document"] = QueryField.Document,
    };

    // Names that readers bring from catalogues; they are suggested, not understood, so that each field keeps one name.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["by"] = "author",
        ["au"] = "author",
        ["creator"] = "author",
        ["writer"] = "author",
        ["date"] = "year",
        ["py"] = "year",
        ["published"] = "year",
        ["chapter"] = "section",
        ["heading"] = "section",
        ["kind"] = "in",
        ["type"] = "in",
        ["id"] = "document",
        ["doc"] = "document",
        ["file"] = "document",
        ["work"] = "document",
    };

    private static readonly Dictionary<string, string> KindsElsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = "body",
        ["footnote"] = "note",
        ["endnote"] = "note",
        ["quote"] = "blockQuotation",
        ["quotation"] = "blockQuotation",
        ["bibliography"] = "reference",
    };

    /// <summary>The names, as printed.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The kinds of text, as printed and as <see cref="FieldNode.Text"/> carries them.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    ["body", "note", "blockQuotation", "epigraph", "abstract", "list", "table", "reference", "front"];

    /// <summary>The name of a field before its colon.</summary>
    public static string NameOf(QueryField field) =>
        field switch
        {
            QueryField.Author => "author",
            QueryField.Year => "year",
            QueryField.Section => "section",
            QueryField.In => "in",
            _ => "document",
        };

    internal static bool TryGet(string name, out QueryField field) => ByName.TryGetValue(name, out field);

    /// <summary>The known name that was probably meant, or null.</summary>
    internal static string? Nearest(string name) =>
        Elsewhere.GetValueOrDefault(name) ?? Nearest(name, Names) ?? Elsewhere.GetValueOrDefault(Singular(name));

    /// <summary>The kind in its own spelling: case and a plural s are forgiven.</summary>
    internal static bool TryGetKind(string text, [NotNullWhen(true)] out string? kind)
    {
        kind =
            Kinds.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? Kinds.FirstOrDefault(known => known.Equals(Singular(text), StringComparison.OrdinalIgnoreCase));
        return kind is not null;
    }

    internal static string? NearestKind(string text) =>
        KindsElsewhere.GetValueOrDefault(text)
        ?? KindsElsewhere.GetValueOrDefault(Singular(text))
        ?? Nearest(text, Kinds);

    private static string Singular(string text) => text.EndsWith('s') || text.EndsWith('S') ? text[..^1] : text;

    private static string? Nearest(string text, IReadOnlyList<string> known) =>
        text.Length > 24
            ? null
            : Spelling.Nearest(text, known)
                ?? known.FirstOrDefault(name =>
                    text.Length >= 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                );
}
