using System.Globalization;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

internal enum DateOrder
{
    /// <summary>"5 February 1997".</summary>
    DayMonthYear,

    /// <summary>"February 5, 1997".</summary>
    MonthDayYear,

    /// <summary>"1997 Feb 5".</summary>
    YearMonthDay,
}

/// <summary>How a style writes dates.</summary>
internal sealed record DateForm(DateOrder Order)
{
    /// <summary>January to December.</summary>
    public IReadOnlyList<string> Months { get; init; } = Long;

    /// <summary>A year that is not certain: "[{0}?]", "c. {0}".</summary>
    public string Circa { get; init; } = "c. {0}";

    /// <summary>Behind a year before the common era.</summary>
    public string BeforeEra { get; init; } = " BC";

    /// <summary>Behind a year of less than four digits, which could be taken for something else.</summary>
    public string EarlyEra { get; init; } = "";

    public string Autumn { get; init; } = "Fall";

    public static IReadOnlyList<string> Long { get; } = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    public static IReadOnlyList<string> Short(string twelve) => twelve.Split(' ');

    /// <summary>"2005", "1776–1789"; the record's own words where it has no year.</summary>
    public string Year(CslDate date)
    {
        if (date.Start is not { } start)
        {
            return date.Literal ?? "";
        }

        var year =
            date.End is { } end && end.Year != start.Year ? Era(start.Year) + "–" + Era(end.Year) : Era(start.Year);
        return date.Circa ? Circa.Replace("{0}", year, StringComparison.Ordinal) : year;
    }

    /// <summary>"October", "February 5", "March 30–April 2", "Summer"; empty when only the year is known.</summary>
    public string MonthAndDay(CslDate date, bool day = true)
    {
        if (date.Start is not { Month: { } month } start)
        {
            return date.Season switch
            {
                1 => "Spring",
                2 => "Summer",
                3 => Autumn,
                4 => "Winter",
                _ => "",
            };
        }

        var firstDay = day ? start.Day : null;
        if (
            date.End is not { Month: { } lastMonth } end
            || end.Year != start.Year
            || (lastMonth == month && (!day || end.Day == start.Day))
        )
        {
            return Day(month, firstDay);
        }

        var lastDay = day ? end.Day : null;
        return lastMonth != month || firstDay is null || lastDay is null
                ? Day(month, firstDay) + "–" + Day(lastMonth, lastDay)
            : Order == DateOrder.DayMonthYear ? $"{Digits(firstDay.Value)}–{Day(month, lastDay)}"
            : $"{Day(month, firstDay)}–{Digits(lastDay.Value)}";
    }

    /// <summary>All that is known of a date, or of it the year and month.</summary>
    public string Full(CslDate date, bool day = true)
    {
        var year = Year(date);
        var rest = MonthAndDay(date, day);
        return rest.Length == 0 ? year
            : Order == DateOrder.YearMonthDay ? $"{year} {rest}"
            : Order == DateOrder.MonthDayYear && day && date.Start?.Day is not null ? $"{rest}, {year}"
            : $"{rest} {year}";
    }

    private string Day(int month, int? day) =>
        day is not { } known ? Months[month - 1]
        : Order == DateOrder.DayMonthYear ? $"{Digits(known)} {Months[month - 1]}"
        : $"{Months[month - 1]} {Digits(known)}";

    private static string Digits(int day) => day.ToString(CultureInfo.InvariantCulture);

    private string Era(int year) =>
        year < 0 ? (-year).ToString(CultureInfo.InvariantCulture) + BeforeEra
        : year < 1000 ? year.ToString(CultureInfo.InvariantCulture) + EarlyEra
        : year.ToString(CultureInfo.InvariantCulture);
}
