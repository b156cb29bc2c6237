using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// Places in a work (APA 7, 8.13, and 8.28 for works without pages): "p. 12", "pp. 112–113", "Section 2", "para. 3", "Note 14". A section
/// without a number is cited by its heading, a long one in quotation marks (8.28: a heading too long to give in full is shortened and
/// quoted).
/// </summary>
internal static partial class ApaLocator
{
    /// <summary>So many words stand without marks, where no punctuation runs into the citation's own: "Musical forays section".</summary>
    private const int WordsOfAPlainHeading = 4;

    /// <summary>So many words are given in full: a few words of several headings may be the same.</summary>
    private const int WordsOfAWholeHeading = 8;

    /// <summary>A longer heading is cut to about so many.</summary>
    private const int WordsOfAShortenedHeading = 5;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(",;:.?!“”„‘\"()[]–—/");

    /// <summary>Words that no shortened heading ends on.</summary>
    private static readonly FrozenSet<string> Joining = (
        "a about after against an and as at before between but by for from her his if in into is are its nor not of on or our over than that "
        + "the their these this those through to toward towards under upon versus vs via was were what when where which who whose why how "
        + "with within without"
    )
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

    /// <summary>"Conclusion section"; “Who should intervene?” section; “Liberal peace and local ownership” section (8.28).</summary>
    private static string Heading(string heading, string noun = "section")
    {
        var words = heading.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= WordsOfAPlainHeading && !heading.AsSpan().ContainsAny(Punctuation))
        {
            return $"{heading} {noun}";
        }

        var quoted =
            words.Length <= WordsOfAWholeHeading
                ? InnerMarks(string.Join(' ', words))
                : WithoutOpenMark(InnerMarks(string.Join(' ', words[..Kept(words)])));
        var kept = quoted.TrimEnd(':', ',', ';', '–', '—', '-', '.', ' ');
        return kept.Length > 0 ? $"“{kept}” {noun}" : $"{heading} {noun}";
    }

    /// <summary>How many words a shortened heading keeps: those before its colon or its question's end, else the first few that make sense.</summary>
    private static int Kept(string[] words)
    {
        var end = Array.FindIndex(words, word => word[^1] is ':' or '?' or '!');
        if (end is >= 1 and < WordsOfAWholeHeading)
        {
            return end + 1;
        }

        var kept = WordsOfAShortenedHeading;
        while (kept > 2 && EndsOnJoining(words, kept))
        {
            kept--;
        }

        while (kept < words.Length && EndsOnJoining(words, kept))
        {
            kept++;
        }

        return kept;
    }

    private static bool EndsOnJoining(string[] words, int kept) =>
        Joining.Contains(words[kept - 1].Trim('“', '”', '‘', '’', '"', '\'', '(', ','));

    /// <summary>Double quotation marks within double ones are single (8.33).</summary>
    private static string InnerMarks(string heading)
    {
        var units = heading.ToCharArray();
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = units[i] switch
            {
                '“' or '„' => '‘',
                '”' => '’',
                '"' => i == 0 || units[i - 1] is ' ' or '(' or '‘' or '—' or '–' ? '‘' : '’',
                var unit => unit,
            };
        }

        return new string(units);
    }

    /// <summary>Drops an opening mark or bracket whose other half was cut off.</summary>
    private static string WithoutOpenMark(string heading)
    {
        var open = heading.LastIndexOf('‘');
        if (open >= 0 && !ClosesAfter(heading, open))
        {
            heading = heading.Remove(open, 1);
        }

        var bracket = heading.LastIndexOf('(');
        return bracket >= 0 && heading.IndexOf(')', bracket) < 0 ? heading.Remove(bracket, 1) : heading;
    }

    private static bool ClosesAfter(string heading, int open)
    {
        for (var i = open + 1; i < heading.Length; i++)
        {
            if (heading[i] == '’' && (i + 1 == heading.Length || !char.IsLetterOrDigit(heading[i + 1])))
            {
                return true;
            }
        }

        return false;
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
