using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SearchService.Retrieval.Searching;

/// <summary>Where the next page of an answer begins: opaque to clients.</summary>
/// <param name="Snapshot">Name of the kept snapshot.</param>
/// <param name="Request">Hash of the request it continues, without its cursor and limit.</param>
/// <param name="Skip">Hits already given out.</param>
public sealed record SearchCursor(string Snapshot, string Request, int Skip)
{
    public string Write() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Skip} {Request} {Snapshot}"))
        );

    /// <summary>Null when the text is no cursor of ours.</summary>
    public static SearchCursor? Read(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        return
            parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? new SearchCursor(parts[2], parts[1], skip)
            : null;
    }

    /// <summary>Two requests of one hash ask for the same hits in the same order.</summary>
    public static string Hash(SearchRequest request)
    {
        var text = JsonSerializer.Serialize(
            new[]
            {
                [
                    request.Query,
                    request.Sort.ToString(),
                    request.PerDocument?.ToString(CultureInfo.InvariantCulture) ?? "",
                ],
                request.Authors,
                [.. request.Years.Select(year => year.ToString())],
                request.Sections,
                request.Documents,
                request.Kinds,
            },
            CursorJson.Default.IReadOnlyListStringArray
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyList<string>[]))]
internal sealed partial class CursorJson : System.Text.Json.Serialization.JsonSerializerContext;
