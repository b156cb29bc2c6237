using System.Text;
using System.Text.Json;

namespace SearchService.Tests.Running;

/// <summary>Texts cut as a client cuts them: offsets count code points, as the contract says.</summary>
internal static class CodePointText
{
    public static string Cut(string text, int start, int end) =>
        string.Concat(text.EnumerateRunes().Skip(start).Take(end - start).Select(rune => rune.ToString()));

    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>The words that a hit's snippet marks.</summary>
    public static IReadOnlyList<string> Marked(JsonElement hit) =>
        [
            .. hit.Items("snippet", "highlights")
                .Select(mark => Cut(hit.Text("snippet", "text")!, mark.Number("start"), mark.Number("end"))),
        ];
}
