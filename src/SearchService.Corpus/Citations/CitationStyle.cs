using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations;

/// <summary>Makes citations in one style.</summary>
public abstract class CitationStyle
{
    /// <summary>As in the API: "apa".</summary>
    public abstract string Name { get; }

    /// <summary>As people call it: "APA 7".</summary>
    public abstract string Title { get; }

    /// <summary>Cites a work, or the place in it that <paramref name="locator"/> names. Never throws: what the record lacks is a warning.</summary>
    public abstract Citation Cite(Work work, Locator? locator = null);
}
