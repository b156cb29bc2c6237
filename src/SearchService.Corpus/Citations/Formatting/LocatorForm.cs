using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>
/// How a style writes places in a work: "p. 12", "112–13", "sec. 2, para. 3", "n. 14". A section without a number is cited by its heading,
/// a long one cut and in quotation marks.
/// </summary>
/// <param name="Terms">What stands before one number and before several; empty where the number stands alone. A label that is not named here is written out.</param>
/// <param name="Pages">How the end of a range of pages is shortened.</param>
internal sealed partial record LocatorForm(
    IReadOnlyDictionary<LocatorLabel, (string One, string Many)> Terms,
    RangeForm Pages
)
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

    /// <summary>A heading in quotation marks ({0}), as the style names a section without a number.</summary>
    public string Heading { get; init; } = "section {0}";

    /// <summary>A short heading stands without quotation marks: "Conclusion section" (APA 7, 8.28).</summary>
    public string? PlainHeading { get; init; }

    /// <summary>The labels have a capital: "Sec. 3" (IEEE).</summary>
    public bool Capitals { get; init; }

    /// <summary>The abbreviations of most manuals, with a style's own in place of them.</summary>
    public static IReadOnlyDictionary<LocatorLabel, (string One, string Many)> Short(
        params ReadOnlySpan<(LocatorLabel Label, string One, string Many)> own
    )
    {
        var terms = new Dictionary<LocatorLabel, (string One, string Many)>
        {
            [LocatorLabel.Page] = ("p.", "pp."),
            [LocatorLabel.Section] = ("sec.", "secs."),
            [LocatorLabel.Paragraph] = ("para.", "paras."),
            [LocatorLabel.Note] = ("n.", "nn."),
            [LocatorLabel.Chapter] = ("chap.", "chaps."),
            [LocatorLabel.Part] = ("pt.", "pts."),
            [LocatorLabel.Volume] = ("vol.", "vols."),
            [LocatorLabel.Book] = ("bk.", "bks."),
            [LocatorLabel.Verse] = ("v.", "vv."),
            [LocatorLabel.Line] = ("line", "lines"),
            [LocatorLabel.Figure] = ("fig.", "figs."),
            [LocatorLabel.Table] = ("table", "tables"),
        };
        foreach (var (label, one, many) in own)
        {
            terms[label] = (one, many);
        }

        return terms;
    }

    /// <summary>The places that are known, from the widest to the finest.</summary>
    /// <param name="warnings">Gets a line for each place that is unknown or inferred.</param>
    public IReadOnlyList<CitedPlace> Places(Locator? locator, StyleName style, List<string> warnings)
    {
        var places = new List<CitedPlace>();
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

            places.Add(Place(place.Label, place.Value.Trim(), style.Marks));
        }

        if (locator is not null && places.Count == 0)
        {
            warnings.Add(
                $"no place in the work is cited: {style.Short} wants a page, or else a section and a paragraph, for a quotation"
            );
        }

        return places;
    }

    private CitedPlace Place(LocatorLabel label, string value, QuotationMarks marks)
    {
        var range = Numerals.IsRange(value);
        var numbered = label is LocatorLabel.Section or LocatorLabel.Chapter && !range ? Numbered().Match(value) : null;
        if (numbered is { Success: false })
        {
            return new CitedPlace(
                label,
                HeadingOf(value, label == LocatorLabel.Chapter ? "chapter" : "section", marks),
                true
            );
        }

        var number =
            numbered is not null && label == LocatorLabel.Section
                ? numbered.Groups["number"].Value.TrimEnd('.')
                : Numerals.Range(value, Pages);
        var (one, many) = Terms.TryGetValue(label, out var terms) ? terms : (label.ToString(), label + "s");
        var term = range ? many : one;
        return new CitedPlace(
            label,
            term.Length == 0
                ? number
                : (Capitals && label != LocatorLabel.Page ? Numerals.Capital(term) : term) + " " + number,
            term.Length > 0
        );
    }

    /// <summary>"Conclusion section"; “Who should intervene?” section; “Liberal peace and local ownership” section (8.28).</summary>
    private string HeadingOf(string heading, string noun, QuotationMarks marks)
    {
        var words = heading.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            PlainHeading is not null
            && words.Length <= WordsOfAPlainHeading
            && !heading.AsSpan().ContainsAny(Punctuation)
        )
        {
            return Said(PlainHeading, heading, noun);
        }

        var quoted =
            words.Length <= WordsOfAWholeHeading
                ? marks.Turned(string.Join(' ', words), 1)
                : WithoutOpenMark(marks.Turned(string.Join(' ', words[..Kept(words)]), 1));
        var kept = quoted.TrimEnd(':', ',', ';', '–', '—', '-', '.', ' ');
        return kept.Length > 0
            ? Said(Heading, $"{marks.Open}{kept}{marks.Close}", noun)
            : Said(PlainHeading ?? Heading, heading, noun);

        static string Said(string form, string heading, string noun) =>
            form.Replace("section", noun, StringComparison.Ordinal).Replace("{0}", heading, StringComparison.Ordinal);
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

    /// <summary>Drops an opening mark or bracket whose other half was cut off.</summary>
    private static string WithoutOpenMark(string heading)
    {
        var open = heading.LastIndexOfAny(['‘', '“']);
        if (open >= 0 && !ClosesAfter(heading, open, heading[open] == '‘' ? '’' : '”'))
        {
            heading = heading.Remove(open, 1);
        }

        var bracket = heading.LastIndexOf('(');
        return bracket >= 0 && heading.IndexOf(')', bracket) < 0 ? heading.Remove(bracket, 1) : heading;
    }

    private static bool ClosesAfter(string heading, int open, char close)
    {
        for (var i = open + 1; i < heading.Length; i++)
        {
            if (heading[i] == close && (i + 1 == heading.Length || !char.IsLetterOrDigit(heading[i + 1])))
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

/// <summary>A place as a citation names it.</summary>
/// <param name="HasTerm">A word stands before the number; without one, some styles put no comma before it.</param>
internal sealed record CitedPlace(LocatorLabel Label, string Text, bool HasTerm);

/// <summary>What a style is called in a warning, and its marks.</summary>
internal sealed record StyleName(string Short, QuotationMarks Marks);
