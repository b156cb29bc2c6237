using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Bibliography;

/// <summary>Reads a date as front matter writes it: ISO 8601, or English words ("October 2005", "3 October 2005", "October 3, 2005").</summary>
internal static partial class WrittenDate
{
    /// <summary>The date; its words alone when no date can be told.</summary>
    public static CslDate Read(string text)
    {
        // A time of day after an ISO date says nothing that a reference could use.
        var date = TimeOfDay().Replace(text, "");
        if (CslDateJson.Words(date) is { Start: not null } iso)
        {
            return iso;
        }

        if (Words().Match(text) is { Success: true } words && Month(words.Groups["month"].Value) is { } month)
        {
            var year = int.Parse(words.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            var day = words.Groups["day"].Success
                ? int.Parse(words.Groups["day"].ValueSpan, CultureInfo.InvariantCulture)
                : (int?)null;
            if (year >= 1 && (day is null || (day >= 1 && day <= DateTime.DaysInMonth(year, month))))
            {
                return new CslDate(new DateParts(year, month, day));
            }
        }

        return new CslDate(null, Literal: text);
    }

    /// <summary>1 to 4 of an English name of a season.</summary>
    public static int? Season(string word) =>
        word.ToLowerInvariant() switch
        {
            "spring" => 1,
            "summer" => 2,
            "autumn" or "fall" => 3,
            "winter" => 4,
            _ => null,
        };

    /// <summary>The day of its parts as far as they are a day; null when even the month is none.</summary>
    public static DateParts? Day(int year, int? month, int? day)
    {
        if (month is < 1 or > 12 || year == 0)
        {
            return null;
        }

        // A year that the calendar type cannot hold is checked as a leap year.
        return
            month is { } m
            && day is { } d
            && (d < 1 || d > DateTime.DaysInMonth(year is >= 1 and <= 9999 ? year : 2000, m))
            ? null
            : new DateParts(year, month, month is null ? null : day);
    }

    /// <summary>The month of an English name or its abbreviation.</summary>
    public static int? Month(string word)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        for (var month = 1; month <= 12; month++)
        {
            if (
                word.Equals(names.GetMonthName(month), StringComparison.OrdinalIgnoreCase)
                || word.TrimEnd('.').Equals(names.GetAbbreviatedMonthName(month), StringComparison.OrdinalIgnoreCase)
                || (month == 9 && word.TrimEnd('.').Equals("sept", StringComparison.OrdinalIgnoreCase))
            )
            {
                return month;
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"(?<=^[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+ ?(Z|[+-][0-9:]+)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(
        @"^((?<day>[0-9]{1,2})(st|nd|rd|th)? )?(?<month>[A-Za-z]+\.?)( (?<day>[0-9]{1,2})(st|nd|rd|th)?)?,? (?<year>[0-9]{4})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Words();
}
