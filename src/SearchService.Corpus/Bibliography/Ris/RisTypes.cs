using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Types of references as Reference Manager, EndNote and Zotero have them, and those of CSL. Where RIS has one type for several of CSL it
/// is read as the first.
/// </summary>
internal static class RisTypes
{
    private static readonly (string Ris, string Csl)[] Pairs =
    [
        ("JOUR", "article-journal"),
        ("JOUR", "review"),
        ("JOUR", "review-book"),
        ("MGZN", "article-magazine"),
        ("NEWS", "article-newspaper"),
        ("UNPB", "article"),
        ("MANSCPT", "manuscript"),
        ("BILL", "bill"),
        ("BOOK", "book"),
        ("BOOK", "collection"),
        ("CLSWK", "classic"),
        ("VIDEO", "broadcast"),
        ("CHAP", "chapter"),
        ("CHAP", "entry"),
        ("ENCYC", "entry-encyclopedia"),
        ("DICT", "entry-dictionary"),
        ("DATA", "dataset"),
        ("FIGURE", "figure"),
        ("ART", "graphic"),
        ("HEAR", "hearing"),
        ("PCOMM", "personal_communication"),
        ("INTV", "interview"),
        ("CASE", "legal_case"),
        ("STAT", "legislation"),
        ("LEGAL", "regulation"),
        ("GOVDOC", "treaty"),
        ("MAP", "map"),
        ("MPCT", "motion_picture"),
        ("MUSIC", "musical_score"),
        ("PAMP", "pamphlet"),
        ("CONF", "paper-conference"),
        ("PAT", "patent"),
        ("SER", "periodical"),
        ("ADVS", "performance"),
        ("ELEC", "webpage"),
        ("ELEC", "post"),
        ("BLOG", "post-weblog"),
        ("RPRT", "report"),
        ("COMP", "software"),
        ("SOUND", "song"),
        ("SLIDE", "speech"),
        ("STAND", "standard"),
        ("THES", "thesis"),
        ("GEN", "document"),
        ("GEN", "event"),
    ];

    private static readonly FrozenDictionary<string, string> Ris = Pairs.ToFrozenDictionary(
        pair => pair.Csl,
        pair => pair.Ris,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, string> Csl = Pairs
        .Concat([
            ("ABST", "article-journal"),
            ("AGGR", "dataset"),
            ("ANCIENT", "classic"),
            ("BLOGPOST", "post-weblog"),
            ("CHART", "figure"),
            ("CPAPER", "paper-conference"),
            ("CTLG", "book"),
            ("DBASE", "dataset"),
            ("EBOOK", "book"),
            ("ECHAP", "chapter"),
            ("EDBOOK", "book"),
            ("EJOUR", "article-journal"),
            ("EQUA", "figure"),
            ("GRANT", "report"),
            ("GRNT", "report"),
            ("ICOMM", "personal_communication"),
            ("INPR", "article-journal"),
            ("JFULL", "periodical"),
            ("MULTI", "webpage"),
            ("POD", "broadcast"),
            ("PREPRINT", "article"),
            ("STD", "document"),
            ("UNBILL", "bill"),
            ("UNPD", "manuscript"),
            ("WEB", "webpage"),
        ])
        .DistinctBy(pair => pair.Item1)
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>A paper without proceedings is CPAPER, for T2 names the proceedings of CONF and the conference of CPAPER.</summary>
    public static string Of(Work work) =>
        work is { Type: "paper-conference", ContainerTitle: null } ? "CPAPER" : Ris[work.Type];

    /// <summary>The CSL type; null for a type that nobody knows.</summary>
    public static string? Read(string type) => Csl.GetValueOrDefault(type);

    /// <summary>Whether T2 is the series: such a work stands in nothing else.</summary>
    public static bool IsWhole(string ris) =>
        ris.ToUpperInvariant()
            is "BOOK"
                or "EBOOK"
                or "EDBOOK"
                or "CLSWK"
                or "CTLG"
                or "RPRT"
                or "THES"
                or "STAND"
                or "MAP"
                or "PAMP"
                or "COMP";

    /// <summary>Whether T2 is the conference, and C3, where it is there, the proceedings.</summary>
    public static bool IsConference(string ris) => ris.ToUpperInvariant() is "CONF" or "CPAPER" or "SLIDE";

    /// <summary>Whether SP without EP counts the pages of the whole.</summary>
    public static bool CountsPages(string ris) =>
        ris.ToUpperInvariant() is "BOOK" or "EBOOK" or "EDBOOK" or "CLSWK" or "THES";
}
