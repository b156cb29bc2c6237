using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>Harvard, as Cite Them Right (12th edition, 2022) has it.</summary>
internal static class Harvard
{
    private const string Articles = "article-journal article-magazine article-newspaper";
    private const string Access = "<. Available at: {doi-address}|. Available at: {url}< (Accessed: {accessed})>>.";
    private const string Pages = "<, {#pages:p. |pp. }{pages}>";
    private const string Published = "< <{place}: >{publisher}>< ({series}<, {series-number}>)>";

    public static StyleRules Rules { get; } =
        new("harvard", "Harvard (Cite Them Right)")
        {
            Marks = QuotationMarks.British,
            PunctuationInQuotes = false,
            BlockFrom = 40,
            BlockRule =
                "more than two or three lines, about 40 words: Cite Them Right sets them as an indented block, without quotation marks",

            // Up to three are named; of four or more the first and "et al.".
            HeadNames = new(NameOrder.Inverted)
            {
                Initials = ".",
                LastComma = LastComma.Never,
                CutFrom = 4,
                ItalicEtAl = true,
            },
            InnerNames = new(NameOrder.Direct)
            {
                Initials = ".",
                LastComma = LastComma.Never,
                CutFrom = 4,
                ItalicEtAl = true,
            },
            ShortNames = new(NameOrder.Surnames)
            {
                LastComma = LastComma.Never,
                CutFrom = 4,
                ItalicEtAl = true,
            },
            Heads = [("author", "", ""), ("editor", " (ed.)", " (eds)"), ("translator", " (trans.)", " (trans.)")],
            WithoutAuthor = work => IsArticle(work.Type) ? WithoutAuthor.Container : WithoutAuthor.Title,
            Face = work =>
                work.Type
                    is "book"
                        or "report"
                        or "thesis"
                        or "webpage"
                        or "motion_picture"
                        or "song"
                        or "graphic"
                        or "bill"
                        or "legislation"
                        or "legal_case"
                    ? TitleFace.Italic
                    : TitleFace.Quoted,
            SmallSubtitles = true,
            WantsPlace = true,
            Dates = new(DateOrder.DayMonthYear) { Autumn = "Autumn" },
            NoDate = "no date",
            CitesByYear = true,
            Edition = "edn",
            Locators = new(
                LocatorForm.Short(
                    (LocatorLabel.Section, "sect.", "sects"),
                    (LocatorLabel.Paragraph, "para.", "paras"),
                    (LocatorLabel.Chapter, "ch.", "chs"),
                    (LocatorLabel.Part, "pt", "pts"),
                    (LocatorLabel.Volume, "vol.", "vols"),
                    (LocatorLabel.Book, "bk", "bks"),
                    (LocatorLabel.Line, "l.", "ll."),
                    (LocatorLabel.Figure, "fig.", "figs")
                ),
                RangeForm.AsRecorded
            ),
            InText = "({short-author}, {year}<, {places}>)",
            References =
            [
                new(
                    "article-journal review review-book",
                    "{author} ({year}) {title}<. Review of _{reviewed-title}_<, by {reviewed-authors}>>, _{container}_<, {volume}<({issue})>|, ({issue})|, {month-day}>"
                        + Pages
                        + Access
                ),
                new(Articles, "{author} ({year}) {title}<, _{container}_><, {month-day}>" + Pages + Access),
                new("post-weblog", "{author} ({year}) {title}<, _{container}_><, {month-day}>" + Access),
                new(
                    "chapter entry entry-dictionary entry-encyclopedia",
                    "{author} ({year}) {title}, in <{container-authors}, |{editors} ({#editors:ed.|eds}) >_{container}_< (vol. {volume})>.< {edition}.>"
                        + Published
                        + Pages
                        + Access
                ),
                new(
                    "paper-conference paper-serial",
                    "{author} ({year}) {title}, <in {editors} ({#editors:ed.|eds}) >_{container}_.< {edition}.>"
                        + Published
                        + Pages
                        + Access
                ),
                new("bill legislation regulation", "{author}< ({year})>< {title}><, {number}><. {container}>" + Access),
                new("treaty", "{author} ({year})<. {number}><. _{container}_><, {volume}>" + Pages + Access),
                new("legal_case", "{author} ({year})< {volume}>< {container}>< {pages}>" + Access),
                new("article", "{author} ({year}) {title}<, _{container}_|, _{publisher}_> [Preprint]" + Access),
                new("thesis", "{author} ({year}) {title}.< {genre}.>< {publisher}>" + Access),
                new(
                    "report",
                    "{author} ({year}) <{title}.>< {edition}.><?genre: {genre}< {number}>.|< {#number:~no. }{number}.>>< <{place}: >{publisher}>"
                        + Pages
                        + Access
                ),
                new(
                    "motion_picture",
                    "{author} ({year})< Directed by {directors}> [Film].< <{place}: >{publisher}>" + Access
                ),
                new(
                    "speech",
                    "{author} ({year}) {title}<?event:, _{event}_<. {event-place}>|. {publisher}><, {month-day}>"
                        + Access
                ),
                new(
                    "*",
                    "{author} ({year}) <{title}>< (Version {version})>< [{medium}]>< (vol. {volume})>< ({volumes} vols)><, _{container}_><. {edition}>.< Edited by {editors}.>< Translated by {translators}.>"
                        + Published
                        + Access
                ),
            ],
        };

    private static bool IsArticle(string type) => Array.IndexOf(Articles.Split(' '), type) >= 0;
}
