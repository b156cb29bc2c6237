using System.Text.RegularExpressions;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Styles;

/// <summary>MLA Handbook, 9th edition (2021): one order of elements for all works (5.1 to 5.108); numbers in comments are its sections.</summary>
internal static partial class Mla
{
    /// <summary>What an article, a chapter or any other work in a container has behind its title (5.31).</summary>
    private const string Contained =
        "{author}. {title}.< Review of _{reviewed-title}_<, by {reviewed-authors}>.>< {original}.>"
        + "< _{container}_><, by {container-authors}><, ~edited by {editors}><, ~translated by {translators}><, {edition}>"
        + "<, {#volume:~vol. |~vols. }{volume}><, {#issue:no. |nos. }{issue}><, ~version {version}>";

    public static StyleRules Rules { get; } =
        new("mla", "MLA 9")
        {
            Marks = QuotationMarks.American,
            PunctuationInQuotes = true,
            BlockFrom = 60,
            BlockRule =
                "more than four lines of prose: MLA (6.35) sets them as an indented block, without quotation marks",

            // 5.5 to 5.8: the first name inverted; of three or more the first and "et al."
            HeadNames = new(NameOrder.FirstInverted)
            {
                PartsInitials = true,
                LastComma = LastComma.SeriesAndInverted,
                CutFrom = 3,
            },
            InnerNames = new(NameOrder.Direct) { PartsInitials = true, CutFrom = 3 },
            ShortNames = new(NameOrder.Surnames) { CutFrom = 3 },
            PublisherIsNoAuthor = true,
            Heads =
            [
                ("author", "", ""),
                ("editor", ", editor", ", editors"),
                ("translator", ", translator", ", translators"),
            ],

            // 5.24, 5.25: what stands by itself is italic, what is part of something in quotation marks; laws and treaties are neither, nor is
            // a preface or introduction without a title of its own.
            Face = work =>
                work.Type switch
                {
                    "bill" or "hearing" or "legislation" or "regulation" or "treaty" => TitleFace.Plain,
                    "article"
                    or "article-journal"
                    or "article-magazine"
                    or "article-newspaper"
                    or "dataset"
                    or "interview" => TitleFace.Quoted,
                    "post" or "post-weblog" or "review" or "review-book" or "speech" or "manuscript" =>
                        TitleFace.Quoted,
                    "legal_case" => TitleFace.Italic,
                    _ when WorkFields.IsNamedPart(work) => TitleFace.Plain,
                    _ => work.ContainerTitle is null ? TitleFace.Italic : TitleFace.Quoted,
                },
            Capitals = SmallWords.Mla,

            // 6.10: a title in the text goes no further than its first part.
            ShortensTitles = true,

            // 5.83, 5.84, appendix 1: day month year; months of more than four letters are cut.
            Dates = new(DateOrder.DayMonthYear)
            {
                Months = DateForm.Short("Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec."),
                Circa = "[{0}?]",
            },
            Pages = RangeForm.TwoDigits,
            Publisher = ShortPublisher,
            Locators = new(
                LocatorForm.Short(
                    (LocatorLabel.Page, "", ""),
                    (LocatorLabel.Line, "", ""),
                    (LocatorLabel.Paragraph, "par.", "pars."),
                    (LocatorLabel.Chapter, "ch.", "chs.")
                ),
                RangeForm.TwoDigits
            ),

            // 6.3, 6.19: no comma between author and page, one before any other place.
            InText = "({short-author}< {bare-places}|, {places}>)",
            References =
            [
                new(
                    "article-journal review review-book",
                    Contained
                        + "<, {month-year}><, article {article-number}|, {#pages:p. |pp. }{pages}><, {link}><?!issued:<. Accessed {accessed}>>."
                ),
                new("thesis", "{author}. {title}. {year}. {publisher}<, {genre-small}>.< {link}.>"),
                // A repository is the container of a preprint.
                new(
                    "article",
                    "{author}. {title}.<< _{container}_>|< _{publisher}_>><?!link:, {number}><, {date}><, {link}>."
                ),
                new(
                    "speech",
                    "{author}. {title}.< {genre}.><?event: {event}<, {date}><, {event-place}>| {publisher}<, {date}><, {event-place}>><, {link}>."
                ),
                new("motion_picture", "{title}.< Directed by {directors}><, {publisher}><, {year}><, {link}>."),
                new(
                    "report",
                    "{author}. {title}.< {genre}<{#number: ~no. } {number},|.>>< {publisher}><, {date}><, {link}><?!issued:<. Accessed {accessed}>>."
                ),
                new(
                    "*",
                    Contained
                        + "<, {number}><, {publisher}><, {date}><, {#pages:p. |pp. }{pages}><, {link}><?!issued:<. Accessed {accessed}>>.< {series}< {series-number}>.>< {volumes} vols.>"
                ),
            ],
        };

    /// <summary>"Oxford UP", "U of Chicago P", "Stanford U" (chapter 5, Publisher; appendix 1). Words of other languages stand.</summary>
    private static string ShortPublisher(string name) =>
        University()
            .Replace(
                UniversityPress()
                    .Replace(name, press => press.Value == "University Press" ? "UP" : $"U{press.Groups["of"].Value}P"),
                "U"
            );

    [GeneratedRegex(
        @"\bUniversity(?<of>\b[^/;,:]*?\s)Press\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UniversityPress();

    [GeneratedRegex(@"\bUniversity\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex University();
}
