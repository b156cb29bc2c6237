using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>International Affairs (Chatham House), house style of 2023: footnotes alone, without a reference list.</summary>
internal static class InternationalAffairs
{
    private const string Published = "< (<{place}: ><{publisher}, >{year})>";
    private const string Pages = "<, {#pages:p. |pp. }{pages}>";
    private const string Place = "<, {places}>";
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
                work.Type
                    is "book"
                        or "report"
                        or "webpage"
                        or "post"
                        or "post-weblog"
                        or "motion_picture"
                        or "song"
                        or "graphic"
                        or "bill"
                        or "legal_case"
                    ? TitleFace.Italic
                    : TitleFace.Quoted,
            ShortensTitles = true,
            SmallSubtitles = true,
            Dates = new(DateOrder.DayMonthYear) { Autumn = "Autumn" },
            Pages = RangeForm.TwoDigits,
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
                    "{note-author}, {title}<, _{container}_><?volume: {volume}<: {issue}><, {year}>|?issue: {issue}<, {year}>|, {month-year}>"
                        + Pages
                        + Place
                        + "<, {doi-address}>."
                ),
                new(
                    "article-newspaper article-magazine",
                    "{note-author}, {title}<, _{container}_><, {date}>" + Place + "<, {url}>."
                ),
                new(
                    "chapter paper-conference entry entry-dictionary entry-encyclopedia",
                    "{note-author}, {title}, in <{container-authors}, |{editors} ({#editors:ed.|eds}), >_{container}_"
                        + Published
                        + Pages
                        + Place
                        + Access
                ),
                new("thesis", "{note-author}, {title}<, {genre}><, {publisher}><, {year}>" + Place + Access),
                new("report", "{note-author}, {title}<, {genre}< {number}>|, {number}>" + Published + Place + Access),
                new(
                    "speech",
                    "{note-author}, {title}<?event:, {event}<, {event-place}>|, {publisher}><, {date}>" + Place + Access
                ),
                new("webpage post post-weblog", "{note-author}, {title}<, {container}><, {date}>" + Place + Access),
                new(
                    "*",
                    "{note-author}, {title}<, version {version}><, vol. {volume}><, {volumes} vols><, {edition}>"
                        + Published
                        + Place
                        + "."
                ),
            ],
            ShortNotes = [new("*", "<{short-author}, >{short-title}<, {places}>.")],
            References = [],
        };
}
