namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Tags of RIS that mean what a field of CSL means, as EndNote and Zotero have them; <see cref="RisWriter"/> and <see cref="RisReader"/>
/// share them. A tag may mean another thing for certain types.
/// </summary>
internal static class RisFields
{
    /// <summary>In the order in which they are written.</summary>
    private static readonly (string Csl, string Tag)[] Texts =
    [
        ("title-short", "ST"),
        ("container-title-short", "JA"),
        ("volume", "VL"),
        ("number-of-volumes", "NV"),
        ("issue", "IS"),
        ("number", "M1"),
        ("collection-number", "SV"),
        ("genre", "M3"),
        ("edition", "ET"),
        ("section", "SE"),
        ("publisher", "PB"),
        ("reviewed-title", "RI"),
        ("DOI", "DO"),
        ("URL", "UR"),
        ("call-number", "CN"),
        ("archive", "DB"),
        ("archive_location", "AV"),
        ("source", "DP"),
        ("abstract", "AB"),
        ("annote", "RN"),
    ];

    /// <summary>CSL fields and tags for a type; each tag stands once.</summary>
    public static IEnumerable<(string Csl, string Tag)> Of(string ris)
    {
        var own = Own(ris.ToUpperInvariant());
        return own.Concat(Texts.Where(field => own.All(meant => meant.Tag != field.Tag && meant.Csl != field.Csl)));
    }

    /// <summary>The role of a tag for names.</summary>
    public static IEnumerable<(string Role, string Tag)> Roles(string ris)
    {
        // A film is its director's, and a letter has somebody whom it is written to.
        yield return (ris.Equals("MPCT", StringComparison.OrdinalIgnoreCase) ? "director" : "author", "AU");
        if (ris.Equals("PCOMM", StringComparison.OrdinalIgnoreCase))
        {
            yield return ("recipient", "A2");
        }

        yield return ("editor", "ED");
        yield return ("collection-editor", "A3");
        yield return ("translator", "A4");
    }

    private static (string Csl, string Tag)[] Own(string ris) =>
        ris switch
        {
            "JOUR" or "EJOUR" or "MGZN" or "NEWS" => [("number", "C7"), ("PMCID", "C2")],
            "RPRT" or "GOVDOC" or "STAND" => [("number", "IS")],
            "COMP" => [("version", "ET")],
            "CHAP" or "ECHAP" => [("chapter-number", "SE"), ("collection-number", "M1")],
            "BOOK" or "EBOOK" or "EDBOOK" or "CLSWK" => [("collection-number", "M1")],
            "MAP" => [("scale", "C1")],

            // The court; to whom it was granted.
            "CASE" or "PAT" => [("authority", "PB")],
            _ => [],
        };
}
