using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>Vancouver: Citing Medicine, 2nd edition (National Library of Medicine, 2007 and later), in the order of citing; a single citation is number 1.</summary>
internal static class Vancouver
{
    private const string Access = "<?url:. Available from: {url}|.>< doi:{doi}>";
    private const string Cited = "< [cited {accessed}]>";
    private const string Published = "< <{place}: >{publisher};>";

    /// <summary>Surname and initials without stops; of seven or more the first six and "et al."</summary>
    private static readonly NameForm Names = new(NameOrder.Inverted)
    {
        Initials = "",
        AfterSurname = " ",
        BeforeSuffix = " ",
        And = "",
        KeepsParticles = true,
        CutFrom = 7,
        Kept = 6,
    };

    public static StyleRules Rules { get; } =
        new("vancouver", "Vancouver")
        {
            Marks = QuotationMarks.American,
            PunctuationInQuotes = true,
            BlockFrom = 40,
            BlockRule =
                "40 words or more: set them as an indented block, without quotation marks; Citing Medicine gives no number of words",

            HeadNames = Names,
            InnerNames = Names,
            ShortNames = new(NameOrder.Surnames),
            Heads =
            [
                ("author", "", ""),
                ("editor", ", editor", ", editors"),
                ("translator", ", translator", ", translators"),
            ],
            Face = _ => TitleFace.Plain,
            SmallSubtitles = true,
            AbbreviatesJournals = true,
            WantsPlace = true,
            Dates = new(DateOrder.YearMonthDay)
            {
                Months = DateForm.Short("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
                Circa = "[{0}?]",
            },
            Pages = RangeForm.Fewest,
            Locators = new(LocatorForm.Short(), RangeForm.Fewest),
            InText = "(1)",
            Advice = "Vancouver numbers name no place in a work: say the page or section in the sentence",
            References =
            [
                new(
                    "article-journal review review-book",
                    "1. {author}. {title}. <{container}><?doi:|?url: [Internet]>. <{date}><?!doi:< [cited {accessed}]>><;{volume}<({issue})>|;({issue})><:{number}|:{pages}>"
                        + "<?doi:.|?url:. Available from: {url}|.>< doi:{doi}>"
                ),
                new(
                    "article-magazine periodical post-weblog",
                    "1. {author}. {title}. <{container}><?url: [Internet]>. <{date}>"
                        + Cited
                        + "<;{volume}<({issue})>|;({issue})><:{pages}>"
                        + Access
                ),
                new(
                    "article-newspaper",
                    "1. {author}. {title}. {container}<?url: [Internet]>. <{date}>" + Cited + "<:{pages}>" + Access
                ),
                new(
                    "chapter paper-conference paper-serial entry entry-dictionary entry-encyclopedia",
                    "1. {author}. {title}. In: <{editors}, {#editors:editor|editors}. >{container}<?url: [Internet]>.< {edition}.>< Vol. {volume}.>"
                        + Published
                        + "< {year}>"
                        + Cited
                        + "<. p. {pages}>"
                        + Access
                ),
                new(
                    "report",
                    // The kind of a report is said with its number.
                    "1. {author}. {title}<?!number:< [{genre}]>><?url: [Internet]>.< {edition}.>"
                        + Published
                        + "< {month-year}>"
                        + Cited
                        + "<?number:. <{genre}|Report>{#number: no.:} {number}>"
                        + Access
                ),
                new(
                    "thesis",
                    "1. {author}. {title}< [{genre-small}]><?url: [Internet]>.< <[{place}]: >{publisher};>< {year}>"
                        + Cited
                        + Access
                ),
                new(
                    "speech",
                    "1. {author}. {title}< [{genre-small}]><?url: [Internet]>.<?event: <{genre} presented|Presented> at: {event};>< {publisher};>< {date}>"
                        + Cited
                        + "<; {event-place}>"
                        + Access
                ),
                new(
                    "webpage",
                    "1. {author}. <{container}|{title}> [Internet].< {publisher};>< {year}>"
                        + Cited
                        + "<?container:. {title}>"
                        + Access
                ),
                new(
                    "motion_picture",
                    "1. {title} [motion picture<?url: on the Internet>].< {directors}, {#directors:director|directors}.>"
                        + Published
                        + "< {year}>"
                        + Cited
                        + Access
                ),
                new(
                    "treaty",
                    "1. {title}<?url: [Internet].< {date}>|<, {date}>><, {volume}>< {container}>< {pages}>"
                        + Cited
                        + Access
                ),
                new(
                    "bill legislation regulation",
                    "1. {title}<?url: [Internet]><, {number}>< ({year})>" + Cited + Access
                ),
                new(
                    "legal_case",
                    "1. {title}<?url: [Internet]><, {volume}>< {container}>< {pages}>< (<{authority} >{year})>"
                        + Cited
                        + Access
                ),
                new(
                    "dataset",
                    "1. {author}. {title} [<{genre-small}|dataset>]<?url: [Internet]>.< Version {version}.>"
                        + Published
                        + "< {year}>"
                        + Cited
                        + Access
                ),
                new(
                    "*",
                    "1. {author}. {title}< [{genre}]><?url: [Internet]>.< {edition}.>< Version {version}.>< {editors}, {#editors:editor|editors}.>< {translators}, {#translators:translator|translators}.><?container: {container}.|< Vol. {volume}.>>"
                        + Published
                        + "< {year}>"
                        + Cited
                        + "<. ({series}<; {#series-number:no. |no. }{series-number}>)><. p. {pages}>"
                        + Access
                ),
            ],
        };
}
