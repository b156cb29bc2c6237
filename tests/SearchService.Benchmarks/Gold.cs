using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SearchService.Benchmarks;

/// <summary>What the judgement files ask for, and how words are compared with what the service answers.</summary>
internal static class Gold
{
    /// <summary>Document ids by file name, from the service's list.</summary>
    public static async Task<Dictionary<string, string>> DocumentIdsAsync(HttpClient client)
    {
        var list = await client.GetFromJsonAsync<JsonElement>(new Uri("/v1/documents?limit=100", UriKind.Relative));
        return list.GetProperty("documents")
            .EnumerateArray()
            .ToDictionary(
                document => document.GetProperty("file").GetString()!,
                document => document.GetProperty("id").GetString()!,
                StringComparer.Ordinal
            );
    }

    public static async Task<JsonElement> SearchAsync(HttpClient client, string query, string more = "")
    {
        var uri = new Uri($"/v1/search?q={Uri.EscapeDataString(query)}{more}", UriKind.Relative);
        return await client.GetFromJsonAsync<JsonElement>(uri);
    }

    public static JsonElement[] Read(string file) => JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(file))!;

    /// <summary>Case, spaces, hyphens at line ends and quotation marks are one.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            var next = c switch
            {
                '‘' or '’' or '‚' or '′' => '\'',
                '“' or '”' or '„' or '″' => '"',
                '‐' or '‑' or '–' or '—' => '-',
                _ => char.ToLower(c, CultureInfo.InvariantCulture),
            };
            if (!char.IsWhiteSpace(next))
            {
                folded.Append(next);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().Trim();
    }
}
