using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Types of entries and of CSL. Those of classic BibTeX are written, which BibLaTeX understands too; where CSL knows closer,
/// <c>entrysubtype</c>, a field that BibLaTeX has for this, carries its type. All types of both are read.
/// </summary>
internal static class BibTexTypes
{
    private static readonly FrozenDictionary<string, string> CslTypes = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["article"] = "article-journal",
        ["book"] = "book",
        ["booklet"] = "pamphlet",
        ["inbook"] = "chapter",
        ["incollection"] = "chapter",
        ["inproceedings"] = "paper-conference",
        ["conference"] = "paper-conference",
        ["proceedings"] = "book",
        ["manual"] = "book",
        ["techreport"] = "report",
        ["phdthesis"] = "thesis",
        ["mastersthesis"] = "thesis",
        ["unpublished"] = "manuscript",
        ["misc"] = "document",

        // BibLaTeX
        ["mvbook"] = "book",
        ["bookinbook"] = "chapter",
        ["suppbook"] = "chapter",
        ["collection"] = "book",
        ["mvcollection"] = "book",
        ["suppcollection"] = "chapter",
        ["mvproceedings"] = "book",
        ["reference"] = "book",
        ["mvreference"] = "book",
        ["inreference"] = "entry-encyclopedia",
        ["periodical"] = "periodical",
        ["suppperiodical"] = "article-journal",
        ["report"] = "report",
        ["thesis"] = "thesis",
        ["online"] = "webpage",
        ["electronic"] = "webpage",
        ["www"] = "webpage",
        ["patent"] = "patent",
        ["dataset"] = "dataset",
        ["software"] = "software",
        ["artwork"] = "graphic",
        ["audio"] = "song",
        ["commentary"] = "book",
        ["image"] = "figure",
        ["jurisdiction"] = "legal_case",
        ["legislation"] = "legislation",
        ["legal"] = "treaty",
        ["letter"] = "personal_communication",
        ["movie"] = "motion_picture",
        ["music"] = "song",
        ["performance"] = "performance",
        ["review"] = "review",
        ["standard"] = "standard",
        ["video"] = "motion_picture",

        // Of programs
        ["webpage"] = "webpage",
        ["presentation"] = "speech",
        ["talk"] = "speech",
        ["newspaper"] = "article-newspaper",
        ["magazine"] = "article-magazine",
        ["map"] = "map",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Types whose <c>number</c> is that of the series.</summary>
    private static readonly FrozenSet<string> InSeries = Set(
        "book booklet inbook incollection inproceedings conference proceedings manual mvbook bookinbook suppbook collection mvcollection "
            + "suppcollection mvproceedings reference mvreference inreference commentary"
    );

    private static readonly FrozenSet<string> Periodicals = Set(
        "article periodical suppperiodical review newspaper magazine"
    );

    private static readonly FrozenSet<string> OnTheWeb = Set("webpage post post-weblog");

    /// <summary>The entry's type and, where it alone does not say the work's, the subtype.</summary>
    public static (string Type, string? Subtype) Of(Work work)
    {
        var type = TypeOf(work);
        return (type, CslTypes[type] == work.Type ? null : Subtype(work.Type));
    }

    /// <summary>The CSL type of an entry; null for a type that nobody knows.</summary>
    public static string? Read(string type, string? subtype)
    {
        if (subtype is not null)
        {
            var closer = subtype.ToLowerInvariant();
            closer = closer is "magazine" or "newspaper" ? "article-" + closer : closer;
            if (CslFields.Types.Contains(closer))
            {
                return closer;
            }
        }

        return CslTypes.GetValueOrDefault(type);
    }

    /// <summary>What a thesis is when its entry does not say more; also the meaning of BibLaTeX's words for types.</summary>
    /// <param name="word">The field <c>type</c>.</param>
    public static string? Genre(string type, string? word) =>
        (word ?? type).ToLowerInvariant() switch
        {
            "phdthesis" => "PhD thesis",
            "mastersthesis" or "mathesis" => "Master’s thesis",
            "bathesis" => "Bachelor’s thesis",
            "candthesis" => "Candidate’s thesis",
            "resreport" => "Research report",
            "techreport" when word is not null => "Technical report",

            // So a thesis is written of which nothing more is known.
            "thesis" => null,
            _ => word,
        };

    /// <summary>The CSL field of <c>number</c>.</summary>
    public static string Number(string type) =>
        Periodicals.Contains(type) ? "issue"
        : InSeries.Contains(type) ? "collection-number"
        : "number";

    public static bool IsPeriodical(string type) => Periodicals.Contains(type);

    /// <summary>Whether <c>title</c> is a work within <c>booktitle</c>, and takes its book's fields.</summary>
    public static bool IsPart(string type) =>
        type
            is "inbook"
                or "incollection"
                or "inproceedings"
                or "conference"
                or "bookinbook"
                or "suppbook"
                or "suppcollection"
                or "inreference";

    /// <summary>Whether what a CSL type is contained in is a site, not a book or a journal.</summary>
    public static bool IsOnTheWeb(string cslType) => OnTheWeb.Contains(cslType);

    private static string TypeOf(Work work) =>
        work.Type switch
        {
            "article-journal" or "article-magazine" or "article-newspaper" or "review" or "review-book" => "article",
            "book" or "classic" or "collection" => "book",
            "chapter" or "entry" or "entry-dictionary" or "entry-encyclopedia" => "incollection",
            "pamphlet" => "booklet",
            "paper-conference" when work.ContainerTitle is not null => "inproceedings",
            "report" or "standard" => "techreport",
            "thesis" => IsMasters(work.Genre) ? "mastersthesis" : "phdthesis",
            "manuscript" => "unpublished",
            _ => "misc",
        };

    private static string Subtype(string type) =>
        type is "article-magazine" or "article-newspaper" ? type["article-".Length..] : type;

    private static bool IsMasters(string? genre) =>
        genre is not null
        && (
            genre.Contains("master", StringComparison.OrdinalIgnoreCase)
            || genre.StartsWith("M.A", StringComparison.OrdinalIgnoreCase)
            || genre.StartsWith("MA ", StringComparison.Ordinal)
            || genre.StartsWith("MSc", StringComparison.OrdinalIgnoreCase)
        );

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
