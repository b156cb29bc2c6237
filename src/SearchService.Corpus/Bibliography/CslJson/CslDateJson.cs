using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.CslJson;

/// <summary>Reads the date variable of CSL-JSON: date-parts, a raw or EDTF string, or words.</summary>
internal static partial class CslDateJson
{
    /// <summary>A date of any form that the schema allows; null when the value tells none.</summary>
    /// <param name="fault">What is wrong with the value; null when nothing is. What could be read is returned all the same.</param>
    public static CslDate? Read(JsonElement value, out string? fault)
    {
        fault = null;
        if (value.ValueKind == JsonValueKind.String)
        {
            return Words(CslItem.Raw(value) ?? "");
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var year))
        {
            return CslDate.OfYear(year);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fault = "not a date (an object with date-parts); ignored";
            return null;
        }

        var date = new CslDate(null);
        if (value.TryGetProperty("date-parts", out var parts))
        {
            date = Parts(parts, out fault);
        }

        if (date.Start is null && value.TryGetProperty("raw", out var raw) && raw.ValueKind == JsonValueKind.String)
        {
            date = Words(CslItem.Raw(raw) ?? "") ?? date;
        }

        if (value.TryGetProperty("circa", out var circa) && CslItem.IsTrue(circa))
        {
            date = date with { Circa = true };
        }

        if (value.TryGetProperty("season", out var season) && Number(season) is >= 1 and <= 4 and var quarter)
        {
            date = date with { Season = quarter };
        }

        if (value.TryGetProperty("literal", out var literal) && literal.ValueKind == JsonValueKind.String)
        {
            date = SingleLine.Of(CslItem.Raw(literal) ?? "") is { Length: > 0 } words
                ? date with
                {
                    Literal = words,
                }
                : date;
        }

        if (date is { Start: null, Literal: null })
        {
            fault ??= "says no date; ignored";
            return null;
        }

        return date;
    }

    /// <summary>
    /// A date in words: ISO 8601 and the part of EDTF that bibliographies use ("2005", "2005-10", "2005-10-03", "1999/2003", "1850~"), or
    /// the words themselves. Null for blank words.
    /// </summary>
    public static CslDate? Words(string text)
    {
        text = SingleLine.Of(text);
        if (text.Length == 0)
        {
            return null;
        }

        if (Edtf().Match(text) is not { Success: true } match)
        {
            return new CslDate(null, Literal: text);
        }

        var start = Day(match.Groups["start"].Value);
        var end = match.Groups["end"].Success ? Day(match.Groups["end"].Value) : null;
        return start is null || (match.Groups["end"].Success && end is null)
            ? new CslDate(null, Literal: text)
            : new CslDate(start, end, Circa: match.Groups["circa"].Success);
    }

    private static CslDate Parts(JsonElement parts, out string? fault)
    {
        fault = null;
        var days = new List<DateParts>();
        if (parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray().Take(2))
            {
                if (part.ValueKind != JsonValueKind.Array)
                {
                    fault = "date-parts is a list of lists: [[2005, 10]]";
                    continue;
                }

                int?[] numbers = [.. part.EnumerateArray().Take(3).Select(Number)];
                if (numbers is [] or [null, ..] or [0, ..])
                {
                    // [[null]] and [[0]] are how some programs write that they know no date; so is an open range.
                    fault = days.Count > 0 ? fault : "date-parts name no year";
                    continue;
                }

                var day = Valid(
                    numbers[0],
                    numbers.ElementAtOrDefault(1),
                    numbers.ElementAtOrDefault(2),
                    out var whole
                );
                fault = whole ? fault : $"date-parts {part.GetRawText()} are no day; the year is used";
                days.Add(day);
            }
        }
        else
        {
            fault = "date-parts is a list of lists: [[2005, 10]]";
        }

        return days switch
        {
            [] => new CslDate(null),
            [var only] => new CslDate(only),
            [var start, var end, ..] => new CslDate(start, end),
        };
    }

    private static DateParts Valid(int? year, int? month, int? day, out bool whole)
    {
        whole = true;
        var y = year.GetValueOrDefault();
        if (month is null)
        {
            return new DateParts(y);
        }

        if (month is < 1 or > 12)
        {
            whole = false;
            return new DateParts(y);
        }

        // A year that the calendar type cannot hold is checked as a leap year.
        if (day is { } d && (d < 1 || d > DateTime.DaysInMonth(y is >= 1 and <= 9999 ? y : 2000, month.Value)))
        {
            whole = false;
            return new DateParts(y, month);
        }

        return new DateParts(y, month, day);
    }

    private static DateParts? Day(string text)
    {
        var negative = text.StartsWith('-');
        int?[] numbers =
        [
            .. text.TrimStart('-').Split('-').Select(part => (int?)int.Parse(part, CultureInfo.InvariantCulture)),
        ];
        numbers[0] = negative ? -numbers[0] : numbers[0];
        var day = Valid(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2), out var whole);
        return whole && numbers[0] != 0 ? day : null;
    }

    private static int? Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String
                when int.TryParse(
                    CslItem.Raw(value),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => number,
            _ => null,
        };

    [GeneratedRegex(
        @"^(?<start>-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)(/(?<end>-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?))?(?<circa>[~?%])?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Edtf();
}
