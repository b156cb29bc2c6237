using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// Places in a work (APA 7, 8.13, and 8.28 for works without pages): "p. 12", "pp. 112–113", "Section 2", "para. 3", "Note 14". A section
/// without a number is cited by its heading, a long one shortened in quotation marks.
/// </summary>
internal static partial class ApaLocator
{
    private const int WordsOfAShortHeading = 4;

    private static readonly FrozenSet<string> Joining = "a an and as at but by for from in of on or the to with"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The places that are known, from the widest to the finest, as they follow the year.</summary>
    /// <param name="warnings">Gets a line for each place that is unknown or inferred.</param>
    public static IReadOnlyList<string> Places(Locator? locator, List<string> warnings)
    {
        var places = new List<string>();
        var steps = 0;
        for (var place = locator; place is not null; place = place.Within)
        {
            var label = place.Label.ToString().ToLowerInvariant();
            if (place.Method == LocatorMethod.Unknown || string.IsNullOrWhiteSpace(place.Value))
            {
                warnings.Add($"the {label} is not known and is not cited");
                continue;
            }

            if (place.Method == LocatorMethod.Inferred)
            {
                warnings.Add($"the {label} ({place.Value}) is inferred and not printed in the source; check it");
            }

            places.Add(Place(place.Label, place.Value.Trim()));
            steps++;
        }

        if (locator is not null && steps == 0)
        {
            warnings.Add(
                "no place in the work is cited: APA wants a page, or else a section and a paragraph, for a quotation"
            );
        }

        return places;
    }

    private static string Place(LocatorLabel label, string value)
    {
        var several = ApaNumbers.IsRange(value);
        var number = ApaNumbers.Range(value);
        return label switch
        {
            LocatorLabel.Page => (several ? "pp. " : "p. ") + number,
            LocatorLabel.Paragraph => (several ? "paras. " : "para. ") + number,
            LocatorLabel.Section when Numbered().Match(value) is { Success: true } match => "Section "
                + match.Groups["number"].Value.TrimEnd('.'),
            LocatorLabel.Section => Heading(value),
            LocatorLabel.Chapter when !Numbered().IsMatch(value) => Heading(value, "chapter"),
            _ => label + (several ? "s " : " ") + number,
        };
    }

    /// <summary>"Conclusion section"; “Out of Area or Out” section.</summary>
    private static string Heading(string heading, string noun = "section")
    {
        var words = heading.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= WordsOfAShortHeading)
        {
            return $"{heading} {noun}";
        }

        var colon = Array.FindIndex(words, word => word.EndsWith(':'));
        var kept = colon is >= 0 and < WordsOfAShortHeading ? colon + 1 : WordsOfAShortHeading;
        while (kept > 1 && Joining.Contains(words[kept - 1]))
        {
            kept--;
        }

        var shortened = string.Join(' ', words[..kept]).TrimEnd(':', ',', ';', '–', '—', '-', '.', ' ');
        return $"“{shortened.Replace('“', '‘').Replace('”', '’')}” {noun}";
    }

    /// <summary>"2", "2.1", "IV", "3. Some heading", "Section 2: Some heading"; not a heading that merely begins with a number.</summary>
    [GeneratedRegex(
        @"^((section|chapter|part) +)?(?<number>[0-9]{1,3}(\.[0-9]{1,3})*\.?|[IVXLC]{1,6}\.?|[A-Z])$"
            + @"|^((section|chapter|part) +)(?<number>[0-9]{1,3}(\.[0-9]{1,3})*|[IVXLC]{1,6})([.:)]|\s)"
            + @"|^(?<number>[0-9]{1,3}(\.[0-9]{1,3})*|[IVXLC]{1,6})[.:)]\s"
            + @"|^(?<number>[0-9]{1,3}(\.[0-9]{1,3})+)\s",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Numbered();
}
