using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Pages.Citing;

/// <summary>
/// Words that a reader has chosen to quote, as an address or a list carries them: <c>cooper-2005:41~120-340~9f86d081</c>. The hash is the
/// beginning of the passage's text hash at that time, so that other words are never handed over in their place unsaid.
/// </summary>
/// <param name="Passage">Id of the passage.</param>
/// <param name="Start">Characters of its text, as code points; null for all of it.</param>
/// <param name="Hash">Null where nobody kept it.</param>
public sealed partial record ChosenWords(string Passage, int? Start, int? End, string? Hash)
{
    /// <summary>Enough to see that a text has changed, and short enough for addresses that name a hundred passages.</summary>
    private const int HashDigits = 8;

    public static ChosenWords Of(string passage, int start, int end, string textHash) =>
        new(passage, start, end, textHash[..HashDigits]);

    /// <summary>Null where the text has not this form.</summary>
    public static ChosenWords? Read(string text)
    {
        var parts = Form().Match(text);
        return parts.Success
            ? new ChosenWords(
                parts.Groups["passage"].Value,
                Number(parts.Groups["start"]),
                Number(parts.Groups["end"]),
                parts.Groups["hash"] is { Success: true } hash ? hash.Value : null
            )
            : null;
    }

    /// <summary>Where these words are cited.</summary>
    public string Address(string style) =>
        PageLinks.With($"/cite/{Uri.EscapeDataString(Passage)}", [.. Values(), .. Styled(style)]);

    /// <summary>The citation as the API gives it, in a format.</summary>
    public string Download(string format) =>
        PageLinks.With(
            $"/v1/passages/{Uri.EscapeDataString(Passage)}/citation",
            [KeyValuePair.Create("format", format), .. Values().Where(value => value.Key != "hash")]
        );

    public override string ToString() =>
        Passage
        + (Start is null ? "" : string.Create(CultureInfo.InvariantCulture, $"~{Start}-{End}"))
        + (Hash is null ? "" : "~" + Hash);

    /// <summary>What of these words stands in the query of an address.</summary>
    private IEnumerable<KeyValuePair<string, string>> Values()
    {
        if (Start is { } start && End is { } end)
        {
            yield return new("start", start.ToString(CultureInfo.InvariantCulture));
            yield return new("end", end.ToString(CultureInfo.InvariantCulture));
        }

        if (Hash is not null)
        {
            yield return new("hash", Hash);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Styled(string style) =>
        style == Retrieval.Searching.SearchRequest.DefaultStyle ? [] : [KeyValuePair.Create("style", style)];

    private static int? Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^(?<passage>.+:\d{1,9})(~(?<start>\d{1,9})-(?<end>\d{1,9}))?(~(?<hash>[0-9a-f]{8,16}))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Form();
}
