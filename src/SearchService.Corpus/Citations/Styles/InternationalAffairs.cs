using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>International Affairs (Chatham House), house style of 2023: footnotes alone, without a reference list.</summary>
internal static class InternationalAffairs
{
    private const string Published = "< (<{place}: ><{publisher}, >{year})>";
    private const string Pages = "<, {#pages:p. |pp. }{pages}>";
    private const string Place = "<, {places}>";

    /// <summary>A page within the pages of an article or chapter: "pp. 7–23 at p. 9".</summary>
    private const string PlaceInPages = "<?pages:< at {page-places}|, {places}>|<, {places}>>";
    private const string Standalone =
        "{note-author}, {title}<, dir. {directors}><, ed. {note-editors}><, trans. {note-translators}><, version {version}><, vol. {volume}><, {volumes} vols><, {edition}>";
    private const string Access = "<, {link}>.";

    private static readonly NameForm Names = new(NameOrder.Direct) { LastComma = LastComma.Never, CutFrom = 4 };

    public static StyleRules Rules { get; } =
        new("international-affairs", "International Affairs")
        {
            Marks = QuotationMarks.British,
            PunctuationInQuotes = false,
            BlockFrom = 60,
            BlockRule = "60 words or more: the journal sets them as an indented block, without quotation marks",

            // First names in full, no comma before "and"; of four or more the first and "et al."
            HeadNames = Names,
            InnerNames = Names,
            NoteNames = Names,
            ShortNames = Names with { Order = NameOrder.Surnames },
            Heads = [("author", "", ""), ("editor", ", ed.", ", eds"), ("translator", ", trans.", ", trans.")],
            Face = work =>
                work.Type switch
                {
                    "book" or "report" or "motion_picture" or "song" or "graphic" or "legal_case" => TitleFace.Italic,
                    "bill" or "legislation" or "regulation" or "treaty" => TitleFace.Plain,
                    _ => TitleFace.Quoted,
                },
            ShortensTitles = true,
            WantsPlace = true,
            SmallSubtitles = true,
            Dates = new(DateOrder.DayMonthYear) { Autumn = "Autumn" },
            Pages = RangeForm.TwoDigits,
            NoDate = "n.d.",
            Edition = "edn",
            Locators = new(
                LocatorForm.Short(
                    (LocatorLabel.Paragraph, "para.", "paras"),
                    (LocatorLabel.Section, "sect.", "sects"),
                    (LocatorLabel.Chapter, "ch.", "chs"),
                    (LocatorLabel.Part, "pt", "pts"),
                    (LocatorLabel.Volume, "vol.", "vols"),
                    (LocatorLabel.Book, "bk", "bks"),
                    (LocatorLabel.Line, "l.", "ll."),
                    (LocatorLabel.Figure, "fig.", "figs")
                ),
                RangeForm.TwoDigits
            ),
            Notes =
            [
                new(
                    "article-journal paper-serial review review-book",
                    "{note-author}, {title}<, review of _{reviewed-title}_<, by {reviewed-authors}>><, _{container}_><?volume: {volume}<: {issue}><, {year}>|?issue: {issue}<, {year}>|, {month-year}>"
                        + Pages
                        + PlaceInPages
                        + "<, {doi-address}>."
                ),
                new(
                    "article-newspaper article-magazine",
                    "{note-author}, {title}<, _{container}_><, {date}><, {places}|, {#pages:p. |pp. }{pages}><, {url}>."
                ),
                new(
                    "chapter paper-conference entry entry-dictionary entry-encyclopedia",
                    "{note-author}, {title}, in <{container-authors}, |{editors} ({#editors:ed.|eds}), >_{container}_<, vol. {volume}><, {edition}>"
                        + Published
                        + Pages
                        + PlaceInPages
                        + Access
                ),
                new("thesis", "{note-author}, {title}<, {genre-small}><, {publisher}><, {year}>" + Place + Access),
                new(
                    "report",
                    "{note-author}, {title}<?genre:, {genre}< {number}>|<, {#number:no. }{number}>>"
                        + Published
                        + Place
                        + Access
                ),
                new(
                    "speech",
                    "{note-author}, {title}<, {genre-small}><?event:, {event}|<, {publisher}>><, {event-place}><, {date}>"
                        + Place
                        + Access
                ),
                new("webpage post", "{note-author}, {title}<, {container}><, {date}>" + Place + Access),
                new("post-weblog", "{note-author}, {title}<, _{container}_><, {date}>" + Place + Access),
                new("bill legislation regulation", "{title}<, {number}>< ({year})>" + Place + Access),
                new(
                    "treaty",
                    "{title}<, {number}><, {date}><, {container}><, vol. {volume}>" + Pages + PlaceInPages + Access
                ),
                new(
                    "legal_case",
                    "{title}<, {volume}>< {container}>< {pages}>< (<{authority} >{year})>" + Place + Access
                ),
                new("book", Standalone + Published + Place + "."),
                new("*", Standalone + Published + Place + Access),
            ],
            ShortNotes = [new("*", "<{short-author}, >{short-title}<, {places}>.")],
            References = [],
        };
}
