using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>Numbers, ranges of numbers and editions as APA writes them (6.6, 9.19).</summary>
internal static partial class ApaNumbers
{
    /// <summary>A number, or several, in the sense of CSL: "12", "n71", "18-2059".</summary>
    public static bool IsNumeric(string value) => Numeric().IsMatch(value);

    /// <summary>More than one number: "12–13", "xi-xiii", "11, 20".</summary>
    public static bool IsRange(string value) => SeveralNumbers().IsMatch(value);

    /// <summary>Numbers and ranges with an en dash between them, the end of a range in full: "112–113".</summary>
    public static string Range(string value)
    {
        var dashed = BetweenNumbers().Replace(value, "–");
        return DigitRange()
            .Replace(
                dashed,
                match =>
                {
                    var (from, to) = (match.Groups["from"].Value, match.Groups["to"].Value);
                    return to.Length < from.Length ? from + "–" + from[..(from.Length - to.Length)] + to : match.Value;
                }
            );
    }

    public static string Edition(string edition)
    {
        if (OrdinalNumber().Match(edition) is not { Success: true } match)
        {
            return edition.Contains("ed", StringComparison.OrdinalIgnoreCase)
                ? Capital(edition)
                : Capital(edition) + " ed.";
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
        return digits + suffix + " ed.";
    }

    public static string Capital(string words) =>
        words.Length == 0 ? words : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..];

    [GeneratedRegex(
        @"^[A-Za-z]{0,3}[0-9]+[A-Za-z]?([ ]?[-–,&][ ]?[A-Za-z]{0,3}[0-9]+[A-Za-z]?)*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Numeric();

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
        @"(?<![0-9A-Za-z.])(?<from>[0-9]+)–(?<to>[0-9]+)(?![0-9A-Za-z.])",
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
