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

    private static readonly FrozenDictionary<string, SectionRole>.AlternateLookup<ReadOnlySpan<char>> RolesBySpan =
        Roles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A longer line is no conventional title.</summary>
    private const int Longest = 80;

    /// <summary>The role that a title has by convention; null for a title of the text's own.</summary>
    public static SectionRole? RoleOf(ReadOnlySpan<char> title)
    {
        if (title.Length > Longest)
        {
            return null;
        }

        // Nearly all lines begin with a letter that no number has.
        var bare = title.TrimStart();
        if (bare is [>= '0' and <= '9' or 'I' or 'V' or 'X', ..] || (bare.Length > 0 && bare[0] >= 128))
        {
            bare = title;
            foreach (var number in Number().EnumerateMatches(title))
            {
                bare = title[number.Length..];
            }
        }

        bare = bare.Trim().TrimEnd(".:*");
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> folded = buffer[..bare.ToLowerInvariant(buffer)];
        if (folded.Contains('\u00a0'))
        {
            buffer.Replace('\u00a0', ' ');
        }

        if (RolesBySpan.TryGetValue(folded, out var role))
        {
            return role;
        }

        return folded.StartsWith("about the ") ? SectionRole.Back
            : folded.StartsWith("preface to ") || folded.StartsWith("foreword to ") ? SectionRole.Front
            : folded.StartsWith("appendix ") ? SectionRole.Body
            : null;
    }

    private static FrozenDictionary<string, SectionRole> Table(params (SectionRole Role, string Titles)[] rows) =>
        rows.SelectMany(row => row.Titles.Split('|').Select(title => (title, row.Role)))
            .ToFrozenDictionary(row => row.title, row => row.Role, StringComparer.Ordinal);

    [GeneratedRegex(
        @"^\s*(\d{1,2}(\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Number();
}
