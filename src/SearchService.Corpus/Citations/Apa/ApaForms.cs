using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>How APA writes names, dates and places.</summary>
internal static class ApaForms
{
    /// <summary>At the head of a reference, where a comma stands before the ampersand even of two; up to 20 are named (9.7, 9.8).</summary>
    public static NameForm Head { get; } =
        new(NameOrder.Inverted)
        {
            Initials = ". ",
            And = "&",
            LastComma = LastComma.Always,
            CutFrom = 21,
            Kept = 19,
            ShowsLast = true,
        };

    /// <summary>Within a reference: "S. Smith, K. Booth, &amp; M. Zalewski".</summary>
    public static NameForm Inner { get; } = Head with { Order = NameOrder.Direct, LastComma = LastComma.Series };

    /// <summary>One, two, or the first "et al." (8.17).</summary>
    public static NameForm InText { get; } = new(NameOrder.Surnames) { And = "&", CutFrom = 3 };

    /// <summary>9.13 to 9.17.</summary>
    public static DateForm Dates { get; } =
        new(DateOrder.MonthDayYear)
        {
            Circa = "ca. {0}",
            BeforeEra = " B.C.E.",
            EarlyEra = " C.E.",
        };

    /// <summary>8.13, and 8.28 for works without pages.</summary>
    public static LocatorForm Locators { get; } =
        new(
            new Dictionary<LocatorLabel, (string One, string Many)>
            {
                [LocatorLabel.Page] = ("p.", "pp."),
                [LocatorLabel.Paragraph] = ("para.", "paras."),
            },
            RangeForm.Full
        )
        {
            Heading = "{0} section",
            PlainHeading = "{0} section",
        };
}
