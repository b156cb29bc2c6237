using System.Globalization;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>Dates (APA 7, 9.13 to 9.17).</summary>
internal static class ApaDates
{
    /// <summary>"2005", "1776–1789", "ca. 375 B.C.E."; the record's own words where it has no year.</summary>
    public static string Year(CslDate date)
    {
        if (date.Start is not { } start)
        {
            return date.Literal ?? "n.d.";
        }

        var year =
            date.End is { } end && end.Year != start.Year ? Era(start.Year) + "–" + Era(end.Year) : Era(start.Year);
        return date.Circa ? "ca. " + year : year;
    }

    /// <summary>"October", "February 5", "March 30–April 2", "Summer"; empty when only the year is known.</summary>
    public static string MonthAndDay(CslDate date)
    {
        if (date.Start is not { Month: { } month } start)
        {
            return date.Season switch
            {
                1 => "Spring",
                2 => "Summer",
                3 => "Fall",
                4 => "Winter",
                _ => "",
            };
        }

        var from = Day(month, start.Day);
        if (
            date.End is not { Month: { } lastMonth } end
            || end.Year != start.Year
            || (lastMonth == month && end.Day == start.Day)
        )
        {
            return from;
        }

        return lastMonth == month && end.Day is { } lastDay
            ? string.Create(CultureInfo.InvariantCulture, $"{from}–{lastDay}")
            : from + "–" + Day(lastMonth, end.Day);
    }

    /// <summary>"March 2, 2025": a day in running text, as retrievals and treaties have it.</summary>
    public static string Full(CslDate date) =>
        date.Start is not { } start ? date.Literal ?? ""
        : start.Month is not { } month ? Era(start.Year)
        : Day(month, start.Day) + (start.Day is null ? " " : ", ") + Era(start.Year);

    private static string Day(int month, int? day)
    {
        var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
        return day is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {day}");
    }

    /// <summary>Years of less than four digits could be taken for something else and name their era.</summary>
    private static string Era(int year) =>
        year switch
        {
            < 0 => string.Create(CultureInfo.InvariantCulture, $"{-year} B.C.E."),
            < 1000 => string.Create(CultureInfo.InvariantCulture, $"{year} C.E."),
            _ => year.ToString(CultureInfo.InvariantCulture),
        };
}
