using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>How the end of a range of pages is shortened.</summary>
internal enum RangeForm
{
    AsRecorded,

    /// <summary>"112–113", even where the record has "112–13".</summary>
    Full,

    /// <summary>"3–10", "100–104", "107–8", "112–13", "1087–89", "1496–500" (Chicago 18, 9.62).</summary>
    Chicago,

    /// <summary>"112–13", "1002–09": the last two digits, or as many as differ.</summary>
    TwoDigits,

    /// <summary>"112–3", "1002–9": the digits that differ.</summary>
    Fewest,
}

/// <summary>Numbers, ranges of numbers and editions.</summary>
internal static partial class Numerals
{
    /// <summary>A number, or several, in the sense of CSL: "12", "n71", "18-2059".</summary>
    public static bool IsNumeric(string value) => Numeric().IsMatch(value);

    /// <summary>More than one number: "12–13", "xi-xiii", "11, 20".</summary>
    public static bool IsRange(string value) => SeveralNumbers().IsMatch(value);

    /// <summary>The number of an article that has no pages, though the record calls it one: "n71", "e0209899".</summary>
    public static bool IsArticleNumber(string page) => ArticleNumber().IsMatch(page);

    /// <summary>Numbers and ranges with an en dash between them.</summary>
    public static string Range(string value, RangeForm form)
    {
        var dashed = BetweenNumbers().Replace(value, "–");
        return form == RangeForm.AsRecorded
            ? dashed
            : DigitRange()
                .Replace(
                    dashed,
                    match =>
                        match.Groups["from"].Value
                        + "–"
                        + Ends(match.Groups["from"].Value, match.Groups["to"].Value, form)
                );
    }

    private static string Ends(string from, string to, RangeForm form)
    {
        var full = to.Length < from.Length ? from[..(from.Length - to.Length)] + to : to;
        if (form == RangeForm.Full || full.Length != from.Length)
        {
            return full;
        }

        var same = 0;
        while (same < full.Length - 1 && full[same] == from[same])
        {
            same++;
        }

        var (differ, first) = (full.Length - same, long.Parse(from, CultureInfo.InvariantCulture));
        var kept = form switch
        {
            RangeForm.Fewest => differ,
            RangeForm.TwoDigits => Math.Max(differ, 2),
            _ when first < 100 || first % 100 == 0 => full.Length,
            _ when first % 100 < 10 => differ,
            _ => Math.Max(differ, 2),
        };
        return full[^Math.Min(kept, full.Length)..];
    }

    /// <summary>"2nd ed.": a numbered edition; the record's words where it has no number.</summary>
    public static string Edition(string edition, string term)
    {
        if (OrdinalNumber().Match(edition) is not { Success: true } match)
        {
            return edition.Contains("ed", StringComparison.OrdinalIgnoreCase)
                ? Capital(edition)
                : Capital(edition) + " " + term;
        }

        var digits = match.Groups["number"].Value;
        var suffix = digits switch
        {
            [.., '1', '1' or '2' or '3'] => "th",
            [.., '1'] => "st",
            [.., '2'] => "nd",
            [.., '3'] => "rd",
            _ => "th",
        };
        return digits + suffix + " " + term;
    }

    public static string Capital(string words) =>
        words.Length == 0 ? words : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];

    [GeneratedRegex(
        @"^[A-Za-z]{0,3}[0-9]+[A-Za-z]?([ ]?[-–,&][ ]?[A-Za-z]{0,3}[0-9]+[A-Za-z]?)*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Numeric();

    [GeneratedRegex("^[a-z]{1,3}[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ArticleNumber();

    [GeneratedRegex(
        "^(?<number>[0-9]+)(st|nd|rd|th)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OrdinalNumber();

    [GeneratedRegex(
        @"(?<=[0-9ivxlcdmIVXLCDM]) ?(-{1,2}|–|—) ?(?=[A-Za-z]?[0-9]|[ivxlcdmIVXLCDM])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex BetweenNumbers();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z.])(?<from>[0-9]{1,9})–(?<to>[0-9]{1,9})(?![0-9A-Za-z.])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DigitRange();

    [GeneratedRegex(
        @"(^|[^A-Za-z])([A-Za-z]?[0-9]+[A-Za-z]?|[ivxlcdm]+|[IVXLCDM]+) ?(-{1,2}|–|—|,|&) ?([A-Za-z]?[0-9]|[ivxlcdm]+$|[IVXLCDM]+$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex SeveralNumbers();
}
