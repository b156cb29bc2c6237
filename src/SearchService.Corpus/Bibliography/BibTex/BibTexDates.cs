using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Dates as BibLaTeX has them (EDTF, ISO 8601-2: "2005-10-03", "1999/2003", "1850~", "2005-21" for spring; years before the common era are
/// astronomical: "-0043" is 44 BCE), and as BibTeX has them, a year and a month in words.
/// </summary>
internal static partial class BibTexDates
{
    /// <summary>A date field; null when it is no date of BibLaTeX.</summary>
    public static CslDate? Read(string text)
    {
        if (Edtf().Match(text) is not { Success: true } match || Point(match.Groups["start"]) is not { } start)
        {
            return null;
        }

        var end = Point(match.Groups["end"]);
        if (match.Groups["end"].Success && end is null)
        {
            return null;
        }

        return new CslDate(
            start.Day,
            end?.Day,
            Circa: match.Groups["circa"].Success,
            Season: end is null ? start.Season : null
        );
    }

    /// <summary>The date of <c>year</c>, <c>month</c> and <c>day</c>; words where they tell no date.</summary>
    /// <param name="fault">What is wrong with the month; null when nothing is.</param>
    public static CslDate? Read(string? year, string? month, string? day, out string? fault)
    {
        fault = null;
        if (year is null)
        {
            return null;
        }

        if (Read(year) is not { } date)
        {
            if (Years().Match(year) is not { Success: true } match)
            {
                return new CslDate(null, Literal: year);
            }

            date = Years(match);
        }

        if (month is null || date.Start is not { Month: null } start || date.End is not null)
        {
            return date;
        }

        var read = Months(start.Year, month, day, date.Circa);
        fault = read is null ? $"'{month}' is no month; left out" : null;
        return read ?? date;
    }

    /// <summary>A date as BibLaTeX has it; its words where it has no more.</summary>
    public static string Write(CslDate date)
    {
        if (date.Start is not { } start)
        {
            return date.Literal ?? "";
        }

        var approximate = date.Circa ? "~" : "";
        if (date is { Season: { } season, End: null } && start.Month is null)
        {
            return Year(start.Year) + "-2" + season.ToString(CultureInfo.InvariantCulture) + approximate;
        }

        return Write(start) + approximate + (date.End is { } end ? "/" + Write(end) + approximate : "");
    }

    private static string Write(DateParts day) =>
        day switch
        {
            { Month: { } month, Day: { } d } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Year(day.Year)}-{month:00}-{d:00}"
            ),
            { Month: { } month } => string.Create(CultureInfo.InvariantCulture, $"{Year(day.Year)}-{month:00}"),
            _ => Year(day.Year),
        };

    private static string Year(int year)
    {
        var astronomical = year < 0 ? year + 1 : year;
        return (Math.Abs(astronomical) > 9999 ? "Y" : "") + astronomical.ToString("0000", CultureInfo.InvariantCulture);
    }

    private static (DateParts Day, int? Season)? Point(Group written)
    {
        if (!written.Success)
        {
            return null;
        }

        var text = written.Value.TrimStart('Y');
        var isNegative = text.StartsWith('-');
        var parts = text.TrimStart('-').Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return null;
        }

        year = isNegative || year == 0 ? -year - 1 : year;
        var month = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : (int?)null;
        if (month is >= 21 and <= 24 && parts.Length == 2)
        {
            return (new DateParts(year), month - 20);
        }

        var day = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : (int?)null;
        return WrittenDate.Day(year, month, day) is { } read ? (read, null) : null;
    }

    private static CslDate Years(Match match)
    {
        var first = match.Groups["first"].Value;
        var start = int.Parse(first, CultureInfo.InvariantCulture);
        start = match.Groups["before"].Success ? -start : start;
        DateParts? end = null;
        if (match.Groups["last"].Value is { Length: > 0 } last)
        {
            // "1999--03" is 2003's century left out.
            var whole = last.Length < first.Length ? first[..^last.Length] + last : last;
            end = new DateParts(int.Parse(whole, CultureInfo.InvariantCulture));
        }

        return start == 0
            ? new CslDate(null, Literal: match.Value)
            : new CslDate(new DateParts(start), end, Circa: match.Groups["circa"].Success);
    }

    private static CslDate? Months(int year, string month, string? day, bool circa)
    {
        if (WrittenDate.Season(month) is { } season)
        {
            return new CslDate(new DateParts(year), Circa: circa, Season: season);
        }

        var words = MonthWords().Matches(month).Select(word => word.Value).ToList();
        var months = words
            .ConvertAll(word => WrittenDate.Month(word))
            .OfType<int>()
            .Concat(words.Count == 0 ? Numbers(month) : [])
            .ToList();
        var days = words.Count == 0 && day is null ? [] : Numbers(words.Count == 0 ? day! : month).ToList();
        if (days.Count == 0 && day is not null)
        {
            days = [.. Numbers(day)];
        }

        DateParts? start = months.Count > 0 ? WrittenDate.Day(year, months[0], days.Count > 0 ? days[0] : null) : null;
        if (start is null)
        {
            return null;
        }

        DateParts? end =
            months.Count > 1 ? WrittenDate.Day(year, months[1], days.Count > 1 ? days[1] : null)
            : days.Count > 1 ? WrittenDate.Day(year, months[0], days[1])
            : null;
        return new CslDate(start, end, Circa: circa);
    }

    private static IEnumerable<int> Numbers(string text) =>
        Digits().Matches(text).Select(number => int.Parse(number.ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        @"^(?<start>Y?-?[0-9]{4,9}(-[0-9]{2}(-[0-9]{2})?)?)(T[0-9:.Z+-]*)?(?<circa>[~?%])?(/((?<end>Y?-?[0-9]{4,9}(-[0-9]{2}(-[0-9]{2})?)?)(T[0-9:.Z+-]*)?(?<circa>[~?%])?|\.\.)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Edtf();

    [GeneratedRegex(
        @"^\[?(?<circa>(c|ca|circa|about|around)\b\.?)?\s*(?<first>[0-9]{1,4})\s*(?<circa>[?~])?(\s*([-–—]+|/)\s*(?<last>[0-9]{1,4})(?<circa>[?~])?)?(?<before>\s*(BCE?|B\.\s?C\.( ?E\.)?))?\]?\.?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Years();

    [GeneratedRegex(@"\p{L}+\.?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MonthWords();

    [GeneratedRegex("[0-9]{1,2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
