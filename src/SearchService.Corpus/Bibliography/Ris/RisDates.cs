using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Dates as RIS has them: "YYYY/MM/DD/other", the three parts as far as they are known. What it has no part for stands in the other one:
/// a season, "circa", "to 2006-03", a year before the common era, words.
/// </summary>
internal static partial class RisDates
{
    public static string Write(CslDate date)
    {
        if (date.Start is not { } start)
        {
            return "///" + date.Literal;
        }

        var other = new List<string>();
        if (start.Year < 1)
        {
            other.Add(string.Create(CultureInfo.InvariantCulture, $"{-start.Year} BCE"));
        }

        if (date.Season is { } season)
        {
            other.Add(Seasons[season - 1]);
        }

        if (date.Circa)
        {
            other.Add("circa");
        }

        if (date.End is { } end)
        {
            other.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"to {end.Year}{(end.Month is { } m ? $"-{m:00}" : "")}{(end.Day is { } d ? $"-{d:00}" : "")}"
                )
            );
        }

        var words = string.Join(", ", other);
        return start.Year < 1
            ? "///" + words
            : string.Create(CultureInfo.InvariantCulture, $"{start.Year:0000}/{start.Month:00}/{start.Day:00}/{words}");
    }

    /// <summary>The date of a value; null when it is blank.</summary>
    /// <param name="year">What another tag says of the year, for dates without one: "Oct 3".</param>
    public static CslDate? Read(string value, int? year)
    {
        value = value.Trim();
        if (value.Trim('/').Length == 0)
        {
            return null;
        }

        if (Slashed().Match(value) is { Success: true } match)
        {
            var other = match.Groups["other"].Value.Trim();
            if (
                Number(match.Groups["year"]) is { } known
                && WrittenDate.Day(known, Number(match.Groups["month"]), Number(match.Groups["day"])) is { } day
            )
            {
                return Other(new CslDate(day), other) ?? new CslDate(day);
            }

            if (match.Groups["year"].Length == 0 && other.Length > 0)
            {
                return Other(null, other) ?? new CslDate(null, Literal: other);
            }
        }

        if (WrittenDate.Read(value) is { Start: not null } written)
        {
            return written;
        }

        return
            year is { } given
            && WrittenDate.Read($"{value} {given.ToString("0000", CultureInfo.InvariantCulture)}")
                is { Start: not null } whole
            ? whole
            : new CslDate(null, Literal: value);
    }

    /// <summary>What the other part adds to a date; null when it is other words than those that are written here.</summary>
    private static CslDate? Other(CslDate? date, string other)
    {
        foreach (var part in other.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (date is null && Before().Match(part) is { Success: true } before)
            {
                date = CslDate.OfYear(-int.Parse(before.Groups["year"].ValueSpan, CultureInfo.InvariantCulture));
            }
            else if (date is null)
            {
                return null;
            }
            else if (WrittenDate.Season(part) is { } season)
            {
                date = date with { Season = season };
            }
            else if (part is "circa" or "ca." or "c.")
            {
                date = date with { Circa = true };
            }
            else if (
                To().Match(part) is { Success: true } to
                && Number(to.Groups["year"]) is { } year
                && WrittenDate.Day(year, Number(to.Groups["month"]), Number(to.Groups["day"])) is { } end
            )
            {
                date = date with { End = end };
            }
            else
            {
                return null;
            }
        }

        return date;
    }

    private static readonly string[] Seasons = ["Spring", "Summer", "Autumn", "Winter"];

    private static int? Number(Group group) =>
        int.TryParse(group.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(
        @"^(?<year>[0-9]{4,6})?(/(?<month>[0-9]{1,2})?(/(?<day>[0-9]{1,2})?(/(?<other>.*))?)?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Slashed();

    [GeneratedRegex(
        @"^(?<year>[0-9]{1,6}) BCE?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Before();

    [GeneratedRegex(
        @"^to (?<year>-?[0-9]{1,6})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex To();
}
