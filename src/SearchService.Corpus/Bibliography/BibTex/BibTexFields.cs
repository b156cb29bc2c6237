using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Fields of BibTeX and BibLaTeX that mean what a field of CSL means, whatever the entry's type; <see cref="BibTexWriter"/> and
/// <see cref="BibTexReader"/> share them.
/// </summary>
internal static class BibTexFields
{
    /// <summary>In the order in which they are written.</summary>
    public static readonly IReadOnlyList<(string Csl, string BibTex, LatexKind Kind)> Texts =
    [
        ("collection-title", "series", LatexKind.Title),
        ("publisher-place", "address", LatexKind.Text),
        ("edition", "edition", LatexKind.Text),
        ("volume", "volume", LatexKind.Text),
        ("part", "part", LatexKind.Text),
        ("number-of-volumes", "volumes", LatexKind.Text),
        ("chapter-number", "chapter", LatexKind.Text),
        ("number-of-pages", "pagetotal", LatexKind.Text),
        ("version", "version", LatexKind.Text),
        ("event-title", "eventtitle", LatexKind.Title),
        ("event-place", "venue", LatexKind.Text),
        ("original-title", "origtitle", LatexKind.Title),
        ("original-publisher", "origpublisher", LatexKind.Text),
        ("original-publisher-place", "origlocation", LatexKind.Text),
        ("status", "pubstate", LatexKind.Text),
        ("ISBN", "isbn", LatexKind.Text),
        ("ISSN", "issn", LatexKind.Text),
        ("DOI", "doi", LatexKind.Address),
        ("archive", "eprinttype", LatexKind.Text),
        ("archive_collection", "eprintclass", LatexKind.Text),
        ("archive_location", "eprint", LatexKind.Text),
        ("PMID", "pmid", LatexKind.Text),
        ("PMCID", "pmcid", LatexKind.Text),
        ("URL", "url", LatexKind.Address),
        ("call-number", "library", LatexKind.Text),
        ("citation-label", "label", LatexKind.Text),
        ("keyword", "keywords", LatexKind.Text),
        ("abstract", "abstract", LatexKind.Text),
        ("annote", "annote", LatexKind.Text),
    ];

    /// <summary>Other names of the same fields, and those that programs gave them before there was one.</summary>
    public static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["journaltitle"] = "journal",
        ["location"] = "address",
        ["institution"] = "publisher",
        ["school"] = "publisher",
        ["organization"] = "publisher",
        ["annotation"] = "annote",
        ["archiveprefix"] = "eprinttype",
        ["primaryclass"] = "eprintclass",
        ["keyword"] = "keywords",
        ["shortbooktitle"] = "shortjournal",
        ["hyphenation"] = "langid",
        ["conference"] = "eventtitle",
        ["numpages"] = "pagetotal",
        ["pdf"] = "file",
        ["local-url"] = "file",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly IReadOnlyList<(string Csl, string BibTex)> Roles =
    [
        ("author", "author"),
        ("editor", "editor"),
        ("translator", "translator"),
        ("container-author", "bookauthor"),
    ];

    /// <summary>Three more roles of people have a place, each named in its field's "type".</summary>
    public static readonly IReadOnlyList<string> OtherRoles = ["editora", "editorb", "editorc"];

    public static readonly IReadOnlyList<(string Csl, string BibTex)> Dates =
    [
        ("accessed", "urldate"),
        ("event-date", "eventdate"),
        ("original-date", "origdate"),
    ];

    /// <summary>Fields that concern the typesetting or the file of the bibliography, and say nothing of the work.</summary>
    public static readonly FrozenSet<string> Technical = new[]
    {
        "options",
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "execute",
        "presort",
        "sortkey",
        "sortname",
        "sorttitle",
        "sortyear",
        "key",
        "gender",
        "langidopts",
        "related",
        "relatedtype",
        "date-added",
        "date-modified",
        "timestamp",
        "owner",
        "creationdate",
        "modificationdate",
        "added-at",
        "biburl",
        "bibsource",
        "interhash",
        "intrahash",
        "__markedentry",
        "mendeley-groups",
        "mendeley-tags",
        "bdsk-url-1",
        "bdsk-url-2",
        "bdsk-file-1",
    }.ToFrozenSet(StringComparer.Ordinal);
}
