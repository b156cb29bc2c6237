using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The titles that sections of scholarly texts have by convention, and what such a section is.</summary>
internal static partial class SectionTitles
{
    private static readonly FrozenDictionary<string, SectionRole> Roles = Table(
        (SectionRole.Abstract, "abstract|summary|executive summary|synopsis|zusammenfassung|résumé|resumen|riassunto"),
        (
            SectionRole.References,
            "references|bibliography|works cited|literature cited|literature|list of references|reference list|references cited|"
                + "selected bibliography|select bibliography|further reading|sources|primary sources|secondary sources|"
                + "works consulted|notes and references|references and notes|sources and bibliography|cited references|"
                + "literaturverzeichnis|literatur|quellen|quellenverzeichnis|bibliographie|bibliografía|références|"
                + "références bibliographiques|bibliografia|referencias"
        ),
        (
            SectionRole.Front,
            "contents|table of contents|preface|foreword|dedication|abbreviations|list of abbreviations|acronyms|"
                + "list of acronyms|abbreviations and acronyms|list of figures|list of tables|list of illustrations|"
                + "list of maps|list of figures and tables|list of tables and figures|figures and tables|tables and figures|"
                + "figures|tables|illustrations|maps|editors|editor|editorial board|series editors|contributors|"
                + "list of contributors|notes on contributors|advisory board|keywords|key words|note on transliteration|"
                + "a note on transliteration|note on the text|a note on the text|inhalt|inhaltsverzeichnis|vorwort|"
                + "abkürzungsverzeichnis|table des matières|sommaire|avant-propos|préface|índice|prólogo|indice|prefazione"
        ),
        (
            SectionRole.Back,
            "index|name index|subject index|general index|about the author|about the authors|author biography|"
                + "author biographies|notes on the author|colophon|acknowledgements|acknowledgments|acknowledgement|"
                + "acknowledgment|funding|conflict of interest|conflicts of interest|competing interests|data availability|"
                + "author contributions|notes|endnotes|glossary|register|danksagung|remerciements"
        ),
        (
            SectionRole.Body,
            "introduction|conclusion|conclusions|concluding remarks|concluding thoughts|discussion|results|methods|"
                + "methodology|materials and methods|background|literature review|review of the literature|findings|"
                + "epilogue|prologue|afterword|postscript|limitations|data|analysis|appendix|appendices|results and discussion|"
                + "discussion and conclusion|discussion and conclusions|summary and conclusions|future work|related work|"
                + "einleitung|schluss|fazit|ergebnisse|methode|diskussion|anhang|conclusión|introducción|introduzione|conclusioni"
        )
    );

    /// <summary>The role that a title has by convention; null for a title of the text's own.</summary>
    public static SectionRole? RoleOf(string title)
    {
        if (title.Length > 80)
        {
            return null;
        }

        var bare = Number().Replace(title, "").Replace('\u00a0', ' ').Trim().TrimEnd('.', ':', '*').ToLowerInvariant();
        if (Roles.TryGetValue(bare, out var role))
        {
            return role;
        }

        return bare.StartsWith("about the ", StringComparison.Ordinal) ? SectionRole.Back
            : bare.StartsWith("preface to ", StringComparison.Ordinal)
            || bare.StartsWith("foreword to ", StringComparison.Ordinal)
                ? SectionRole.Front
            : bare.StartsWith("appendix ", StringComparison.Ordinal) ? SectionRole.Body
            : null;
    }

    private static FrozenDictionary<string, SectionRole> Table(params (SectionRole Role, string Titles)[] rows) =>
        rows.SelectMany(row => row.Titles.Split('|').Select(title => (title, row.Role)))
            .ToFrozenDictionary(row => row.title, row => row.Role);

    [GeneratedRegex(
        @"^\s*(\d{1,2}(\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Number();
}
