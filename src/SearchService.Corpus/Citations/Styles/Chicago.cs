using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>The Chicago Manual of Style, 18th edition (2024), chapters 13 and 14: both systems; numbers in comments are its sections.</summary>
internal static class Chicago
{
    private const string Laws = "bill hearing legislation regulation";
    private const string Periodicals = "article-newspaper article-magazine post-weblog";
    private const string Articles = "article-journal paper-serial review review-book";
    private const string Places = "<, {bare-places}|, {places}>";
    private const string Parts = "chapter paper-conference entry entry-dictionary entry-encyclopedia";

    private const string Reviewed = "< Review of _{reviewed-title}_<, by {reviewed-authors}>.>";

    private const string TreatyOrder = "{title}<, {number}><, {date}><, {volume}>< {container}>< {pages}>";
    private const string LawOrder = "{title}<, {number}><, {volume}>< {container}>< {pages}>< ({year})>";

    /// <summary>Italic in the text, upright in the reference.</summary>
    private const string CaseOrder = "_{title}_<, {volume}>< {container}>< {pages}>< (<{authority} >{year})>";

    public static StyleRules AuthorDate { get; } =
        Both("chicago-author-date", "Chicago author-date") with
        {
            CitesByYear = true,

            // 13.102, 13.115: the year behind the author; where nothing is known of it, "n.d." behind a comma.
            InText = "({short-author}<, {undated}|< {original-in-text}> {year}><, {bare-places}|, {places}>)",
            WithoutAuthor = work =>
                RecordCheck.IsLegal(work) ? WithoutAuthor.Nothing
                : IsNamedByContainer(work) ? WithoutAuthor.Container
                : WithoutAuthor.Title,
            References =
            [
                new(Laws, LawOrder + ".< {link}.>"),
                new("treaty", TreatyOrder + ".< {link}.>"),
                new("legal_case", CaseOrder + ".< {link}.>"),
                new(
                    Articles,
                    "{author}. {reference-year}. {title}."
                        + Reviewed
                        + " _{container}_<?volume: {volume}< ({issue})>|?issue:, {#issue:no. |nos. }{issue}< ({month})>|, {month}><: {pages}>.< {link}.>"
                ),
                new(Periodicals, "{author}. {reference-year}. {title}.< _{container}_><, {month-day}>.< {link}.>"),
                new(
                    Parts,
                    "{author}. {reference-year}. <?part:{title} to _{container}_|{title}.< In _{container}_>><, {edition}><, vol. {volume}><, by {container-authors}><, ~edited by {editors}>"
                        + "<, translated by {translators}>.< {series}< {series-number}>.>< {publisher}.><?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new("thesis", "{author}. {reference-year}. {title}.< {genre}<, {publisher}>.>< {link}.>"),
                new(
                    "speech",
                    "{author}. {reference-year}. {title}.< {genre}.><?event: {event}<, {event-place}>| {publisher}><, {month-day}>.< {link}.>"
                ),
                new(
                    "webpage post",
                    "{author}. {reference-year}. {title}.< {container}><, {month-day}>.<?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new(
                    "dataset software",
                    "{author}. {reference-year}. {title}.< Version {version}.>< {publisher}.><?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new("article", "{author}. {reference-year}. {title}.< {number}.> Preprint<, {publisher}>.< {link}.>"),
                new(
                    "*",
                    "{author}. <({original}) >{reference-year}. {title}.< Edited by {editors}.>< Translated by {translators}.>< {edition}.>< Vol. {volume}.>< {volumes} vols.>"
                        + "< {series}< {series-number}>.>< {genre-capitals}<{#number: No. } {number}>.>< {publisher}.><?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
            ],
        };

    public static StyleRules Notes { get; } =
        Both("chicago-notes", "Chicago notes and bibliography") with
        {
            // 13.36: a shortened title leaves the subtitle out, and the article that begins it.
            ShortensTitles = true,
            DropsArticles = true,
            WithoutAuthor = work => IsNamedByContainer(work) ? WithoutAuthor.Container : WithoutAuthor.Nothing,
            Notes =
            [
                new(Laws, LawOrder + Places + "<, {link}>."),
                new("treaty", TreatyOrder + Places + "<, {link}>."),
                new("legal_case", CaseOrder + Places + "<, {link}>."),
                new(
                    Articles,
                    "{note-author}, {title}<, review of _{reviewed-title}_<, by {reviewed-authors}>>, _{note-container}_"
                        + "<?volume: {volume}<, {#issue:no. |nos. }{issue}>< ({year})>|?issue:, {#issue:no. |nos. }{issue}< ({month-year})>|, {month-year}>"
                        + "<: {bare-places}|, {places}|: {pages}><, {link}>."
                ),
                new(Periodicals, "{note-author}, {title}<, _{note-container}_><, {date}><, {places}><, {link}>."),
                new(
                    Parts,
                    "{note-author}, <?part:{part} to _{note-container}_|{title}, in _{note-container}_><, {edition}><, vol. {volume}><, by {container-authors}><, ed. {note-editors}><, trans. {note-translators}>"
                        + "< (<{publisher}, >{year})><, {bare-places}|, {places}><?!issued:<, accessed {accessed}>><, {link}>."
                ),
                new(
                    "thesis",
                    "{note-author}, {title}< (<{genre-small}, ><{publisher}, >{year})><, {bare-places}|, {places}><, {link}>."
                ),
                new(
                    "speech",
                    "{note-author}, {title}<, {genre-small}><?event:, {event}<, {event-place}>|, {publisher}><, {date}><, {bare-places}|, {places}><, {link}>."
                ),
                new(
                    "webpage post",
                    "{note-author}, {title}<, {note-container}><, {date}><, {bare-places}|, {places}><?!issued:<, accessed {accessed}>><, {link}>."
                ),
                new(
                    "dataset software",
                    "{note-author}, {title}<, version {version}><, {publisher}><, {date}><, {bare-places}|, {places}><?!issued:<, accessed {accessed}>><, {link}>."
                ),
                new(
                    "article",
                    "{note-author}, {title}<, {number}>, preprint<, {publisher}><, {year}><, {bare-places}|, {places}><, {link}>."
                ),
                new(
                    "*",
                    "{note-author}, {title}<, ed. {note-editors}><, trans. {note-translators}><?!original:<, {edition}>><, vol. {volume}><, {volumes} vols.>"
                        + "<, {series}< {series-number}>><, {genre}<{#number: no. } {number}>>"
                        + "< (<?original:{original}; <{edition}, >><{publisher}, >{year})><, {bare-places}|, {places}><?!issued:<, accessed {accessed}>><, {link}>."
                ),
            ],
            ShortNotes =
            [
                new(
                    "entry entry-dictionary entry-encyclopedia",
                    "<{short-author}, ><?note-author:|?url:|under >{short-title}<, {bare-places}|, {places}>."
                ),
                new("chapter", "<{short-author}, ><{part}|{short-title}><, {bare-places}|, {places}>."),
                new("book", "<{short-author}, >{short-title}<, vol. {volume}><, {bare-places}|, {places}>."),
                new("*", "<{short-author}, >{short-title}<, {bare-places}|, {places}>."),
            ],
            References =
            [
                new(Laws, LawOrder + ".< {link}.>"),
                new("treaty", TreatyOrder + ".< {link}.>"),
                new("legal_case", CaseOrder + ".< {link}.>"),
                new(
                    Articles,
                    "{author}. {title}."
                        + Reviewed
                        + " _{container}_<?volume: {volume}<, {#issue:no. |nos. }{issue}>< ({year})>|?issue:, {#issue:no. |nos. }{issue}< ({month-year})>|, {month-year}><: {pages}>.< {link}.>"
                ),
                new(Periodicals, "{author}. {title}.< _{container}_><, {date}>.< {link}.>"),
                new(
                    Parts,
                    "{author}. <?part:{title} to _{container}_|{title}.< In _{container}_>><, {edition}><, vol. {volume}><, by {container-authors}><, ~edited by {editors}>"
                        + "<, translated by {translators}>.< {series}< {series-number}>.>< {publisher}><, {year}>.<?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new("thesis", "{author}. {title}.< {genre}><, {publisher}><, {year}>.< {link}.>"),
                new(
                    "speech",
                    "{author}. {title}.< {genre}.><?event: {event}<, {event-place}>| {publisher}><, {date}>.< {link}.>"
                ),
                new(
                    "webpage post",
                    "{author}. {title}.< {container}><, {date}>.<?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new(
                    "dataset software",
                    "{author}. {title}.< Version {version}.>< {publisher}><, {date}>.<?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
                new("article", "{author}. {title}.< {number}.> Preprint<, {publisher}><, {year}>.< {link}.>"),
                new(
                    "*",
                    "{author}. {title}.< Edited by {editors}.>< Translated by {translators}.><?!original:< {edition}.>>< Vol. {volume}.>< {volumes} vols.>"
                        + "< {series}< {series-number}>.>< {genre-capitals}<{#number: No. } {number}>.><?original: {original}<?edition:. {edition}.|;>>< {publisher}><, {year}>."
                        + "<?!issued:< Accessed {accessed}.>>< {link}.>"
                ),
            ],
        };

    private static StyleRules Both(string name, string title) =>
        new(name, title)
        {
            Marks = QuotationMarks.American,
            PunctuationInQuotes = true,
            BlockFrom = 100,
            BlockRule = "100 words or more: Chicago (12.10) sets them as a block, without quotation marks",

            // 13.23, 13.78, 13.107: a note and the text name two, the bibliography six; of more the first, or the first three.
            HeadNames = new(NameOrder.FirstInverted)
            {
                PartsInitials = true,
                LastComma = LastComma.SeriesAndInverted,
                DemotesParticle = true,
                CutFrom = 7,
                Kept = 3,
            },
            InnerNames = new(NameOrder.Direct)
            {
                PartsInitials = true,
                CutFrom = 7,
                Kept = 3,
            },
            NoteNames = new(NameOrder.Direct) { PartsInitials = true, CutFrom = 3 },
            ShortNames = new(NameOrder.Surnames) { CutFrom = 3 },
            Heads =
            [
                ("author", "", ""),
                ("editor", ", ed.", ", eds."),
                ("translator", ", trans.", ", trans."),
                ("compiler", ", comp.", ", comps."),
                ("director", ", dir.", ", dirs."),
            ],

            // Chapter 14: a preface or introduction without a title of its own is not quoted: "Preface to ...".
            // 13.89: books, reports, films and software are italic; parts, articles, theses, speeches, pages and data in quotation marks.
            Face = work =>
                work.Type switch
                {
                    "bill" or "hearing" or "legislation" or "regulation" or "treaty" => TitleFace.Plain,
                    "book" or "report" or "collection" or "pamphlet" or "periodical" or "standard" or "classic" =>
                        TitleFace.Italic,
                    "motion_picture" or "software" or "map" or "graphic" or "musical_score" or "legal_case" =>
                        TitleFace.Italic,
                    "document" or "broadcast" or "song" or "performance" when work.ContainerTitle is null =>
                        TitleFace.Italic,
                    _ when WorkFields.IsNamedPart(work) => TitleFace.Plain,
                    _ => TitleFace.Quoted,
                },
            Capitals = SmallWords.Chicago,

            // 9.31: month day, year; 13.105: what is only supposed stands in brackets.
            Dates = new(DateOrder.MonthDayYear) { Circa = "[{0}?]" },
            NoDate = "n.d.",
            Pages = RangeForm.Chicago,

            // 13.58, 14.48: a page stands as its number alone.
            Locators = new(LocatorForm.Short((LocatorLabel.Page, "", "")), RangeForm.Chicago) { Heading = "under {0}" },
            References = [],
        };

    /// <summary>A newspaper, a site or a dictionary stands in the place of an author whom nobody knows (14.89, 14.104).</summary>
    private static bool IsNamedByContainer(Work work) =>
        work.Type
            is "article-newspaper"
                or "article-magazine"
                or "webpage"
                or "entry"
                or "entry-dictionary"
                or "entry-encyclopedia";
}
