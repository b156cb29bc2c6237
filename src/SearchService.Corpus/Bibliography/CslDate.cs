namespace SearchService.Corpus.Bibliography;

/// <summary>A date as CSL-JSON has it: a day, month or year, a range of these, or only words.</summary>
/// <param name="Start">Null when only <see cref="Literal"/> says something.</param>
/// <param name="End">The end of a range; null for a single date.</param>
/// <param name="Circa">The date is approximate.</param>
/// <param name="Season">1 spring, 2 summer, 3 autumn, 4 winter; null without a season.</param>
/// <param name="Literal">Words where no date can be told: "forthcoming".</param>
public sealed record CslDate(
    DateParts? Start,
    DateParts? End = null,
    bool Circa = false,
    int? Season = null,
    string? Literal = null
)
{
    public static CslDate OfYear(int year) => new(new DateParts(year));

    public int? Year => Start?.Year;
}

/// <summary>A day as far as it is known.</summary>
/// <param name="Year">Astronomical: negative before the common era.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31, and only with a month.</param>
public readonly record struct DateParts(int Year, int? Month = null, int? Day = null);
