using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// The place of a quotation and its words as one note: no export format has a field for them, and a work's pages are another thing. What is
/// not known of the place is not in the note.
/// </summary>
internal static class PinpointNote
{
    /// <summary>"p. 12: “words”", "Section 2, para. 3"; null when there is neither.</summary>
    public static string? Of(Locator? locator, string? quotation)
    {
        var places = new List<string>();
        for (var place = locator; place is not null; place = place.Within)
        {
            if (place.Method != LocatorMethod.Unknown && SingleLine.Of(place.Value) is { Length: > 0 } value)
            {
                places.Add(Label(place.Label, value) + (place.Method == LocatorMethod.Inferred ? " (inferred)" : ""));
            }
        }

        var where = string.Join(", ", places);
        var words = quotation is null ? "" : SingleLine.Of(quotation);
        return (where.Length, words.Length) switch
        {
            (0, 0) => null,
            (_, 0) => where,
            (0, _) => $"“{words}”",
            _ => $"{where}: “{words}”",
        };
    }

    private static string Label(LocatorLabel label, string value)
    {
        var several = value.AsSpan().IndexOfAny("-–,") >= 0;
        return label switch
        {
            LocatorLabel.Page => (several ? "pp. " : "p. ") + value,
            LocatorLabel.Paragraph => (several ? "paras. " : "para. ") + value,
            LocatorLabel.Note => (several ? "nn. " : "n. ") + value,
            _ => label + " " + value,
        };
    }
}
