using System.Globalization;
using SearchService.Retrieval.Engines;

namespace SearchService.Pages.Search;

/// <summary>The results by their years.</summary>
/// <param name="Bars">In order of time, without gaps; one may stand for several years.</param>
public sealed record YearBars(IReadOnlyList<YearBar> Bars)
{
    /// <summary>More bars than this cannot be told apart, nor hit.</summary>
    private const int MostBars = 50;

    private static readonly int[] Widths = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1_000];

    public long Highest => Bars.Max(bar => bar.Count);

    /// <summary>Null where there are not two years to compare.</summary>
    /// <param name="counts">Of the facet of years.</param>
    /// <param name="link">The search narrowed to a year or a range of years, as the parameter has it.</param>
    internal static YearBars? Of(IReadOnlyList<FacetCount> counts, Func<string, string> link)
    {
        var years = new SortedDictionary<int, long>();
        foreach (var count in counts)
        {
            if (int.TryParse(count.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var year))
            {
                years[year] = count.Count;
            }
        }

        if (years.Count < 2)
        {
            return null;
        }

        var (first, last) = (years.Keys.First(), years.Keys.Last());
        var width = Array.Find(Widths, width => Start(last, width) - Start(first, width) < MostBars * width);
        var bars = new List<YearBar>();
        for (var from = Start(first, width); from <= last; from += width)
        {
            var (start, to) = (from, from + width - 1);
            var inside = years.Where(year => year.Key >= start && year.Key <= to).Sum(year => year.Value);
            var span = width == 1 ? Text(from) : $"{Text(from)}..{Text(to)}";
            bars.Add(new YearBar(width == 1 ? Text(from) : $"{Text(from)}–{Text(to)}", inside, link(span)));
        }

        return new YearBars(bars);
    }

    /// <summary>The beginning of the span that a year falls in.</summary>
    private static int Start(int year, int width) => (int)Math.Floor((double)year / width) * width;

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Years">"2005" or "2000–2009".</param>
public sealed record YearBar(string Years, long Count, string Url);
