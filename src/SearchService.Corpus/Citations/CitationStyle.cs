using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations;

/// <summary>Makes citations in one style.</summary>
public abstract class CitationStyle
{
    /// <summary>As in the API: "apa".</summary>
    public abstract string Name { get; }

    /// <summary>As people call it: "APA 7".</summary>
    public abstract string Title { get; }

    /// <summary>How the style sets quotations.</summary>
    public abstract QuotationForm Quotations { get; }

    /// <summary>Cites a work, or the place in it that <paramref name="locator"/> names. Never throws: what the record lacks is a warning.</summary>
    /// <param name="yearSuffix">"a", "b": tells works of the same authors and year apart, in styles that cite by them.</param>
    public abstract Citation Cite(Work work, Locator? locator = null, string? yearSuffix = null);

    /// <summary>As for a work; warns too of what only the text or its file's name says.</summary>
    public Citation Cite(DescribedWork described, Locator? locator = null, string? yearSuffix = null)
    {
        var citation = Cite(described.Work, locator, yearSuffix);
        var warnings = new List<string>(citation.Warnings);
        foreach (var field in (ReadOnlySpan<string>)["title", "author", "issued"])
        {
            switch (described.Origins.TryGetValue(field, out var origin) ? origin : (FieldOrigin?)null)
            {
                case FieldOrigin.FileName:
                    warnings.Add($"the {field} is the name of the file: no record names the work");
                    break;
                case FieldOrigin.TitlePage:
                    warnings.Add($"the {Spoken(field)} is read from the text's title page; check it");
                    break;
            }
        }

        return citation with
        {
            Warnings = warnings,
        };
    }

    private static string Spoken(string field) => field == "issued" ? "year" : field;
}
