using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>IEEE Reference Guide (version of November 2023): numbers in brackets, in the order of citing; a single citation is number 1.</summary>
internal static class Ieee
{
    private const string Access = ".< doi: {doi}.|< Accessed: {accessed}.> [Online]. Available: {url}>";
    private const string Pages = "<, {#pages:p. |pp. }{pages}>";
    private const string Numbers = "<, {edition}><, vol. {volume}><, {volumes} vols.><, no. {issue}>";
    private const string Series = "< ({series}<, no. {series-number}>)>";
    private const string Book = "<<{place}: >{publisher}, ><{year}>";

    public static StyleRules Rules { get; } =
        new("ieee", "IEEE")
        {
            Marks = QuotationMarks.American,
            PunctuationInQuotes = true,
            CommaAfterQuestion = false,
            BlockFrom = 50,
            BlockRule =
                "50 words or more: set them as an indented block, without quotation marks; IEEE gives no number of words",

            // Initials first; of seven or more the first and "et al."
            HeadNames = new(NameOrder.Direct)
            {
                Initials = ". ",
                CutFrom = 7,
                ItalicEtAl = true,
            },
            InnerNames = new(NameOrder.Direct) { Initials = ". " },
            ShortNames = new(NameOrder.Surnames),
            Heads =
            [
                ("author", "", ""),
                ("editor", ", Ed.", ", Eds."),
                ("translator", ", Trans.", ", Trans."),
                ("director", "", ""),
            ],
            Face = work =>
                work.Type
                    is "book"
                        or "motion_picture"
                        or "song"
                        or "graphic"
                        or "bill"
                        or "legislation"
                        or "legal_case"
                        or "standard"
                        or "software"
                    ? TitleFace.Italic
                    : TitleFace.Quoted,
            BookCapitals = SmallWords.Ieee,
            AbbreviatesJournals = true,
            WantsPlace = true,
            Dates = new(DateOrder.MonthDayYear)
            {
                Months = DateForm.Short("Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec."),
            },
            Locators = new(
                LocatorForm.Short((LocatorLabel.Chapter, "ch.", "chs."), (LocatorLabel.Line, "l.", "ll.")),
                RangeForm.AsRecorded
            )
            {
                Capitals = true,
            },
            InText = "[1<, {places}>]",
            References =
            [
                new(
                    "article-journal review review-book",
                    "[1] {author}, {title}<, _{container}_>"
                        + Numbers
                        + "<, Art. no. {article-number}|, {#pages:p. |pp. }{pages}><, {month-year}>"
                        + "<, doi: {doi}.|,< Accessed: {accessed}.> [Online]. Available: {url}|.>"
                ),
                new(
                    "paper-conference paper-serial",
                    "[1] {author}, {title}<?container:, in _{container}_<, {editors}, {#editors:Ed.|Eds.}>, "
                        + Book
                        + "|<, presented at the {event}><, {event-place}><, {date}>>"
                        + Pages
                        + Access
                ),
                new(
                    "speech",
                    "[1] {author}, {title}<?event:, presented at the {event}<, {event-place}>><, {publisher}><, {date}>"
                        + Access
                ),
                new(
                    "chapter entry entry-dictionary entry-encyclopedia",
                    "[1] {author}, {title}<, in _{container}_><, vol. {volume}><, {volumes} vols.>"
                        + "<, {editors}, {#editors:Ed.|Eds.}><, {edition}>. "
                        + Book
                        + Pages
                        + Access
                ),
                new(
                    "report",
                    "[1] {author}, {title}<, {publisher}><, {place}><?genre:, {genre}< {number}>|<, Rep. {number}>><, {month-year}>"
                        + Access
                ),
                new("thesis", "[1] {author}, {title}<, {genre-small}><, {publisher}><, {place}><, {year}>" + Access),
                new(
                    "software",
                    "[1] <{author}. >{title}.<?version: (Version {version}<, {date}>).|< ({date}).>>< {genre}.>< {publisher}<, {place}>>"
                        + Access
                ),
                new("article", "[1] {author}, {title}<, {date}><, _{publisher}_<: {number}>>" + Access),
                new(
                    "webpage post post-weblog",
                    "[1] <{author}. >{title}.< {container}.><< Accessed: {accessed}.> [Online]. Available: {url}>"
                ),
                new(
                    "article-magazine article-newspaper interview manuscript map broadcast",
                    "[1] {author}, {title}<, _{container}_>"
                        + Numbers
                        + "<, {publisher}><, {place}>"
                        + Pages
                        + "<, {date}>"
                        + Access
                ),
                new("bill legislation regulation", "[1] {title}<, {number}><, {year}>" + Access),
                new(
                    "legal_case",
                    "[1] {author}, {title}<, {volume}>< {container}>< {pages}>< (<{authority} >{year})>" + Access
                ),
                new(
                    "book graphic motion_picture song",
                    "[1] {author}, {title}"
                        + Series
                        + "<, {editors}, {#editors:Ed.|Eds.}><, {translators}, Trans.>"
                        + Numbers
                        + ". "
                        + Book
                        + Pages
                        + Access
                ),
                new(
                    "*",
                    "[1] {author}, {title}<, _{container}_>"
                        + Series
                        + "<, version {version}>"
                        + Numbers
                        + ".< {publisher}<, {place}>>"
                        + Pages
                        + "<, {date}>"
                        + Access
                ),
            ],
        };
}
