using System.Globalization;

namespace SearchService.Retrieval.Searching;

/// <summary>Years from and to, both included; null is open.</summary>
public readonly record struct YearSpan(int? From, int? To)
{
    /// <summary>Reads <c>2005</c>, <c>2000..2010</c>, <c>2000..</c> and <c>..2010</c>.</summary>
    public static bool TryParse(string text, out YearSpan span)
    {
        span = default;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (!TryYear(text, out var year))
            {
                return false;
            }

            span = new YearSpan(year, year);
            return true;
        }

        var (from, to) = (text[..dots].Trim(), text[(dots + 2)..].Trim());
        int? first = null;
        int? last = null;
        if (from.Length > 0)
        {
            if (!TryYear(from, out var year))
            {
                return false;
            }

            first = year;
        }

        if (to.Length > 0)
        {
            if (!TryYear(to, out var year))
            {
                return false;
            }

            last = year;
        }

        span = new YearSpan(first, last);
        return (first ?? last) is not null && !(first > last);
    }

    private static bool TryYear(string text, out int year) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out year)
        && Math.Abs(year) < 10_000;
}
